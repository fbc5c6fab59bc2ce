/// Says how an order is paid. What is not 0 is held by the pool before the provider is asked for
/// the rest; an order that is not paid in time, or is cancelled, gives it back. All 0 asks for the
/// payment alone.
package struct PayRequest: Message {
    package static let protoName = "tidemark.order.v1.PayRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var order: UInt64 = 0
    package var walletFen: Int64 = 0
    /// Out of the member's coupons.
    package var couponFen: Int64 = 0
    package var coins: Int64 = 0

    package init() {}

    package init(
        requestID: String = "", platform: String = "", order: UInt64 = 0, walletFen: Int64 = 0,
        couponFen: Int64 = 0, coins: Int64 = 0
    ) {
        self.requestID = requestID
        self.platform = platform
        self.order = order
        self.walletFen = walletFen
        self.couponFen = couponFen
        self.coins = coins
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "order", &order)
        try fields.int64(4, "wallet_fen", &walletFen)
        try fields.int64(5, "coupon_fen", &couponFen)
        try fields.int64(6, "coins", &coins)
    }
}

/// Sent when the parts are held. An order that they pay in full goes on by itself.
package struct PayResponse: Message {
    package static let protoName = "tidemark.order.v1.PayResponse"

    /// Which asking for parts of this order it was; 0 if none was asked for.
    package var asking: UInt32 = 0
    /// What the provider is to bring; 0 when nothing is left to pay.
    package var restFen: Int64 = 0
    /// Empty when nothing is left to pay.
    package var provider: String = ""
    package var payment: String = ""
    /// Of the member, without the provider.
    package var held: Sources?
    package var subsidyFen: Int64 = 0

    package init() {}

    package init(
        asking: UInt32 = 0, restFen: Int64 = 0, provider: String = "", payment: String = "",
        held: Sources? = nil, subsidyFen: Int64 = 0
    ) {
        self.asking = asking
        self.restFen = restFen
        self.provider = provider
        self.payment = payment
        self.held = held
        self.subsidyFen = subsidyFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint32(1, "asking", &asking)
        try fields.int64(2, "rest_fen", &restFen)
        try fields.string(3, "provider", &provider)
        try fields.string(4, "payment", &payment)
        try fields.message(5, "held", &held)
        try fields.int64(6, "subsidy_fen", &subsidyFen)
    }
}

/// Lets a subsidy pay a part of an order that waits for its payment; once for each order.
package struct GrantSubsidyRequest: Message {
    package static let protoName = "tidemark.order.v1.GrantSubsidyRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var order: UInt64 = 0
    package var source: String = ""
    package var amountFen: Int64 = 0

    package init() {}

    package init(
        requestID: String = "", platform: String = "", order: UInt64 = 0, source: String = "",
        amountFen: Int64 = 0
    ) {
        self.requestID = requestID
        self.platform = platform
        self.order = order
        self.source = source
        self.amountFen = amountFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "order", &order)
        try fields.string(4, "source", &source)
        try fields.int64(5, "amount_fen", &amountFen)
    }
}

package struct GrantSubsidyResponse: Message {
    package static let protoName = "tidemark.order.v1.GrantSubsidyResponse"

    package var asking: UInt32 = 0
    package var restFen: Int64 = 0

    package init() {}

    package init(
        asking: UInt32 = 0, restFen: Int64 = 0
    ) {
        self.asking = asking
        self.restFen = restFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint32(1, "asking", &asking)
        try fields.int64(2, "rest_fen", &restFen)
    }
}

/// The pool is asked to hold parts: the member's, or a subsidy's where source is not empty.
package struct PartsAsked: Message {
    package static let protoName = "tidemark.order.v1.PartsAsked"

    package var order: UInt64 = 0
    /// 1, 2, 3, …
    package var asking: UInt32 = 0
    package var sources: Sources?
    package var source: String = ""
    package var subsidyFen: Int64 = 0
    /// The plan version that lets coins pay; 0 without coins.
    package var planVersion: UInt32 = 0
    /// Pieces that come back give the subsidy what it paid of their line. Entries that do not say
    /// so: their part of all that is left of the order, where no coins pay.
    package var subsidyByLine: Bool = false

    package init() {}

    package init(
        order: UInt64 = 0, asking: UInt32 = 0, sources: Sources? = nil, source: String = "",
        subsidyFen: Int64 = 0, planVersion: UInt32 = 0, subsidyByLine: Bool = false
    ) {
        self.order = order
        self.asking = asking
        self.sources = sources
        self.source = source
        self.subsidyFen = subsidyFen
        self.planVersion = planVersion
        self.subsidyByLine = subsidyByLine
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.uint32(2, "asking", &asking)
        try fields.message(3, "sources", &sources)
        try fields.string(4, "source", &source)
        try fields.int64(5, "subsidy_fen", &subsidyFen)
        try fields.uint32(6, "plan_version", &planVersion)
        try fields.bool(7, "subsidy_by_line", &subsidyByLine)
    }
}

/// The pool holds what was asked for last.
package struct PartsHeld: Message {
    package static let protoName = "tidemark.order.v1.PartsHeld"

    package var order: UInt64 = 0

    package init() {}

    package init(
        order: UInt64 = 0
    ) {
        self.order = order
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
    }
}

/// The pool will not hold it: the order waits for its payment as before.
package struct PartsRefused: Message {
    package static let protoName = "tidemark.order.v1.PartsRefused"

    package var order: UInt64 = 0
    package var asking: UInt32 = 0
    /// The gRPC status of the pool's answer.
    package var status: UInt32 = 0
    package var reason: String = ""
    package var sentence: String = ""

    package init() {}

    package init(
        order: UInt64 = 0, asking: UInt32 = 0, status: UInt32 = 0, reason: String = "",
        sentence: String = ""
    ) {
        self.order = order
        self.asking = asking
        self.status = status
        self.reason = reason
        self.sentence = sentence
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.uint32(2, "asking", &asking)
        try fields.uint32(3, "status", &status)
        try fields.string(4, "reason", &reason)
        try fields.string(5, "sentence", &sentence)
    }
}

/// Nobody paid: what was held for the cancelled order is back where it came from.
package struct PartsReturned: Message {
    package static let protoName = "tidemark.order.v1.PartsReturned"

    package var order: UInt64 = 0
    /// The pool's number of the refund.
    package var refund: UInt32 = 0
    package var back: Sources?

    package init() {}

    package init(
        order: UInt64 = 0, refund: UInt32 = 0, back: Sources? = nil
    ) {
        self.order = order
        self.refund = refund
        self.back = back
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.uint32(2, "refund", &refund)
        try fields.message(3, "back", &back)
    }
}
