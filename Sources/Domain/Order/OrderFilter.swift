/// Which orders are listed, and from which end. What is nil or false asks for nothing.
package struct OrderFilter: Hashable, Sendable {
    package var member: MemberID?
    package var phase: OrderPhase?
    package var isStuck = false
    package var isUnfinished = false
    /// Placed at this moment of business time or later.
    package var from: Instant?
    /// Placed before this moment.
    package var until: Instant?
    /// Only orders above this id; those passed over cost as well.
    package var after: OrderID?
    package var isNewestFirst = false

    package init() {}

    /// As a token names it, such as `member=7,state=paid,newest`.
    package var description: String {
        var parts: [String] = []
        if let member { parts.append("member=\(member)") }
        if let phase { parts.append("state=\(phase.rawValue)") }
        if isStuck { parts.append("stuck") }
        if isUnfinished { parts.append("unfinished") }
        if let from { parts.append("from_us=\(from.microseconds)") }
        if let until { parts.append("until_us=\(until.microseconds)") }
        if let after { parts.append("after_order=\(after)") }
        parts.append(isNewestFirst ? "newest" : "oldest")
        return parts.joined(separator: ",")
    }

    func admits(_ standing: OrderStanding) -> Bool {
        (phase == nil || standing.phase == phase) && (!isStuck || standing.isStuck)
            && (!isUnfinished || !standing.isFinished)
    }
}

/// Where an order stands among all orders: by the business time of its placing, then by its id.
/// Neither ever changes, so orders that come or change neither repeat nor hide others.
package struct OrderPosition: Comparable, Hashable, Sendable {
    package let at: Instant
    package let order: OrderID

    package init(at: Instant, order: OrderID) {
        self.at = at
        self.order = order
    }

    package static func < (one: Self, other: Self) -> Bool {
        (one.at, one.order) < (other.at, other.order)
    }
}

/// Where a page ended, with the question that it answered.
package struct OrderPageToken: Hashable, Sendable {
    package let platform: String
    /// The question in words.
    package let question: String
    package let position: OrderPosition

    package init(platform: String, _ filter: OrderFilter, at position: OrderPosition) {
        self.platform = platform
        question = filter.description
        self.position = position
    }

    /// `demo/member=7,newest/k8x2…/2n/check`, numbers in base 36.
    package var text: String { "\(start)/\(String(check, radix: 36))" }

    private var start: String {
        let at = String(position.at.microseconds, radix: 36)
        let order = String(position.order.rawValue, radix: 36)
        return "\(platform)/\(question)/\(at)/\(order)"
    }

    /// Finds slips, not intent: a token is a place to go on from, and opens nothing.
    private var check: UInt64 { FNV.start.adding(start).value }

    /// Nil for what no page ended with.
    package init?(_ text: String) {
        guard text.utf8.count <= OrderLimits.pageTokenBytesMax else { return nil }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 5, let at = Int64(parts[2], radix: 36),
            let order = UInt64(parts[3], radix: 36)
        else { return nil }
        platform = String(parts[0])
        question = String(parts[1])
        position = OrderPosition(
            at: Instant(microseconds: at), order: OrderID(rawValue: order))
        guard self.text == text else { return nil }
    }
}

/// What was found.
package struct OrderPage: Hashable, Sendable {
    package var orders: [OrderID] = []
    /// Nil after the last page.
    package var next: OrderPosition?
}
