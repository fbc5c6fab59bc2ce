/// Reward credits that can still be reversed, by member, in order of posting time.
///
/// Credits are dropped when the member's next one comes; what is asked for is counted by the
/// time that is asked about, so dropping early or late changes no answer.
package struct RewardHold: Codable, Equatable, Sendable {
    fileprivate struct Credit: Codable, Equatable {
        var order: OrderID
        var amount: Int64
        var at: Instant
    }

    /// A queue whose front is dropped without moving the rest each time.
    private struct Credits: Codable, Equatable {
        private var all: [Credit] = []
        private var dropped = 0

        var live: ArraySlice<Credit> { all[dropped...] }

        mutating func add(_ credit: Credit) { all.append(credit) }

        mutating func drop(until at: Instant) {
            while dropped < all.count, !RewardHold.isHeld(all[dropped].at, at) { dropped += 1 }
            guard dropped > 16, dropped > all.count / 2 else { return }
            all.removeFirst(dropped)
            dropped = 0
        }

        /// Takes `amount` off the credits of an order, and returns what they lacked.
        mutating func reverse(_ order: OrderID, _ amount: Int64) -> Int64 {
            var left = amount
            for index in all.indices[dropped...] where all[index].order == order && left > 0 {
                let taken = min(left, all[index].amount)
                all[index].amount -= taken
                left -= taken
            }
            return left
        }
    }

    private var credits: [MemberID: Credits] = [:]

    package init() {}

    private static func isHeld(_ credited: Instant, _ at: Instant) -> Bool {
        let (age, overflow) = at.microseconds.subtractingReportingOverflow(credited.microseconds)
        return overflow || age < WithdrawalPolicy.rewardHoldMicroseconds
    }

    /// `at` is not before that of any credit yet.
    package mutating func credit(
        _ member: MemberID, _ amount: Money, order: OrderID, at: Instant
    ) {
        guard amount > .zero else { return }
        credits[member, default: Credits()].drop(until: at)
        credits[member, default: Credits()].add(
            Credit(order: order, amount: amount.fen, at: at))
    }

    /// A reward of `order` was taken back: what is held of it is held no longer.
    package mutating func reverse(_ member: MemberID, _ amount: Money, order: OrderID) {
        _ = credits[member]?.reverse(order, amount.fen)
    }

    /// What the member was credited in the last 7 × 24 h, less reversals. O(credits held).
    package func held(_ member: MemberID, at: Instant) -> Money {
        guard let credits = credits[member] else { return .zero }
        var sum: Int64 = 0
        for credit in credits.live.reversed() {
            guard Self.isHeld(credit.at, at) else { break }
            sum += credit.amount
        }
        return Money(fen: sum)
    }
}

// Its numbers one after the other, as in `Lot`.
extension RewardHold.Credit {
    init(from decoder: any Decoder) throws {
        var values = try decoder.unkeyedContainer()
        order = OrderID(rawValue: try values.decode(UInt64.self))
        amount = try values.decode(Int64.self)
        at = Instant(microseconds: try values.decode(Int64.self))
    }

    func encode(to encoder: any Encoder) throws {
        var values = encoder.unkeyedContainer()
        try values.encode(order.rawValue)
        try values.encode(amount)
        try values.encode(at.microseconds)
    }
}
