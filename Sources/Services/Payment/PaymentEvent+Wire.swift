import Domain
import Journal
import Transport
import Wire

extension PaymentEvent {
    /// Nil for a kind that is not of payments.
    init?(_ entry: JournalEntry) throws {
        let bytes = entry.event
        switch entry.kind {
        case "unmatched_arrived":
            self = .arrived(try ArrivedReceipt(try UnmatchedArrived(decoding: bytes)))
        case "unmatched_booked":
            self = .booked(try UnmatchedBooked(decoding: bytes).number)
        case "unmatched_returned":
            self = .returned(try UnmatchedReturned(decoding: bytes).number)
        case "provider_refund_requested":
            let event = try ProviderRefundRequested(decoding: bytes)
            self = .refundRequested(
                Domain.ProviderRefund(
                    id: event.refund,
                    payment: PaymentName(provider: event.provider, id: event.payment),
                    amount: Money(fen: event.amountFen), at: Instant(microseconds: event.atUs)))
        case "provider_refund_answered":
            let event = try ProviderRefundAnswered(decoding: bytes)
            self = .refundAnswered(
                event.refund, event.failed ? .failed(why: event.why) : .confirmed,
                at: Instant(microseconds: event.atUs))
        case "callback_contradicted":
            let event = try CallbackContradicted(decoding: bytes)
            self = .contradicted(
                Contradiction(
                    payment: PaymentName(provider: event.provider, id: event.payment),
                    refund: event.refund, amount: Money(fen: event.amountFen),
                    known: event.known, at: Instant(microseconds: event.atUs)))
        default: return nil
        }
    }

    var entry: EntryDraft {
        switch self {
        case .arrived(let receipt):
            EntryDraft(
                receipt.message,
                keys: [Self.key(receipt.number), receipt.report.name.key])
        case .booked(let number):
            EntryDraft(UnmatchedBooked(number: number), keys: [Self.key(number)])
        case .returned(let number):
            EntryDraft(UnmatchedReturned(number: number), keys: [Self.key(number)])
        case .refundRequested(let refund):
            EntryDraft(
                ProviderRefundRequested(
                    refund: refund.id, provider: refund.payment.provider,
                    payment: refund.payment.id, amountFen: refund.amount.fen,
                    atUs: refund.at.microseconds),
                keys: [refund.payment.key] + Self.orderKeys(refund.id))
        case .refundAnswered(let id, let state, let at):
            EntryDraft(
                ProviderRefundAnswered(
                    refund: id, failed: state.failure != nil, why: state.failure ?? "",
                    atUs: at.microseconds),
                keys: Self.orderKeys(id))
        case .contradicted(let made):
            EntryDraft(
                CallbackContradicted(
                    provider: made.payment.provider, payment: made.payment.id,
                    refund: made.refund, amountFen: made.amount.fen, known: made.known,
                    atUs: made.at.microseconds),
                keys: [made.payment.key])
        }
    }

    private static func key(_ number: UInt64) -> String { "unmatched:\(number)" }

    /// An order's own key names what makes the order what it is; this is what its statement
    /// shows beside that.
    private static func orderKeys(_ refund: String) -> [String] {
        OrderRefundName(refund).map { [$0.order.refundsKey] } ?? []
    }
}

extension OrderID {
    /// Of what providers are asked to pay back of it, and what they answer.
    var refundsKey: String { "order-refunds:\(self)" }
}

extension PaymentName {
    var key: String { "payment:\(provider)/\(id)" }
}

extension Domain.ProviderRefund.State {
    /// Nil unless it failed.
    var failure: String? {
        if case .failed(let why) = self { why } else { nil }
    }

    var message: ProviderRefundState {
        switch self {
        case .requested: .requested
        case .confirmed: .confirmed
        case .failed: .failed
        }
    }
}

extension Domain.ProviderRefund {
    var message: Wire.ProviderRefund {
        Wire.ProviderRefund(
            refund: id, provider: payment.provider, payment: payment.id, amountFen: amount.fen,
            state: state.message, why: state.failure ?? "")
    }
}

extension ArrivedReceipt {
    fileprivate init(_ message: UnmatchedArrived) throws(RPCError) {
        self.init(
            number: message.number,
            report: PaymentReport(
                name: PaymentName(provider: message.provider, id: message.payment),
                order: message.order, amount: Money(fen: message.amountFen),
                currency: try Currency(message: message.currency)),
            reason: message.reason, at: Instant(microseconds: message.atUs))
    }

    fileprivate var message: UnmatchedArrived {
        UnmatchedArrived(
            number: number, provider: report.name.provider, payment: report.name.id,
            order: report.order, amountFen: report.amount.fen, currency: report.currency.code,
            reason: reason, atUs: at.microseconds)
    }
}

extension Currency {
    init(message: String) throws(RPCError) {
        guard let currency = Currency(message) else {
            throw RPCError.malformed(
                "currency", "currency is \"\(message.prefix(16))\"; state three letters as CNY")
        }
        self = currency
    }
}

extension PaymentReport {
    init(_ message: PaymentCallbackRequest) throws(RPCError) {
        self.init(
            name: PaymentName(provider: message.provider, id: message.payment),
            order: message.order, amount: Money(fen: message.paidFen),
            currency: try Currency(message: message.currency))
    }
}

extension RefundReport {
    init(_ message: RefundCallbackRequest) {
        self.init(
            id: message.refund,
            payment: PaymentName(provider: message.provider, id: message.payment),
            amount: Money(fen: message.amountFen), failure: message.failed ? message.why : nil)
    }
}

extension PaymentsBook.Receipt {
    var message: Wire.UnmatchedReceipt {
        let report = arrived.report
        return Wire.UnmatchedReceipt(
            number: arrived.number, provider: report.name.provider, payment: report.name.id,
            order: report.order, amountFen: report.amount.fen, currency: report.currency.code,
            reason: arrived.reason, state: state.message, atUs: arrived.at.microseconds)
    }
}

extension PaymentsBook.ReceiptState {
    fileprivate var message: UnmatchedState {
        switch self {
        case .arrived: .arrived
        case .booked: .booked
        case .returned: .returned
        }
    }
}
