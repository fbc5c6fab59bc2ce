/// What a pool is asked to do (pool.md §2).
package enum PoolCommand: Hashable, Sendable {
    /// `grant` is the rate of the plan version in force when the order was paid.
    case settle(member: MemberID, paid: Money, contribution: Money, grant: BasisPoints)
    /// An order whose grant rounds to nothing pays into the reserve all the same.
    case contribute(Money)
    /// A subsidy.
    case inject(Money)
    /// A slice of the orphan reserve, back into the reserve.
    case restore(Money)
    /// What `contribute` would be while no points circulate: into the orphan reserve.
    case setAside(Money)
    case sell(lot: LotID, units: Points, minimumPayout: Money)
    /// A refund after settlement, of all or some pieces.
    case clawback(lot: LotID, paidBack: Money, contributionBack: Money)
    /// Into shares.
    case convert(lot: LotID, amount: Money)
    /// What a lot was converted for comes back: no shares came of it.
    case reissue(lot: LotID, amount: Money)
    /// Begins to share out the trust. Until it is closed nothing else moves the pool, so that
    /// every claim is served at one price.
    case openAllotment
    /// Units of the trust for a member, to the value that they have now.
    case allot(member: MemberID, units: Points, value: Money)
    /// Ends sharing out; units of the trust that are worth more than all claims are burnt.
    case closeAllotment(burning: Points)
    case windDown
}

/// What happened to a pool, with reserve and supply as they are afterwards.
package struct PoolEvent: Hashable, Sendable {
    package let change: PoolChange
    package let reserve: Money
    package let supply: Points

    package init(change: PoolChange, reserve: Money, supply: Points) {
        self.change = change
        self.reserve = reserve
        self.supply = supply
    }
}

/// Every change carries what a replay needs.
package enum PoolChange: Codable, Hashable, Sendable {
    case granted(PoolGrant)
    case contributed(Money)
    case injected(Money)
    case restored(Money)
    case setAside(Money)
    case sold(PoolPayout)
    case exited(PoolPayout)
    case clawedBack(PoolClawback)
    case converted(lot: LotID, units: Points, amount: Money)
    case reissued(PoolReissue)
    case allotmentOpened
    case allotted(PoolAllotment)
    case allotmentClosed(burnt: Points)
    case split(ratio: Int)
    case seriesClosed(series: Int, orphaned: Money)
    case woundUp(lot: LotID, units: Points, payout: Money)
    case woundDown
}

package struct PoolGrant: Codable, Hashable, Sendable {
    package let lot: LotID
    package let member: MemberID
    package let paid: Money
    package let contribution: Money
    /// The part of the contribution that the points were bought for.
    package let value: Money
    package let units: Points
    /// Points minted into the legacy trust beside the grant.
    package let legacy: Points

    package init(
        lot: LotID, member: MemberID, paid: Money, contribution: Money, value: Money,
        units: Points, legacy: Points
    ) {
        self.lot = lot
        self.member = member
        self.paid = paid
        self.contribution = contribution
        self.value = value
        self.units = units
        self.legacy = legacy
    }
}

/// Points of the trust for a member's legacy claim. The lot has `value` as paid, contributed
/// nothing and was granted `units`.
package struct PoolAllotment: Codable, Hashable, Sendable {
    package let lot: LotID
    package let member: MemberID
    package let units: Points
    /// What redeeming the units would pay now; it is taken off the claim.
    package let value: Money

    package init(lot: LotID, member: MemberID, units: Points, value: Money) {
        self.lot = lot
        self.member = member
        self.units = units
        self.value = value
    }
}

/// Converted money that comes back and buys points at the price then. They join the lot while it
/// is open. A closed lot never opens again: its member gets a new one, with the amount as paid
/// and nothing contributed.
package struct PoolReissue: Codable, Hashable, Sendable {
    /// The lot that was converted.
    package let lot: LotID
    package let member: MemberID
    package let amount: Money
    package let units: Points
    /// Where the units are. Nil when the amount buys none: it then only joins the reserve, or
    /// the orphan reserve while no points circulate.
    package let into: LotID?

    package init(lot: LotID, member: MemberID, amount: Money, units: Points, into: LotID?) {
        self.lot = lot
        self.member = member
        self.amount = amount
        self.units = units
        self.into = into
    }
}

/// A redemption, asked for or forced.
package struct PoolPayout: Codable, Hashable, Sendable {
    package let lot: LotID
    package let units: Points
    /// What the units were worth before retention.
    package let gross: Money
    /// What the member receives.
    package let payout: Money

    package init(lot: LotID, units: Points, gross: Money, payout: Money) {
        self.lot = lot
        self.units = units
        self.gross = gross
        self.payout = payout
    }
}

package struct PoolClawback: Codable, Hashable, Sendable {
    package let lot: LotID
    package let paidBack: Money
    package let contributionBack: Money
    package let units: Points
    /// What leaves the reserve; the rest of the refund is the operator's.
    package let returned: Money

    package init(
        lot: LotID, paidBack: Money, contributionBack: Money, units: Points, returned: Money
    ) {
        self.lot = lot
        self.paidBack = paidBack
        self.contributionBack = contributionBack
        self.units = units
        self.returned = returned
    }
}
