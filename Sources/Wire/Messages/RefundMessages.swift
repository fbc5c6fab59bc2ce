/// Amounts by where the money of an order comes from and goes back to.
package struct Sources: Message {
    package static let protoName = "tidemark.pool.v1.Sources"

    /// Through the payment provider.
    package var providerFen: Int64 = 0
    package var walletFen: Int64 = 0
    /// Store credit for the platform's own goods.
    package var couponFen: Int64 = 0
    /// Coins of a legacy claim: no money.
    package var coins: Int64 = 0
    /// Out of a subsidy, by a coupon on the order.
    package var subsidyFen: Int64 = 0

    package init() {}

    package init(
        providerFen: Int64 = 0, walletFen: Int64 = 0, couponFen: Int64 = 0, coins: Int64 = 0,
        subsidyFen: Int64 = 0
    ) {
        self.providerFen = providerFen
        self.walletFen = walletFen
        self.couponFen = couponFen
        self.coins = coins
        self.subsidyFen = subsidyFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.int64(1, "provider_fen", &providerFen)
        try fields.int64(2, "wallet_fen", &walletFen)
        try fields.int64(3, "coupon_fen", &couponFen)
        try fields.int64(4, "coins", &coins)
        try fields.int64(5, "subsidy_fen", &subsidyFen)
    }
}

/// Gives held money back to what paid it. The rest settles with the waterfall of what is left.
package struct RefundRequest: Message {
    package static let protoName = "tidemark.pool.v1.RefundRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var order: UInt64 = 0
    /// Absent gives back all that is held.
    package var back: Sources?
    /// 1 to 256 bytes.
    package var reason: String = ""

    package init() {}

    package init(
        requestID: String = "", platform: String = "", order: UInt64 = 0, back: Sources? = nil,
        reason: String = ""
    ) {
        self.requestID = requestID
        self.platform = platform
        self.order = order
        self.back = back
        self.reason = reason
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "order", &order)
        try fields.message(4, "back", &back)
        try fields.string(5, "reason", &reason)
    }
}

package struct RefundResponse: Message {
    package static let protoName = "tidemark.pool.v1.RefundResponse"

    /// The order's refunds and clawbacks are 1, 2, 3, …
    package var refund: UInt32 = 0
    package var back: Sources?
    /// What is still held.
    package var left: Sources?

    package init() {}

    package init(
        refund: UInt32 = 0, back: Sources? = nil, left: Sources? = nil
    ) {
        self.refund = refund
        self.back = back
        self.left = left
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint32(1, "refund", &refund)
        try fields.message(2, "back", &back)
        try fields.message(3, "left", &left)
    }
}

/// Credits the wallet with what the provider failed for good to pay out, once.
package struct RedirectRefundRequest: Message {
    package static let protoName = "tidemark.pool.v1.RedirectRefundRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var order: UInt64 = 0
    package var refund: UInt32 = 0
    /// The provider's reference of the final failure.
    package var failure: String = ""
    /// The reference of the recorded check of the member's identity.
    package var identityCheck: String = ""

    package init() {}

    package init(
        requestID: String = "", platform: String = "", order: UInt64 = 0, refund: UInt32 = 0,
        failure: String = "", identityCheck: String = ""
    ) {
        self.requestID = requestID
        self.platform = platform
        self.order = order
        self.refund = refund
        self.failure = failure
        self.identityCheck = identityCheck
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "order", &order)
        try fields.uint32(4, "refund", &refund)
        try fields.string(5, "failure", &failure)
        try fields.string(6, "identity_check", &identityCheck)
    }
}

package struct RedirectRefundResponse: Message {
    package static let protoName = "tidemark.pool.v1.RedirectRefundResponse"

    package var member: UInt64 = 0
    package var amountFen: Int64 = 0

    package init() {}

    package init(
        member: UInt64 = 0, amountFen: Int64 = 0
    ) {
        self.member = member
        self.amountFen = amountFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "member", &member)
        try fields.int64(2, "amount_fen", &amountFen)
    }
}

