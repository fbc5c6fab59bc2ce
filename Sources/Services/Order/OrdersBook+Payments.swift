import Domain
import Journal
import Transport
import Wire

// Payments as their providers tell them, decided beside the orders that they pay.
extension OrdersBook {
    /// What a payment callback comes to. `refusal` is answered after the entries are durable.
    struct Taken: Sendable {
        var entries: [EntryDraft] = []
        /// Set when the payment is an order's.
        var order: OrderID?
        /// 0 unless the money is for no order.
        var unmatched: UInt64 = 0
        var refusal: RPCError?
    }

    /// Takes a payment once: the order that it pays is paid, and money that is for no order is
    /// kept apart. Throws only for a report that nobody can mean, having changed nothing.
    mutating func take(
        _ report: PaymentReport, _ rates: Domain.RewardRates, at time: Int64
    ) throws -> Taken {
        let at = Instant(microseconds: time)
        let reading = try refusing { () throws(PaymentRejection) in
            try payments.read(report, at: at)
        }
        switch reading {
        case .known(.order(let order)): return Taken(order: order)
        case .known(.unmatched(let number)): return Taken(unmatched: number)
        case .contrary(let rejection, let event):
            return Taken(
                entries: try record(event), refusal: RPCError(rejection))
        case .new: break
        }
        guard let order = report.order > 0 ? OrderID(rawValue: report.order) : nil else {
            return try arrive(report, reason: "order_not_found", at)
        }
        guard report.currency == .yuan else {
            return try arrive(report, reason: "currency_differs", at)
        }
        let payment = Payment(
            provider: report.name.provider, id: report.name.id, amount: report.amount)
        let events: [OrderEvent]
        do throws(OrderRejection) {
            events = try orders.decide(
                .pay(order, payment, rates), at: orders.clock.instant(atWall: time))
        } catch {
            return try arrive(report, reason: error.reason, at)
        }
        try make(events)
        return Taken(entries: events.map(\.entry), order: order)
    }

    /// Begins to give the money of a stuck order back. What its provider has and the pool refused
    /// to book is put aside in the same group, as money for no order: it goes back by itself, and
    /// within a day.
    mutating func giveBack(
        _ order: OrderID, reason: String, at time: Int64
    ) throws -> [EntryDraft] {
        let stuck: StuckOrder? =
            if case .stuck(let stuck) = orders.orders[order] { stuck } else { nil }
        let events = try run(.giveBack(order, reason: reason), at: time)
        guard let stuck, let report = stuck.strayReceipt else { return events.map(\.entry) }
        let aside = payments.arrive(
            report, reason: stuck.refusal.reason, at: Instant(microseconds: time))
        return events.map(\.entry) + (try record(aside))
    }

    private mutating func arrive(
        _ report: PaymentReport, reason: String, _ at: Instant
    ) throws -> Taken {
        let event = payments.arrive(report, reason: reason, at: at)
        return Taken(
            entries: try record(event), unmatched: UInt64(payments.receipts.count))
    }

    /// Makes an event that the rules gave, if there is one, and gives its entry.
    mutating func record(_ event: PaymentEvent?) throws -> [EntryDraft] {
        guard let event else { return [] }
        try payments.apply(event)
        return [event.entry]
    }

    /// Runs a command, and asks providers for what the pool gave back to them because of it: in
    /// the same group, so that no refund is booked and forgotten. Throws having changed nothing.
    mutating func runAskingBack(
        _ command: OrderCommand, at time: Int64
    ) throws -> [EntryDraft] {
        let events = try refusing { () throws(OrderRejection) in
            try orders.decide(command, at: orders.clock.instant(atWall: time))
        }
        // A command records at most one refund of the pool's.
        let refund = events.lazy.compactMap(\.bookedRefund).first
        let asked = try refusing { () throws(PaymentRejection) in
            try refund.flatMap { refund throws(PaymentRejection) in
                try payments.askBack(
                    refund.order, number: refund.number, refund.providerPart,
                    at: Instant(microseconds: time))
            }
        }
        try make(events)
        return events.map(\.entry) + (try record(asked))
    }

    /// Takes the provider's answer to a refund; one of an order that failed is asked for anew.
    mutating func record(
        answer event: PaymentEvent?, at time: Int64
    ) throws -> [EntryDraft] {
        var entries = try record(event)
        guard case .refundAnswered(let id, .failed, _)? = event else { return entries }
        let again = try refusing { () throws(PaymentRejection) in
            try payments.askAgain(id, at: Instant(microseconds: time))
        }
        entries += try record(again)
        return entries
    }
}

/// A refund of an order that the pool has booked.
struct BookedRefund: Sendable {
    let order: OrderID
    /// The pool's: 1, 2, 3, …
    let number: Int
    /// What the provider is to pay out.
    let providerPart: Money
}

extension OrderEvent {
    /// The refund that the event records the pool's answer to; nil for every other event.
    var bookedRefund: BookedRefund? {
        switch self {
        case .refunded(let order, let number, let back),
            .returnRefunded(let order, _, refund: let number, let back):
            BookedRefund(order: order, number: number, providerPart: back.provider)
        case .placed, .reserved, .refused, .parts, .paid, .held, .committed, .shared, .shipped,
            .delivered, .received, .due, .settled, .batchConfirmed, .cancelled, .expired,
            .released, .clockMoved, .refunding, .unshared, .restocked, .returnAsked,
            .returnRejected, .returnApproved, .returnRecomputed, .returnRestocked,
            .returnGivenUp,
            .refundAsked, .stuck, .retried:
            nil
        }
    }
}
