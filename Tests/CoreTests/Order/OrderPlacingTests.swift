import Testing

@testable import Domain

@Suite("Orders: placing and paying")
struct OrderPlacingTests {
    @Test("orders are numbered as they are placed")
    func ids() throws {
        var world = OrderWorld()
        #expect(try world.place() == OrderID(rawValue: 1))
        try world.importRows([(0, 5), (0, 6)])
        #expect(try world.place() == OrderID(rawValue: 4))
        #expect(world.book.openSteps.map(\.order.rawValue) == [1, 2, 3, 4])
        #expect(world.book.openSteps.allSatisfy { $0.step == .reserve })
    }

    @Test("an order that never was is not found, one that is over is finished")
    func unknown() throws {
        var world = OrderWorld()
        #expect(world.refusal(.ship(OrderID(rawValue: 1))) == .orderNotFound(OrderID(rawValue: 1)))
        let id = try world.place()
        try world.run(.recordRefused(id, OrderWorld.refusal))
        #expect(world.refusal(.ship(id)) == .orderIsFinished(id))
        for other in [0, 2, .max] as [UInt64] {
            let stranger = OrderID(rawValue: other)
            #expect(world.refusal(.ship(stranger)) == .orderNotFound(stranger))
        }
        #expect(world.book.totals.cancelled == 1)
    }

    @Test("lines and quantities have their limits")
    func limits() {
        let world = OrderWorld()
        let member = MemberID(rawValue: 1)
        for (count, fits) in [(0, false), (1, true), (64, true), (65, false)] {
            let lines = Array(repeating: OrderLine(1, 1), count: count)
            #expect((world.refusal(.place(member, lines: lines)) == nil) == fits)
        }
        for (quantity, fits) in [(0, false), (1, true), (1_000_000, true), (1_000_001, false)] {
            let lines = [OrderLine(1, Int64(quantity))]
            #expect((world.refusal(.place(member, lines: lines)) == nil) == fits)
        }
    }

