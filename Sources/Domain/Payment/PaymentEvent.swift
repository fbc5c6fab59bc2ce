/// What a provider calls a payment.
package struct PaymentName: Hashable, Sendable {
    package let provider: String
    package let id: String

    package init(provider: String, id: String) {
        self.provider = provider
        self.id = id
    }
}

/// What a provider says of money that it received.
package struct PaymentReport: Hashable, Sendable {
    package let name: PaymentName
    /// As stated: no order need have this id.
    package let order: UInt64
    /// What the provider owes for it.
    package let amount: Money
    /// What the payer was charged in.
    package let currency: Currency

    package init(name: PaymentName, order: UInt64, amount: Money, currency: Currency) {
        self.name = name
        self.order = order
        self.amount = amount
        self.currency = currency
    }
}

/// Three letters of ISO 4217.
package struct Currency: Hashable, Sendable, CustomStringConvertible {
    package let code: String

    package static let yuan = Currency(checked: "CNY")

    private init(checked: String) { code = checked }

    /// Nil unless three capital letters.
    package init?(_ code: String) {
        let letters = UInt8(ascii: "A")...UInt8(ascii: "Z")
        guard code.utf8.count == 3, code.utf8.allSatisfy({ letters.contains($0) }) else {
            return nil
        }
        self.code = code
    }

    package var description: String { code }
}

/// Money that is for no order.
package struct ArrivedReceipt: Hashable, Sendable {
    /// 1, 2, 3, …
    package let number: UInt64
    package let report: PaymentReport
    /// Why it is for no order: the code of the refusal.
    package let reason: String
    package let at: Instant

    package init(number: UInt64, report: PaymentReport, reason: String, at: Instant) {
        self.number = number
        self.report = report
        self.reason = reason
        self.at = at
    }
}

/// A part of a payment, or all of it, that a provider is to give back.
package struct ProviderRefund: Hashable, Sendable {
    package enum State: Hashable, Sendable {
        case requested
        case confirmed
        case failed(why: String)
    }

    package let id: String
    package let payment: PaymentName
    package let amount: Money
    package let at: Instant
    package internal(set) var state = State.requested

    package init(id: String, payment: PaymentName, amount: Money, at: Instant) {
        self.id = id
        self.payment = payment
        self.amount = amount
        self.at = at
    }
}

/// What a provider says of a refund.
package struct RefundReport: Hashable, Sendable {
    package let id: String
    package let payment: PaymentName
    package let amount: Money
    /// Nil when the money went back.
    package let failure: String?

    package init(id: String, payment: PaymentName, amount: Money, failure: String?) {
        self.id = id
        self.payment = payment
        self.amount = amount
        self.failure = failure
    }

    var state: ProviderRefund.State { failure.map { .failed(why: $0) } ?? .confirmed }
}

/// A provider says the contrary of what is known.
package struct Contradiction: Hashable, Sendable {
    package let payment: PaymentName
    /// Empty where it is about a payment.
    package let refund: String
    package let amount: Money
    package let known: String
    package let at: Instant

    package init(
        payment: PaymentName, refund: String, amount: Money, known: String, at: Instant
    ) {
        self.payment = payment
        self.refund = refund
        self.amount = amount
        self.known = known
        self.at = at
    }
}

/// What the order service records about payments, beside those of orders.
package enum PaymentEvent: Hashable, Sendable {
    case arrived(ArrivedReceipt)
    /// The pool holds the receipt.
    case booked(UInt64)
    /// It went back, and the pool holds it no more.
    case returned(UInt64)
    case refundRequested(ProviderRefund)
    case refundAnswered(String, ProviderRefund.State, at: Instant)
    case contradicted(Contradiction)
}
