/// The rates in force when an order was paid, of a line's base.
package struct RewardRates: Hashable, Sendable {
    package let planVersion: UInt32
    package let direct: BasisPoints
    package let indirect: BasisPoints

    package init(planVersion: UInt32, direct: BasisPoints, indirect: BasisPoints) {
        self.planVersion = planVersion
        self.direct = direct
        self.indirect = indirect
    }
}

/// What of an order line the rewards are computed from.
package struct ShareLine: Hashable, Sendable {
    /// 1, 2, 3, … as the lines stand in the order.
    package let line: Int
    /// What the buyer pays for the line, less coupons and coins.
    package let base: Money
    /// What all rewards of the line may not exceed together.
    package let budget: Money

    package init(line: Int, base: Money, budget: Money) {
        self.line = line
        self.base = base
        self.budget = budget
    }
}

/// Why somebody earns, in the order in which the rules use a line's budget.
package enum RewardRule: String, CaseIterable, Hashable, Sendable {
    /// 直推: to the buyer's inviter.
    case direct
    /// 间推: to the inviter's inviter.
    case indirect

    /// Steps up from the buyer.
    package var generation: Int {
        switch self {
        case .direct: 1
        case .indirect: 2
        }
    }
}

/// One reward of one order line, unique by line, rule, payee and generation. At least 1 fen: what
/// rounds or is cut to nothing is no row.
package struct RewardRow: Hashable, Sendable {
    package let line: Int
    package let rule: RewardRule
    package let payee: MemberID
    package let generation: Int
    package let amount: Money
    /// The budget ran out before this row was paid in full.
    package let isCapped: Bool
    /// Why this amount, in words.
    package let explanation: String

    package init(
        line: Int, rule: RewardRule, payee: MemberID, generation: Int, amount: Money,
        isCapped: Bool, explanation: String
    ) {
        self.line = line
        self.rule = rule
        self.payee = payee
        self.generation = generation
        self.amount = amount
        self.isCapped = isCapped
        self.explanation = explanation
    }
}

/// The rewards of one paid order. The rows and `unallocated` sum to the budgets of all lines.
package struct OrderRewards: Hashable, Sendable {
    package let order: OrderID
    package let buyer: MemberID
    package let rates: RewardRates
    package let lines: [ShareLine]
    package let rows: [RewardRow]
    package let unallocated: Money

    package init(
        order: OrderID, buyer: MemberID, rates: RewardRates, lines: [ShareLine],
        rows: [RewardRow], unallocated: Money
    ) {
        self.order = order
        self.buyer = buyer
        self.rates = rates
        self.lines = lines
        self.rows = rows
        self.unallocated = unallocated
    }
}
