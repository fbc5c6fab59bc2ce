import Testing

@testable import Domain

@Suite("Payout batches")
struct PayoutBatchTests {
    private typealias World = WithdrawalWorld

    private static func reason(_ body: () throws -> Void) -> String {
        do {
            try body()
            return ""
        } catch {
            return (error as? BooksRejection)?.reason ?? "\(error)"
        }
    }

    /// Approved withdrawals of 100 fen each.
    private static func approved(
        _ count: Int, beside other: Int64 = 0
    ) throws -> (WithdrawalWorld, [WithdrawalID]) {
        var world = try WithdrawalTests.world(beside: other)
        let ids = try (0..<count).map { _ in
            let id = try world.request(1, 100)
            try world.approve(id)
            return id
        }
        return (world, ids)
    }

    @Test("a batch has 1 to 1,000 rows, counted and summed")
    func size() throws {
        var (world, ids) = try Self.approved(1_001)
        #expect(Self.reason { try world.send([]) } == "limit_reached")
        #expect(Self.reason { try world.send(ids) } == "limit_reached")
        try world.send(Array(ids.prefix(1_000)))
        try world.send([ids[1_000]])
        let batches = world.books.withdrawals.batches
        #expect(batches.map(\.withdrawals.count) == [1_000, 1])
        #expect(batches.map(\.total.fen) == [100_000, 100])
        #expect(batches.map(\.id.rawValue) == [1, 2])
        #expect(
            world.books.withdrawals.withdrawal(ids[999])?.state
                == .sent(PayoutBatchID(rawValue: 1), row: 1_000))
        var copy = PoolBooks(plan: .seed)
        for (event, at) in world.events { try copy.apply(event, at: at) }
        #expect(copy == world.books)
    }

    @Test("each withdrawal is in one batch once, of its own channel, and approved")
    func rows() throws {
        var (world, ids) = try Self.approved(3)
        #expect(Self.reason { try world.send([ids[0], ids[1], ids[0]]) } == "repeated_in_batch")
        #expect(Self.reason { try world.send([ids[0]], .alipay) } == "other_channel")
        let unknown = WithdrawalID(rawValue: 9)
        #expect(Self.reason { try world.send([ids[0], unknown]) } == "withdrawal_not_found")
        let requested = try world.request(1, 100)
        #expect(Self.reason { try world.send([ids[0], requested]) } == "wrong_state")
        try world.send([ids[2], ids[0]])
        #expect(Self.reason { try world.send([ids[1], ids[0]]) } == "wrong_state")
        #expect(world.books.withdrawals.batches.map(\.withdrawals) == [[ids[2], ids[0]]])
    }

    @Test("what is sent and not yet confirmed stays within custody, to the fen")
    func custody() throws {
        var world = World()
        try world.reward(1, 1_000_000)
        try world.register(1)
        let ids = try [300, 200, 101].map { fen in
            let id = try world.request(1, Int64(fen))
            try world.approve(id)
            return id
        }
        #expect(Self.reason { try world.send([ids[0]]) } == "exceeds_custody")
        try world.fundCustody(299)
        #expect(Self.reason { try world.send([ids[0]]) } == "exceeds_custody")
        try world.fundCustody(1)
        try world.send([ids[0]])
        try world.fundCustody(300)
        #expect(Self.reason { try world.send([ids[1], ids[2]]) } == "exceeds_custody")
        try world.callback(ids[0], 300, .failed(code: "AC01"))
        try world.send([ids[1], ids[2]])
        try world.callback(ids[1], 200)
        try world.callback(ids[2], 101)
        #expect(world.books.ledger.balance(.custody) == 299)
    }

    @Test("a callback fits by number, channel and amount, or is recorded and moves nothing")
    func callbacks() throws {
        var (world, ids) = try Self.approved(1)
        try world.send(ids)
        func last() -> RefusedCallback.Reason? {
            guard case .withdrawal(.callbackRefused(let refused)) = world.events.last?.event else {
                return nil
            }
            return refused.reason
        }
        try world.callback(WithdrawalID(rawValue: 9), 100)
        #expect(last() == .unknown)
        try world.callback(ids[0], 100, .paid, .wechat)
        #expect(last() == .channelDiffers)
        for fen in [99, 101, 0, -100, .max, .min] as [Int64] {
            try world.callback(ids[0], fen)
            #expect(last() == .amountDiffers)
        }
        for code in ["", "a b", "张", String(repeating: "x", count: 33)] {
            #expect(
                Self.reason { try world.callback(ids[0], 100, .failed(code: code)) }
                    == "code_malformed")
        }
        #expect(world.pending(1) == 100)
        try world.callback(ids[0], 100)
        #expect(last() == nil)
        try world.callback(ids[0], 100)
        #expect(last() == .final)
        try world.callback(ids[0], 100, .failed(code: String(repeating: "x", count: 32)))
        #expect(last() == .final)
        #expect(world.books.ledger.balance(.custody) == 9_999_900)
    }

    @Test("lists come by number, of one member, in one state, in pages")
    func lists() throws {
        var (world, ids) = try Self.approved(4, beside: 1_000)
        try world.register(2, 2)
        let other = try world.request(2, 100)
        try world.send([ids[1]])
        let book = world.books.withdrawals
        func list(
            _ after: UInt64 = 0, _ member: UInt64? = nil, _ state: Withdrawal.State.Name? = nil,
            _ limit: Int = 100
        ) -> [UInt64] {
            book.list(
                after: WithdrawalID(rawValue: after), member: member.map(MemberID.init(rawValue:)),
                state: state, limit: limit
            ).map(\.id.rawValue)
        }
        #expect(list() == [1, 2, 3, 4, 5])
        #expect(list(2, nil, nil, 2) == [3, 4])
        #expect(list(0, nil, .approved, 2) == [1, 3])
        #expect(list(3, nil, .approved) == [4])
        #expect(list(0, 2) == [other.rawValue])
        #expect(list(0, 1, .sent) == [2])
        #expect(list(.max) == [])
        #expect(list(0, 7) == [])
    }
}
