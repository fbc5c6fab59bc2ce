/// A refund after settlement, as it is asked for: what comes back and what is taken back for it.
package struct ClawbackClaim: Hashable, Sendable {
    package let order: OrderID
    /// What was paid for the returned pieces.
    package let paidBack: Money
    /// What they had brought into the reserve.
    package let contributionBack: Money
    /// What the member gets, by source, before redeemed proceeds are deducted; in money at most
    /// `paidBack`.
    package let back: PaymentSources
    /// What the parts give back. What an account no longer holds is the operator's loss.
    package let reversed: ReversibleParts
    package let rewards: [RewardReversal]
    package let proceeds: Proceeds
    package let reason: String

    /// What becomes of the money that the returned pieces' points have paid already.
    package enum Proceeds: Hashable, Sendable {
        /// The refund is less by it.
        case deducted
        /// The law gives the full price: the member owes it.
        case owed
    }

    package init(
        order: OrderID, paidBack: Money, contributionBack: Money, back: PaymentSources,
        reversed: ReversibleParts, rewards: [RewardReversal], proceeds: Proceeds,
        reason: String
    ) {
        self.order = order
        self.paidBack = paidBack
        self.contributionBack = contributionBack
        self.back = back
        self.reversed = reversed
        self.rewards = rewards
        self.proceeds = proceeds
        self.reason = reason
    }

    /// The same claim with other sources.
    func giving(_ back: PaymentSources) -> ClawbackClaim {
        ClawbackClaim(
            order: order, paidBack: paidBack, contributionBack: contributionBack, back: back,
            reversed: reversed, rewards: rewards, proceeds: proceeds, reason: reason)
    }
}

/// A refund after settlement, as it is made: what is given up for it, and who bears the rest.
package struct BookClawback: Hashable, Sendable {
    package let claim: ClawbackClaim
    package let member: MemberID
    /// As of `BookRefund`.
    package let number: Int
    package let lot: LotID?
    /// Nil when no points are burnt: the order has no lot, the lot is closed, or the pieces
    /// had no contribution.
    package let burnt: PoolClawback?
    /// What points of the returned pieces have paid already.
    package let proceeds: Money
    /// What each source gets.
    package let back: PaymentSources
    /// What nothing else covers; below zero when the deduction leaves the operator a gain.
    package let operatorPart: Money
    package let lines: [Line]
    package let reserve: Money
    package let supply: Points

    package init(
        claim: ClawbackClaim, member: MemberID, number: Int, lot: LotID?,
        burnt: PoolClawback?, proceeds: Money, back: PaymentSources, operatorPart: Money,
        lines: [Line], reserve: Money, supply: Points
    ) {
        self.claim = claim
        self.member = member
        self.number = number
        self.lot = lot
        self.burnt = burnt
        self.proceeds = proceeds
        self.back = back
        self.operatorPart = operatorPart
        self.lines = lines
        self.reserve = reserve
        self.supply = supply
    }

    /// What it does to the pool, if anything.
    package var poolEvent: PoolEvent? {
        burnt.map { PoolEvent(change: .clawedBack($0), reserve: reserve, supply: supply) }
    }
}
