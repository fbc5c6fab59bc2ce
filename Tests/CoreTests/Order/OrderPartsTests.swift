import Testing

@testable import Domain

@Suite("Orders: what pays beside the provider")
struct OrderPartsTests {
    private static let start = Instant(microseconds: 1_000)
    private static let deadline = start.advanced(by: OrderLimits.paymentMicroseconds)

    /// An order of 1,000 yuan: 100,000 fen, of which 30,000 are commission.
    private static func created() throws -> (OrderWorld, OrderID) {
        var world = OrderWorld()
        let id = try world.place()
        try world.run(.recordReserved(id, lines: [try OrderWorld.reserved(delivery: .shipped)]))
        return (world, id)
    }

    private static func ask(_ id: OrderID, wallet: Int64 = 0, coupon: Int64 = 0) -> OrderCommand {
        .parts(
            id,
            .ask(
                .ofMember(PaymentSources(wallet: Money(fen: wallet), coupon: Money(fen: coupon))),
                .none))
    }

    private static func ask(_ id: OrderID, grant: Int64) -> OrderCommand {
        .parts(
            id,
            .ask(.ofSubsidy(OrderGrant(source: .advertising, amount: Money(fen: grant))), .none))
    }

    private static func pay(_ id: OrderID, _ fen: Int64) -> OrderCommand {
        .pay(id, Payment(provider: "sandbox", id: "p", amount: Money(fen: fen)), OrderWorld.rates)
    }

