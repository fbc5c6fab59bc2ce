import Testing

@testable import Domain

/// Orders with their index, and beside it what a plain list of them says.
struct ListedOrders {
    private(set) var world = OrderWorld()
    private(set) var index = OrderIndex()
    private(set) var plain: [PlainOrder] = []
    /// What the last happening was about.
    private(set) var touched: Set<OrderID> = []

    struct PlainOrder {
        let position: OrderPosition
        let member: MemberID
        var phase = OrderPhase.placed
        var isStuck = false
        var isFinished = false
    }

    mutating func run(_ command: OrderCommand) throws {
        for event in try world.book.decide(command, at: world.now) {
            let touched = world.book.touched(by: event)
            try world.replay([event])
            try index.take(event, about: touched, in: world.book)
            if case .placed(let order) = event {
                plain.append(
                    PlainOrder(
                        position: OrderPosition(at: order.at, order: order.id),
                        member: order.member))
            }
            self.touched.formUnion(touched)
            for id in touched { look(at: id, after: event) }
        }
    }

    mutating func wait(_ microseconds: Int64) {
        world.now = world.now.advanced(by: microseconds)
    }

    /// Reads the order's own state; one that left memory keeps what its last event said.
    private mutating func look(at id: OrderID, after event: OrderEvent) {
        let place = Int(id.rawValue) - 1
        guard let progress = world.book.orders[id] else {
            plain[place].isFinished = true
            if case .refused = event { plain[place].phase = .cancelled }
            if case .refunded = event { plain[place].phase = .refunded }
            return
        }
        plain[place].phase = Self.phase(of: progress)
        plain[place].isStuck = progress.stage == .stuck
    }

    private static func phase(of progress: OrderProgress) -> OrderPhase {
        switch progress {
        case .placed: .placed
        case .created: .created
        case .paid, .held, .committed, .shared: .paid
        case .shipped: .shipped
        case .delivered: .delivered
        case .received: .received
        case .returning, .reclaiming: .returning
        case .due: .due
        case .settled: .settled
        case .cancelled: .cancelled
        case .refunding(let order): order.stage == .refunded ? .refunded : .refunding
        case .stuck(let order): phase(of: order.at)
        }
    }

    /// The orders that answer a question, in its order.
    func matching(_ filter: OrderFilter) -> [OrderPosition] {
        let found = plain.filter { matches($0, filter) }
        let sorted = found.map(\.position).sorted()
        return filter.isNewestFirst ? sorted.reversed() : sorted
    }

    func matches(_ id: OrderID, _ filter: OrderFilter) -> Bool {
        matches(plain[Int(id.rawValue) - 1], filter)
    }

    private func matches(_ order: PlainOrder, _ filter: OrderFilter) -> Bool {
        (filter.member == nil || order.member == filter.member)
            && (filter.phase == nil || order.phase == filter.phase)
            && (!filter.isStuck || order.isStuck)
            && (!filter.isUnfinished || !order.isFinished)
            && order.position.at >= filter.from ?? Instant(microseconds: .min)
            && (filter.until == nil || order.position.at < filter.until ?? world.now)
            && order.position.order > filter.after ?? OrderID(rawValue: 0)
    }
}

// MARK: - Chance

extension ListedOrders {
    /// Does something that may happen now.
    mutating func happen(_ random: inout SeededGenerator) throws {
        touched = []
        let ids = world.book.orders.keys.sorted()
        switch Int.random(in: 0..<10, using: &random) {
        case 0, 1:
            let member = MemberID(rawValue: UInt64.random(in: 1...4, using: &random))
            try run(.place(member, lines: [OrderLine(1, 1)]))
        case 2:
            let last = world.book.lastImport.map { ShanghaiDay(of: $0).number } ?? 9_000
            let rows = (0..<Int64.random(in: 1...4, using: &random)).map { (last + $0 / 2, $0) }
            try run(.placeImported(OrderWorld.orders(rows.map { (day: $0.0, fen: $0.1) })))
        case 3:
            wait(Int64.random(in: 0...50_000_000_000, using: &random))
            try run(.passTime(atMost: 3, returnDays: 1))
        case 4: try settle(&random)
        default:
            guard let id = ids.randomElement(using: &random) else { return }
            try move(id, &random)
        }
    }

    private mutating func settle(_ random: inout SeededGenerator) throws {
        guard let batch = world.book.openBatches.first else {
            return try run(.makeDue(atMost: 3))
        }
        guard batch.nextStep == .settle else {
            return try run(.recordConfirmed(firstNumber: batch.firstNumber))
        }
        let skipped = Set(batch.orders.filter { _ in Int.random(in: 0..<4, using: &random) == 0 })
        try run(
            .recordSettled(
                firstNumber: batch.firstNumber,
                try world.answers(batch.firstNumber, skipped: skipped)))
    }

    private mutating func move(_ id: OrderID, _ random: inout SeededGenerator) throws {
        let delivery = Delivery.allCases.randomElement(using: &random) ?? .virtual
        var commands: [OrderCommand] = [
            .ship(id), .deliver(id), .receive(id, returnDays: 1), .retry(id),
            .giveBack(id, reason: "why"), .recordRefused(id, OrderWorld.refusal),
        ]
        if Int.random(in: 0..<4, using: &random) == 0 { commands = [.cancel(id, reason: "why")] }
        if let answer = try world.answer(id, delivery: delivery, returnDays: 1) {
            commands += Array(repeating: answer, count: 4)
            if let step = world.book.orders[id]?.nextStep {
                commands.append(.stick(id, step, OrderWorld.refusal))
            }
        } else if world.stage(id.rawValue) == .created {
            commands.append(.pay(id, try world.payment(of: id), OrderWorld.rates))
        }
        let allowed = commands.filter { world.refusal($0) == nil }
        guard let command = allowed.randomElement(using: &random) else { return }
        try run(command)
    }

    func question(_ random: inout SeededGenerator) -> OrderFilter {
        var filter = OrderFilter()
        func oneIn(_ count: Int) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }
        if oneIn(2) {
            filter.member = MemberID(rawValue: UInt64.random(in: 1...5, using: &random))
        }
        if oneIn(2) { filter.phase = OrderPhase.allCases.randomElement(using: &random) }
        filter.isStuck = oneIn(6)
        filter.isUnfinished = oneIn(3)
        filter.isNewestFirst = oneIn(2)
        let known = plain.map(\.position)
        if oneIn(4) { filter.from = known.randomElement(using: &random)?.at }
        if oneIn(4) { filter.until = known.randomElement(using: &random)?.at }
        if oneIn(5) { filter.after = known.randomElement(using: &random)?.order }
        return filter
    }
}
