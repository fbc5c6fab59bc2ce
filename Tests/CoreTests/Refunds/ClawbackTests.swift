import Testing

@testable import Domain

@Suite("Refunds after settlement")
struct ClawbackTests {
    typealias World = RefundWorld

    /// Order 1 of member 7, settled: 100,000 fen, 210 points at 30,000 fen in the reserve.
    static func settled() throws -> World {
        var world = World()
        try world.hold(1, World.provider(100_000))
        try world.settle(1, paid: 100_000)
        return world
    }

    /// As above, and half of the points are redeemed for 12,000 fen.
    static func halfRedeemed() throws -> World {
        var world = try settled()
        world.events += try world.books.redeem(
            World.member(7), lot: LotID(rawValue: 1), units: Points(units: 105_000_000),
            minimumPayout: .zero)
        return world
    }

    @Test("an order that comes back whole leaves nothing behind")
    func whole() throws {
        var world = try Self.settled()
        let made = try world.clawback(.pieces())
        #expect(made.burnt?.units.units == 210_000_000)
        #expect(made.burnt?.returned.fen == 30_000)
        #expect(made.operatorPart == .zero)
        #expect(made.proceeds == .zero)
        #expect(world.books.ledger.trialBalance() == [])
        #expect(world.books.paidByMembers == .zero)
        #expect(world.books.pool.flows.returned.fen == 30_000)
        try world.expectReplay()
    }

    @Test("pieces come back one by one, and together never more than was settled")
    func pieces() throws {
        var world = try Self.settled()
        #expect(world.books.reserveOfPaid.rawValue == 3_000)
        for left in [2, 1, 0] as [Int64] {
            let made = try world.clawback(.pieces(1, of: 3, paid: 100_000 - 1))
            #expect(made.number == 3 - Int(left))
            if left > 0 { #expect(world.books.reserveOfPaid.rawValue == 3_001, "rounded up") }
            let money = try world.books.money(of: World.order(1))
            guard case .settled(let rest) = money.state else { return }
            #expect(rest.paid.fen == left * 33_333 + 1)
            #expect(rest.contribution.fen == left * 9_999 + 3)
        }
        let before = world.books
        #expect(
            throws: BooksRejection.refunds(
                .exceedsSettlement(
                    World.order(1), part: "paid", left: Money(fen: 1),
                    stated: Money(fen: 33_333)))
        ) {
            try world.clawback(.pieces(1, of: 3, paid: 100_000 - 1))
        }
        #expect(world.books == before)
        try world.expectReplay()
    }

    @Test("what the pieces' points have paid is deducted, from the wallet's part first")
    func deducted() throws {
        var world = try Self.halfRedeemed()
        let first = try world.clawback(.pieces(1, of: 2))
        #expect(first.proceeds == .zero, "units that are left go first")
        #expect(first.burnt?.returned.fen == 15_000)
        #expect(first.back == World.provider(50_000))
        let second = try world.clawback(.pieces(1, of: 2))
        #expect(second.burnt == nil, "a closed lot burns nothing")
        #expect(second.proceeds.fen == 12_000)
        #expect(second.back == World.provider(38_000))
        #expect(second.operatorPart.fen == 3_000)
        #expect(world.balance(.operatorLoss) == 3_000)
        #expect(world.balance(.wallet(World.member(7))) == -12_000)
        try world.expectReplay()
    }

    @Test("where the law gives the full price, the member owes the proceeds")
    func owed() throws {
        var world = try Self.halfRedeemed()
        let made = try world.clawback(.pieces(proceeds: .owed))
        #expect(made.burnt?.units.units == 105_000_000)
        #expect(made.burnt?.returned.fen == 18_000)
        #expect(made.proceeds.fen == 12_000)
        #expect(made.back == World.provider(100_000))
        #expect(made.operatorPart == .zero)
        #expect(world.balance(.recoveryReceivable(World.member(7))) == 12_000)
        try world.hold(2, World.provider(100_000))
        try world.settle(2, paid: 100_000)
        try world.redeemAll()
        #expect(world.balance(.recoveryReceivable(World.member(7))) == 0, "repaid first")
        #expect(world.balance(.wallet(World.member(7))) == -24_000)
        try world.expectReplay()
    }

