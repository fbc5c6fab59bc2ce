/// What the operator's side of the money does (money.md §1, last row, and "provider settles").
package enum OperatorMove: Hashable, Sendable, CaseIterable {
    /// The payment provider pays out what it collected, less its fee: in old journals only, it
    /// is `ProviderSettlement` since.
    case providerSettled
    case deposited
    case incomeTaken
    case merchantPaid
    case taxPaid
}

/// One of them, with the bank's reference.
package struct OperatorBooking: Hashable, Sendable {
    package let move: OperatorMove
    /// What custody gained or lost.
    package let amount: Money
    /// Only where the provider settles: what it kept.
    package let fee: Money
    package let reference: String
    package let lines: [Line]

    package init(
        move: OperatorMove, amount: Money, fee: Money, reference: String, lines: [Line]
    ) {
        self.move = move
        self.amount = amount
        self.fee = fee
        self.reference = reference
        self.lines = lines
    }
}

extension Posting {
    static func booking(_ move: OperatorMove, _ amount: Money, fee: Money) -> Posting {
        var posting = Posting()
        switch move {
        case .providerSettled:
            posting.debit(.custody, amount.fen)
            posting.debit(.paymentFee, fee.fen)
            posting.credit(.pspClearing, amount.fen + fee.fen)
        case .deposited:
            posting.debit(.custody, amount.fen)
            posting.credit(.operatorCapital, amount.fen)
        case .incomeTaken, .merchantPaid, .taxPaid:
            posting.credit(.custody, amount.fen)
            posting.debit(move.owed, amount.fen)
        }
        return posting
    }
}

extension OperatorMove {
    /// The account against custody.
    var owed: Account {
        switch self {
        case .providerSettled: .pspClearing
        case .deposited: .operatorCapital
        case .incomeTaken: .platformIncome
        case .merchantPaid: .merchantPayable
        case .taxPaid: .taxReserve
        }
    }
}
