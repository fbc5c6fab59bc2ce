import Testing

@testable import Domain

@Suite("Refunds after settlement: what is refused")
struct ClawbackRefusalTests {
    typealias World = RefundWorld
    static let order = World.order(1)

    private static func claim(
        paid: Int64 = 50_000, contribution: Int64 = 15_000, back: PaymentSources? = nil,
        reversed: ReversibleParts = .zero, rewards: [RewardReversal] = [],
        reason: String = "r", order: UInt64 = 1
    ) -> ClawbackClaim {
        ClawbackClaim(
            order: World.order(order), paidBack: Money(fen: paid),
            contributionBack: Money(fen: contribution),
            back: back ?? World.provider(max(0, min(paid, 50_000))), reversed: reversed,
            rewards: rewards, proceeds: .deducted, reason: reason)
    }

    private static func reward(_ payee: UInt64, _ fen: Int64) -> RewardReversal {
        RewardReversal(payee: World.member(payee), amount: Money(fen: fen))
    }

    static let cases: [(ClawbackClaim, RefundRejection)] = [
        (claim(reason: ""), .textMustBeStated(field: "reason", bytes: 0)),
        (claim(paid: -1), .amountMustBePositive(field: "paid_back_fen", -1)),
        (
            claim(contribution: -1),
            .amountMustBePositive(field: "contribution_back_fen", -1)
        ),
        (
            claim(paid: 100_001),
            .exceedsSettlement(
                order, part: "paid", left: Money(fen: 100_000), stated: Money(fen: 100_001))
        ),
        (
            claim(contribution: 30_001),
            .exceedsSettlement(
                order, part: "contribution", left: Money(fen: 30_000),
                stated: Money(fen: 30_001))
        ),
        (claim(paid: 100_000, contribution: 29_999), .piecesDoNotMatch(order)),
        (claim(paid: 100_000, contribution: 0), .piecesDoNotMatch(order)),
        (
            claim(back: World.provider(-1)),
            .amountMustBePositive(field: "back.provider", -1)
        ),
        (
            claim(back: World.provider(100_001)),
            .exceedsSource(order, .provider, left: 100_000, stated: 100_001)
        ),
        (
            claim(back: PaymentSources(coins: 1)),
            .exceedsSource(order, .coins, left: 0, stated: 1)
        ),
        (
            claim(back: World.provider(50_001)),
            .exceedsPaidBack(
                order, paidBack: Money(fen: 50_000), stated: Money(fen: 50_001))
        ),
        (
            claim(paid: 0, contribution: 0),
            .amountMustBePositive(field: "back", 0)
        ),
        (
            claim(reversed: ReversibleParts(tax: Money(fen: -1))),
            .amountMustBePositive(field: "reversed.tax", -1)
        ),
        (
            claim(reversed: ReversibleParts(cost: Money(fen: 40_001))),
            .exceedsSettlement(
                order, part: "cost", left: Money(fen: 40_000), stated: Money(fen: 40_001))
        ),
        (
            claim(rewards: [reward(9, 0)]),
            .amountMustBePositive(field: "rewards.amount_fen", 0)
        ),
        (
            claim(rewards: [reward(8, 1)]),
            .exceedsReward(order, World.member(8), left: .zero, stated: Money(fen: 1))
        ),
        (
            claim(rewards: [reward(9, 2_500), reward(9, 2_501)]),
            .exceedsReward(
                order, World.member(9), left: Money(fen: 2_500), stated: Money(fen: 2_501))
        ),
    ]

