import Testing

@testable import Domain

@Suite("Orders: windows, numbers and batches")
struct SettlementTests {
    @Test(
        "the window ends at 24:00 in Shanghai of the last day",
        arguments: [
            // Received 1970-01-01 23:59:59.999999 in Shanghai, and one microsecond later.
            (received: 57_599_999_999, days: 7, end: ShanghaiDay(number: 8).start.microseconds),
            (received: 57_600_000_000, days: 7, end: ShanghaiDay(number: 9).start.microseconds),
            (received: 57_600_000_000, days: 1, end: ShanghaiDay(number: 3).start.microseconds),
            (received: 57_600_000_000, days: 0, end: 57_600_000_000),
            (received: .max, days: 365, end: .max),
        ] as [(received: Int64, days: Int, end: Int64)])
    func windows(received: Int64, days: Int, end: Int64) throws {
        var world = OrderWorld()
        world.now = Instant(microseconds: received - 1_000_000_000)
        let id = try world.place()
        try world.pay(id)
        world.now = Instant(microseconds: received)
        try world.goOn(id, returnDays: days)
        let order = try #require(world.book.orders[id]?.received)
        #expect(order.at == world.now)
        #expect(order.windowEnd == Instant(microseconds: end))
        if end > received {
            world.now = Instant(microseconds: end - 1)
            #expect(try world.run(.makeDue(atMost: 1)).isEmpty)
        }
        world.now = Instant(microseconds: end)
        #expect(
            try world.run(.makeDue(atMost: 1)) == [.due(id, number: 1, firstNumber: 1)])
    }

    @Test("a batch has at most 256 orders, settles once, is confirmed once")
    func batches() throws {
        var world = OrderWorld()
        try world.importRows((0..<300).map { _ in (day: 0, fen: 100) })
        for id in 1...300 as ClosedRange<UInt64> { try world.goOn(OrderID(rawValue: id)) }
        world.now = Instant(microseconds: .max)
        #expect(world.refusal(.makeDue(atMost: 0)) == .batchOutOfRange(0))
        #expect(world.refusal(.makeDue(atMost: 257)) == .batchOutOfRange(257))
        try world.run(.makeDue(atMost: 256))
        try world.run(.makeDue(atMost: 256))
        #expect(try world.run(.makeDue(atMost: 256)).isEmpty)
        #expect(world.book.openBatches.map(\.firstNumber) == [1, 257])
        #expect(world.book.openBatches.map(\.orders.count) == [256, 44])
        #expect(world.book.openBatches.map(\.nextStep) == [.settle, .settle])
        let answers = try world.answers(1)
        #expect(
            world.refusal(.recordConfirmed(firstNumber: 1))
                == .batchIsNotSettled(firstNumber: 1))
        for wrong in [Array(answers.dropLast()), answers.reversed(), []] {
            #expect(
                world.refusal(.recordSettled(firstNumber: 1, wrong))
                    == .answersDoNotMatch(firstNumber: 1))
        }
        #expect(
            world.refusal(.recordSettled(firstNumber: 2, answers))
                == .batchNotFound(firstNumber: 2))
        try world.run(.recordSettled(firstNumber: 1, answers))
        #expect(
            world.refusal(.recordSettled(firstNumber: 1, answers))
                == .batchIsSettled(firstNumber: 1))
        #expect(world.book.openBatches.map(\.nextStep) == [.confirm, .settle])
        try world.run(.recordConfirmed(firstNumber: 1))
        #expect(
            world.refusal(.recordConfirmed(firstNumber: 1)) == .batchNotFound(firstNumber: 1))
        #expect(world.book.orders.count == 44)
        #expect(world.book.totals.settled == 256)
        #expect(world.book.totals.settledAmount == Money(fen: 25_600))
        #expect(try world.rebuilt() == world.book)
    }

    @Test("a skipped order keeps its number, sticks, and comes back with a new one")
    func skipped() throws {
        var world = OrderWorld()
        try world.importRows([(0, 1), (0, 2), (0, 3)])
        let ids = (1...3).map { OrderID(rawValue: $0) }
        for id in ids { try world.goOn(id) }
        world.now = ShanghaiDay(number: 9).start
        try world.run(.makeDue(atMost: 2))
        try world.run(.recordSettled(firstNumber: 1, world.answers(1, skipped: [ids[0]])))
        #expect(world.stage(1) == .stuck)
        #expect(world.book.totals.stuck == 1)
        #expect(world.book.batches[1]?.settled == [ids[1]])
        try world.run(.makeDue(atMost: 2))
        try world.run(.recordConfirmed(firstNumber: 1))
        try world.run(.retry(ids[0]))
        #expect(world.book.totals.stuck == 0)
        #expect(try world.run(.makeDue(atMost: 2)) == [.due(ids[0], number: 4, firstNumber: 4)])
        try world.run(.recordSettled(firstNumber: 4, world.answers(4, skipped: [ids[0]])))
        #expect(world.book.batches[4] == nil, "nothing of the batch is left to confirm")
        #expect(try world.rebuilt() == world.book)
    }

    @Test("who comes too late to be first goes to the first free place")
    func noOvertaking() throws {
        var world = OrderWorld()
        let ids = [try world.place(), try world.place()]
        try world.goOn(ids[1])
        try world.run(.makeDue(atMost: 1))
        try world.goOn(ids[0])
        #expect(world.book.orders[ids[0]]?.received?.windowEnd == world.now.next)
        #expect(try world.run(.makeDue(atMost: 1)).isEmpty)
        world.now = world.now.next
        #expect(
            try world.run(.makeDue(atMost: 1)) == [.due(ids[0], number: 2, firstNumber: 2)])
    }

    @Test("an imported order holds its place until it is stuck")
    func holding() throws {
        var world = OrderWorld()
        world.now = ShanghaiDay(number: 100).start
        let live = try world.place()
        try world.goOn(live)
        try world.importRows([(0, 1), (1, 1)])
        let ids = [OrderID(rawValue: 2), OrderID(rawValue: 3)]
        try world.goOn(ids[1])
        #expect(try world.run(.makeDue(atMost: 9)).isEmpty, "order 2 comes first")
        let step = try #require(try world.answer(ids[0]))
        try world.run(step)
        try world.run(try #require(try world.answer(ids[0])))
        try world.run(.stick(ids[0], .hold, OrderWorld.refusal))
        #expect(
            try world.run(.makeDue(atMost: 9)) == [
                .due(ids[1], number: 1, firstNumber: 1), .due(live, number: 2, firstNumber: 1),
            ])
        try world.run(.retry(ids[0]))
        try world.goOn(ids[0])
        world.now = world.now.next
        #expect(
            try world.run(.makeDue(atMost: 9)) == [.due(ids[0], number: 3, firstNumber: 3)])
        #expect(try world.rebuilt() == world.book)
    }

    @Test("only the next step can stick, and a retry takes it up again")
    func sticking() throws {
        var world = OrderWorld()
        let id = try world.place()
        try world.run(.recordReserved(id, lines: [try OrderWorld.reserved()]))
        try world.run(.pay(id, try world.payment(of: id), OrderWorld.rates))
        #expect(
            world.refusal(.stick(id, .commit, OrderWorld.refusal))
                == .wrongStep(id, .commit, next: .hold))
        try world.run(.stick(id, .hold, OrderWorld.refusal))
        #expect(world.book.openSteps.isEmpty)
        try world.run(.retry(id))
        #expect(world.book.openSteps == [OpenStep(order: id, step: .hold)])
    }

    @Test("a cancelled order ends when its stock is released")
    func cancelling() throws {
        var world = OrderWorld()
        let id = try world.place()
        try world.run(.recordReserved(id, lines: [try OrderWorld.reserved()]))
        #expect(world.refusal(.cancel(id, reason: "")) == .reasonOutOfRange(bytes: 0))
        try world.run(.cancel(id, reason: "changed my mind"))
        #expect(world.book.openSteps == [OpenStep(order: id, step: .release)])
        try world.run(.recordReleased(id))
        #expect(world.book.orders.isEmpty)
        #expect(world.book.totals.cancelled == 1)
    }

    @Test("events that do not follow are refused, not trusted")
    func foreignEvents() throws {
        var world = OrderWorld()
        let id = try world.place()
        let placed = try #require(world.book.orders[id]?.placed)
        let events: [OrderEvent] = [
            .placed(placed), .held(id), .held(OrderID(rawValue: 9)), .released(id),
            .due(id, number: 1, firstNumber: 1), .batchConfirmed(firstNumber: 1),
            .settled(SettlementAnswer(order: id, number: 1, outcome: .granted)), .retried(id),
            .received(OrderReceipt(order: id, at: world.now, windowEnd: world.now)),
            .shipped(id), .expired(id), .refunding(id, reason: "r"), .unshared(id),
            .refunded(id, number: 1, back: .zero), .restocked(id),
            .clockMoved(by: 0, ahead: 0), .clockMoved(by: 5, ahead: 6),
        ]
        for event in events {
            var copy = world.book
            #expect(throws: ReplayFault.self, "\(event)") { try copy.apply(event) }
        }
    }
}
