/// What a member holds at a date.
package struct ShareHolding: Equatable, Sendable {
    package let member: MemberID
    package private(set) var shares: Int64 = 0
    /// Of those, what is out of lock-up or vested.
    package private(set) var unlocked: Int64 = 0

    init(member: MemberID) { self.member = member }

    mutating func add(_ shares: Int64, unlocked: Int64) {
        self.shares += shares
        self.unlocked += unlocked
    }
}

extension SharesBook {
    /// Who holds how many shares at a moment, by member: those of issues that were successful by
    /// then, and those that were allotted by then. What is only subscribed is nobody's share yet.
    /// O(entries · log members).
    package func register(at instant: Instant) -> [ShareHolding] {
        var holdings: [MemberID: ShareHolding] = [:]
        for entry in entries where isHeld(entry, at: instant) {
            holdings[entry.member, default: ShareHolding(member: entry.member)]
                .add(entry.shares, unlocked: free(entry, at: instant))
        }
        return holdings.values.sorted { $0.member < $1.member }
    }

    private func isHeld(_ entry: ShareEntry, at instant: Instant) -> Bool {
        switch entry.origin {
        case .programme(let number, _, _):
            guard case .successful(let closed) = programme(number)?.state else { return false }
            return closed <= instant
        case .allotment: return entry.since <= instant
        }
    }

    /// What may be out of lock-up at a moment.
    package func free(_ entry: ShareEntry, at instant: Instant) -> Int64 {
        switch entry.origin {
        case .programme(let number, _, _):
            guard let end = programme(number)?.unlocked else { return 0 }
            return instant >= end ? entry.shares : 0
        case .allotment(_, let unlocking): return unlocking.free(entry.shares, at: instant)
        }
    }
}
