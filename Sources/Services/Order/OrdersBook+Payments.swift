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
            events = try orders.decide(.pay(order, payment, rates), at: at)
        } catch {
            return try arrive(report, reason: error.reason, at)
        }
        try make(events)
        return Taken(entries: events.map(\.entry), order: order)
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
}
