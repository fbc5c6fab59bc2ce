import Testing

@testable import Domain

/// Orders that keep their events and show that they alone rebuild them.
struct OrderWorld {
    private(set) var book = OrderBook()
    private(set) var events: [OrderEvent] = []
    var now = Instant(microseconds: 1_000)

    static let rates = RewardRates(
        planVersion: 1, direct: BasisPoints(1_000), indirect: BasisPoints(500))
    static let refusal = Refusal(status: 9, reason: "insufficient_stock", sentence: "none left")

    @discardableResult
    mutating func run(_ command: OrderCommand) throws -> [OrderEvent] {
        let made = try book.decide(command, at: now)
        try book.apply(made)
        events += made
        return made
    }

    mutating func replay(_ recorded: [OrderEvent]) throws {
        try book.apply(recorded)
        events += recorded
    }

    func rebuilt() throws -> OrderBook {
        var copy = OrderBook()
        try copy.apply(events)
        return copy
    }

    func refusal(_ command: OrderCommand) -> OrderRejection? {
        do throws(OrderRejection) {
            _ = try book.decide(command, at: now)
            return nil
        } catch { return error }
    }

    func stage(_ id: UInt64) -> OrderStage? { book.orders[OrderID(rawValue: id)]?.stage }
}

// MARK: - Steps

extension OrderWorld {
    static func reserved(
        _ yuan: Int64 = 1_000, delivery: Delivery = .virtual
    ) throws -> ReservedLine {
        ReservedLine(
            product: ProductID(rawValue: 1), quantity: 1,
            waterfall: yuan == 0 ? .zero : try .seed(yuan: yuan), delivery: delivery)
    }

    /// Places an order of one piece and returns its id.
    mutating func place(member: UInt64 = 1) throws -> OrderID {
        try run(.place(MemberID(rawValue: member), lines: [OrderLine(1, 1)]))
        return OrderID(rawValue: book.totals.placed)
    }

    mutating func importRows(
        _ rows: [(day: Int64, fen: Int64)], returnDays: Int = 0
    ) throws {
        try run(.placeImported(Self.orders(rows, returnDays: returnDays)))
    }

    static func orders(
        _ rows: [(day: Int64, fen: Int64)], returnDays: Int = 0, line: UInt64 = 2
    ) -> ImportOrders {
        ImportOrders(
            product: ProductID(rawValue: 1), firstLine: line,
            rows: rows.map { row in
                ImportRow(
                    day: ShanghaiDay(number: row.day), member: MemberID(rawValue: 1),
                    quantityText: "1", amount: Money(fen: row.fen))
            },
            returnDays: returnDays)
    }

    /// The command that does the next step of an order as its service would answer.
    func answer(_ id: OrderID, delivery: Delivery = .virtual, returnDays: Int = 0) throws
        -> OrderCommand?
    {
        guard let order = book.orders[id], let step = order.nextStep else { return nil }
        switch step {
        case .reserve:
            guard let price = order.placed.lines.first?.openPrice else {
                return .recordReserved(id, lines: [try Self.reserved(delivery: delivery)])
            }
            let line = ReservedLine(
                product: ProductID(rawValue: 1), quantity: 1,
                waterfall: try WaterfallRates.seed().applied(to: price), delivery: delivery)
            return .recordReserved(id, lines: [line])
        case .holdParts: return .parts(id, .recordHeld)
        case .returnParts:
            let held = try #require(order.created?.parts.held)
            return .parts(id, .recordReturned(number: 1, back: held))
        case .pay:
            let toPay = try #require(order.created?.rest)
            return .pay(id, Payment(provider: "", id: "", amount: toPay), Self.rates)
        case .hold: return .recordHeld(id)
        case .commit: return .recordCommitted(id)
        case .share:
            let budget = try #require(order.created?.budget)
            return .recordShared(id, rewards: [], unallocated: budget, returnDays: returnDays)
        case .release: return .recordReleased(id)
        case .unshare: return .recordUnshared(id)
        case .recompute:
            guard case .returning(let returning) = order else { return nil }
            let budget = returning.waterfall.commission
            return .recordRecomputed(id, rewards: [], unallocated: budget)
        case .refund:
            if case .returning(let returning) = order {
                return .recordReturnRefunded(id, number: 1, back: returning.back)
            }
            let paid = try #require(order.paid?.sources)
            return .recordRefunded(id, number: 1, back: paid)
        case .restock:
            if case .returning = order { return .recordReturnRestocked(id) }
            return .recordRestocked(id)
        case .settle, .confirm, .clawback, .restore: return nil
        }
    }

    /// Takes every step that the order service takes alone; pays with a payment of its own.
    mutating func goOn(
        _ id: OrderID, delivery: Delivery = .virtual, returnDays: Int = 0
    ) throws {
        while stage(id.rawValue) != nil {
            if let command = try answer(id, delivery: delivery, returnDays: returnDays) {
                try run(command)
            } else if stage(id.rawValue) == .created {
                try run(.pay(id, try payment(of: id), Self.rates))
            } else {
                return
            }
        }
    }

    /// Reserves and pays an order that was placed.
    mutating func pay(_ id: OrderID, delivery: Delivery = .virtual) throws {
        try run(try #require(try answer(id, delivery: delivery)))
        try run(.pay(id, try payment(of: id), Self.rates))
    }

    func payment(of id: OrderID, name: String? = nil) throws -> Payment {
        let toPay = try #require(book.orders[id]?.created?.rest)
        return Payment(provider: "sandbox", id: name ?? "pay-\(id)", amount: toPay)
    }

    /// What the pool answers when it settles all of a batch but `skipped`.
    func answers(_ first: UInt64, skipped: Set<OrderID> = []) throws -> [SettlementAnswer] {
        let batch = try #require(book.batches[first])
        return batch.orders.enumerated().map { index, order in
            SettlementAnswer(
                order: order, number: first + UInt64(index),
                outcome: skipped.contains(order) ? .skipped : .granted)
        }
    }
}
