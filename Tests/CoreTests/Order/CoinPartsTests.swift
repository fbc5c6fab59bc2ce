import Testing

@testable import Domain

@Suite("Orders: what coins pay")
struct CoinPartsTests {
    private static let terms = CoinTerms(planVersion: 7, share: BasisPoints(3_000))

    /// An order of 1,000 yuan: 100,000 fen, of which 40,000 are platform's and commission.
    private static func created() throws -> (OrderWorld, OrderID) {
        var world = OrderWorld()
        let id = try world.place()
        try world.run(.recordReserved(id, lines: [try OrderWorld.reserved(delivery: .shipped)]))
        return (world, id)
    }

    static func ask(
        _ id: OrderID, coins: Int64, wallet: Int64 = 0, _ terms: CoinTerms = terms
    ) -> OrderCommand {
        .parts(
            id, .ask(.ofMember(PaymentSources(wallet: Money(fen: wallet), coins: coins)), terms))
    }

    static func grant(_ id: OrderID, _ fen: Int64) -> OrderCommand {
        .parts(
            id,
            .ask(.ofSubsidy(OrderGrant(source: .advertising, amount: Money(fen: fen))), .none))
    }

    @Test(
        "coins have limits, the plan's share and what money must cover, first rule first",
        arguments: [
            (0, 1, 0, "coins_not_taken"), (1, 9, 0, ""), (1, 10, 0, ""),
            (1, 11, 0, "exceeds_coin_share"), (3_000, 29_999, 0, ""), (3_000, 30_000, 0, ""),
            (3_000, 30_001, 0, "exceeds_coin_share"), (5_000, 39_999, 0, ""),
            (5_000, 40_000, 0, ""), (5_000, 40_001, 0, "exceeds_coin_room"),
            (10_000, 100_000, 0, "exceeds_coin_room"), (10_000, 100_001, 0, "exceeds_price"),
            (3_000, 30_000, 70_000, ""), (3_000, 30_000, 70_001, "exceeds_price"),
            (3_000, -1, 5, "parts_must_be_positive"), (3_000, 1 << 40, 0, "exceeds_price"),
            (3_000, (1 << 40) + 1, 0, "limit_reached"),
        ] as [(Int, Int64, Int64, String)])
    func limits(share: Int, coins: Int64, wallet: Int64, reason: String) throws {
        let (world, id) = try Self.created()
        let terms = CoinTerms(planVersion: 1, share: BasisPoints(share))
        let refusal = world.refusal(Self.ask(id, coins: coins, wallet: wallet, terms))
        #expect(refusal?.reason ?? "" == reason)
        #expect(refusal?.sentence.isEmpty != true)
    }

    @Test(
        "beside a subsidy coins leave the member's own money the contribution",
        arguments: [(19_999, ""), (20_000, ""), (20_001, "exceeds_coin_room")]
            as [(Int64, String)])
    func besideGrant(coins: Int64, reason: String) throws {
        var (world, id) = try Self.created()
        try world.run(Self.grant(id, 50_000))
        try world.run(.parts(id, .recordHeld))
        let terms = CoinTerms(planVersion: 1, share: BasisPoints(10_000))
        #expect(world.refusal(Self.ask(id, coins: coins, terms))?.reason ?? "" == reason)
    }

