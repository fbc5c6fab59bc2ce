/// What an order settled for, as a refund after settlement needs it.
package struct SettledFacts: Hashable, Sendable {
    package var member: MemberID
    /// What the sources had paid and not had back.
    package var paid: PaymentSources
    package var parts: ReversibleParts
    package var contribution: Money
    /// Nil when no points were granted.
    package var lot: LotID?
    /// What the order's commission paid, by payee; rewards that wait for the close of a period
    /// are among the parts.
    package var rewards: [RewardReversal]
}

/// The parts of a waterfall that a refund after settlement can take back.
package struct ReversibleParts: Codable, Hashable, Sendable {
    package static let zero = ReversibleParts()

    package var cost: Money
    package var platform: Money
    package var tax: Money
    /// What rewards had left of the commission.
    package var unallocated: Money
    /// Same-rank rewards that wait for the close of their period: no member has them yet, so
    /// they are taken back as one sum.
    package var pending: Money

    package init(
        cost: Money = .zero, platform: Money = .zero, tax: Money = .zero,
        unallocated: Money = .zero, pending: Money = .zero
    ) {
        self.cost = cost
        self.platform = platform
        self.tax = tax
        self.unallocated = unallocated
        self.pending = pending
    }

    package enum Name: String, CaseIterable, Sendable {
        case cost, platform, tax, unallocated, pending

        /// The account that holds the part.
        package var account: Account {
            switch self {
            case .cost: .merchantPayable
            case .platform: .platformIncome
            case .tax: .taxReserve
            case .unallocated: .commissionUnallocated
            case .pending: .commissionPending
            }
        }
    }

    package subscript(name: Name) -> Money {
        get {
            switch name {
            case .cost: cost
            case .platform: platform
            case .tax: tax
            case .unallocated: unallocated
            case .pending: pending
            }
        }
        set {
            switch name {
            case .cost: cost = newValue
            case .platform: platform = newValue
            case .tax: tax = newValue
            case .unallocated: unallocated = newValue
            case .pending: pending = newValue
            }
        }
    }

    mutating func add(_ other: ReversibleParts) {
        for name in Name.allCases { self[name] = Money(fen: self[name].fen + other[name].fen) }
    }
}

/// Part of a reward, taken back from the member who earned it.
package struct RewardReversal: Hashable, Sendable {
    package let payee: MemberID
    package let amount: Money

    package init(payee: MemberID, amount: Money) {
        self.payee = payee
        self.amount = amount
    }
}
