/// An order that is due: what it paid and where the money goes.
package struct Settlement: Hashable, Sendable {
    package let order: OrderID
    package let member: MemberID
    package let paid: Money
    package let waterfall: Waterfall
    /// With `unallocated` they make up the waterfall's commission.
    package let rewards: [RewardCredit]
    package let unallocated: Money
    /// The plan version in force when the order was paid: 1, 2, 3, …
    package let planVersion: Int

    package init(
        order: OrderID, member: MemberID, paid: Money, waterfall: Waterfall,
        rewards: [RewardCredit], unallocated: Money, planVersion: Int
    ) {
        self.order = order
        self.member = member
        self.paid = paid
        self.waterfall = waterfall
        self.rewards = rewards
        self.unallocated = unallocated
        self.planVersion = planVersion
    }
}

/// A reward that an order's commission pays.
package struct RewardCredit: Hashable, Sendable {
    package let payee: MemberID
    package let amount: Money
    /// Same-rank rewards wait for the close of their period.
    package let isPending: Bool

    package init(payee: MemberID, amount: Money, isPending: Bool) {
        self.payee = payee
        self.amount = amount
        self.isPending = isPending
    }
}
