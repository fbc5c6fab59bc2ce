import Testing

@testable import Domain

@Suite("Orders: pieces that come back within the window")
struct OrderReturnTests {
    private static let id = OrderID(rawValue: 1)
    private static let day = ShanghaiDay.microsecondsPerDay

    /// Three pieces of 1,000 yuan and two of 10, received, with a week to return them.
    private static func received(pieces: [Int64] = [3, 2]) throws -> OrderWorld {
        var world = OrderWorld()
        let lines = pieces.enumerated().map { OrderLine(UInt64($0.offset + 1), $0.element) }
        try world.run(.place(MemberID(rawValue: 1), lines: lines))
        let prices: [Int64] = [1_000, 10]
        try world.run(
            .recordReserved(
                id,
                lines: try pieces.enumerated().map { index, quantity in
                    ReservedLine(
                        product: ProductID(rawValue: UInt64(index + 1)), quantity: quantity,
                        waterfall: try .seed(yuan: prices[index]).multiplied(by: quantity),
                        delivery: .pickedUp)
                }))
        try world.goOn(id)
        try world.run(.receive(id, returnDays: 7))
        return world
    }

    private static func ask(_ lines: [(Int, Int64)]) -> OrderCommand {
        .askReturn(
            id, lines.map { ReturnLine(line: $0.0, quantity: $0.1) }, reason: "too small")
    }

