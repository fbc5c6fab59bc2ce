package import Domain
package import Journal
import Transport
package import Wire

/// The orders and payments of one platform as their journal tells them.
package struct OrdersBook: JournalState {
    package private(set) var orders = OrderBook()
    package internal(set) var payments = PaymentsBook()

    package init(journal: JournalName) {}

    /// Decides `command`, makes it true in memory and returns the events.
    mutating func run(_ command: OrderCommand, at time: Int64) throws -> [OrderEvent] {
        let events = try refusing { () throws(OrderRejection) in
            try orders.decide(command, at: orders.clock.instant(atWall: time))
        }
        try make(events)
        return events
    }

    /// Makes events that the orders decided.
    mutating func make(_ events: [OrderEvent]) throws {
        for event in events {
            try orders.apply(event)
            if case .paid(let order, let payment, _, _) = event {
                payments.notePaid(order, payment)
            }
        }
    }

    package mutating func apply(_ entry: JournalEntry) throws {
        let entry = try EventUpcasts.order.today(entry)
        // Of these nothing follows: they say who was not the provider.
        let forgeries = ["payment_forged", "callback_forged", "forgeries_counted"]
        guard !forgeries.contains(entry.kind) else { return }
        if let event = try PaymentEvent(entry) {
            try payments.apply(event)
        } else {
            try make([try OrderEvent(entry)])
        }
    }
}
