import Testing

@testable import Domain

@Suite("Orders: what time does")
struct OrderTimeTests {
    private static let minute: Int64 = 60_000_000
    private static let day = ShanghaiDay.microsecondsPerDay
    private static let start = Instant(microseconds: 1_000)
    private static let pass = OrderCommand.passTime(atMost: 256, returnDays: 7)

    private static func created() throws -> (OrderWorld, OrderID) {
        var world = OrderWorld()
        let id = try world.place()
        try world.run(.recordReserved(id, lines: [try OrderWorld.reserved(delivery: .shipped)]))
        return (world, id)
    }

    @Test(
        "an order that nobody pays expires after 15 minutes, not a microsecond sooner",
        arguments: [(-1, .created), (0, .cancelled), (1, .cancelled)] as [(Int64, OrderStage)])
    func expiry(offset: Int64, stage: OrderStage) throws {
        var (world, id) = try Self.created()
        world.now = Self.start.advanced(by: 15 * Self.minute + offset)
        let events = try world.run(Self.pass)
        #expect(world.stage(1) == stage)
        #expect(events == (stage == .cancelled ? [.expired(id)] : []))
        #expect(try world.run(Self.pass).isEmpty, "once")
        #expect(world.book.totals.cancelled == (stage == .cancelled ? 1 : 0))
        #expect(try world.rebuilt() == world.book)
        guard stage == .cancelled else { return }
        #expect(world.book.openSteps == [OpenStep(order: id, step: .release)])
        let late = OrderCommand.pay(
            id, Payment(provider: "sandbox", id: "late", amount: .zero), OrderWorld.rates)
        #expect(world.refusal(late)?.reason == "wrong_state")
        try world.run(.recordReleased(id))
        #expect(world.stage(1) == nil)
    }

    @Test("an order that is paid in time, or pays by itself, does not expire")
    func paid() throws {
        var (world, id) = try Self.created()
        try world.run(.pay(id, try world.payment(of: id), OrderWorld.rates))
        try world.importRows([(day: 0, fen: 100)])
        try world.run(try #require(try world.answer(OrderID(rawValue: 2))))
        world.now = Self.start.advanced(by: 400 * Self.day)
        #expect(try world.run(Self.pass).isEmpty)
        #expect(world.stage(1) == .paid)
        #expect(world.stage(2) == .created)
    }

    @Test(
        "what nobody says is received happens 10 days after delivery, at that time",
        arguments: [-1, 0, 86_400_000_000] as [Int64])
    func receipt(offset: Int64) throws {
        var (world, id) = try Self.created()
        try world.goOn(id, delivery: .shipped)
        try world.run(.ship(id))
        world.now = Self.start.advanced(by: Self.day)
        try world.run(.deliver(id))
        let receipt = world.now.advanced(by: 10 * Self.day)
        world.now = receipt.advanced(by: offset)
        let events = try world.run(Self.pass)
        let end = OrderBook.windowEnd(received: receipt, returnDays: 7)
        let expected = OrderReceipt(order: id, at: receipt, windowEnd: end, isByItself: true)
        #expect(events == (offset < 0 ? [] : [.received(expected)]))
        #expect(world.stage(1) == (offset < 0 ? .delivered : .received))
        #expect(try world.rebuilt() == world.book)
    }

    @Test("orders expire in order of their time, at most as many as asked for")
    func order() throws {
        var world = OrderWorld()
        for index in 0..<5 {
            world.now = Instant(microseconds: 1_000 + Int64(index) * Self.minute)
            let id = try world.place()
            try world.run(.recordReserved(id, lines: [try OrderWorld.reserved()]))
        }
        world.now = Self.start.advanced(by: 18 * Self.minute)
        let two = OrderCommand.passTime(atMost: 2, returnDays: 7)
        #expect(try world.run(two) == [1, 2].map { .expired(OrderID(rawValue: $0)) })
        #expect(try world.run(two) == [3, 4].map { .expired(OrderID(rawValue: $0)) })
        #expect(try world.run(two).isEmpty)
        #expect(world.refusal(.passTime(atMost: 0, returnDays: 7))?.reason == "batch_out_of_range")
        #expect(
            world.refusal(.passTime(atMost: 257, returnDays: 7))?.reason == "batch_out_of_range")
        #expect(try world.rebuilt() == world.book)
    }

    @Test(
        "the clock goes forward by at most 366 days at once and 100 years in all",
        arguments: [
            (-1, false), (0, false), (1, true), (366 * day, true), (366 * day + 1, false),
        ])
    func clock(step: Int64, isAllowed: Bool) throws {
        var world = OrderWorld()
        let move = OrderCommand.moveClock(by: step)
        guard isAllowed else {
            #expect(world.refusal(move)?.reason == "clock_move_out_of_range")
            return
        }
        try world.run(move)
        #expect(world.book.clock.instant(atWall: 5).microseconds == 5 + step)
        try world.run(.moveClock(by: 7))
        #expect(world.book.clock.aheadMicroseconds == step + 7)
        #expect(try world.rebuilt() == world.book)
    }

    @Test("a clock that would pass 100 years stays where it is")
    func farAhead() throws {
        var world = OrderWorld()
        for _ in 0..<99 { try world.run(.moveClock(by: 366 * Self.day)) }
        let left = (36_525 - 99 * 366) * Self.day
        #expect(world.refusal(.moveClock(by: left + 1)) != nil)
        try world.run(.moveClock(by: left))
        #expect(world.refusal(.moveClock(by: 1))?.kind == .invalidArgument)
        #expect(world.book.clock.instant(atWall: .max) == .distantFuture)
    }
}
