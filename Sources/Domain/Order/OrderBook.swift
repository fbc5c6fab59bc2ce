/// The orders of one platform that are not finished: the fold of their events. Finished orders
/// leave memory and are read back from their entries.
package struct OrderBook: Equatable, Sendable {
    package private(set) var orders: [OrderID: OrderProgress] = [:]
    /// The batches that are not confirmed, by their first number.
    package private(set) var batches: [UInt64: SettlementBatch] = [:]
    package private(set) var totals = OrderTotals()

    package private(set) var clock = BusinessClock()

    private(set) var deadlines = DeadlineQueue()
    private(set) var lastOrder: UInt64 = 0
    private(set) var lastImport: Instant?
    private(set) var queue = SettlementQueue()
    private(set) var payments: [PaymentKey: OrderID] = [:]
    /// Settled orders of which pieces were asked back.
    private(set) var reclaimed: [OrderID: Reclaimed] = [:]

    package init() {}

    package mutating func apply(_ events: [OrderEvent]) throws(ReplayFault) {
        for event in events { try apply(event) }
    }

    /// O(log n); a confirmed batch O(batch). Throws only for events that `decide` did not give.
    package mutating func apply(_ event: OrderEvent) throws(ReplayFault) {
        switch event {
        case .placed(let order): try add(order)
        case .refused(let id, _):
            try finish(id, at: .placed)
            totals.cancelled += 1
        case .paid(let id, let payment, _, _):
            try advance(id, by: event)
            if let key = PaymentKey(payment) { payments[key] = id }
        case .received(let receipt):
            try advance(receipt.order, by: event)
            queue.giveUpPlace(of: receipt.order)
            queue.add(SettlementPlace(windowEnd: receipt.windowEnd, order: receipt.order))
        case .due(let id, let number, let first):
            try advance(id, by: event)
            try makeDue(id, number: number, first: first)
        case .settled(let answer): try settle(answer)
        case .batchConfirmed(let first): try confirm(first)
        case .cancelled(let id, _), .expired(let id):
            try advance(id, by: event)
            totals.cancelled += 1
            queue.giveUpPlace(of: id)
        case .released(let id): try finish(id, at: .cancelled)
        case .stuck(let id, _, _):
            try advance(id, by: event)
            totals.stuck += 1
            queue.giveUpPlace(of: id)
        case .retried(let id): try retry(id)
        case .clockMoved(let step, let ahead): try moveClock(step, ahead: ahead)
        case .refunding, .refunded, .restocked: try giveBack(event)
        case .returnAsked(let request):
            if case .received(let order) = orders[request.order] {
                queue.leave(SettlementPlace(windowEnd: order.windowEnd, order: request.order))
            }
            try advance(request.order, by: event)
        case .returnRejected(let id, _, _):
            guard try !endReclaim(id, event) else { return }
            totals.stuck -= orders[id]?.stage == .stuck ? 1 : 0
            try advance(id, by: event)
            queueAgain(id)
        case .returnGivenUp(let id, _, _, _):
            guard try endReclaim(id, event) else {
                throw ReplayFault("order \(id) gives up a refund that it does not have")
            }
        case .returnRestocked(let id, _):
            guard try !endReclaim(id, event) else { return }
            try endReturn(id, event)
        case .refundAsked(let request):
            guard orders[request.order] == nil, request.order.rawValue <= lastOrder else {
                throw ReplayFault("order \(request.order) is not settled")
            }
            orders[request.order] = .reclaiming(ReclaimingOrder(request: request))
            reclaimed[request.order, default: Reclaimed(number: 0)].number = request.number
        case .parts(let id, _), .reserved(let id, _, _), .held(let id), .committed(let id),
            .shared(let id, _, _),
            .shipped(let id), .delivered(let id, _), .unshared(let id),
            .returnApproved(let id, _), .returnRecomputed(let id, _, _, _),
            .returnRefunded(let id, _, _, _):
            try advance(id, by: event)
        }
    }
}

/// Orders with neighbouring settlement numbers, settled together. What it holds is fixed when the
/// orders become due, so that a batch cut short by a crash is repeated exactly.
package struct SettlementBatch: Hashable, Sendable {
    package let firstNumber: UInt64
    package fileprivate(set) var orders: [OrderID]
    /// Orders that the pool has answered for, skipped ones included.
    package fileprivate(set) var answered = 0
    /// Those that referral has to confirm.
    package fileprivate(set) var settled: [OrderID] = []

    package var nextStep: OrderStep { answered == 0 ? .settle : .confirm }
}

/// What has become of all orders.
package struct OrderTotals: Hashable, Sendable {
    package fileprivate(set) var placed: UInt64 = 0
    package fileprivate(set) var cancelled: UInt64 = 0
    /// Orders whose money went back before they settled.
    package fileprivate(set) var refunded: UInt64 = 0
    package fileprivate(set) var settled: UInt64 = 0
    package fileprivate(set) var confirmed: UInt64 = 0
    /// Settled orders that were granted points.
    package fileprivate(set) var granted: UInt64 = 0
    /// Orders that are stuck now.
    package fileprivate(set) var stuck: UInt64 = 0
    /// What was paid for all settled orders.
    package fileprivate(set) var settledAmount = Money.zero
}

/// A payment is accepted once, whichever order it names.
struct PaymentKey: Hashable, Sendable {
    let provider: String
    let id: String

    /// Nil when no provider was asked.
    init?(_ payment: Payment) {
        guard !payment.id.isEmpty else { return nil }
        provider = payment.provider
        id = payment.id
    }
}

// MARK: - Single orders

