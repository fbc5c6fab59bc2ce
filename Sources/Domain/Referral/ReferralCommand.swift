/// What referral is asked to do (referral.md §1 and §2).
package enum ReferralCommand: Hashable, Sendable {
    /// Without an id the member gets the next free one.
    case join(MemberID?, inviter: MemberID?)
    /// Members without inviters; those who joined already are passed over.
    case importMembers([MemberID])
    case setStatus(MemberID, MemberStatus, reason: String)
    /// The order is paid: who earns how much, once the order settles.
    case share(ShareOrder)
    /// The orders are settled: their rewards are final. All of them or none.
    case confirm([OrderID])
    /// The order will not settle: nobody earns.
    case cancel(OrderID)
    /// Pieces come back. Of a settled order, what the journal tells of it comes along.
    case recompute(RecomputeOrder, settled: SettledRewards?)
}

package struct ShareOrder: Hashable, Sendable {
    package let order: OrderID
    package let buyer: MemberID
    package let rates: RewardRates
    package let lines: [ShareLine]

    package init(order: OrderID, buyer: MemberID, rates: RewardRates, lines: [ShareLine]) {
        self.order = order
        self.buyer = buyer
        self.rates = rates
        self.lines = lines
    }
}

/// What happened to referral. The events alone rebuild it.
package enum ReferralEvent: Hashable, Sendable {
    case joined(MemberID, inviter: MemberID?)
    case membersImported([MemberID])
    case statusSet(MemberID, MemberStatus, reason: String)
    case shared(OrderRewards)
    case confirmed(OrderID)
    case cancelled(OrderID)
    case recomputed(ReturnedRewards)
}
