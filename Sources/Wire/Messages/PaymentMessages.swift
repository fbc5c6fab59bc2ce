package enum ProviderRefundState: Int32, MessageEnum {
    case unspecified = 0
    case requested = 1
    case confirmed = 2
    case failed = 3

    package static let protoName = "tidemark.order.v1.ProviderRefundState"
    package static let zero = Self.unspecified

    package var valueName: String {
        switch self {
        case .unspecified: "PROVIDER_REFUND_STATE_UNSPECIFIED"
        case .requested: "PROVIDER_REFUND_STATE_REQUESTED"
        case .confirmed: "PROVIDER_REFUND_STATE_CONFIRMED"
        case .failed: "PROVIDER_REFUND_STATE_FAILED"
        }
    }
}

package enum UnmatchedState: Int32, MessageEnum {
    case unspecified = 0
    /// Recorded; the pool is to hold it.
    case arrived = 1
    /// The pool holds it; the provider is to give it back.
    case booked = 2
    case returned = 3

    package static let protoName = "tidemark.order.v1.UnmatchedState"
    package static let zero = Self.unspecified

    package var valueName: String {
        switch self {
        case .unspecified: "UNMATCHED_STATE_UNSPECIFIED"
        case .arrived: "UNMATCHED_STATE_ARRIVED"
        case .booked: "UNMATCHED_STATE_BOOKED"
        case .returned: "UNMATCHED_STATE_RETURNED"
        }
    }
}

/// What a provider says of a refund that it was asked for.
package struct RefundCallbackRequest: Message {
    package static let protoName = "tidemark.order.v1.RefundCallbackRequest"

    package var platform: String = ""
    package var provider: String = ""
    package var payment: String = ""
    /// Our id of the refund.
    package var refund: String = ""
    package var amountFen: Int64 = 0
    package var failed: Bool = false
    /// Why it failed.
    package var why: String = ""
    /// HMAC-SHA-256 under the provider's key of the fields above, each with its length; see
    /// SandboxProvider in the source.
    package var signature: [UInt8] = []

    package init() {}

    package init(
        platform: String = "", provider: String = "", payment: String = "", refund: String = "",
        amountFen: Int64 = 0, failed: Bool = false, why: String = "", signature: [UInt8] = []
    ) {
        self.platform = platform
        self.provider = provider
        self.payment = payment
        self.refund = refund
        self.amountFen = amountFen
        self.failed = failed
        self.why = why
        self.signature = signature
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.string(2, "provider", &provider)
        try fields.string(3, "payment", &payment)
        try fields.string(4, "refund", &refund)
        try fields.int64(5, "amount_fen", &amountFen)
        try fields.bool(6, "failed", &failed)
        try fields.string(7, "why", &why)
        try fields.bytes(8, "signature", &signature)
    }
}

package struct RefundCallbackResponse: Message {
    package static let protoName = "tidemark.order.v1.RefundCallbackResponse"

    package var state: ProviderRefundState = ProviderRefundState.zero

    package init() {}

    package init(state: ProviderRefundState = ProviderRefundState.zero) {
        self.state = state
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.enumeration(1, "state", &state)
    }
}

package struct ProviderRefund: Message {
    package static let protoName = "tidemark.order.v1.ProviderRefund"

    package var refund: String = ""
    package var provider: String = ""
    package var payment: String = ""
    package var amountFen: Int64 = 0
    package var state: ProviderRefundState = ProviderRefundState.zero
    package var why: String = ""

    package init() {}

    package init(
        refund: String = "", provider: String = "", payment: String = "", amountFen: Int64 = 0,
        state: ProviderRefundState = ProviderRefundState.zero, why: String = ""
    ) {
        self.refund = refund
        self.provider = provider
        self.payment = payment
        self.amountFen = amountFen
        self.state = state
        self.why = why
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "refund", &refund)
        try fields.string(2, "provider", &provider)
        try fields.string(3, "payment", &payment)
        try fields.int64(4, "amount_fen", &amountFen)
        try fields.enumeration(5, "state", &state)
        try fields.string(6, "why", &why)
    }
}

package struct UnmatchedReceipt: Message {
    package static let protoName = "tidemark.order.v1.UnmatchedReceipt"

    /// 1, 2, 3, …
    package var number: UInt64 = 0
    package var provider: String = ""
    package var payment: String = ""
    /// The order that the provider named, which need not exist.
    package var order: UInt64 = 0
    package var amountFen: Int64 = 0
    /// What the payer was charged in.
    package var currency: String = ""
    /// Why it is for no order.
    package var reason: String = ""
    package var state: UnmatchedState = UnmatchedState.zero
    package var atUs: Int64 = 0

    package init() {}

    package init(
        number: UInt64 = 0, provider: String = "", payment: String = "", order: UInt64 = 0,
        amountFen: Int64 = 0, currency: String = "", reason: String = "",
        state: UnmatchedState = UnmatchedState.zero, atUs: Int64 = 0
    ) {
        self.number = number
        self.provider = provider
        self.payment = payment
        self.order = order
        self.amountFen = amountFen
        self.currency = currency
        self.reason = reason
        self.state = state
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
        try fields.enumeration(8, "state", &state)
        try fields.int64(9, "at_us", &atUs)
    }
}

package struct GetPaymentRequest: Message {
    package static let protoName = "tidemark.order.v1.GetPaymentRequest"

    package var platform: String = ""
    package var provider: String = ""
    package var payment: String = ""

    package init() {}

    package init(platform: String = "", provider: String = "", payment: String = "") {
        self.platform = platform
        self.provider = provider
        self.payment = payment
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.string(2, "provider", &provider)
        try fields.string(3, "payment", &payment)
    }
}

package struct GetPaymentResponse: Message {
    package static let protoName = "tidemark.order.v1.GetPaymentResponse"

    /// The order that it paid; 0 if it is unmatched.
    package var order: UInt64 = 0
    /// The number of the unmatched receipt; 0 if it paid an order.
    package var unmatched: UInt64 = 0
    package var amountFen: Int64 = 0
    /// In order of asking.
    package var refunds: [ProviderRefund] = []

    package init() {}

    package init(
        order: UInt64 = 0, unmatched: UInt64 = 0, amountFen: Int64 = 0,
        refunds: [ProviderRefund] = []
    ) {
        self.order = order
        self.unmatched = unmatched
        self.amountFen = amountFen
        self.refunds = refunds
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.uint64(2, "unmatched", &unmatched)
        try fields.int64(3, "amount_fen", &amountFen)
        try fields.repeated(4, "refunds", &refunds)
    }
}

package struct ListUnmatchedRequest: Message {
    package static let protoName = "tidemark.order.v1.ListUnmatchedRequest"

    package var platform: String = ""
    /// Lists receipts above this number.
    package var afterNumber: UInt64 = 0
    /// 1 to 500; 0 means 100.
    package var limit: UInt32 = 0

    package init() {}

    package init(platform: String = "", afterNumber: UInt64 = 0, limit: UInt32 = 0) {
        self.platform = platform
        self.afterNumber = afterNumber
        self.limit = limit
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint64(2, "after_number", &afterNumber)
        try fields.uint32(3, "limit", &limit)
    }
}

package struct ListUnmatchedResponse: Message {
    package static let protoName = "tidemark.order.v1.ListUnmatchedResponse"

    package var receipts: [UnmatchedReceipt] = []

    package init() {}

    package init(receipts: [UnmatchedReceipt] = []) {
        self.receipts = receipts
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.repeated(1, "receipts", &receipts)
    }
}
