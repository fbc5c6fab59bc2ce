package import Domain
package import Journal
import Transport
package import Wire

/// The orders of one platform as their journal tells them.
package struct OrdersBook: JournalState {
    package private(set) var orders = OrderBook()

    package init(journal: JournalName) {}

    /// Decides `command`, makes it true in memory and returns the events.
    mutating func run(_ command: OrderCommand, at time: Int64) throws -> [OrderEvent] {
        let events = try refusing { () throws(OrderRejection) in
            try orders.decide(command, at: orders.clock.instant(atWall: time))
        }
        try orders.apply(events)
        return events
    }

    package mutating func apply(_ entry: JournalEntry) throws {
        guard entry.kind != "payment_forged" else { return }
        try orders.apply(try OrderEvent(entry))
    }
}
