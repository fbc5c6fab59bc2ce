/// Why the operator's money is not moved, in the order the rules are checked.
package enum OperatorRejection: Rejection, Equatable {
    case providerSettlesAtCustody
    case amountMustBePositive(Money)
    case limitReached(Money)
    case feeNotAllowed(Money)
    case referenceMustBeNamed(bytes: Int)
    case referenceAlreadyUsed(String)
    case insufficientBalance(Account, has: Money, needs: Money)
    case belowLoss(free: Money, loss: Money)
    case exceedsFreeCustody(Money)

    package var reason: String {
        switch self {
        case .providerSettlesAtCustody: "move_not_allowed"
        case .amountMustBePositive: "amount_must_be_positive"
        case .limitReached: "limit_reached"
        case .feeNotAllowed: "fee_not_allowed"
        case .referenceMustBeNamed: "reference_must_be_named"
        case .referenceAlreadyUsed: "reference_already_used"
        case .insufficientBalance, .exceedsFreeCustody: "insufficient_balance"
        case .belowLoss: "exceeds_income"
        }
    }

    package var kind: RejectionKind {
        switch self {
        case .providerSettlesAtCustody, .amountMustBePositive, .feeNotAllowed,
            .referenceMustBeNamed:
            .invalidArgument
        case .limitReached: .outOfRange
        case .referenceAlreadyUsed: .alreadyExists
        case .insufficientBalance, .belowLoss, .exceedsFreeCustody: .failedPrecondition
        }
    }

    /// Field, value and remedy.
    package var sentence: String {
        switch self {
        case .providerSettlesAtCustody:
            "what a provider pays out is booked as a provider's settlement, which says who booked "
                + "it; use SettleProvider"
        case .amountMustBePositive(let amount):
            "amount_fen is \(amount.fen); state 1 to \(Money.amountMax.fen)"
        case .limitReached(let amount):
            "amount_fen or fee_fen is \(amount.fen), above a bound; one amount is at most "
                + "\(Money.amountMax.fen), all receipts of a platform 2^62"
        case .feeNotAllowed(let fee):
            "fee_fen is \(fee.fen); only a provider that settles keeps a fee, of 0 or more: state 0"
        case .referenceMustBeNamed(let bytes):
            "reference has \(bytes) bytes; state the bank's reference, 1 to "
                + "\(PoolBooks.referenceBytesMax) bytes"
        case .referenceAlreadyUsed(let reference):
            "reference \(reference) is booked already; a bank's entry counts once"
        case .insufficientBalance(let account, let has, let needs):
            "\(account) has \(has.fen) fen and \(needs.fen) are needed; state at most what it has"
        case .belowLoss(let free, let loss):
            "the operator has lost \(loss.fen) fen that income must cover first; take at most "
                + "\(free.fen) fen"
        case .exceedsFreeCustody(let free):
            "custody has \(max(0, free.fen)) fen beside the withdrawals that are sent and not yet "
                + "confirmed; state at most that, or wait for the confirmations"
        }
    }
}