package struct GetOrderMoneyRequest: Message {
    package static let protoName = "tidemark.pool.v1.GetOrderMoneyRequest"

    package var platform: String = ""
    package var order: UInt64 = 0

    package init() {}

    package init(
        platform: String = "", order: UInt64 = 0
    ) {
        self.platform = platform
        self.order = order
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint64(2, "order", &order)
    }
}

package enum MoneyState: Int32, MessageEnum {
    case unspecified = 0
    case held = 1
    /// All that was held went back.
    case refunded = 2
    case settled = 3

    package static let protoName = "tidemark.pool.v1.MoneyState"
    package static let zero = Self.unspecified

    package var valueName: String {
        switch self {
        case .unspecified: "MONEY_STATE_UNSPECIFIED"
        case .held: "MONEY_STATE_HELD"
        case .refunded: "MONEY_STATE_REFUNDED"
        case .settled: "MONEY_STATE_SETTLED"
        }
    }
}

package struct OrderRefund: Message {
    package static let protoName = "tidemark.pool.v1.OrderRefund"

    package var refund: UInt32 = 0
    /// What the provider was to pay out.
    package var providerFen: Int64 = 0
    /// The provider failed and the wallet was credited.
    package var redirected: Bool = false

    package init() {}

    package init(
        refund: UInt32 = 0, providerFen: Int64 = 0, redirected: Bool = false
    ) {
        self.refund = refund
        self.providerFen = providerFen
        self.redirected = redirected
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint32(1, "refund", &refund)
        try fields.int64(2, "provider_fen", &providerFen)
        try fields.bool(3, "redirected", &redirected)
    }
}

/// What the sources of an order paid and what is left to give back.
package struct GetOrderMoneyResponse: Message {
    package static let protoName = "tidemark.pool.v1.GetOrderMoneyResponse"

    package var member: UInt64 = 0
    package var state: MoneyState = MoneyState.zero
    /// Of a settled order, what was settled.
    package var paid: Sources?
    package var back: Sources?
    package var refunds: [OrderRefund] = []
    /// Of a settled order, what is left of what was settled.
    package var paidLeftFen: Int64 = 0
    package var contributionLeftFen: Int64 = 0
    package var partsLeft: ReversedParts?
    package var rewardsLeft: [ReversedReward] = []
    package var lot: UInt64 = 0
    package var sequence: UInt64 = 0

    package init() {}

    package init(
        member: UInt64 = 0, state: MoneyState = .zero, paid: Sources? = nil, back: Sources? = nil,
        refunds: [OrderRefund] = [], paidLeftFen: Int64 = 0, contributionLeftFen: Int64 = 0,
        partsLeft: ReversedParts? = nil, rewardsLeft: [ReversedReward] = [], lot: UInt64 = 0,
        sequence: UInt64 = 0
    ) {
        self.member = member
        self.state = state
        self.paid = paid
        self.back = back
        self.refunds = refunds
        self.paidLeftFen = paidLeftFen
        self.contributionLeftFen = contributionLeftFen
        self.partsLeft = partsLeft
        self.rewardsLeft = rewardsLeft
        self.lot = lot
        self.sequence = sequence
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "member", &member)
        try fields.enumeration(2, "state", &state)
        try fields.message(3, "paid", &paid)
        try fields.message(4, "back", &back)
        try fields.repeated(5, "refunds", &refunds)
        try fields.int64(6, "paid_left_fen", &paidLeftFen)
        try fields.int64(7, "contribution_left_fen", &contributionLeftFen)
        try fields.message(8, "parts_left", &partsLeft)
        try fields.repeated(9, "rewards_left", &rewardsLeft)
        try fields.uint64(10, "lot", &lot)
        try fields.uint64(11, "sequence", &sequence)
    }
}
