/// Why a payment or a refund is not taken as stated, in the order the rules are checked.
package enum PaymentRejection: Rejection, Equatable {
    case textOutOfRange(field: String, bytes: Int)
    case amountOutOfRange(Money)
    case paymentNotFound(PaymentName)
    case paymentDiffers(PaymentName, known: String)
    case refundReused(String, known: String)
    case exceedsPayment(PaymentName, left: Money)
    case refundNotFound(String)
    case refundDiffers(String, known: String)
    case receiptNotFound(UInt64)
    case wrongState(UInt64)

    package var reason: String {
        switch self {
        case .textOutOfRange: "text_out_of_range"
        case .amountOutOfRange: "amount_must_be_positive"
        case .paymentNotFound: "payment_not_found"
        case .paymentDiffers: "payment_differs"
        case .refundReused: "refund_reused"
        case .exceedsPayment: "exceeds_payment"
        case .refundNotFound: "refund_not_found"
        case .refundDiffers: "refund_differs"
        case .receiptNotFound: "receipt_not_found"
        case .wrongState: "wrong_state"
        }
    }

    package var kind: RejectionKind {
        switch self {
        case .textOutOfRange, .amountOutOfRange: .invalidArgument
        case .paymentNotFound, .refundNotFound, .receiptNotFound: .notFound
        case .refundReused: .alreadyExists
        case .paymentDiffers, .exceedsPayment, .refundDiffers, .wrongState: .failedPrecondition
        }
    }

    package var sentence: String {
        switch self {
        case .textOutOfRange(let field, let bytes):
            "\(field) has \(bytes) bytes; state 1 to \(PaymentsBook.textBytesMax)"
        case .amountOutOfRange(let amount):
            "the amount is \(amount.fen) fen; state 1 to \(Money.amountMax.fen)"
        case .paymentNotFound(let name):
            "payment \(name.id) of \(name.provider) is not known; name one that was received"
        case .paymentDiffers(let name, let known):
            "payment \(name.id) is known as \(known); nothing was changed, say what it is"
        case .refundReused(let id, let known):
            "refund \(id) is \(known); give another refund another id"
        case .exceedsPayment(let name, let left):
            "of payment \(name.id) \(left.fen) fen are left; refund at most that"
        case .refundNotFound(let id):
            "refund \(id) was never asked for; nothing was changed"
        case .refundDiffers(let id, let known):
            "refund \(id) is \(known); nothing was changed, say what it is"
        case .receiptNotFound(let number):
            "receipt \(number) does not exist; list the unmatched receipts"
        case .wrongState(let number):
            "receipt \(number) is not where this step begins; list the unmatched receipts"
        }
    }
}
