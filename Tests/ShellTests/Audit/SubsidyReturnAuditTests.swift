import Testing
import Wire

@testable import Domain
@testable import Services

/// Orders that a subsidy and no coin pays a part of, of which pieces come back.
@Suite("The audit of what a subsidy has back of returned pieces")
struct SubsidyReturnAuditTests {
    /// Of the 10,000 fen that a subsidy paid of order 1's three pieces, one gives 3,333 back, and
    /// the rest settles; order 2, of which a piece came back too, is not settled yet.
    static func correct(byLine: Bool = true) throws -> AuditScenario {
        var scenario = try AuditScenario(plan: ReturnViolationTests.plan)
        for member in 1...3 { scenario.join(UInt64(member), inviter: UInt64(member - 1)) }
        scenario.receiveSubsidy(20_000)
        var one = AuditScenario.Rest(
            scenario.receivedOrder(by: 3, pieces: 3, grant: 10_000), pieces: 3)
        scenario.giveBack(&one, pieces: 1)
        scenario.pass(microseconds: 8 * 86_400_000_000)
        try scenario.settle([one.order])
        var two = AuditScenario.Rest(
            scenario.receivedOrder(by: 3, pieces: 3, grant: 10_000, byLine: byLine), pieces: 3)
        scenario.giveBack(&two, pieces: 1)
        return scenario
    }

    @Test("what is in order is found to be, however the journals arrive", arguments: 0..<8)
    func sound(seed: UInt64) throws {
        let scenario = try Self.correct()
        #expect(scenario.violations() == [])
        var random = SeededGenerator(seed: seed)
        #expect(scenario.violations(mixedBy: &random) == [])
        var reader = ScenarioReader()
        reader.take(scenario)
        #expect(reader.finished() == [])
        #expect(reader.audit.orders.checked == 1)
        #expect(reader.audit.ledger.fen["subsidy:advertising"] == -6_666)
        #expect(reader.audit.ledger.fen["order_held:2"] == -200_000)
    }

    /// The piece of order 2 gives the subsidy some fen that are its member's.
    private static func shift(_ fen: Int64, _ scenario: inout AuditScenario) throws {
        try scenario.change(.order, ReturnRefunded.self, nth: 1) {
            $0.back?.subsidyFen += fen
            $0.back?.providerFen -= fen
        }
        try scenario.change(.order, ProviderRefundRequested.self, nth: 1) { $0.amountFen -= fen }
        try scenario.change(.pool, Refunded.self, nth: 1) {
            $0.back?.subsidyFen += fen
            $0.back?.providerFen -= fen
            let back = $0.back ?? Sources()
            $0.lines = AuditScenario.lines([
                "order_held:2": back.providerFen + back.subsidyFen,
                "psp_clearing": -back.providerFen, "subsidy:advertising": -back.subsidyFen,
            ])
        }
    }

    @Test(
        "a fen too many or too few to the subsidy is exactly one finding", arguments: [-1, 0, 1])
    func split(fen: Int64) throws {
        var scenario = try Self.correct()
        try Self.shift(fen, &scenario)
        let found = scenario.violations()
        #expect(found.map(\.rule) == (fen == 0 ? [] : [.refundPath]), "\(found)")
        #expect(found.allSatisfy { $0.place.journal == "order/demo" })
        #expect(found.allSatisfy { $0.expected == "0 coins, subsidy 3333 fen" })
    }

    @Test("a grant of before lines were told apart keeps its split by the whole order")
    func before() throws {
        var scenario = try Self.correct(byLine: false)
        // ⌈10,000 · 100,000 ÷ 300,000⌉: the subsidy's part is what the member's leaves.
        try Self.shift(1, &scenario)
        #expect(scenario.violations() == [])
    }

    @Test("pieces of an order that a subsidy alone paid come back one by one")
    func alone() throws {
        var scenario = try BooksScenario(ReturnViolationTests.plan)
        let (order, member) = (OrderID(rawValue: 1), MemberID(rawValue: 3))
        try scenario.run { try $0.receive(Money(fen: 300), from: .game, reference: "bank-1") }
        try scenario.run {
            try $0.grantCoupon(Money(fen: 300), of: .game, for: order, member: member)
        }
        for _ in 1...3 {
            try scenario.run {
                try $0.refund(
                    order, PaymentSources(subsidy: Money(fen: 100)), reason: "too small")
            }
        }
        #expect(scenario.violations() == [])
        #expect(scenario.books.ledger.balance(.subsidy(.game)) == -300)
    }

