import Testing

@testable import Domain

@Suite("Withdrawals: every state and every move")
struct WithdrawalStateTests {
    private typealias World = WithdrawalWorld

    enum Move: String, CaseIterable, Sendable {
        case approve, cancel, refuse, send, callbackPaid, callbackFailed
    }

    private static let amount: Int64 = 100_000

    /// What each move makes of each state; moves that are not named are refused, a callback
    /// that is not named is recorded as such and moves nothing.
    private static let table: [Withdrawal.State.Name: [Move: Withdrawal.State.Name]] = [
        .requested: [.approve: .approved, .cancel: .cancelled, .refuse: .refused],
        .approved: [.cancel: .cancelled, .refuse: .refused, .send: .sent],
        .sent: [.callbackPaid: .paid, .callbackFailed: .failed],
        .paid: [:], .failed: [:], .cancelled: [:], .refused: [:],
    ]

    private static func world(
        in state: Withdrawal.State.Name
    ) throws -> (WithdrawalWorld, WithdrawalID) {
        var world = try WithdrawalTests.world(1_000_000)
        let id = try world.request(1, amount)
        switch state {
        case .requested: break
        case .approved: try world.approve(id)
        case .cancelled: try world.cancel(id, of: 1)
        case .refused: try world.refuse(id)
        case .sent, .paid, .failed:
            try world.approve(id)
            try world.send([id])
            if state == .paid { try world.callback(id, amount) }
            if state == .failed { try world.callback(id, amount, .failed(code: "X")) }
        }
        #expect(world.state(id) == state)
        return (world, id)
    }

    private static func make(
        _ move: Move, _ id: WithdrawalID, in world: inout WithdrawalWorld
    ) throws(BooksRejection) {
        switch move {
        case .approve: try world.approve(id)
        case .cancel: try world.cancel(id, of: 1)
        case .refuse: try world.refuse(id)
        case .send: try world.send([id])
        case .callbackPaid: try world.callback(id, amount)
        case .callbackFailed: try world.callback(id, amount, .failed(code: "X"))
        }
    }

    @Test(
        "a move leads where the table says, or nowhere",
        arguments: Withdrawal.State.Name.allCases, Move.allCases)
    func moves(state: Withdrawal.State.Name, move: Move) throws {
        var (world, id) = try Self.world(in: state)
        let ledger = world.books.ledger
        let expected = Self.table[state]?[move]
        do throws(BooksRejection) {
            try Self.make(move, id, in: &world)
            guard let expected else {
                #expect(move == .callbackPaid || move == .callbackFailed)
                guard case .withdrawal(.callbackRefused(let refused)) = world.events.last?.event
                else {
                    Issue.record("a callback that does not fit is recorded")
                    return
                }
                #expect(refused.reason == (state.isFinal ? .final : .notSent))
                #expect(refused.state == state)
                #expect(world.state(id) == state)
                #expect(world.books.ledger == ledger, "nothing is posted")
                return
            }
            #expect(world.state(id) == expected)
        } catch {
            #expect(expected == nil)
            #expect(error.reason == "wrong_state")
            #expect(error.kind == .failedPrecondition)
        }
        let pending: Int64 = (expected ?? state).isFinal ? 0 : Self.amount
        #expect(world.pending(1) == pending)
    }

    @Test("records rebuild the books, from every state", arguments: Withdrawal.State.Name.allCases)
    func replay(state: Withdrawal.State.Name) throws {
        let (world, _) = try Self.world(in: state)
        var copy = PoolBooks(plan: .seed)
        for (event, at) in world.events { try copy.apply(event, at: at) }
        #expect(copy == world.books)
    }

    @Test("a record that cannot follow is refused: twice, out of order, or with other figures")
    func faults() throws {
        let (world, _) = try Self.world(in: .paid)
        let records = world.events
        for index in records.indices {
            guard case .withdrawal(let event) = records[index].event else { continue }
            if case .accountRegistered = event { continue }
            var copy = PoolBooks(plan: .seed)
            for (event, at) in records[...index] { try copy.apply(event, at: at) }
            #expect(throws: BooksReplayFault.self, "\(event) twice") {
                try copy.apply(records[index].event)
            }
        }
        guard case .withdrawal(.closed(let paid)) = records.last?.event else {
            Issue.record("the last event is the end")
            return
        }
        let spoilt = [
            ClosedWithdrawal(
                id: paid.id, member: paid.member, amount: Money(fen: 1), end: .paid, by: paid.by,
                at: paid.at, lines: paid.lines),
            ClosedWithdrawal(
                id: paid.id, member: MemberID(rawValue: 2), amount: paid.amount, end: .paid,
                by: paid.by, at: paid.at, lines: paid.lines),
            ClosedWithdrawal(
                id: paid.id, member: paid.member, amount: paid.amount, end: .failed(code: "X"),
                by: paid.by, at: paid.at, lines: paid.lines),
            ClosedWithdrawal(
                id: paid.id, member: paid.member, amount: paid.amount, end: .cancelled,
                by: paid.by, at: paid.at, lines: paid.lines),
        ]
        for closed in spoilt {
            var copy = PoolBooks(plan: .seed)
            for (event, at) in records.dropLast() { try copy.apply(event, at: at) }
            #expect(throws: BooksReplayFault.self) {
                try copy.apply(.withdrawal(.closed(closed)))
            }
        }
    }
}
