import Testing

@testable import Domain

@Suite("Orders: money that goes back before settlement")
struct OrderRefundTests {
    private static let id = OrderID(rawValue: 1)
    private static let goods = [ReturnedGoods(product: ProductID(rawValue: 1), quantity: 1)]

    /// The order's steps until it is over, by name.
    private static func steps(_ world: inout OrderWorld) throws -> [OrderStep] {
        var steps: [OrderStep] = []
        while let step = world.book.orders[id]?.nextStep, let next = try world.answer(id) {
            steps.append(step)
            try world.run(next)
        }
        return steps
    }

    private static func stuck(at step: OrderStep) throws -> OrderWorld {
        var world = OrderWorld()
        let id = try world.place()
        while world.book.orders[id]?.nextStep != step {
            if let next = try world.answer(id, delivery: .pickedUp) {
                try world.run(next)
            } else {
                try world.run(.pay(id, try world.payment(of: id), OrderWorld.rates))
            }
        }
        try world.run(.stick(id, step, OrderWorld.refusal))
        return world
    }

    @Test("a paid order that has not left gives back rewards, money and goods, in this order")
    func cancelled() throws {
        var world = OrderWorld()
        let id = try world.place()
        try world.goOn(id, delivery: .shipped)
        #expect(
            try world.run(.cancel(id, reason: "too late")) == [.refunding(id, reason: "too late")])
        #expect(try Self.steps(&world) == [.unshare, .refund, .restock])
        #expect(world.stage(1) == nil)
        #expect(world.book.totals.refunded == 1)
        #expect(world.book.totals.stuck == 0)
        #expect(world.book.payments.isEmpty)
        #expect(try world.rebuilt() == world.book)
    }

    @Test(
        "a stuck order gives back what it has",
        arguments: [
            (.hold, [.refund, .restock]), (.commit, [.refund, .restock]),
            (.share, [.refund, .restock]),
        ] as [(OrderStep, [OrderStep])])
    func stuck(step: OrderStep, expected: [OrderStep]) throws {
        var world = try Self.stuck(at: step)
        #expect(world.book.totals.stuck == 1)
        try world.run(.giveBack(Self.id, reason: "the goods are gone"))
        guard case .refunding(let order) = world.book.orders[Self.id] else {
            Issue.record("not refunding")
            return
        }
        #expect(order.order.goods == (step == .share ? .taken(Self.goods) : .reserved))
        #expect(world.book.totals.stuck == 0)
        #expect(try Self.steps(&world) == expected)
        #expect(world.stage(1) == nil)
        #expect(try world.rebuilt() == world.book)
    }

    @Test("an order that the pool skips gives back money and rewards; the member keeps the goods")
    func skipped() throws {
        var world = OrderWorld()
        let id = try world.place()
        try world.goOn(id)
        try world.run(.makeDue(atMost: 1))
        try world.run(.recordSettled(firstNumber: 1, try world.answers(1, skipped: [id])))
        #expect(world.stage(1) == .stuck)
        try world.run(.giveBack(id, reason: "cannot settle"))
        #expect(try Self.steps(&world) == [.unshare, .refund])
        #expect(world.stage(1) == nil)
        #expect(world.book.totals.refunded == 1)
        #expect(try world.run(.makeDue(atMost: 1)).isEmpty)
        #expect(try world.rebuilt() == world.book)
    }

    @Test("what the pool refused to book is not the pool's to give back, but the parts before it")
    func unbooked() throws {
        var world = OrderWorld()
        let id = try world.place()
        try world.run(try #require(try world.answer(id, delivery: .pickedUp)))
        let wallet = PaymentSources(wallet: Money(fen: 4_000))
        try world.run(.parts(id, .ask(.ofMember(wallet), .none)))
        try world.run(.parts(id, .recordHeld))
        try world.run(.pay(id, try world.payment(of: id), OrderWorld.rates))
        try world.run(.stick(id, .hold, OrderWorld.refusal))
        guard case .stuck(let stuck) = world.book.orders[id] else {
            Issue.record("not stuck")
            return
        }
        let name = PaymentName(provider: "sandbox", id: "pay-1")
        let report = PaymentReport(
            name: name, order: 1, amount: Money(fen: 96_000), currency: .yuan)
        #expect(stuck.strayReceipt == report)
        try world.run(.giveBack(id, reason: "winding down"))
        guard case .refunding(let order) = world.book.orders[id] else {
            Issue.record("not refunding")
            return
        }
        #expect(order.order.left == wallet)
        try world.run(.recordRefunded(id, number: 1, back: wallet))
        try world.run(.recordRestocked(id))
        #expect(world.stage(1) == nil)
        #expect(world.book.payments.isEmpty)
        #expect(try world.rebuilt() == world.book)
    }

    @Test("an order of the past that the pool refuses has no provider to give anything back")
    func past() throws {
        var world = OrderWorld()
        try world.importRows([(day: 20_000, fen: 100_000)])
        while world.book.orders[Self.id]?.nextStep != .hold {
            try world.run(try #require(try world.answer(Self.id)))
        }
        try world.run(.stick(Self.id, .hold, OrderWorld.refusal))
        guard case .stuck(let stuck) = world.book.orders[Self.id] else {
            Issue.record("not stuck")
            return
        }
        #expect(stuck.strayReceipt == nil)
        try world.run(.giveBack(Self.id, reason: "winding down"))
        #expect(try Self.steps(&world) == [.refund, .restock])
        #expect(world.book.totals.refunded == 1)
    }

    @Test("where no money came there is nothing to give back")
    func nothing() throws {
        let world = try Self.stuck(at: .reserve)
        let refusal = world.refusal(.giveBack(Self.id, reason: "r"))
        #expect(refusal == .nothingToGiveBack(Self.id))
        #expect(refusal?.kind == .failedPrecondition)
        for reason in ["", String(repeating: "x", count: 201)] {
            #expect(
                world.refusal(.giveBack(Self.id, reason: reason))?.reason == "reason_out_of_range")
        }
    }

    @Test("a refund that sticks is tried again from where it stuck")
    func refundSticks() throws {
        var world = try Self.stuck(at: .share)
        try world.run(.giveBack(Self.id, reason: "r"))
        try world.run(.stick(Self.id, .refund, OrderWorld.refusal))
        #expect(world.refusal(.giveBack(Self.id, reason: "r")) == .nothingToGiveBack(Self.id))
        try world.run(.retry(Self.id))
        #expect(try Self.steps(&world) == [.refund, .restock])
        #expect(try world.rebuilt() == world.book)
    }
}