    @Test(
        "a subsidy leaves coins that are held their room",
        arguments: [(44_999, ""), (45_000, ""), (45_001, "coupon_exceeds_price")]
            as [(Int64, String)])
    func grantBeside(grant: Int64, reason: String) throws {
        var (world, id) = try Self.created()
        try world.run(Self.ask(id, coins: 25_000))
        try world.run(.parts(id, .recordHeld))
        let refusal = world.refusal(Self.grant(id, grant))
        #expect(refusal?.reason ?? "" == reason)
        if let refusal { #expect(refusal.sentence.contains("at most 45000 fen")) }
    }

    @Test("a subsidy leaves each line its contribution, where that is more than its commission")
    func contribution() throws {
        var world = OrderWorld()
        let id = try world.place()
        let waterfall = try Waterfall(
            cost: Money(fen: 20), commission: Money(fen: 10), platform: .zero, tax: .zero,
            paymentFee: .zero, contribution: Money(fen: 70))
        let line = ReservedLine(
            product: ProductID(rawValue: 1), quantity: 1, waterfall: waterfall,
            delivery: .shipped)
        try world.run(.recordReserved(id, lines: [line]))
        #expect(world.refusal(Self.grant(id, 30)) == nil)
        #expect(world.refusal(Self.grant(id, 31))?.reason == "coupon_exceeds_price")
    }

    @Test("the provider brings the rest; platform, then rewards give way to coins")
    func waterfall() throws {
        var (world, id) = try Self.created()
        let events = try world.run(Self.ask(id, coins: 25_000, wallet: 5_000))
        let asked = AskedPart.ofMember(
            PaymentSources(wallet: Money(fen: 5_000), coins: 25_000))
        #expect(events == [.parts(id, .asked(asked, asking: 1, planVersion: 7))])
        try world.run(.parts(id, .recordHeld))
        for fen in [69_999, 70_001, 95_000] as [Int64] {
            let payment = Payment(provider: "sandbox", id: "p", amount: Money(fen: fen))
            #expect(
                world.refusal(.pay(id, payment, OrderWorld.rates))?.reason == "wrong_amount")
        }
        try world.goOn(id, delivery: .shipped)
        let paid = try #require(world.book.orders[id]?.paid)
        #expect(paid.cash == Money(fen: 75_000))
        let line = ShareLine(line: 1, base: Money(fen: 75_000), budget: Money(fen: 15_000))
        #expect(paid.created.shareLines == [line])
        let settling = paid.created.settling([1])
        #expect(settling.total == Money(fen: 75_000))
        #expect(settling.platform == .zero)
        #expect(settling.commission == Money(fen: 15_000))
        #expect(settling.contribution == Money(fen: 30_000))
        #expect(try world.rebuilt() == world.book)
    }

    @Test("coins that the platform's part covers leave rewards their budget")
    func platformFirst() throws {
        for (coins, budget, platform) in [
            (9_999, 30_000, 1), (10_000, 30_000, 0), (10_001, 29_999, 0),
        ] as [(Int64, Int64, Int64)] {
            var (world, id) = try Self.created()
            try world.run(Self.ask(id, coins: coins))
            try world.run(.parts(id, .recordHeld))
            let order = try #require(world.book.orders[id]?.created)
            #expect(order.budget == Money(fen: budget))
            #expect(order.settling([1]).platform == Money(fen: platform))
        }
    }

    @Test("coins of an order that nobody pays go back with its other parts")
    func back() throws {
        var (world, id) = try Self.created()
        try world.run(Self.ask(id, coins: 30_000, wallet: 1))
        try world.run(.parts(id, .recordHeld))
        world.now = Instant(microseconds: 1_000).advanced(by: OrderLimits.paymentMicroseconds)
        try world.run(.passTime(atMost: 1, returnDays: 7))
        #expect(world.book.openSteps == [OpenStep(order: id, step: .returnParts)])
        try world.goOn(id)
        #expect(world.stage(1) == nil)
        #expect(try world.rebuilt() == world.book)
    }

    @Test("what coins pay is spread over the lines by what they may pay of each")
    func freight() throws {
        let freight = try Waterfall(
            cost: Money(fen: 1_000), commission: .zero, platform: .zero, tax: .zero,
            paymentFee: .zero, contribution: .zero)
        let lines = [
            ReservedLine(
                product: ProductID(rawValue: 1), quantity: 1, waterfall: freight,
                delivery: .shipped), try OrderWorld.reserved(100),
            try OrderWorld.reserved(200),
        ]
        let placed = PlacedOrder(
            id: OrderID(rawValue: 1), member: MemberID(rawValue: 1),
            lines: lines.map { OrderLine(product: $0.product, quantity: 1) },
            at: Instant(microseconds: 0))
        var order = try #require(CreatedOrder(placed: placed, lines: lines))
        order.parts.held = PaymentSources(coins: 10_000)
        #expect(order.payments.map(\.coins) == [0, 3_333, 6_667])
        order.parts.held = PaymentSources(coins: 12_000)
        #expect(order.payments.map(\.coins) == [0, 4_000, 8_000])
        #expect(order.payments.map(\.budget) == [.zero, .zero, .zero])
    }
}
