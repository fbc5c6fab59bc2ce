/// Why opening balances are not taken, in the order the rules are checked. The first three are of
/// all rows together, the others of one.
package enum OpeningRejection: Rejection, Equatable {
    case rowsOutOfRange(Int)
    case fileMustBeNamed(bytes: Int)
    case ordersCameBefore
    case accountNotOpened(Account)
    case amountMustBePositive(Money)
    case limitReached(Money)
    case referenceMustBeNamed(bytes: Int)
    case referenceAlreadyUsed(String)

    package var reason: String {
        switch self {
        case .rowsOutOfRange, .limitReached: "limit_reached"
        case .fileMustBeNamed: "file_must_be_named"
        case .ordersCameBefore: "orders_came_before"
        case .accountNotOpened: "account_not_opened"
        case .amountMustBePositive: "amount_must_be_positive"
        case .referenceMustBeNamed: "reference_must_be_named"
        case .referenceAlreadyUsed: "reference_already_used"
        }
    }

    package var kind: RejectionKind {
        switch self {
        case .rowsOutOfRange, .limitReached: .outOfRange
        case .fileMustBeNamed, .accountNotOpened, .amountMustBePositive, .referenceMustBeNamed:
            .invalidArgument
        case .ordersCameBefore: .failedPrecondition
        case .referenceAlreadyUsed: .alreadyExists
        }
    }

    /// Field, value and remedy.
    package var sentence: String {
        switch self {
        case .rowsOutOfRange(let count):
            "\(count) rows in a request; send 1 to \(PoolBooks.openingRowsMax)"
        case .fileMustBeNamed(let bytes):
            "file_sha256 has \(bytes) bytes; state the 32 of the file's SHA-256"
        case .ordersCameBefore:
            "the platform has orders; balances are opened before the first, later money is booked "
                + "as what it is: a deposit, a subsidy, a provider's settlement"
        case .accountNotOpened(let account):
            "account \(account) cannot be opened; state wallet:MEMBER, merchant_payable, "
                + "platform_income, tax_reserve, payment_fee or operator_capital"
        case .amountMustBePositive(let amount):
            "amount_fen is \(amount.fen); state 1 to \(Money.amountMax.fen)"
        case .limitReached(let amount):
            "amount_fen is \(amount.fen), above a bound; one amount is at most "
                + "\(Money.amountMax.fen), all receipts of a platform 2^62"
        case .referenceMustBeNamed(let bytes):
            "reference has \(bytes) bytes; state where the evidence is, 1 to "
                + "\(PoolBooks.referenceBytesMax) bytes"
        case .referenceAlreadyUsed(let reference):
            "reference \(reference) is booked already; name each evidence once"
        }
    }
}
