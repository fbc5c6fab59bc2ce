import Testing

@testable import Domain

/// A process that dies has recorded the answer to its step or has not; either way the next one
/// goes on from the events alone.
@Suite("Orders: a restart at every step")
struct OrderRestartTests {
    enum Way: CaseIterable {
        case settled, expired, cancelled, givenBack, returned, inParts, expiredInParts
    }

    /// Goes one step further, as services, people and time do. False at the end.
    private static func step(_ world: inout OrderWorld, _ way: Way) throws -> Bool {
        let id = OrderID(rawValue: 1)
        guard let order = world.book.orders[id] else { return false }
        // A month passes with every event, so that what waits for time has it, but for the time
        // that there is to pay.
        let asksParts =
            [.inParts, .expiredInParts].contains(way) && order.stage == .created
            && order.created?.parts.askings == 0
        let expires = way == .expired || way == .expiredInParts
        let waits = [.placed, .holdingParts].contains(order.stage) || asksParts
        let isPaying = order.stage == .created && !expires
        // What does not come back waits for the end of its window of 60 days.
        let window: Int64 = order.stage == .received && way != .returned ? 3 : 0
        let months = waits || isPaying ? 0 : Int64(world.events.count) + window
        world.now = Instant(microseconds: 1_000).advanced(
            by: months * 30 * ShanghaiDay.microsecondsPerDay)
        if way == .givenBack, order.stage == .committed {
            try world.run(.stick(id, .share, OrderWorld.refusal))
        } else if asksParts {
            let part = PaymentSources(wallet: Money(fen: 40_000))
            try world.run(.parts(id, .ask(.ofMember(part), .none)))
        } else if let answer = try world.answer(id, delivery: .shipped, returnDays: 60) {
            try world.run(answer)
        } else if let command = try command(order, id, world, way) {
            try world.run(command)
        } else {
            return false
        }
        return true
    }

    private static func command(
        _ order: OrderProgress, _ id: OrderID, _ world: OrderWorld, _ way: Way
    ) throws -> OrderCommand? {
        switch order.stage {
        case .created where way == .expired || way == .expiredInParts:
            .passTime(atMost: 1, returnDays: 60)
        case .created: .pay(id, try world.payment(of: id), OrderWorld.rates)
        case .stuck: .giveBack(id, reason: "gone")
        case .shared where way == .cancelled: .cancel(id, reason: "too late")
        case .shared: .ship(id)
        case .shipped: .deliver(id)
        case .delivered: .passTime(atMost: 1, returnDays: 60)
        case .received where way == .returned:
            .askReturn(id, [ReturnLine(line: 1, quantity: 1)], reason: "too small")
        case .returning: .approveReturn(id, number: 1)
        case .received: .makeDue(atMost: 1)
        case .due: .recordSettled(firstNumber: 1, try world.answers(1))
        case .settled: .recordConfirmed(firstNumber: 1)
        case .placed, .holdingParts, .paid, .held, .committed, .cancelled, .refunding, .unshared,
            .refunded, .givenUp,
            .finished, .returnApproved, .returnRecomputed, .returnRefunded:
            nil
        }
    }

    @Test("every event cut off leaves an order that ends the same way", arguments: Way.allCases)
    func cut(way: Way) throws {
        var whole = OrderWorld()
        _ = try whole.place()
        var events = [whole.events.count]
        while try Self.step(&whole, way) { events.append(whole.events.count) }
        #expect(whole.book.orders.isEmpty)
        for count in events {
            var again = try OrderWorld(events: Array(whole.events.prefix(count)))
            while try Self.step(&again, way) {}
            #expect(again.events == whole.events, "cut after \(count) events")
            #expect(again.book == whole.book)
        }
        let ended = whole.book.totals
        #expect(ended.confirmed == (way == .settled || way == .inParts ? 1 : 0))
        #expect(ended.cancelled == (way == .expired || way == .expiredInParts ? 1 : 0))
        #expect(ended.refunded == ([.cancelled, .givenBack, .returned].contains(way) ? 1 : 0))
        #expect(ended.stuck == 0)
    }
}

extension OrderWorld {
    /// A world that knows nothing but what was recorded.
    init(events: [OrderEvent]) throws {
        self.init()
        try replay(events)
    }
}