extension OrderBook {
    private mutating func add(_ order: PlacedOrder) throws(ReplayFault) {
        guard order.id.rawValue > lastOrder else {
            throw ReplayFault("order \(order.id) is placed out of turn")
        }
        lastOrder = order.id.rawValue
        totals.placed += 1
        orders[order.id] = .placed(order)
        guard let imported = order.imported else { return }
        lastImport = order.at
        queue.keep(SettlementPlace(windowEnd: imported.windowEnd, order: order.id))
    }

    private mutating func advance(_ id: OrderID, by event: OrderEvent) throws(ReplayFault) {
        guard let next = orders[id]?.after(event) else {
            throw ReplayFault("order \(id) is not where the event begins: \(event)")
        }
        orders[id] = next
        if let deadline = next.deadline { deadlines.add(id, at: deadline) }
        dropDeadlines()
    }

    private mutating func dropDeadlines() {
        let orders = orders
        deadlines.drop { orders[$0.order]?.deadline == $0.at }
    }

    private mutating func moveClock(
        _ step: Int64, ahead: Int64
    ) throws(ReplayFault) {
        guard let moved = clock.moved(by: step), moved.aheadMicroseconds == ahead
        else { throw ReplayFault("the clock is not moved by \(step) to \(ahead) ahead") }
        clock = moved
    }

    /// The money of an order goes back: begun, paid back, over.
    private mutating func giveBack(_ event: OrderEvent) throws(ReplayFault) {
        guard let id = event.order else { return }
        if case .restocked = event { return try finish(id, at: .refunded) }
        let wasStuck = orders[id]?.stage == .stuck
        try advance(id, by: event)
        if case .refunding = event { totals.stuck -= wasStuck ? 1 : 0 }
        guard case .refunded = event else { return }
        totals.refunded += 1
        if orders[id]?.nextStep == nil { try finish(id, at: .refunded) }
    }

    private mutating func retry(_ id: OrderID) throws(ReplayFault) {
        try advance(id, by: .retried(id))
        totals.stuck -= 1
        guard let order = orders[id] else { return }
        if case .received = order {
            queueAgain(id)
        } else if order.isOnItsWay, let imported = order.placed.imported {
            queue.keep(queue.place(for: id, windowEnd: imported.windowEnd))
        }
    }

    /// A received order takes its place in the queue of settlements, or the first free one.
    private mutating func queueAgain(_ id: OrderID) {
        guard case .received(let order) = orders[id] else { return }
        let place = queue.place(for: id, windowEnd: order.windowEnd)
        orders[id] = .received(order.queued(at: place))
        queue.add(place)
    }

    /// Whether it was the end of a refund after settlement: the order leaves memory again.
    private mutating func endReclaim(
        _ id: OrderID, _ event: OrderEvent
    ) throws(ReplayFault) -> Bool {
        guard case .reclaiming(let order) = orders[id] else { return false }
        guard order.ends(with: event) else {
            throw ReplayFault("order \(id) is not where the event begins: \(event)")
        }
        if case .returnRestocked = event {
            reclaimed[id]?.left = order.request.left.map(\.left)
        }
        orders[id] = nil
        return true
    }

    /// The pieces are on the shelf again: the order goes on with what is left, if anything.
    private mutating func endReturn(_ id: OrderID, _ event: OrderEvent) throws(ReplayFault) {
        guard case .returning(let order) = orders[id], order.isOfAll else {
            try advance(id, by: event)
            return queueAgain(id)
        }
        totals.refunded += 1
        try finish(id, at: .returnRefunded)
    }

    private mutating func finish(
        _ id: OrderID, at stage: OrderStage
    ) throws(ReplayFault) {
        guard let order = orders.removeValue(forKey: id), order.stage == stage else {
            throw ReplayFault("order \(id) does not end as \(stage.rawValue)")
        }
        if let key = order.paid.flatMap({ PaymentKey($0.payment) }) { payments[key] = nil }
        queue.giveUpPlace(of: id)
    }
}

// MARK: - Batches

extension OrderBook {
    private mutating func makeDue(
        _ id: OrderID, number: UInt64, first: UInt64
    ) throws(ReplayFault) {
        var batch = batches[first] ?? SettlementBatch(firstNumber: first, orders: [])
        guard number == queue.nextNumber, first <= number,
            number - first == UInt64(batch.orders.count),
            batch.answered == 0
        else {
            throw ReplayFault("settlement number \(number) of order \(id) is out of turn")
        }
        try queue.number(id)
        batch.orders.append(id)
        batches[first] = batch
    }

    private mutating func settle(_ answer: SettlementAnswer) throws(ReplayFault) {
        guard let due = orders[answer.order]?.due, var batch = batches[due.firstNumber] else {
            throw ReplayFault("order \(answer.order) is due with its batch")
        }
        try advance(answer.order, by: .settled(answer))
        batch.answered += 1
        switch answer.outcome {
        case .granted, .roundsToZero, .noContribution:
            batch.settled.append(answer.order)
            totals.settled += 1
            totals.granted += answer.outcome == .granted ? 1 : 0
            totals.settledAmount =
                totals.settledAmount.adding(due.received.paidLeft) ?? totals.settledAmount
        case .skipped: totals.stuck += 1
        }
        let isOver = batch.answered == batch.orders.count && batch.settled.isEmpty
        batches[due.firstNumber] = isOver ? nil : batch
    }

    private mutating func confirm(_ first: UInt64) throws(ReplayFault) {
        guard let batch = batches.removeValue(forKey: first) else {
            throw ReplayFault("the batch of number \(first) is confirmed once")
        }
        for order in batch.settled { try finish(order, at: .settled) }
        totals.confirmed += UInt64(batch.settled.count)
    }
}
