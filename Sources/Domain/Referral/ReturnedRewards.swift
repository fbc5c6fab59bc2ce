/// How many pieces of an order line are left after returns.
package struct PiecesLeft: Hashable, Sendable {
    /// 1, 2, 3, … as the lines stand in the order.
    package let line: Int
    package let left: Int64
    /// What was bought.
    package let of: Int64

    package init(line: Int, left: Int64, of: Int64) {
        self.line = line
        self.left = left
        self.of = of
    }
}

/// Pieces of an order come back: its rewards are worked out anew for what is left.
package struct RecomputeOrder: Hashable, Sendable {
    package let order: OrderID
    /// The return's number within its order, rising.
    package let number: Int
    /// Every line of the order.
    package let left: [PiecesLeft]
    /// The return is given up: `left` is what was left before it.
    package let isGivenUp: Bool

    package init(
        order: OrderID, number: Int, left: [PiecesLeft], isGivenUp: Bool = false
    ) {
        self.order = order
        self.number = number
        self.left = left
        self.isGivenUp = isGivenUp
    }
}

/// What a return changes about one reward: never 0, below 0 where it is less now.
package struct RewardChange: Hashable, Sendable {
    package let line: Int
    package let rule: RewardRule
    package let payee: MemberID
    package let generation: Int
    package let amount: Money

    package init(
        line: Int, rule: RewardRule, payee: MemberID, generation: Int, amount: Money
    ) {
        self.line = line
        self.rule = rule
        self.payee = payee
        self.generation = generation
        self.amount = amount
    }
}

/// The rewards of an order after a return. Rows and `unallocated` sum to the budgets of what is
/// left.
package struct ReturnedRewards: Hashable, Sendable {
    package let order: OrderID
    package let number: Int
    package let left: [PiecesLeft]
    package let rows: [RewardRow]
    package let unallocated: Money
    package let changes: [RewardChange]
    /// The return was given up: these are the rewards before it.
    package let isGivenUp: Bool

    package init(
        order: OrderID, number: Int, left: [PiecesLeft], rows: [RewardRow], unallocated: Money,
        changes: [RewardChange], isGivenUp: Bool = false
    ) {
        self.order = order
        self.number = number
        self.left = left
        self.rows = rows
        self.unallocated = unallocated
        self.changes = changes
        self.isGivenUp = isGivenUp
    }

    /// Nothing of the order is left.
    package var isAll: Bool { left.allSatisfy { $0.left == 0 } }
}

/// An order that is settled, as referral's journal tells it: its own memory has let go of it.
package struct SettledRewards: Hashable, Sendable {
    package let shared: OrderRewards
    /// The last return before.
    package let last: ReturnedRewards?

    package init(shared: OrderRewards, last: ReturnedRewards?) {
        self.shared = shared
        self.last = last
    }
}
