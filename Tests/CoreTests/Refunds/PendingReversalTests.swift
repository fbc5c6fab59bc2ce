import Testing

@testable import Domain

@Suite("Same-rank rewards that are taken back")
struct PendingReversalTests {
    typealias World = RefundWorld

    /// Order 1 of 1,000 yuan: of its commission 50 are member 9's and 30 wait for a period.
    static func settled() throws -> World {
        var world = World()
        try world.hold(1, World.provider(100_000))
        let rewards = [
            RewardCredit(payee: World.member(9), amount: Money(fen: 5_000), isPending: false),
            RewardCredit(payee: World.member(8), amount: Money(fen: 2_000), isPending: true),
            RewardCredit(payee: World.member(6), amount: Money(fen: 1_000), isPending: true),
        ]
        let order = try PoolBooksTests.order(1, member: 7, paid: 100_000, rewards: rewards)
        world.events += try world.books.settle(firstNumber: 1, [order])
        #expect(world.balance(.commissionPending) == -3_000)
        return world
    }

    static func reversed(_ pending: Int64) -> ReversibleParts {
        ReversibleParts(
            cost: Money(fen: 40_000), unallocated: Money(fen: 22_000),
            pending: Money(fen: pending))
    }

    @Test("an order that comes back whole leaves no reward that waits")
    func whole() throws {
        var world = try Self.settled()
        let made = try world.clawback(.pieces(reversed: Self.reversed(3_000)))
        #expect(made.operatorPart == .zero)
        #expect(world.books.ledger.trialBalance() == [])
        guard case .settled(let left) = try world.books.money(of: World.order(1)).state else {
            Issue.record("a clawed back order is settled")
            return
        }
        #expect(left.parts == .zero)
        try world.expectReplay()
    }

    @Test("what was given up before bears the rest", arguments: [2_999, 3_000, 3_001])
    func limits(pending: Int64) throws {
        var world = try Self.settled()
        let claim = ClawbackClaim.pieces(reversed: Self.reversed(pending))
        guard pending <= 3_000 else {
            let refusal = RefundRejection.exceedsSettlement(
                World.order(1), part: "pending", left: Money(fen: 3_000),
                stated: Money(fen: 3_001))
            #expect(throws: BooksRejection.refunds(refusal)) { try world.clawback(claim) }
            return
        }
        let made = try world.clawback(claim)
        #expect(made.operatorPart.fen == 3_000 - pending)
        #expect(world.balance(.commissionPending) == pending - 3_000)
    }
}
