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
package enum PoolChange: Hashable, Sendable {
    case granted(PoolGrant)
    case contributed(Money)
    case injected(Money)
    case restored(Money)
    case setAside(Money)
    case sold(PoolPayout)
    case exited(PoolPayout)
    case clawedBack(PoolClawback)
    case converted(lot: LotID, units: Points, amount: Money)
    case split(ratio: Int)
    case seriesClosed(series: Int, orphaned: Money)
    case woundUp(lot: LotID, units: Points, payout: Money)
    case woundDown
}

package struct PoolGrant: Hashable, Sendable {
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

/// A redemption, asked for or forced.
package struct PoolPayout: Hashable, Sendable {
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

package struct PoolClawback: Hashable, Sendable {
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
