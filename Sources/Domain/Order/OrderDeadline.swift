/// When something happens to an order by itself, unless somebody was faster.
package struct OrderDeadline: Comparable, Hashable, Sendable {
    package let at: Instant
    package let order: OrderID

    package static func < (one: Self, other: Self) -> Bool {
        (one.at, one.order) < (other.at, other.order)
    }
}

extension OrderProgress {
    /// The end of waiting for people: for the money, or for the member to say that the goods
    /// came. Nil for an order that nothing happens to by time alone.
    package var deadline: Instant? {
        switch self {
        case .created(let order):
            order.paysByItself || order.parts.asked != nil
                ? nil : order.placed.at.advanced(by: OrderLimits.paymentMicroseconds)
        case .delivered(let order):
            order.at?.advanced(by: OrderLimits.receiptMicroseconds)
        case .placed, .paid, .held, .committed, .shared, .shipped, .received, .due, .settled,
            .cancelled, .refunding, .returning, .reclaiming, .stuck:
            nil
        }
    }
}

/// The deadlines of a platform's orders, by time. Those of orders that went on stay in it until
/// they are the first.
struct DeadlineQueue: Equatable, Sendable {
    private var waiting = MinHeap<OrderDeadline>()

    mutating func add(_ order: OrderID, at instant: Instant) {
        waiting.insert(OrderDeadline(at: instant, order: order))
    }

    /// Lets go of those that `isOpen` no longer holds for, up to the first for which it does.
    mutating func drop(unless isOpen: (OrderDeadline) -> Bool) {
        while let first = waiting.smallest, !isOpen(first) { waiting.removeSmallest() }
    }

    /// At most `count` that have come by `now` and are open, by time and order.
    func passed(
        _ count: Int, at now: Instant, isOpen: (OrderDeadline) -> Bool
    ) -> [OrderDeadline] {
        waiting.prefix(Self.lookedAtMax) { $0.at <= now }.filter(isOpen).prefix(count).map { $0 }
    }

    /// Stale deadlines between open ones are passed over; the rest comes with the next look.
    private static let lookedAtMax = 4_096
}