    @Test("the provider is to bring what parts leave of the price, to the fen")
    func rest() throws {
        var (world, id) = try Self.created()
        try world.run(Self.ask(id, wallet: 20_000, coupon: 5_000))
        #expect(world.stage(1) == .holdingParts)
        #expect(world.book.openSteps == [OpenStep(order: id, step: .holdParts)])
        #expect(world.refusal(Self.pay(id, 100_000))?.reason == "wrong_state")
        #expect(world.refusal(.cancel(id, reason: "x"))?.reason == "wrong_state")
        try world.run(.parts(id, .recordHeld))
        try world.run(Self.ask(id, grant: 10_000))
        try world.run(.parts(id, .recordHeld))
        for fen in [64_999, 65_001, 100_000] as [Int64] {
            #expect(world.refusal(Self.pay(id, fen))?.reason == "wrong_amount")
        }
        try world.run(Self.pay(id, 65_000))
        let paid = try #require(world.book.orders[id]?.paid)
        #expect(paid.cash == Money(fen: 90_000))
        #expect(
            paid.sources
                == PaymentSources(
                    provider: Money(fen: 65_000), wallet: Money(fen: 20_000),
                    coupon: Money(fen: 5_000), subsidy: Money(fen: 10_000)))
        #expect(paid.created.payments.map(\.own) == [Money(fen: 90_000)])
        #expect(try world.rebuilt() == world.book)
    }

    @Test("an order whose parts pay all of it asks no provider, and does not expire")
    func whole() throws {
        var (world, id) = try Self.created()
        try world.run(Self.ask(id, wallet: 100_000))
        try world.run(.parts(id, .recordHeld))
        #expect(world.book.openSteps == [OpenStep(order: id, step: .pay)])
        world.now = Self.deadline.advanced(by: 1)
        #expect(try world.run(.passTime(atMost: 1, returnDays: 7)).isEmpty)
        try world.goOn(id, delivery: .shipped)
        #expect(world.stage(1) == .shared)
        #expect(world.book.orders[id]?.paid?.cash == Money(fen: 100_000))
        try world.run(.cancel(id, reason: "changed my mind"))
        try world.goOn(id)
        #expect(world.stage(1) == nil)
        #expect(try world.rebuilt() == world.book)
    }

    @Test(
        "parts have limits",
        arguments: [
            (0, 0, "parts_must_be_positive"), (-1, 2, "parts_must_be_positive"),
            (1, 0, ""), (100_000, 0, ""), (100_001, 0, "exceeds_price"), (99_999, 1, ""),
            (99_999, 2, "exceeds_price"), (1 << 40, 1 << 40, "limit_reached"),
        ] as [(Int64, Int64, String)])
    func limits(wallet: Int64, coupon: Int64, reason: String) throws {
        let (world, id) = try Self.created()
        let ask = Self.ask(id, wallet: wallet, coupon: coupon)
        #expect(world.refusal(ask)?.reason ?? "" == reason)
    }

    @Test("coins are refused while no plan says what they may pay")
    func coins() throws {
        let (world, id) = try Self.created()
        let ask = OrderCommand.parts(id, .ask(.ofMember(PaymentSources(coins: 1)), .none))
        #expect(world.refusal(ask)?.reason == "coins_not_taken")
    }

    @Test(
        "a subsidy leaves each line its commission",
        arguments: [
            (0, "parts_must_be_positive"), (1, ""), (70_000, ""),
            (70_001, "coupon_exceeds_price"), (100_001, "exceeds_price"),
        ] as [(Int64, String)])
    func grants(fen: Int64, reason: String) throws {
        let (world, id) = try Self.created()
        #expect(world.refusal(Self.ask(id, grant: fen))?.reason ?? "" == reason)
    }

    @Test("each kind of part is held once; a refused one may be asked for otherwise")
    func once() throws {
        var (world, id) = try Self.created()
        try world.run(Self.ask(id, wallet: 5))
        try world.run(.parts(id, .recordRefused(OrderWorld.refusal)))
        #expect(world.stage(1) == .created)
        let events = try world.run(Self.ask(id, wallet: 4))
        #expect(
            events == [
                .parts(
                    id,
                    .asked(
                        .ofMember(PaymentSources(wallet: Money(fen: 4))), asking: 2,
                        planVersion: 0))
            ])
        try world.run(.parts(id, .recordHeld))
        #expect(world.refusal(Self.ask(id, wallet: 1))?.reason == "parts_already_held")
        try world.run(Self.ask(id, grant: 3))
        try world.run(.parts(id, .recordHeld))
        #expect(world.refusal(Self.ask(id, grant: 1))?.reason == "parts_already_held")
        #expect(try world.rebuilt() == world.book)
    }

    @Test("who never has enough is not asked for ever")
    func askings() throws {
        var (world, id) = try Self.created()
        for _ in 0..<OrderLimits.askingsMax {
            try world.run(Self.ask(id, wallet: 5))
            try world.run(.parts(id, .recordRefused(OrderWorld.refusal)))
        }
        #expect(world.refusal(Self.ask(id, wallet: 1))?.reason == "limit_reached")
        try world.run(Self.pay(id, 100_000))
    }

    @Test(
        "an order that nobody pays gives its parts back before its stock", arguments: [true, false])
    func back(expires: Bool) throws {
        var (world, id) = try Self.created()
        try world.run(Self.ask(id, wallet: 5))
        world.now = Self.deadline
        #expect(
            try world.run(.passTime(atMost: 1, returnDays: 7)).isEmpty,
            "the pool's answer comes first")
        try world.run(.parts(id, .recordHeld))
        #expect(world.refusal(Self.ask(id, grant: 1))?.reason == "order_expired")
        #expect(world.refusal(Self.pay(id, 99_995))?.reason == "order_expired")
        let end =
            expires
            ? OrderCommand.passTime(atMost: 1, returnDays: 7) : .cancel(id, reason: "x")
        #expect(try world.run(end).count == 1)
        #expect(world.book.openSteps == [OpenStep(order: id, step: .returnParts)])
        #expect(world.refusal(.recordReleased(id))?.reason == "wrong_step")
        let held = PaymentSources(wallet: Money(fen: 5))
        let returned = OrderCommand.parts(id, .recordReturned(number: 1, back: held))
        try world.run(returned)
        #expect(world.refusal(returned)?.reason == "wrong_step")
        #expect(world.book.openSteps == [OpenStep(order: id, step: .release)])
        #expect(try world.rebuilt() == world.book)
        try world.run(.recordReleased(id))
        #expect(world.stage(1) == nil)
        #expect(try world.rebuilt() == world.book)
    }

    @Test("what a subsidy pays is spread over the lines to the last fen", arguments: 0..<50)
    func spread(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let lines = try (0..<Int.random(in: 1...5, using: &random)).map { _ in
            try OrderWorld.reserved(Int64.random(in: 1...2_000, using: &random))
        }
        let placed = PlacedOrder(
            id: OrderID(rawValue: 1), member: MemberID(rawValue: 1),
            lines: lines.map { OrderLine(product: $0.product, quantity: 1) }, at: Self.start)
        var order = try #require(CreatedOrder(placed: placed, lines: lines))
        let most = order.toPay.fen * 7 / 10
        let grant = Int64.random(in: 1...most, using: &random)
        order.parts.grant = OrderGrant(source: .game, amount: Money(fen: grant))
        let own = order.payments.map(\.own)
        #expect(own.reduce(0) { $0 + $1.fen } == order.toPay.fen - grant)
        for (line, price) in zip(lines, own) { #expect(price >= line.waterfall.commission) }
    }
}
