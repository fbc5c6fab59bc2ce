/// All orders of a platform, finished ones too, so that a page of them is found without a look at
/// the others. It is made from the orders' events alone.
///
/// Memory: 17 bytes for each order to know its member, its time and its standing, 16 in the set of
/// its standing and 24 in the set of its member's orders, and what blocks have room for besides:
/// 60 to 90 bytes in all, a third of what the index of the journal's keys takes for an order.
package struct OrderIndex: Sendable {
    // Of order n at n − 1.
    private var members: [MemberID] = []
    private var times: [Instant] = []
    private var standings: [UInt8] = []

    /// The orders of each standing, at its code.
    private var all: [SortedBlocks<OrderPosition>]
    private var own = SortedBlocks<OwnPosition>()

    package init() {
        all = Array(repeating: SortedBlocks(), count: OrderStanding.codesMax)
    }

    package var count: Int { members.count }

    /// Nil for an order that was never placed. O(1).
    package func member(of order: OrderID) -> MemberID? {
        place(of: order).map { members[$0] }
    }

    /// Nil for an order that was never placed. O(1).
    package func standing(of order: OrderID) -> OrderStanding? {
        place(of: order).flatMap { OrderStanding(code: standings[$0]) }
    }

    private func place(of order: OrderID) -> Int? {
        guard (1...UInt64(max(1, count))).contains(order.rawValue), count > 0 else { return nil }
        return Int(order.rawValue - 1)
    }
}

// MARK: - Filing

extension OrderIndex {
    /// Takes an event that was applied to `orders`; `touched` are the orders it is about. O(log n)
    /// for each. Throws for an order out of turn.
    package mutating func take(
        _ event: OrderEvent, about touched: [OrderID], in orders: borrowing OrderBook
    ) throws(ReplayFault) {
        if case .placed(let order) = event { try add(order) }
        for id in touched {
            guard let place = place(of: id), var standing = standing(of: id) else { continue }
            standing.take(event, of: id, in: orders)
            file(place, under: standing.code)
        }
    }

    private mutating func add(_ order: PlacedOrder) throws(ReplayFault) {
        guard order.id.rawValue == UInt64(count) + 1 else {
            throw ReplayFault("order \(order.id) is not the next to be placed")
        }
        let code = OrderStanding().code
        members.append(order.member)
        times.append(order.at)
        standings.append(code)
        let position = OrderPosition(at: order.at, order: order.id)
        all[Int(code)].insert(position)
        own.insert(OwnPosition(order.member, code, position))
    }

    private mutating func file(_ place: Int, under code: UInt8) {
        let old = standings[place]
        guard old != code else { return }
        let position = OrderPosition(
            at: times[place], order: OrderID(rawValue: UInt64(place) + 1))
        standings[place] = code
        all[Int(old)].remove(position)
        all[Int(code)].insert(position)
        own.remove(OwnPosition(members[place], old, position))
        own.insert(OwnPosition(members[place], code, position))
    }
}

/// An order among those of its member: by standing, then by position. The standing's code shares
/// eight bytes with the order's id, which stays below 2^58.
private struct OwnPosition: Comparable, Sendable {
    let member: MemberID
    let at: Instant
    private let packed: UInt64

    init(_ member: MemberID, _ code: UInt8, _ position: OrderPosition) {
        self.member = member
        at = position.at
        packed = min(position.order.rawValue, 1 << 58 - 1) << 6 | UInt64(code)
    }

    var code: UInt8 { UInt8(packed & 63) }
    var order: OrderID { OrderID(rawValue: packed >> 6) }
    var position: OrderPosition { OrderPosition(at: at, order: order) }

    static func < (one: Self, other: Self) -> Bool {
        (one.member, one.code, one.at, one.order)
            < (other.member, other.code, other.at, other.order)
    }
}

// MARK: - Pages

