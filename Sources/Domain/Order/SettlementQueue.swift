/// Where an order stands in the queue of settlements. The price path depends on this order and
/// on nothing else.
package struct SettlementPlace: Comparable, Hashable, Sendable {
    package let windowEnd: Instant
    package let order: OrderID

    package init(windowEnd: Instant, order: OrderID) {
        self.windowEnd = windowEnd
        self.order = order
    }

    package static func < (one: Self, other: Self) -> Bool {
        (one.windowEnd, one.order) < (other.windowEnd, other.order)
    }
}

/// The orders that wait for their settlement number, and the places kept for imported orders
/// that are still on their way: nobody behind such a place is numbered before it.
struct SettlementQueue: Equatable, Sendable {
    private var waiting = MinHeap<SettlementPlace>()
    /// By place; those given up stay in it until they are the smallest.
    private var kept = MinHeap<SettlementPlace>()
    private var keptByOrder: [OrderID: SettlementPlace] = [:]
    /// In `waiting`, of orders with an open return.
    private var left: Set<SettlementPlace> = []
    private var lastNumbered: SettlementPlace?
    private(set) var nextNumber: UInt64 = 1

    /// The place of an order whose window ends at `windowEnd`. What is numbered cannot be
    /// overtaken: an order that comes too late, because it was stuck, goes to the first free
    /// place instead.
    func place(for order: OrderID, windowEnd: Instant) -> SettlementPlace {
        let place = SettlementPlace(windowEnd: windowEnd, order: order)
        guard let lastNumbered, place <= lastNumbered else { return place }
        return SettlementPlace(windowEnd: lastNumbered.windowEnd.next, order: order)
    }

    /// The place that `order` keeps, if it keeps one.
    func kept(by order: OrderID) -> SettlementPlace? { keptByOrder[order] }

    mutating func keep(_ place: SettlementPlace) {
        keptByOrder[place.order] = place
        kept.insert(place)
    }

    /// The order waits now, or will not come soon.
    mutating func giveUpPlace(of order: OrderID) {
        keptByOrder[order] = nil
        while let place = kept.smallest, keptByOrder[place.order] != place {
            kept.removeSmallest()
        }
    }

    mutating func add(_ place: SettlementPlace) {
        if left.remove(place) == nil { waiting.insert(place) }
    }

    /// The order waits no more for its number.
    mutating func leave(_ place: SettlementPlace) {
        left.insert(place)
        while let first = waiting.smallest, left.remove(first) != nil { waiting.removeSmallest() }
    }

    /// Who is numbered next at `now`, in order: at most `count`. O(count · log count).
    func next(_ count: Int, at now: Instant) -> [OrderID] {
        waiting.prefix(count + left.count) { place in
            guard place.windowEnd <= now else { return false }
            guard let firstKept = kept.smallest else { return true }
            return place < firstKept
        }
        .filter { !left.contains($0) }.prefix(count).map(\.order)
    }

    /// Takes the first of the queue out of it.
    mutating func number(_ order: OrderID) throws(ReplayFault) {
        guard let first = waiting.removeSmallest(), first.order == order else {
            throw ReplayFault("order \(order) is not the first of the settlement queue")
        }
        lastNumbered = first
        nextNumber += 1
        while let next = waiting.smallest, left.remove(next) != nil { waiting.removeSmallest() }
    }
}
