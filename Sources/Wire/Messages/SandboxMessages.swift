/// A callback that the sandbox provider is to send.
package struct SandboxCallback: Message {
    package static let protoName = "tidemark.order.v1.SandboxCallback"

    package var order: UInt64 = 0
    /// Empty for the id that the provider gives the order's payment.
    package var payment: String = ""
    /// 0 for what the order costs.
    package var paidFen: Int64 = 0
    /// Empty for CNY.
    package var currency: String = ""
    /// How often it is sent: 0 and 1 mean once, at most 1,000.
    package var copies: UInt32 = 0
    /// At most 10,000.
    package var delayMs: UInt32 = 0
    /// Signed by somebody else.
    package var forged: Bool = false

    package init() {}

    package init(
        order: UInt64 = 0, payment: String = "", paidFen: Int64 = 0, currency: String = "",
        copies: UInt32 = 0, delayMs: UInt32 = 0, forged: Bool = false
    ) {
        self.order = order
        self.payment = payment
        self.paidFen = paidFen
        self.currency = currency
        self.copies = copies
        self.delayMs = delayMs
        self.forged = forged
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.string(2, "payment", &payment)
        try fields.int64(3, "paid_fen", &paidFen)
        try fields.string(4, "currency", &currency)
        try fields.uint32(5, "copies", &copies)
        try fields.uint32(6, "delay_ms", &delayMs)
        try fields.bool(7, "forged", &forged)
    }
}

/// Lets the sandbox provider send callbacks; only on sandbox platforms.
package struct SandboxSendRequest: Message {
    package static let protoName = "tidemark.order.v1.SandboxSendRequest"

    package var platform: String = ""
    /// 1 to 1,000, with their copies at most 10,000.
    package var callbacks: [SandboxCallback] = []
    /// Not 0: they are sent in an order that comes of the seed.
    package var seed: UInt64 = 0
    /// How many are sent at once: 0 and 1 mean one after the other, at most 256.
    package var parallel: UInt32 = 0

    package init() {}

    package init(
        platform: String = "", callbacks: [SandboxCallback] = [], seed: UInt64 = 0,
        parallel: UInt32 = 0
    ) {
        self.platform = platform
        self.callbacks = callbacks
        self.seed = seed
        self.parallel = parallel
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.repeated(2, "callbacks", &callbacks)
        try fields.uint64(3, "seed", &seed)
        try fields.uint32(4, "parallel", &parallel)
    }
}

/// Sent when each was answered.
package struct SandboxSendResponse: Message {
    package static let protoName = "tidemark.order.v1.SandboxSendResponse"

    /// Answered as the payment of an order.
    package var paid: UInt32 = 0
    /// Answered as money for no order.
    package var unmatched: UInt32 = 0
    /// Refused for their signature.
    package var forged: UInt32 = 0
    /// Refused for anything else.
    package var refused: UInt32 = 0

    package init() {}

    package init(paid: UInt32 = 0, unmatched: UInt32 = 0, forged: UInt32 = 0, refused: UInt32 = 0) {
        self.paid = paid
        self.unmatched = unmatched
        self.forged = forged
        self.refused = refused
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint32(1, "paid", &paid)
        try fields.uint32(2, "unmatched", &unmatched)
        try fields.uint32(3, "forged", &forged)
        try fields.uint32(4, "refused", &refused)
    }
}

/// How the sandbox provider sends what it has to say by itself, from now on.
package struct SandboxDisturbRequest: Message {
    package static let protoName = "tidemark.order.v1.SandboxDisturbRequest"

    package var platform: String = ""
    package var copies: UInt32 = 0
    package var delayMs: UInt32 = 0
    /// Each is also sent with a forged signature, before.
    package var forged: Bool = false
    package var refundsFail: Bool = false

    package init() {}

    package init(
        platform: String = "", copies: UInt32 = 0, delayMs: UInt32 = 0, forged: Bool = false,
        refundsFail: Bool = false
    ) {
        self.platform = platform
        self.copies = copies
        self.delayMs = delayMs
        self.forged = forged
        self.refundsFail = refundsFail
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint32(2, "copies", &copies)
        try fields.uint32(3, "delay_ms", &delayMs)
        try fields.bool(4, "forged", &forged)
        try fields.bool(5, "refunds_fail", &refundsFail)
    }
}

package struct SandboxDisturbResponse: Message {
    package static let protoName = "tidemark.order.v1.SandboxDisturbResponse"

    package init() {}

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
    }
}