    /// Asks, approves, and takes every step; gives the steps and what went back.
    @discardableResult
    private static func giveBack(
        _ lines: [(Int, Int64)], _ number: Int, _ world: inout OrderWorld
    ) throws -> (steps: [OrderStep], back: Money) {
        try world.run(ask(lines))
        try world.run(.approveReturn(id, number: number))
        var (steps, back) = ([OrderStep](), Money.zero)
        while case .returning(let order) = world.book.orders[id], let step = order.nextStep {
            steps.append(step)
            back = order.back.money
            try world.run(try #require(try world.answer(id)))
        }
        return (steps, back)
    }

    @Test("rewards, money and goods of exactly the pieces, and the rest settles")
    func parts() throws {
        var world = try Self.received()
        let first = try Self.giveBack([(1, 1), (2, 2)], 1, &world)
        #expect(first.steps == [.recompute, .refund, .restock])
        #expect(first.back == Money(fen: 102_000))
        let second = try Self.giveBack([(1, 1)], 2, &world)
        #expect(second.back == Money(fen: 100_000))
        let order = try #require(world.book.orders[Self.id]?.received)
        #expect(order.rest.pieces == [1, 0])
        #expect(order.rest.returns == 2)
        #expect(order.waterfall == (try .seed(yuan: 1_000)))
        #expect(order.paidLeft == Money(fen: 100_000))
        world.now = order.windowEnd
        try world.run(.makeDue(atMost: 1))
        try world.run(.recordSettled(firstNumber: 1, try world.answers(1)))
        #expect(world.book.totals.settledAmount == Money(fen: 100_000))
        #expect(world.book.totals.refunded == 0)
        #expect(try world.rebuilt() == world.book)
    }

    @Test("an order is refunded only when every piece is, and then it never settles")
    func whole() throws {
        var world = try Self.received()
        try Self.giveBack([(2, 2)], 1, &world)
        try Self.giveBack([(1, 2)], 2, &world)
        #expect(world.stage(1) == .received)
        #expect(world.book.totals.refunded == 0)
        try Self.giveBack([(1, 1)], 3, &world)
        #expect(world.stage(1) == nil)
        #expect(world.book.totals.refunded == 1)
        #expect(world.book.payments.isEmpty)
        world.now = world.now.advanced(by: 30 * Self.day)
        #expect(try world.run(.makeDue(atMost: 9)).isEmpty)
        #expect(try world.rebuilt() == world.book)
    }

    @Test("settlement waits for an open return, and others go on")
    func waits() throws {
        var world = try Self.received()
        try world.run(Self.ask([(1, 1)]))
        let other = try world.place()
        try world.goOn(other)
        world.now = world.now.advanced(by: 30 * Self.day)
        #expect(try world.run(.makeDue(atMost: 9)).compactMap(\.order) == [other])
        try world.run(.rejectReturn(Self.id, number: 1, reason: "worn"))
        #expect(world.stage(1) == .received)
        #expect(world.book.orders[Self.id]?.received?.rest.pieces == [3, 2])
        #expect(try world.run(.makeDue(atMost: 9)).compactMap(\.order) == [Self.id])
        #expect(try world.rebuilt() == world.book)
    }

    @Test("a return that is rejected in time leaves the order at its place")
    func place() throws {
        var world = try Self.received()
        let before = world.book.orders
        try world.run(Self.ask([(1, 1)]))
        try world.run(.rejectReturn(Self.id, number: 1, reason: "worn"))
        let end = before[Self.id]?.received?.windowEnd
        #expect(world.book.orders[Self.id]?.received?.windowEnd == end)
        #expect(try world.run(Self.ask([(1, 1)])).count == 1)
        guard case .returning(let order) = world.book.orders[Self.id] else {
            Issue.record("not returning")
            return
        }
        #expect(order.request.number == 2, "a rejected return keeps its number")
    }

    @Test("the window is checked to the microsecond")
    func window() throws {
        var world = try Self.received()
        let end = try #require(world.book.orders[Self.id]?.received?.windowEnd)
        world.now = end
        #expect(world.refusal(Self.ask([(1, 1)])) == .returnWindowIsOver(Self.id, end: end))
        world.now = Instant(microseconds: end.microseconds - 1)
        #expect(world.refusal(Self.ask([(1, 1)])) == nil)
    }

    @Test(
        "refuses, first rule first, and changes nothing",
        arguments: [
            ([], "lines_out_of_range"), ([(3, 1)], "line_not_found"),
            ([(0, 1)], "line_not_found"), ([(1, 1), (1, 1)], "line_twice"),
            ([(1, 4)], "exceeds_pieces"), ([(1, 0)], "exceeds_pieces"),
            ([(2, 3)], "exceeds_pieces"), ([(1, 1), (2, 1), (3, 1)], "lines_out_of_range"),
        ] as [([(Int, Int64)], String)])
    func refusals(lines: [(Int, Int64)], reason: String) throws {
        let world = try Self.received()
        let refusal = world.refusal(Self.ask(lines))
        #expect(refusal?.reason == reason)
        #expect(refusal?.sentence.isEmpty == false)
    }

    @Test("another return, another sum and other rewards are refused")
    func answers() throws {
        var world = try Self.received()
        try world.run(Self.ask([(1, 1)]))
        #expect(world.refusal(.approveReturn(Self.id, number: 2))?.reason == "return_not_found")
        #expect(world.refusal(Self.ask([(1, 1)]))?.reason == "wrong_state")
        try world.run(.approveReturn(Self.id, number: 1))
        #expect(
            world.refusal(.rejectReturn(Self.id, number: 1, reason: "r"))?.reason == "wrong_state")
        let wrong = OrderCommand.recordRecomputed(Self.id, rewards: [], unallocated: .zero)
        #expect(world.refusal(wrong)?.reason == "rewards_do_not_match")
        try world.run(try #require(try world.answer(Self.id)))
        let other = OrderCommand.recordReturnRefunded(
            Self.id, number: 1, back: PaymentSources(provider: Money(fen: 99_999)))
        #expect(world.refusal(other)?.reason == "refund_does_not_match")
    }

    @Test(
        "a return that sticks is tried again, or everything goes back",
        arguments: [.recompute, .refund, .restock] as [OrderStep])
    func stuck(step: OrderStep) throws {
        var world = try Self.received()
        try world.run(Self.ask([(1, 1)]))
        try world.run(.approveReturn(Self.id, number: 1))
        while world.book.orders[Self.id]?.nextStep != step {
            try world.run(try #require(try world.answer(Self.id)))
        }
        try world.run(.stick(Self.id, step, OrderWorld.refusal))
        var again = try OrderWorld(events: world.events)
        again.now = world.now
        try again.run(.retry(Self.id))
        #expect(again.book.orders[Self.id]?.nextStep == step)
        try world.run(.giveBack(Self.id, reason: "gone"))
        guard case .refunding(let order) = world.book.orders[Self.id] else {
            Issue.record("not refunding")
            return
        }
        let left: Int64 = step == .restock ? 202_000 : 302_000
        #expect(order.order.left.money == Money(fen: left))
        #expect(order.order.number == 2)
        let goods = [ReturnedGoods(product: ProductID(rawValue: 1), quantity: 1)]
        #expect(order.order.goods == .taken(goods))
        var steps: [OrderStep] = []
        while let next = world.book.orders[Self.id]?.nextStep {
            steps.append(next)
            try world.run(try #require(try world.answer(Self.id)))
        }
        #expect(steps == [.unshare, .refund, .restock])
        #expect(world.stage(1) == nil)
        #expect(try world.rebuilt() == world.book)
    }

    @Test(
        "money goes back to its sources to the fen, however the pieces come back",
        arguments: 0..<200 as Range<UInt64>)
    func sources(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        func money() -> Money { Money(fen: Int64.random(in: 0...50_000, using: &random)) }
        let paid = PaymentSources(
            provider: money(), wallet: money(), coupon: money(), coins: money().fen)
        let all = paid.money.fen + paid.coins
        var left = paid
        var leftFen = all
        while leftFen > 0 {
            let amount = Int64.random(in: 1...leftFen, using: &random)
            let part = left.part(Money(fen: amount))
            #expect(part.money.fen + part.coins == amount)
            for name in PaymentSources.Name.allCases {
                #expect((0...left[name]).contains(part[name]))
            }
            left = left.minus(part)
            leftFen -= amount
        }
        #expect(left == .zero)
    }
}