    @Test(
        "the audit works out what a subsidy has back as the rules do, to the last fen, by itself",
        arguments: 0..<300 as Range<UInt64>)
    func agreement(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let most = try #require(([1, 9, 40_000] as [Int64]).randomElement(using: &random))
        let lines = try (1...Int.random(in: 1...5, using: &random)).map { index in
            let cost = Money(fen: Int64.random(in: 0...most, using: &random))
            let piece = try Domain.Waterfall(
                cost: cost, commission: .zero, platform: Money(fen: 1), tax: .zero,
                paymentFee: .zero, contribution: .zero)
            let pieces = Int64.random(in: 1...9, using: &random)
            return Domain.ReservedLine(
                product: ProductID(rawValue: UInt64(index)), quantity: pieces,
                waterfall: try piece.multiplied(by: pieces), delivery: .shipped)
        }
        let placed = PlacedOrder(
            id: OrderID(rawValue: 1), member: MemberID(rawValue: 1),
            lines: lines.map { Domain.OrderLine(product: $0.product, quantity: $0.quantity) },
            at: Instant(microseconds: 0))
        var order = try #require(CreatedOrder(placed: placed, lines: lines))
        // Of the member there is next to nothing at times, so that a last fen has to stay.
        let least = Bool.random(using: &random) ? 1 : max(1, order.toPay.fen - 3)
        let grant = Money(fen: Int64.random(in: least...order.toPay.fen, using: &random))
        order.parts.grant = OrderGrant(source: .game, amount: grant, returns: .byLine)
        let plain = PlainLinePayment.lines(lines.map(\.message), grant: grant.fen, coins: 0)
        var left = PaymentSources(provider: order.rest, subsidy: grant)
        var pieces = lines.map(\.quantity)
        while pieces.contains(where: { $0 > 0 }) {
            let after = pieces.map { Int64.random(in: 0...$0, using: &random) }
            let back = order.back(from: pieces, to: after, of: left)
            let expected = plain.back(from: pieces, to: after, subsidyLeft: left.subsidy.fen)
            #expect((back.coins, back.subsidy.fen, back.money.fen) == expected)
            (pieces, left) = (after, left.minus(back))
        }
        #expect(left == .zero)
    }

    // MARK: - After settlement

    /// One of three pieces of 1,000 yuan, of which a subsidy paid 800; a fen does not divide.
    private static func told(
        byLine: Bool, subsidy: Int64
    ) -> ReclaimAuditTests.Told {
        var told = ReclaimAuditTests.told()
        let own = 100_000 - subsidy
        let back = Sources(providerFen: own, subsidyFen: subsidy)
        var row = RewardRow(line: 1, rule: .direct, payee: 2, generation: 1, amountFen: 22_000)
        told.settled.shared = RewardsShared(order: 1, rows: [row], unallocatedFen: 68_000)
        told.settled.paid?.paidFen = 220_000
        told.settled.parts.grantFen = 80_000
        told.settled.parts.isGrantByLine = byLine
        row.amountFen = 14_666
        told.asked.claim = ReturnClaim(
            order: 1, paidBackFen: own, contributionBackFen: 30_000, back: back,
            reversed: ReversedParts(costFen: 30_000, platformFen: 10_000, unallocatedFen: 22_666),
            rewards: [ReversedReward(payee: 2, amountFen: 7_334)], proceeds: .deducted,
            reason: "broken")
        (told.asked.rows, told.asked.unallocatedFen) = ([row], 45_334)
        told.asked.outcome?.back = back
        (told.recomputed.rows, told.recomputed.unallocatedFen) = ([row], 45_334)
        told.rewards?.rows = [row]
        told.rewards?.unallocatedFen = 45_334
        told.rewards?.changes[0].amountFen = -7_334
        told.refunded.back = back
        told.clawback?.claim = told.asked.claim
        told.clawback?.outcome?.back = back
        return told
    }

    @Test(
        "a refund after settlement claims for the subsidy what its grant says, to the fen",
        arguments: [
            (true, 26_665, [.refundPath]), (true, 26_666, []), (true, 26_667, [.refundPath]),
            (false, 26_666, [.refundPath]), (false, 26_667, []), (false, 26_668, [.refundPath]),
        ] as [(Bool, Int64, [AuditRule])], [true, false])
    func reclaimed(_ claim: (Bool, Int64, [AuditRule]), ordersFirst: Bool) {
        let told = Self.told(byLine: claim.0, subsidy: claim.1)
        #expect(ReclaimAuditTests.rules(told, ordersFirst: ordersFirst) == claim.2)
    }
}
