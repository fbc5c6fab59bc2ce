package struct PlaceRequest: Message {
    package static let protoName = "tidemark.order.v1.PlaceRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var member: UInt64 = 0
    /// 1 to 64.
    package var lines: [OrderLine] = []

    package init() {}

    package init(
        requestID: String = "", platform: String = "", member: UInt64 = 0, lines: [OrderLine] = []
    ) {
        self.requestID = requestID
        self.platform = platform
        self.member = member
        self.lines = lines
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "member", &member)
        try fields.repeated(4, "lines", &lines)
    }
}

/// Sent when stock is reserved; the order waits for payment.
package struct PlaceResponse: Message {
    package static let protoName = "tidemark.order.v1.PlaceResponse"

    package var order: UInt64 = 0
    package var toPayFen: Int64 = 0

    package init() {}

    package init(
        order: UInt64 = 0, toPayFen: Int64 = 0
    ) {
        self.order = order
        self.toPayFen = toPayFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.int64(2, "to_pay_fen", &toPayFen)
    }
}

/// Asks the sandbox payment provider to pay; only on sandbox platforms.
package struct SandboxPayRequest: Message {
    package static let protoName = "tidemark.order.v1.SandboxPayRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var order: UInt64 = 0

    package init() {}

    package init(
        requestID: String = "", platform: String = "", order: UInt64 = 0
    ) {
        self.requestID = requestID
        self.platform = platform
        self.order = order
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "order", &order)
    }
}

/// Sent when the money is held, the stock committed and the rewards shared.
package struct SandboxPayResponse: Message {
    package static let protoName = "tidemark.order.v1.SandboxPayResponse"

    package var payment: String = ""

    package init() {}

    package init(
        payment: String = ""
    ) {
        self.payment = payment
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "payment", &payment)
    }
}

/// What a payment provider says of a payment.
package struct PaymentCallbackRequest: Message {
    package static let protoName = "tidemark.order.v1.PaymentCallbackRequest"

    package var platform: String = ""
    package var provider: String = ""
    package var order: UInt64 = 0
    package var payment: String = ""
    package var paidFen: Int64 = 0
    /// HMAC-SHA-256 under the provider's key of the other fields, each with its length; see
    /// SandboxProvider in the source.
    package var signature: [UInt8] = []
    /// What the payer was charged in (ISO 4217); paid_fen is what the provider owes for it.
    package var currency: String = ""

    package init() {}

    package init(
        platform: String = "", provider: String = "", order: UInt64 = 0, payment: String = "",
        paidFen: Int64 = 0, signature: [UInt8] = [], currency: String = ""
    ) {
        self.platform = platform
        self.provider = provider
        self.order = order
        self.payment = payment
        self.paidFen = paidFen
        self.signature = signature
        self.currency = currency
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.string(2, "provider", &provider)
        try fields.uint64(3, "order", &order)
        try fields.string(4, "payment", &payment)
        try fields.int64(5, "paid_fen", &paidFen)
        try fields.bytes(6, "signature", &signature)
        try fields.string(7, "currency", &currency)
    }
}

package struct PaymentCallbackResponse: Message {
    package static let protoName = "tidemark.order.v1.PaymentCallbackResponse"

    /// The number of the unmatched receipt; 0 if the payment is the order's.
    package var unmatched: UInt64 = 0

    package init() {}

    package init(unmatched: UInt64 = 0) {
        self.unmatched = unmatched
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "unmatched", &unmatched)
    }
}

package struct ShipRequest: Message {
    package static let protoName = "tidemark.order.v1.ShipRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var order: UInt64 = 0

    package init() {}

    package init(
        requestID: String = "", platform: String = "", order: UInt64 = 0
    ) {
        self.requestID = requestID
        self.platform = platform
        self.order = order
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "order", &order)
    }
}

package struct ShipResponse: Message {
    package static let protoName = "tidemark.order.v1.ShipResponse"

    package init() {}

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
    }
}

package struct DeliverRequest: Message {
    package static let protoName = "tidemark.order.v1.DeliverRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var order: UInt64 = 0

    package init() {}

    package init(
        requestID: String = "", platform: String = "", order: UInt64 = 0
    ) {
        self.requestID = requestID
        self.platform = platform
        self.order = order
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "order", &order)
    }
}

package struct DeliverResponse: Message {
    package static let protoName = "tidemark.order.v1.DeliverResponse"

    package init() {}

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
    }
}

package struct ReceiveRequest: Message {
    package static let protoName = "tidemark.order.v1.ReceiveRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var order: UInt64 = 0

    package init() {}

    package init(
        requestID: String = "", platform: String = "", order: UInt64 = 0
    ) {
        self.requestID = requestID
        self.platform = platform
        self.order = order
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "order", &order)
    }
}

package struct ReceiveResponse: Message {
    package static let protoName = "tidemark.order.v1.ReceiveResponse"

    package init() {}

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
    }
}

package struct CancelRequest: Message {
    package static let protoName = "tidemark.order.v1.CancelRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var order: UInt64 = 0
    package var reason: String = ""

    package init() {}

    package init(
        requestID: String = "", platform: String = "", order: UInt64 = 0, reason: String = ""
    ) {
        self.requestID = requestID
        self.platform = platform
        self.order = order
        self.reason = reason
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "order", &order)
        try fields.string(4, "reason", &reason)
    }
}

package struct CancelResponse: Message {
    package static let protoName = "tidemark.order.v1.CancelResponse"

    package init() {}

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
    }
}

/// Lets a stuck order try its next step again.
package struct RetryRequest: Message {
    package static let protoName = "tidemark.order.v1.RetryRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var order: UInt64 = 0

    package init() {}

    package init(
        requestID: String = "", platform: String = "", order: UInt64 = 0
    ) {
        self.requestID = requestID
        self.platform = platform
        self.order = order
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "order", &order)
    }
}

package struct RetryResponse: Message {
    package static let protoName = "tidemark.order.v1.RetryResponse"

    package init() {}

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
    }
}
