package import Domain
package import Journal
import Transport
package import Wire

/// The orders and payments of one platform as their journal tells them.
package struct OrdersBook: JournalState {
    package private(set) var orders = OrderBook()
    package internal(set) var payments = PaymentsBook()
    /// Finds orders, finished ones too.
    package private(set) var index = OrderIndex()

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
            let touched = orders.touched(by: event)
            try orders.apply(event)
            try index.take(event, about: touched, in: orders)
            if case .paid(let order, let payment, _, _) = event {
                payments.notePaid(order, payment)
            }
        }
    }

    package enum Event: Sendable {
        case order(OrderEvent)
        case payment(PaymentEvent)
        /// Of these nothing follows: they say who was not the provider.
        case forgery
    }

    package static func event(of entry: JournalEntry) throws -> Event {
        let entry = try EventUpcasts.order.today(entry)
        let forgeries = ["payment_forged", "callback_forged", "forgeries_counted"]
        guard !forgeries.contains(entry.kind) else { return .forgery }
        if let event = try PaymentEvent(entry) { return .payment(event) }
        return .order(try OrderEvent(entry))
    }

    package mutating func apply(_ event: Event, at stamp: EntryStamp) throws {
        switch event {
        case .order(let event): try make([event])
        case .payment(let event): try payments.apply(event)
        case .forgery: break
        }
    }
}