    @Test("what is reserved must be what was ordered")
    func reservedLines() throws {
        var world = OrderWorld()
        let id = try world.place()
        let line = try OrderWorld.reserved()
        let other = ReservedLine(
            product: line.product, quantity: 2, waterfall: line.waterfall, delivery: .virtual)
        for lines in [[], [line, line], [other]] {
            #expect(world.refusal(.recordReserved(id, lines: lines)) == .linesDoNotMatch(id))
        }
        try world.importRows([(0, 100_001)])
        let imported = OrderID(rawValue: 2)
        #expect(
            world.refusal(.recordReserved(imported, lines: [line]))
                == .linesDoNotMatch(imported))
    }

    @Test("an order is paid once, in full, with a payment of its own")
    func payment() throws {
        var world = OrderWorld()
        let ids = [try world.place(), try world.place()]
        for id in ids { try world.run(.recordReserved(id, lines: [try OrderWorld.reserved()])) }
        let payment = try world.payment(of: ids[0])
        func paying(_ fen: Int64) -> OrderCommand {
            let wrong = Payment(provider: "sandbox", id: "x", amount: Money(fen: fen))
            return .pay(ids[0], wrong, OrderWorld.rates)
        }
        for fen in [99_999, 100_001, 0, -1] as [Int64] {
            #expect(
                world.refusal(paying(fen))
                    == .wrongAmount(ids[0], paid: Money(fen: fen), toPay: Money(fen: 100_000)))
        }
        try world.run(.pay(ids[0], payment, OrderWorld.rates))
        #expect(try world.run(.pay(ids[0], payment, OrderWorld.rates)).isEmpty)
        #expect(world.refusal(paying(100_000))?.reason == "wrong_state")
        #expect(
            world.refusal(.pay(ids[1], payment, OrderWorld.rates))
                == .paymentAlreadyUsed("pay-1", by: ids[0]))
        for length in [0, 65] {
            let name = String(repeating: "x", count: length)
            let nameless = try world.payment(of: ids[1], name: name)
            #expect(
                world.refusal(.pay(ids[1], nameless, OrderWorld.rates))
                    == .paymentOutOfRange(bytes: length))
        }
        #expect(world.book.openSteps == [OpenStep(order: ids[0], step: .hold)])
        #expect(try world.rebuilt() == world.book)
    }

    @Test("an order of 0 fen asks nobody for money")
    func free() throws {
        var world = OrderWorld()
        let id = try world.place()
        try world.run(.recordReserved(id, lines: [try OrderWorld.reserved(0)]))
        #expect(world.book.openSteps == [OpenStep(order: id, step: .pay)])
        try world.goOn(id)
        #expect(world.stage(1) == .received)
    }

    @Test(
        "goods that travel decide how an order travels",
        arguments: [
            ([.virtual], .virtual), ([.virtual, .pickedUp], .pickedUp),
            ([.pickedUp, .shipped, .virtual], .shipped),
        ] as [([Delivery], Delivery)])
    func delivery(lines: [Delivery], expected: Delivery) throws {
        var world = OrderWorld()
        let asked = Array(repeating: OrderLine(1, 1), count: lines.count)
        try world.run(.place(MemberID(rawValue: 1), lines: asked))
        let id = OrderID(rawValue: 1)
        try world.run(
            .recordReserved(id, lines: try lines.map { try OrderWorld.reserved(delivery: $0) }))
        #expect(world.book.orders[id]?.created?.delivery == expected)
    }

    @Test("rewards and rest must be the budget of the order")
    func rewards() throws {
        var world = OrderWorld()
        let id = try world.place()
        try world.run(.recordReserved(id, lines: [try OrderWorld.reserved()]))
        try world.run(.pay(id, try world.payment(of: id), OrderWorld.rates))
        try world.run(.recordHeld(id))
        try world.run(.recordCommitted(id))
        func row(_ fen: Int64) -> RewardRow {
            RewardRow(
                line: 1, rule: .direct, payee: MemberID(rawValue: 2), generation: 1,
                amount: Money(fen: fen), isCapped: false, explanation: "")
        }
        for (amount, rest, fits) in [
            (10_000, 20_000, true), (10_000, 19_999, false), (10_000, 20_001, false),
            (-1, 30_001, false), (.max, 30_001, false),
        ] as [(Int64, Int64, Bool)] {
            let command = OrderCommand.recordShared(
                id, rewards: [row(amount)], unallocated: Money(fen: rest), returnDays: 7)
            #expect((world.refusal(command) == nil) == fits)
        }
    }

    @Test("imported rows have their limits, and dates never go back")
    func importLimits() throws {
        var world = OrderWorld()
        func reason(_ orders: ImportOrders) -> String? {
            world.refusal(.placeImported(orders))?.reason
        }
        for (count, fits) in [(0, false), (1, true), (500, true), (501, false)] {
            let rows = Array(repeating: (day: Int64(0), fen: Int64(1)), count: count)
            #expect((reason(OrderWorld.orders(rows)) == nil) == fits)
        }
        for (fen, fits) in [(-1, false), (0, true), (1 << 40, true), (1 << 40 + 1, false)] {
            #expect((reason(OrderWorld.orders([(0, Int64(fen))])) == nil) == fits)
        }
        for (days, fits) in [(-1, false), (0, true), (365, true), (366, false)] {
            #expect((reason(OrderWorld.orders([(0, 1)], returnDays: days)) == nil) == fits)
        }
        #expect(reason(OrderWorld.orders([(5, 1), (4, 1)])) == "date_goes_back")
        try world.importRows([(3, 1), (5, 1)])
        #expect(reason(OrderWorld.orders([(5, 1)])) == nil)
        let refusal = world.refusal(.placeImported(OrderWorld.orders([(4, 1)], line: 77)))
        #expect(
            refusal?.sentence
                == "line 77: date is 1970-01-05, before 1970-01-06; sort the file by date")
    }
}
