/// Money came that is for no order.
package struct UnmatchedArrived: Message {
    package static let protoName = "tidemark.order.v1.UnmatchedArrived"

    package var number: UInt64 = 0
    package var provider: String = ""
    package var payment: String = ""
    package var order: UInt64 = 0
    package var amountFen: Int64 = 0
    package var currency: String = ""
    package var reason: String = ""
    package var atUs: Int64 = 0

    package init() {}

    package init(
        number: UInt64 = 0, provider: String = "", payment: String = "", order: UInt64 = 0,
        amountFen: Int64 = 0, currency: String = "", reason: String = "", atUs: Int64 = 0
    ) {
        self.number = number
        self.provider = provider
        self.payment = payment
        self.order = order
        self.amountFen = amountFen
        self.currency = currency
        self.reason = reason
        self.atUs = atUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "number", &number)
        try fields.string(2, "provider", &provider)
        try fields.string(3, "payment", &payment)
        try fields.uint64(4, "order", &order)
        try fields.int64(5, "amount_fen", &amountFen)
        try fields.string(6, "currency", &currency)
        try fields.string(7, "reason", &reason)
        try fields.int64(8, "at_us", &atUs)
    }
}

/// The pool holds it.
package struct UnmatchedBooked: Message {
    package static let protoName = "tidemark.order.v1.UnmatchedBooked"

    package var number: UInt64 = 0

    package init() {}

    package init(number: UInt64 = 0) {
        self.number = number
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "number", &number)
    }
}

/// The provider gave it back, and the pool holds it no more.
package struct UnmatchedReturned: Message {
    package static let protoName = "tidemark.order.v1.UnmatchedReturned"

    package var number: UInt64 = 0

    package init() {}

    package init(number: UInt64 = 0) {
        self.number = number
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "number", &number)
    }
}

package struct ProviderRefundRequested: Message {
    package static let protoName = "tidemark.order.v1.ProviderRefundRequested"

    package var refund: String = ""
    package var provider: String = ""
    package var payment: String = ""
    package var amountFen: Int64 = 0
    package var atUs: Int64 = 0

    package init() {}

    package init(
        refund: String = "", provider: String = "", payment: String = "", amountFen: Int64 = 0,
        atUs: Int64 = 0
    ) {
        self.refund = refund
        self.provider = provider
        self.payment = payment
        self.amountFen = amountFen
        self.atUs = atUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "refund", &refund)
        try fields.string(2, "provider", &provider)
        try fields.string(3, "payment", &payment)
        try fields.int64(4, "amount_fen", &amountFen)
        try fields.int64(5, "at_us", &atUs)
    }
}

package struct ProviderRefundAnswered: Message {
    package static let protoName = "tidemark.order.v1.ProviderRefundAnswered"

    package var refund: String = ""
    package var failed: Bool = false
    package var why: String = ""
    package var atUs: Int64 = 0

    package init() {}

    package init(refund: String = "", failed: Bool = false, why: String = "", atUs: Int64 = 0) {
        self.refund = refund
        self.failed = failed
        self.why = why
        self.atUs = atUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "refund", &refund)
        try fields.bool(2, "failed", &failed)
        try fields.string(3, "why", &why)
        try fields.int64(4, "at_us", &atUs)
    }
}

/// A callback whose signature is wrong: nothing else changed. A flood of them is counted.
package struct CallbackForged: Message {
    package static let protoName = "tidemark.order.v1.CallbackForged"

    package var provider: String = ""
    /// What it said.
    package var order: UInt64 = 0
    package var payment: String = ""
    package var refund: String = ""
    package var atUs: Int64 = 0

    package init() {}

    package init(
        provider: String = "", order: UInt64 = 0, payment: String = "", refund: String = "",
        atUs: Int64 = 0
    ) {
        self.provider = provider
        self.order = order
        self.payment = payment
        self.refund = refund
        self.atUs = atUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "provider", &provider)
        try fields.uint64(2, "order", &order)
        try fields.string(3, "payment", &payment)
        try fields.string(4, "refund", &refund)
        try fields.int64(5, "at_us", &atUs)
    }
}

/// Forged callbacks that have no entries of their own.
package struct ForgeriesCounted: Message {
    package static let protoName = "tidemark.order.v1.ForgeriesCounted"

    package var count: UInt64 = 0
    package var atUs: Int64 = 0

    package init() {}

    package init(count: UInt64 = 0, atUs: Int64 = 0) {
        self.count = count
        self.atUs = atUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "count", &count)
        try fields.int64(2, "at_us", &atUs)
    }
}

/// A provider says the contrary of what it said before, or of what it was asked: nothing else
/// changed. Recorded once for each payment and refund.
package struct CallbackContradicted: Message {
    package static let protoName = "tidemark.order.v1.CallbackContradicted"

    package var provider: String = ""
    package var payment: String = ""
    package var refund: String = ""
    package var amountFen: Int64 = 0
    /// What it is contrary to.
    package var known: String = ""
    package var atUs: Int64 = 0

    package init() {}

    package init(
        provider: String = "", payment: String = "", refund: String = "", amountFen: Int64 = 0,
        known: String = "", atUs: Int64 = 0
    ) {
        self.provider = provider
        self.payment = payment
        self.refund = refund
        self.amountFen = amountFen
        self.known = known
        self.atUs = atUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "provider", &provider)
        try fields.string(2, "payment", &payment)
        try fields.string(3, "refund", &refund)
        try fields.int64(4, "amount_fen", &amountFen)
        try fields.string(5, "known", &known)
        try fields.int64(6, "at_us", &atUs)
    }
}
