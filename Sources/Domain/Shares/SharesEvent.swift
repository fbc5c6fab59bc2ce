/// What the books record of shares (money.md §5).
package enum SharesEvent: Hashable, Sendable {
    case programmeOpened(ShareOpening)
    case subscribed(ShareSubscription)
    case programmeClosed(ShareClosing)
    case returned(ShareReturn)
    case allotted(ShareAllotment)
    case released(ShareRelease)

    package var lines: [Line] {
        switch self {
        case .programmeOpened, .released: []
        case .subscribed(let made): made.lines
        case .programmeClosed(let made): made.lines
        case .returned(let made): made.lines
        case .allotted(let made): made.lines
        }
    }

    /// What happens to the pool by it.
    package var poolEvent: PoolEvent? {
        switch self {
        case .programmeOpened, .programmeClosed, .allotted, .released: nil
        case .subscribed(let made):
            PoolEvent(
                change: .converted(lot: made.lot, units: made.units, amount: made.amount),
                reserve: made.reserve, supply: made.supply)
        case .returned(let made):
            PoolEvent(
                change: .reissued(made.reissue), reserve: made.reserve, supply: made.supply)
        }
    }
}

package struct ShareOpening: Hashable, Sendable {
    /// 1, 2, 3, …
    package let programme: UInt64
    package let terms: ShareTerms

    package init(programme: UInt64, terms: ShareTerms) {
        self.programme = programme
        self.terms = terms
    }
}

/// Points of a lot have become a claim to shares.
package struct ShareSubscription: Hashable, Sendable {
    /// Of the register: 1, 2, 3, …
    package let entry: UInt64
    package let programme: UInt64
    package let member: MemberID
    package let lot: LotID
    package let shares: Int64
    /// Exactly shares × issue price.
    package let amount: Money
    package let units: Points
    package let at: Instant
    package let lines: [Line]
    package let reserve: Money
    package let supply: Points

    package init(
        entry: UInt64, programme: UInt64, member: MemberID, lot: LotID, shares: Int64,
        amount: Money, units: Points, at: Instant, lines: [Line], reserve: Money, supply: Points
    ) {
        self.entry = entry
        self.programme = programme
        self.member = member
        self.lot = lot
        self.shares = shares
        self.amount = amount
        self.units = units
        self.at = at
        self.lines = lines
        self.reserve = reserve
        self.supply = supply
    }
}

package struct ShareClosing: Hashable, Sendable {
    package let programme: UInt64
    package let isSuccessful: Bool
    /// The operator's evidence: of the issue, or of its failure.
    package let reference: String
    package let shares: Int64
    package let amount: Money
    package let at: Instant
    package let lines: [Line]

    package init(
        programme: UInt64, isSuccessful: Bool, reference: String, shares: Int64, amount: Money,
        at: Instant, lines: [Line]
    ) {
        self.programme = programme
        self.isSuccessful = isSuccessful
        self.reference = reference
        self.shares = shares
        self.amount = amount
        self.at = at
        self.lines = lines
    }
}

/// A subscription of a failed issue is undone, at the price of now.
package struct ShareReturn: Hashable, Sendable {
    package let entry: UInt64
    package let programme: UInt64
    package let shares: Int64
    package let reissue: PoolReissue
    package let lines: [Line]
    package let reserve: Money
    package let supply: Points

    package init(
        entry: UInt64, programme: UInt64, shares: Int64, reissue: PoolReissue, lines: [Line],
        reserve: Money, supply: Points
    ) {
        self.entry = entry
        self.programme = programme
        self.shares = shares
        self.reissue = reissue
        self.lines = lines
        self.reserve = reserve
        self.supply = supply
    }
}

/// Shares of a founder or of the team.
package struct ShareAllotment: Hashable, Sendable {
    package let entry: UInt64
    package let member: MemberID
    package let shares: Int64
    package let reason: String
    package let unlocking: ShareUnlocking
    package let at: Instant
    package let lines: [Line]

    package init(
        entry: UInt64, member: MemberID, shares: Int64, reason: String,
        unlocking: ShareUnlocking, at: Instant, lines: [Line]
    ) {
        self.entry = entry
        self.member = member
        self.shares = shares
        self.reason = reason
        self.unlocking = unlocking
        self.at = at
        self.lines = lines
    }
}

package struct ShareRelease: Hashable, Sendable {
    package let entry: UInt64
    package let member: MemberID
    package let shares: Int64
    /// Of the entry so far, with these.
    package let released: Int64
    package let at: Instant

    package init(
        entry: UInt64, member: MemberID, shares: Int64, released: Int64, at: Instant
    ) {
        self.entry = entry
        self.member = member
        self.shares = shares
        self.released = released
        self.at = at
    }
}