    @Test(
        "a deduction takes at most what goes back",
        arguments: [
            (11_999, 0), (12_000, 0), (12_001, 1), (50_000, 38_000), (100_000, 88_000),
        ])
    func deduction(stated: Int64, paid: Int64) throws {
        var world = try Self.halfRedeemed()
        let made = try world.clawback(.pieces(back: World.provider(stated)))
        #expect(made.back == World.provider(paid))
        #expect(made.operatorPart.fen == paid - 18_000 - 70_000)
        try world.expectReplay()
    }

    @Test("a reward whose payee spent it is owed, and later credits repay it first")
    func payeeOwes() throws {
        var world = try Self.settled()
        try world.hold(2, by: 9, PaymentSources(wallet: Money(fen: 4_000)))
        try world.clawback(.pieces())
        #expect(world.balance(.wallet(World.member(9))) == 0)
        #expect(world.balance(.recoveryReceivable(World.member(9))) == 4_000)
        try world.hold(3, World.provider(100_000))
        try world.settle(3, paid: 100_000)
        #expect(world.balance(.recoveryReceivable(World.member(9))) == 0)
        #expect(world.balance(.wallet(World.member(9))) == -1_000)
        // The reward that repaid a debt can be taken back in full all the same.
        try world.clawback(.pieces(order: 3))
        #expect(world.balance(.recoveryReceivable(World.member(9))) == 4_000)
        try world.expectReplay()
    }

    @Test("what an account no longer holds is the operator's loss")
    func operatorLoss() throws {
        var ledger = Ledger()
        try ledger.post([
            Line(.custody, 40_010), Line(.merchantPayable, -39_000), Line(.reserve, -1_010),
        ])
        let claim = ClawbackClaim.pieces(
            back: World.provider(40_000), reversed: ReversibleParts(cost: Money(fen: 40_000)),
            rewards: [])
        let (posting, operatorPart) = Posting.clawback(
            claim, of: World.member(7), nil, proceeds: .zero, back: claim.back, coupon: nil,
            in: ledger)
        #expect(operatorPart.fen == 1_000)
        #expect(
            posting.lines == [
                Line(.merchantPayable, 39_000), Line(.operatorLoss, 1_000),
                Line(.custody, -40_000),
            ])
        try ledger.post(posting.lines)
    }

    @Test("orders without a lot come back too: none granted, or no contribution")
    func withoutLot() throws {
        var world = World()
        try world.hold(1, World.provider(10))
        try world.settle(1, paid: 10, contribution: 0)
        let none = try world.clawback(
            ClawbackClaim(
                order: World.order(1), paidBack: Money(fen: 10), contributionBack: .zero,
                back: World.provider(10),
                reversed: ReversibleParts(cost: Money(fen: 7), unallocated: Money(fen: 3)),
                rewards: [], proceeds: .deducted, reason: "r"))
        #expect(none.lot == nil && none.burnt == nil && none.operatorPart == .zero)
        // Below one unit, while no points circulate: the contribution is orphaned.
        let plan = try PoolPlan(
            openingPrice: Money(fen: 1 << 30), grant: BasisPoints(1), retention: .zero,
            exitMultiple: .zero, splitPriceMultiple: 0, legacyRelease: .zero)
        var tiny = World(plan: plan)
        try tiny.hold(1, World.provider(10))
        try tiny.settle(1, paid: 10)
        let made = try tiny.clawback(
            .pieces(paid: 10, reversed: .init(cost: Money(fen: 4)), rewards: []))
        #expect(made.lot == nil && made.burnt == nil)
        #expect(made.operatorPart.fen == 6)
        #expect(tiny.balance(.orphanReserve) == -3)
        try world.expectReplay()
        try tiny.expectReplay()
    }

    @Test("coins go back beside the money; they are no part of it")
    func coins() throws {
        let facts = PaymentSources(provider: Money(fen: 5), coins: 7)
        let posting = Posting.receipt(World.order(1), of: World.member(7), facts)
        #expect(
            posting.lines == [
                Line(.pspClearing, 5), Line(.orderHeld(World.order(1)), -5),
                Line(.legacyCoin(World.member(7)), 7), Line(.coinSpent, -7),
            ])
        let back = Posting.refund(
            World.order(1), of: World.member(7), facts, coupon: nil, in: Ledger())
        #expect(
            back.lines.filter { $0.unit == .coin } == [
                Line(.legacyCoin(World.member(7)), -7), Line(.coinSpent, 7),
            ])
    }
}
