/// What gave money back.
package enum RefundEvent: Hashable, Sendable {
    case refunded(BookRefund)
    case redirected(BookRedirection)
    case clawedBack(BookClawback)

    package var order: OrderID {
        switch self {
        case .refunded(let event): event.order
        case .redirected(let event): event.order
        case .clawedBack(let event): event.claim.order
        }
    }

    package var member: MemberID {
        switch self {
        case .refunded(let event): event.member
        case .redirected(let event): event.member
        case .clawedBack(let event): event.member
        }
    }

    package var lines: [Line] {
        switch self {
        case .refunded(let event): event.lines
        case .redirected(let event): event.lines
        case .clawedBack(let event): event.lines
        }
    }
}

/// Held money, back to what paid, before settlement.
package struct BookRefund: Hashable, Sendable {
    package let order: OrderID
    package let member: MemberID
    /// The order's refunds, clawbacks among them, are 1, 2, 3, …
    package let number: Int
    package let back: PaymentSources
    package let reason: String
    package let lines: [Line]

    package init(
        order: OrderID, member: MemberID, number: Int, back: PaymentSources, reason: String,
        lines: [Line]
    ) {
        self.order = order
        self.member = member
        self.number = number
        self.back = back
        self.reason = reason
        self.lines = lines
    }
}

/// The provider failed for good to pay a refund out: the wallet gets it.
package struct BookRedirection: Hashable, Sendable {
    package let order: OrderID
    package let member: MemberID
    /// The refund that failed.
    package let number: Int
    package let amount: Money
    package let evidence: RedirectionEvidence
    package let lines: [Line]

    package init(
        order: OrderID, member: MemberID, number: Int, amount: Money,
        evidence: RedirectionEvidence, lines: [Line]
    ) {
        self.order = order
        self.member = member
        self.number = number
        self.amount = amount
        self.evidence = evidence
        self.lines = lines
    }
}

/// Why a refund may go to the wallet: without these a credit card is a cash machine.
package struct RedirectionEvidence: Hashable, Sendable {
    /// The provider's reference of the final failure.
    package let failure: String
    /// The reference of the check of the member's identity.
    package let identityCheck: String
    /// Who checked.
    package let checkedBy: String

    package init(failure: String, identityCheck: String, checkedBy: String) {
        self.failure = failure
        self.identityCheck = identityCheck
        self.checkedBy = checkedBy
    }
}
