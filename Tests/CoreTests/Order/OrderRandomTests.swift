import Testing

@testable import Domain

@Suite("Orders: random arrival")
struct OrderRandomTests {
    @Test(
        "settlement numbers of an import follow the file, however its orders arrive",
        arguments: 0..<20 as Range<UInt64>)
    func arrival(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var world = OrderWorld()
        world.now = ShanghaiDay(number: 10_000).start
        let days = (0..<120).map { _ in Int64.random(in: 0..<20, using: &random) }.sorted()
        let returnDays = Bool.random(using: &random) ? 0 : 7
        var unplaced = days[...]
        var numbered: [OrderID] = []
        while !unplaced.isEmpty || !world.book.orders.isEmpty {
            switch Int.random(in: 0..<8, using: &random) {
            case 0:
                let count = Int.random(in: 1...50, using: &random)
                let rows = unplaced.prefix(count).map { (day: $0, fen: Int64(1_000)) }
                unplaced = unplaced.dropFirst(count)
                guard !rows.isEmpty else { continue }
                try world.importRows(rows, returnDays: returnDays)
            case 1:
                let count = Int.random(in: 1...20, using: &random)
                for case .due(let id, let number, _) in try world.run(.makeDue(atMost: count)) {
                    numbered.append(id)
                    #expect(number == UInt64(numbered.count))
                }
            case 2:
                guard let batch = world.book.openBatches.first else { continue }
                switch batch.nextStep {
                case .settle:
                    try world.run(
                        .recordSettled(
                            firstNumber: batch.firstNumber, world.answers(batch.firstNumber)))
                default: try world.run(.recordConfirmed(firstNumber: batch.firstNumber))
                }
            default:
                for step in world.book.openSteps.shuffled(using: &random).prefix(20) {
                    let command = try world.answer(step.order, returnDays: returnDays)
                    try world.run(try #require(command))
                }
            }
        }
        #expect(numbered.map(\.rawValue) == Array(1...120))
        #expect(world.book.totals.confirmed == 120)
        #expect(try world.rebuilt() == world.book)
    }

    @Test(
        "numbers follow window end and order id for live orders too, and nobody is forgotten",
        arguments: 0..<20 as Range<UInt64>)
    func live(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var world = OrderWorld()
        var places: [OrderID: SettlementPlace] = [:]
        var numbered: [SettlementPlace] = []
        for _ in 0..<300 {
            let delivery = Delivery.allCases.randomElement(using: &random) ?? .virtual
            let ids = world.book.orders.keys.sorted()
            switch (Int.random(in: 0..<6, using: &random), ids.randomElement(using: &random)) {
            case (0, _):
                let id = try world.place()
                // Who does not pay at once may be too late.
                try world.pay(id, delivery: delivery)
            case (1, _):
                let step = Int64.random(in: 0...40_000_000_000, using: &random)
                world.now = Instant(microseconds: world.now.microseconds + step)
            case (2, _):
                for case .due(let id, _, _) in try world.run(.makeDue(atMost: 5)) {
                    numbered.append(try #require(places[id]))
                }
                expectNobodyForgotten(world, places, numbered)
            case (3, let id?):
                try world.goOn(id, delivery: delivery, returnDays: 1)
            case (4, let id?):
                for command in [.ship(id), .deliver(id), .receive(id, returnDays: 0)]
                    as [OrderCommand] where world.refusal(command) == nil
                { try world.run(command) }
            default:
                guard let id = ids.first(where: { world.book.orders[$0]?.nextStep == .hold })
                else { continue }
                try world.run(.stick(id, .hold, OrderWorld.refusal))
                try world.run(.retry(id))
            }
            for (id, order) in world.book.orders {
                guard case .received(let received) = order else { continue }
                places[id] = SettlementPlace(windowEnd: received.windowEnd, order: id)
            }
        }
        #expect(numbered == numbered.sorted())
        #expect(try world.rebuilt() == world.book)
    }

    /// At most five at a time are numbered, the earliest first.
    private func expectNobodyForgotten(
        _ world: OrderWorld, _ places: [OrderID: SettlementPlace],
        _ numbered: [SettlementPlace]
    ) {
        let left = world.book.orders.filter { $0.value.stage == .received }
            .compactMap { places[$0.key] }
        let overdue = left.filter { $0.windowEnd <= world.now }
        guard let last = numbered.last, !overdue.isEmpty else { return }
        #expect(overdue.allSatisfy { $0 > last })
    }
}
