import Testing

@testable import Domain

@Suite("Withdrawals")
struct WithdrawalTests {
    private typealias World = WithdrawalWorld

    /// Member 1 has `wallet` fen and an account, custody has as much. Member 2 has `other`.
    static func world(
        _ wallet: Int64 = 10_000_000, beside other: Int64 = 0
    ) throws -> WithdrawalWorld {
        var world = WithdrawalWorld()
        try world.reward(1, wallet)
        if other > 0 { try world.reward(2, other) }
        try world.fundCustody(wallet)
        try world.register(1)
        return world
    }

    private static func expect(
        _ reason: String, _ kind: RejectionKind,
        _ location: SourceLocation = #_sourceLocation, _ body: () throws -> Void
    ) {
        do {
            try body()
            Issue.record("not refused", sourceLocation: location)
        } catch let rejection as BooksRejection {
            #expect(rejection.reason == reason, sourceLocation: location)
            #expect(rejection.kind == kind, sourceLocation: location)
            #expect(!rejection.sentence.isEmpty, sourceLocation: location)
        } catch {
            Issue.record(error, sourceLocation: location)
        }
    }

    @Test("money leaves the wallet at once, and custody when it is paid")
    func paid() throws {
        var world = try Self.world(500_000)
        let id = try world.request(1, 300_000)
        #expect(world.wallet(1) == 200_000)
        #expect(world.pending(1) == 300_000)
        try world.approve(id)
        #expect(world.state(id) == .approved)
        try world.send([id])
        #expect(world.books.withdrawals.inFlight.fen == 300_000)
        #expect(world.pending(1) == 300_000)
        try world.callback(id, 300_000)
        #expect(world.state(id) == .paid)
        #expect(world.pending(1) == 0)
        #expect(world.books.ledger.balance(.custody) == 200_000)
        #expect(world.books.withdrawals.inFlight == .zero)
        #expect(world.wallet(1) == 200_000)
    }

    @Test("what fails, is cancelled or refused is back in the wallet")
    func back() throws {
        var world = try Self.world(500_000)
        let failed = try world.sent(1, 100_000)
        try world.callback(failed, 100_000, .failed(code: "AC01"))
        let cancelled = try world.request(1, 200_000)
        try world.cancel(cancelled, of: 1)
        let refused = try world.request(1, 200_000)
        try world.approve(refused)
        try world.refuse(refused)
        #expect(world.wallet(1) == 500_000)
        #expect(world.pending(1) == 0)
        #expect(world.books.withdrawals.asked(MemberID(rawValue: 1), at: World.midnight) == .zero)
    }

