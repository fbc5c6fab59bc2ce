/// Why money for no order is not booked as stated, in the order the rules are checked. Nothing
/// changes then.
package enum UnmatchedRejection: Rejection, Equatable {
    case numberMustBePositive
    case textOutOfRange(field: String, bytes: Int)
    case amountMustBePositive(Money)
    case amountTooLarge(Money)
    case numberReceivedBefore(UInt64)
    case paymentReceivedBefore(String, by: UInt64)
    case receiptNotFound(UInt64)
    case returnedBefore(UInt64, refund: String)
    case ledger(LedgerRejection)

    package var reason: String {
        switch self {
        case .numberMustBePositive: "number_must_be_positive"
        case .textOutOfRange: "text_out_of_range"
        case .amountMustBePositive: "amount_must_be_positive"
        case .amountTooLarge: "limit_reached"
        case .numberReceivedBefore, .paymentReceivedBefore: "receipt_booked_before"
        case .receiptNotFound: "receipt_not_found"
        case .returnedBefore: "receipt_returned_before"
        case .ledger(let rejection): rejection.reason
        }
    }

    package var kind: RejectionKind {
        switch self {
        case .numberMustBePositive, .textOutOfRange, .amountMustBePositive: .invalidArgument
        case .amountTooLarge: .outOfRange
        case .numberReceivedBefore, .paymentReceivedBefore: .alreadyExists
        case .receiptNotFound: .notFound
        case .returnedBefore: .failedPrecondition
        case .ledger(let rejection): rejection.kind
        }
    }

    package var sentence: String {
        switch self {
        case .numberMustBePositive:
            "number is 0; state the receipt's number, from 1 on"
        case .textOutOfRange(let field, let bytes):
            "\(field) has \(bytes) bytes; state 1 to \(UnmatchedBook.textBytesMax)"
        case .amountMustBePositive(let amount):
            "amount_fen is \(amount.fen); state at least 1"
        case .amountTooLarge(let amount):
            "amount_fen is \(amount.fen), above a bound; one receipt is at most "
                + "\(Money.amountMax.fen), all that are held at most 2^62"
        case .numberReceivedBefore(let number):
            "receipt \(number) is booked; take the next number"
        case .paymentReceivedBefore(let payment, let number):
            "payment \(payment) is booked as receipt \(number); each payment is booked once"
        case .receiptNotFound(let number):
            "receipt \(number) is not booked; book it first"
        case .returnedBefore(let number, let refund):
            "receipt \(number) went back as refund \(refund); it goes back once"
        case .ledger(let rejection): rejection.sentence
        }
    }
}
