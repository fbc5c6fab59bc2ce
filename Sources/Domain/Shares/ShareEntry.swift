/// One entry of the register: shares of one holder from one origin.
package struct ShareEntry: Codable, Equatable, Sendable {
    package let member: MemberID
    package let shares: Int64
    package let origin: Origin
    package let since: Instant
    /// Taken out of lock-up so far.
    package private(set) var released: Int64 = 0
    /// The issue failed and what was paid is back.
    package private(set) var isReturned = false

    package enum Origin: Codable, Equatable, Sendable {
        /// Bought with the points of a lot.
        case programme(UInt64, lot: LotID, amount: Money)
        /// Given to a founder or to the team, outside points and reserve.
        case allotment(reason: String, ShareUnlocking)
    }

    init(member: MemberID, shares: Int64, origin: Origin, since: Instant) {
        self.member = member
        self.shares = shares
        self.origin = origin
        self.since = since
    }

    mutating func release(_ shares: Int64) { released += shares }
    mutating func giveBack() { isReturned = true }
}