extension OrderIndex {
    /// At most `limit` orders after `position` in the filter's direction. The standings that the
    /// filter admits, two dozen at most, are walked side by side: O(limit + log n) for each.
    package func page(
        _ filter: OrderFilter, after position: OrderPosition?, limit: Int
    ) -> OrderPage {
        var lanes = lanes(filter, after: position)
        var page = OrderPage()
        var last: OrderPosition?
        while let lane = nearest(lanes, filter), let found = lanes[lane].position {
            lanes[lane].advance()
            guard found.order > filter.after ?? OrderID(rawValue: 0) else { continue }
            guard page.orders.count < limit else {
                page.next = last
                break
            }
            page.orders.append(found.order)
            last = found
        }
        return page
    }

    private func lanes(_ filter: OrderFilter, after position: OrderPosition?) -> [Lane] {
        let bounds = filter.bounds(after: position)
        guard bounds.start < bounds.end else { return [] }
        return (0..<UInt8(OrderStanding.codesMax)).compactMap { code in
            guard let standing = OrderStanding(code: code), filter.admits(standing),
                all[Int(code)].count > 0
            else { return nil }
            guard let member = filter.member else {
                return Lane(
                    .everybody(
                        filter.isNewestFirst
                            ? all[Int(code)].falling(below: bounds.end)
                            : all[Int(code)].rising(from: bounds.start)), bounds)
            }
            let end = OwnPosition(member, code, bounds.end)
            let start = OwnPosition(member, code, bounds.start)
            return Lane(
                .own(
                    filter.isNewestFirst ? own.falling(below: end) : own.rising(from: start),
                    member, code), bounds)
        }
    }

    private func nearest(_ lanes: [Lane], _ filter: OrderFilter) -> Int? {
        var best: (index: Int, position: OrderPosition)?
        for index in lanes.indices {
            guard let position = lanes[index].position else { continue }
            if let best, filter.isNewestFirst ? position < best.position : position > best.position
            {
                continue
            }
            best = (index, position)
        }
        return best?.index
    }
}

extension OrderFilter {
    /// From `start` on, and not any more at `end`.
    struct Bounds {
        var start: OrderPosition
        var end: OrderPosition
    }

    fileprivate func bounds(after position: OrderPosition?) -> Bounds {
        let first = OrderID(rawValue: 0)
        var bounds = Bounds(
            start: OrderPosition(at: from ?? Instant(microseconds: .min), order: first),
            end: OrderPosition(
                at: until ?? Instant(microseconds: .max),
                order: until == nil ? OrderID(rawValue: 1 << 58 - 1) : first))
        guard let position else { return bounds }
        if isNewestFirst {
            bounds.end = min(bounds.end, position)
        } else {
            let next = OrderID(rawValue: min(position.order.rawValue, 1 << 58 - 2) + 1)
            bounds.start = max(bounds.start, OrderPosition(at: position.at, order: next))
        }
        return bounds
    }
}

/// The orders of one standing, from one end.
private struct Lane {
    enum Source {
        case everybody(SortedBlocks<OrderPosition>.Walk)
        case own(SortedBlocks<OwnPosition>.Walk, MemberID, UInt8)
    }

    private var source: Source
    private let bounds: OrderFilter.Bounds

    init(_ source: Source, _ bounds: OrderFilter.Bounds) {
        self.source = source
        self.bounds = bounds
    }

    /// Nil where the lane ends.
    var position: OrderPosition? {
        let position: OrderPosition
        switch source {
        case .everybody(let walk):
            guard let element = walk.element else { return nil }
            position = element
        case .own(let walk, let member, let code):
            guard let element = walk.element, element.member == member, element.code == code
            else { return nil }
            position = element.position
        }
        return bounds.start <= position && position < bounds.end ? position : nil
    }

    mutating func advance() {
        switch source {
        case .everybody(var walk):
            walk.advance()
            source = .everybody(walk)
        case .own(var walk, let member, let code):
            walk.advance()
            source = .own(walk, member, code)
        }
    }
}