    @Test("nothing is withdrawn while the member owes, and money that comes back repays first")
    func debt() throws {
        let member = MemberID(rawValue: 1)
        var ledger = Ledger()
        try ledger.post([Line(.pspClearing, 500_000), Line(.wallet(member), -500_000)])
        var book = WithdrawalBook()
        for event in book.register(
            World.reference(1), .bank, of: member, by: World.ann, at: World.midnight)
        {
            book.apply(event)
        }
        let made = try book.request(
            Money(fen: 400_000), of: member, by: World.requester, at: World.midnight, in: ledger)
        for event in made {
            try ledger.post(event.lines)
            book.apply(event)
        }
        try ledger.post([
            Line(.recoveryReceivable(member), 150_000), Line(.commissionUnallocated, -150_000),
        ])
        #expect(book.withdrawable(member, at: World.midnight, in: ledger) == .zero)
        let owes = WithdrawalRejection.recoveryReceivableOpen(member, owed: Money(fen: 150_000))
        #expect(throws: owes) {
            try book.request(
                Money(fen: 100), of: member, by: World.requester, at: World.midnight, in: ledger)
        }
        let back = try book.cancel(
            WithdrawalID(rawValue: 1), of: member, by: World.requester, at: World.midnight,
            in: ledger)
        try ledger.post(back[0].lines)
        #expect(ledger.balance(.recoveryReceivable(member)) == 0)
        #expect(ledger.balance(.wallet(member)) == -350_000)
        #expect(
            book.withdrawable(member, at: World.midnight, in: ledger) == Money(fen: 350_000))
    }

    @Test(
        "one withdrawal is between the minimum and what the wallet holds",
        arguments: [
            (0, "amount_must_be_positive"), (-1, "amount_must_be_positive"),
            (.min, "amount_must_be_positive"), (1, "amount_below_minimum"),
            (99, "amount_below_minimum"), (100, ""), (101, ""), (499_999, ""), (500_000, ""),
            (500_001, "exceeds_withdrawable"), (1 << 40, "exceeds_withdrawable"),
            (1 << 40 + 1, "limit_reached"), (.max, "limit_reached"),
        ] as [(Int64, String)])
    func amounts(amount: Int64, reason: String) throws {
        var world = try Self.world(500_000)
        do throws(BooksRejection) {
            try world.request(1, amount)
            #expect(reason == "")
        } catch {
            #expect(error.reason == reason)
        }
    }

    @Test("a day's sum is limited, to the fen; the next day in Shanghai begins anew")
    func dayLimit() throws {
        var world = try Self.world()
        try world.request(1, 2_000_000, at: World.at(1))
        Self.expect("exceeds_day_limit", .failedPrecondition) {
            try world.request(1, 3_000_001, at: World.at(2))
        }
        try world.request(1, 2_999_900, at: World.at(3))
        Self.expect("exceeds_day_limit", .failedPrecondition) {
            try world.request(1, 101, at: World.at(24, plus: -1))
        }
        let last = try world.request(1, 100, at: World.at(24, plus: -1))
        Self.expect("exceeds_day_limit", .failedPrecondition) {
            try world.request(1, 100, at: World.at(24, plus: -1))
        }
        try world.cancel(last, of: 1, at: World.at(24, plus: -1))
        try world.request(1, 100, at: World.at(24, plus: -1))
        try world.request(1, 5_000_000, at: World.at(24))
        Self.expect("exceeds_withdrawable", .failedPrecondition) {
            try world.request(1, 1_000, at: World.at(48))
        }
    }

    @Test("another member's requests use nothing of a day's limit")
    func others() throws {
        var world = try Self.world(beside: 6_000_000)
        try world.register(2, 2)
        try world.request(1, 5_000_000)
        try world.request(2, 5_000_000)
    }

    @Test("the request that passes the limit of the day for one person needs two")
    func twoPeople() throws {
        var world = try Self.world()
        for (amount, needed) in [(999_900, 1), (100, 1), (100, 2), (100, 2)] {
            let id = try world.request(1, Int64(amount))
            #expect(world.books.withdrawals.withdrawal(id)?.approvalsNeeded == needed)
        }
        let id = WithdrawalID(rawValue: 3)
        try world.approve(id)
        #expect(world.state(id) == .requested)
        Self.expect("wrong_state", .failedPrecondition) { try world.send([id]) }
        Self.expect("approved_before", .permissionDenied) { try world.approve(id) }
        Self.expect("approved_before", .permissionDenied) {
            try world.approve(id, by: Person("auditor/ann"))
        }
        try world.approve(id, by: World.bob)
        #expect(world.state(id) == .approved)
        Self.expect("wrong_state", .failedPrecondition) {
            try world.approve(id, by: Person("operator/cy"))
        }
        let single = try world.request(1, 100, at: World.at(24))
        #expect(world.books.withdrawals.withdrawal(single)?.approvalsNeeded == 1)
    }

    @Test("nobody approves their own request, nor for the member they are")
    func ownRequest() throws {
        var world = try Self.world()
        let id = try world.request(1, 1_000)
        Self.expect("own_request", .permissionDenied) {
            try world.approve(id, by: World.requester)
        }
        Self.expect("own_request", .permissionDenied) {
            try world.approve(id, by: Person("gateway/rae"))
        }
        func link(_ isLinked: Bool, by person: Person) throws {
            try world.run { books throws(BooksRejection) in
                try books.linkOperator(
                    "ann", to: MemberID(rawValue: 1), isLinked: isLinked, by: person,
                    at: World.midnight)
            }
        }
        try link(true, by: World.bob)
        try link(true, by: World.bob)
        Self.expect("linked_member", .permissionDenied) { try world.approve(id) }
        Self.expect("own_link", .permissionDenied) { try link(false, by: World.ann) }
        try link(false, by: World.bob)
        Self.expect("link_not_found", .notFound) { try link(false, by: World.bob) }
        try world.approve(id)
    }
}
