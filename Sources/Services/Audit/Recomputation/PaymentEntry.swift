internal import Wire

/// What an entry of the order service records about payments, beside those of orders.
enum PaymentEntry: Sendable {
    case arrived(UnmatchedArrived)
    case booked(UnmatchedBooked)
    case returned(UnmatchedReturned)
    case refundRequested(ProviderRefundRequested)
    case refundAnswered(ProviderRefundAnswered)
    case forged(CallbackForged)
    case forgeriesCounted(ForgeriesCounted)
    case contradicted(CallbackContradicted)

    /// Nil for any other kind.
    init?(kind: String, _ bytes: [UInt8]) throws(WireError) {
        switch kind {
        case "unmatched_arrived": self = .arrived(try UnmatchedArrived(decoding: bytes))
        case "unmatched_booked": self = .booked(try UnmatchedBooked(decoding: bytes))
        case "unmatched_returned": self = .returned(try UnmatchedReturned(decoding: bytes))
        case "provider_refund_requested":
            self = .refundRequested(try ProviderRefundRequested(decoding: bytes))
        case "provider_refund_answered":
            self = .refundAnswered(try ProviderRefundAnswered(decoding: bytes))
        case "callback_forged": self = .forged(try CallbackForged(decoding: bytes))
        case "forgeries_counted":
            self = .forgeriesCounted(try ForgeriesCounted(decoding: bytes))
        case "callback_contradicted":
            self = .contradicted(try CallbackContradicted(decoding: bytes))
        default: return nil
        }
    }

    var message: any Message {
        switch self {
        case .arrived(let event): event
        case .booked(let event): event
        case .returned(let event): event
        case .refundRequested(let event): event
        case .refundAnswered(let event): event
        case .forged(let event): event
        case .forgeriesCounted(let event): event
        case .contradicted(let event): event
        }
    }

    /// What the entry says, in words.
    var sentence: String {
        switch self {
        case .arrived(let event):
            "\(PlainText.yuan(event.amountFen)) came as payment \(event.payment) and is for no "
                + "order (\(event.reason)): unmatched receipt \(event.number)."
        case .booked(let event): "The pool holds unmatched receipt \(event.number)."
        case .returned(let event): "Unmatched receipt \(event.number) went back."
        case .refundRequested(let event):
            "\(event.provider) is to give back \(PlainText.yuan(event.amountFen)) of payment "
                + "\(event.payment): refund \(event.refund)."
        case .refundAnswered(let event):
            "Refund \(event.refund) " + (event.failed ? "failed: \(event.why)" : "was made.")
        case .forged(let event):
            "Somebody who is not \(event.provider) said that payment \(event.payment) was made "
                + "or given back; nothing was changed."
        case .forgeriesCounted(let event):
            "\(event.count) more forged callbacks changed nothing."
        case .contradicted(let event):
            "\(event.provider) says of payment \(event.payment) the contrary of what is known "
                + "(\(event.known)); nothing was changed."
        }
    }
}

/// What an entry of the pool records about money for no order.
enum UnmatchedEntry: Sendable {
    case received(ReceiptUnmatched)
    case returned(ReceiptReturned)

    /// Nil for any other kind.
    init?(kind: String, _ bytes: [UInt8]) throws(WireError) {
        switch kind {
        case "receipt_unmatched": self = .received(try ReceiptUnmatched(decoding: bytes))
        case "receipt_returned": self = .returned(try ReceiptReturned(decoding: bytes))
        default: return nil
        }
    }

    var message: any Message {
        switch self {
        case .received(let event): event
        case .returned(let event): event
        }
    }

    /// What the entry says, in words.
    var sentence: String {
        switch self {
        case .received(let event):
            "\(PlainText.yuan(event.amountFen)) of payment \(event.payment) is held for no order."
        case .returned(let event):
            "\(PlainText.yuan(event.amountFen)) that was held for no order went back as refund "
                + "\(event.refund)."
        }
    }
}
