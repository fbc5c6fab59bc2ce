/// What the books record about money that is for no order.
package enum UnmatchedEvent: Hashable, Sendable {
    case received(UnmatchedReceipt)
    case returned(UnmatchedReturn)

    /// What it posts.
    package var lines: [Line] {
        switch self {
        case .received(let receipt): receipt.lines
        case .returned(let made): made.lines
        }
    }
}

/// Money that a provider received for no order.
package struct UnmatchedReceipt: Hashable, Sendable {
    /// Given by the order service.
    package let number: UInt64
    package let provider: String
    package let payment: String
    package let amount: Money
    package let at: Instant
    package let lines: [Line]

    package init(
        number: UInt64, provider: String, payment: String, amount: Money, at: Instant,
        lines: [Line]
    ) {
        self.number = number
        self.provider = provider
        self.payment = payment
        self.amount = amount
        self.at = at
        self.lines = lines
    }
}

/// The provider gave a whole receipt back.
package struct UnmatchedReturn: Hashable, Sendable {
    package let number: UInt64
    package let refund: String
    package let amount: Money
    package let at: Instant
    package let lines: [Line]

    package init(number: UInt64, refund: String, amount: Money, at: Instant, lines: [Line]) {
        self.number = number
        self.refund = refund
        self.amount = amount
        self.at = at
        self.lines = lines
    }
}

extension Posting {
    /// The provider holds it for nobody yet.
    package static func unmatchedReceipt(_ amount: Money) -> Posting {
        var posting = Posting()
        posting.debit(.pspClearing, amount.fen)
        posting.credit(.unmatchedReceipts, amount.fen)
        return posting
    }

    package static func unmatchedReturn(_ amount: Money) -> Posting {
        var posting = Posting()
        posting.debit(.unmatchedReceipts, amount.fen)
        posting.credit(.pspClearing, amount.fen)
        return posting
    }
}