    @Test("refuses, first rule first, and changes nothing", arguments: cases)
    func refusal(claim: ClawbackClaim, expected: RefundRejection) throws {
        var world = try ClawbackTests.settled()
        let before = world.books
        #expect(throws: BooksRejection.refunds(expected)) {
            try world.books.clawback(claim)
        }
        #expect(throws: BooksRejection.refunds(expected)) {
            try world.books.quoteClawback(claim)
        }
        #expect(world.books == before)
        #expect(expected.sentence.contains { $0.isNumber })
    }

    @Test("only settled orders are clawed back; others are refunded or were never held")
    func states() throws {
        var world = try ClawbackTests.settled()
        #expect(throws: BooksRejection.refunds(.orderNotFound(World.order(2)))) {
            try world.books.clawback(Self.claim(order: 2))
        }
        try world.hold(2, World.provider(10))
        #expect(throws: BooksRejection.refunds(.orderNotSettled(World.order(2)))) {
            try world.books.clawback(Self.claim(order: 2))
        }
        try world.refund(2, nil)
        #expect(throws: BooksRejection.refunds(.orderNotSettled(World.order(2)))) {
            try world.books.clawback(Self.claim(order: 2))
        }
        try world.expectReplay()
    }

    @Test(
        "a contribution is clawed back up to n, and all of it with the last of what was paid",
        arguments: [
            (29_999, 99_999, true), (30_000, 100_000, true), (30_000, 99_999, true),
            (30_000, 30_000, true), (1, 1, true), (0, 1, true),
        ])
    func limits(contribution: Int64, paid: Int64, isAccepted: Bool) throws {
        var world = try ClawbackTests.settled()
        let made = try world.clawback(Self.claim(paid: paid, contribution: contribution))
        #expect((made.burnt != nil) == (contribution > 0))
        try world.expectReplay()
    }

    @Test("all pieces with a contribution come back while others stay, which come back later")
    func withContribution() throws {
        var world = try ClawbackTests.settled()
        let first = try world.clawback(Self.claim(paid: 60_000, contribution: 30_000))
        #expect(first.burnt?.contributionBack.fen == 30_000)
        #expect(first.burnt?.paidBack.fen == 100_000, "the whole lot")
        #expect(world.books.pool.lot(LotID(rawValue: 1))?.isOpen != true)
        let rest = try world.clawback(Self.claim(paid: 40_000, contribution: 0))
        #expect(rest.burnt == nil)
        #expect(rest.proceeds == .zero)
        let money = try world.books.money(of: Self.order)
        guard case .settled(let left) = money.state else {
            Issue.record("not settled")
            return
        }
        #expect(left.paid == .zero)
        #expect(left.contribution == .zero)
        try world.expectReplay()
    }

    @Test("pieces without a contribution leave the points of the others alone")
    func withoutContribution() throws {
        var world = try ClawbackTests.settled()
        let first = try world.clawback(Self.claim(paid: 40_000, contribution: 0))
        #expect(first.burnt == nil)
        #expect(world.books.pool.lot(LotID(rawValue: 1))?.paid.fen == 100_000)
        let second = try world.clawback(
            Self.claim(paid: 60_000, contribution: 30_000, back: World.provider(50_000)))
        #expect(second.burnt?.paidBack.fen == 100_000)
        #expect(world.books.pool.supply == .zero)
        try world.expectReplay()
    }

    @Test("a recorded clawback with one figure changed is refused at replay")
    func replay() throws {
        var world = try ClawbackTests.settled()
        let base = world.books
        let made = try world.clawback(.pieces(1, of: 2))
        func changed(
            proceeds: Money? = nil, lines: [Line]? = nil, operatorPart: Money? = nil
        ) -> BookEvent {
            .refunds(
                .clawedBack(
                    BookClawback(
                        claim: made.claim, member: made.member, number: made.number,
                        lot: made.lot, burnt: made.burnt,
                        proceeds: proceeds ?? made.proceeds, back: made.back,
                        operatorPart: operatorPart ?? made.operatorPart,
                        lines: lines ?? made.lines, reserve: made.reserve,
                        supply: made.supply)))
        }
        for event in [
            changed(proceeds: Money(fen: 1)), changed(lines: []),
            changed(operatorPart: Money(fen: 1)),
        ] {
            var copy = base
            #expect(throws: BooksReplayFault.order(Self.order)) { try copy.apply(event) }
        }
        var copy = base
        try copy.apply(changed())
    }
}
