/// What an order would do before anyone pays. Refused as `Place` would be, and its parts as `Pay`
/// and `GrantSubsidy`; nothing is recorded.
package struct QuoteOrderRequest: Message {
    package static let protoName = "tidemark.order.v1.QuoteOrderRequest"

    package var platform: String = ""
    package var member: UInt64 = 0
    /// 1 to 64.
    package var lines: [OrderLine] = []
    /// What the member would pay beside the provider, as in `Paying.Pay`.
    package var walletFen: Int64 = 0
    package var couponFen: Int64 = 0
    package var coins: Int64 = 0
    /// What a subsidy would pay before that, as in `Paying.GrantSubsidy`; empty for none.
    package var source: String = ""
    package var subsidyFen: Int64 = 0

    package init() {}

    package init(
        platform: String = "", member: UInt64 = 0, lines: [OrderLine] = [], walletFen: Int64 = 0,
        couponFen: Int64 = 0, coins: Int64 = 0, source: String = "", subsidyFen: Int64 = 0
    ) {
        self.platform = platform
        self.member = member
        self.lines = lines
        self.walletFen = walletFen
        self.couponFen = couponFen
        self.coins = coins
        self.source = source
        self.subsidyFen = subsidyFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint64(2, "member", &member)
        try fields.repeated(3, "lines", &lines)
        try fields.int64(4, "wallet_fen", &walletFen)
        try fields.int64(5, "coupon_fen", &couponFen)
        try fields.int64(6, "coins", &coins)
        try fields.string(7, "source", &source)
        try fields.int64(8, "subsidy_fen", &subsidyFen)
    }
}

package struct QuoteOrderResponse: Message {
    package static let protoName = "tidemark.order.v1.QuoteOrderResponse"

    /// Price and waterfall in force now, those of campaigns included.
    package var lines: [ReservedLine] = []
    /// What a payment provider would be asked for.
    package var toPayFen: Int64 = 0
    /// Of all lines together; what of it goes into the reserve is its contribution.
    package var waterfall: Waterfall?
    /// One shipped line makes the order shipped.
    package var delivery: Delivery = Delivery.zero
    /// Who would earn if the order were paid now, and what is left of the commission.
    package var rewards: [RewardRow] = []
    package var unallocatedFen: Int64 = 0
    /// The plan whose rates these are.
    package var planVersion: UInt32 = 0
    /// What the buyer would get if the order settled now, with the truth about it. Absent for an
    /// order that brings nothing into the reserve: it gives no points.
    package var settlement: QuoteSettleResponse?
    /// What all members get and could ever get: the truth beside the price.
    package var pool: GetPoolResponse?
    /// In words.
    package var note: String = ""
    /// What each would pay: all together the price.
    package var paidBy: Sources?

    package init() {}

    package init(
        lines: [ReservedLine] = [], toPayFen: Int64 = 0, waterfall: Waterfall? = nil,
        delivery: Delivery = Delivery.zero, rewards: [RewardRow] = [], unallocatedFen: Int64 = 0,
        planVersion: UInt32 = 0, settlement: QuoteSettleResponse? = nil,
        pool: GetPoolResponse? = nil, note: String = "", paidBy: Sources? = nil
    ) {
        self.lines = lines
        self.toPayFen = toPayFen
        self.waterfall = waterfall
        self.delivery = delivery
        self.rewards = rewards
        self.unallocatedFen = unallocatedFen
        self.planVersion = planVersion
        self.settlement = settlement
        self.pool = pool
        self.note = note
        self.paidBy = paidBy
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.repeated(1, "lines", &lines)
        try fields.int64(2, "to_pay_fen", &toPayFen)
        try fields.message(3, "waterfall", &waterfall)
        try fields.enumeration(4, "delivery", &delivery)
        try fields.repeated(5, "rewards", &rewards)
        try fields.int64(6, "unallocated_fen", &unallocatedFen)
        try fields.uint32(7, "plan_version", &planVersion)
        try fields.message(8, "settlement", &settlement)
        try fields.message(9, "pool", &pool)
        try fields.string(10, "note", &note)
        try fields.message(11, "paid_by", &paidBy)
    }
}

/// What was recorded of one order, or of all orders of a member, the latest first.
///
/// An order's cost is that of its entries. A member's is also a look at each order that the member
/// ever placed.
package struct GetOrderStatementRequest: Message {
    package static let protoName = "tidemark.order.v1.GetOrderStatementRequest"

    package var platform: String = ""
    /// One of the two.
    package var order: UInt64 = 0
    package var member: UInt64 = 0
    /// Only entries before this one; 0 for the latest.
    package var beforeSequence: UInt64 = 0
    /// Entries, 1 to 1,000; 0 means 100.
    package var limit: UInt32 = 0

    package init() {}

    package init(
        platform: String = "", order: UInt64 = 0, member: UInt64 = 0, beforeSequence: UInt64 = 0,
        limit: UInt32 = 0
    ) {
        self.platform = platform
        self.order = order
        self.member = member
        self.beforeSequence = beforeSequence
        self.limit = limit
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint64(2, "order", &order)
        try fields.uint64(3, "member", &member)
        try fields.uint64(4, "before_sequence", &beforeSequence)
        try fields.uint32(5, "limit", &limit)
    }
}

package struct OrderStatementRow: Message {
    package static let protoName = "tidemark.order.v1.OrderStatementRow"

    package var sequence: UInt64 = 0
    /// Microseconds since 1970 UTC.
    package var timeUs: Int64 = 0
    /// What happened, such as `paid`.
    package var kind: String = ""
    package var order: UInt64 = 0
    /// Who asked for it, such as `operator/ann`; what the service does by itself is its own.
    package var caller: String = ""
    /// The same in words.
    package var sentence: String = ""

    package init() {}

    package init(
        sequence: UInt64 = 0, timeUs: Int64 = 0, kind: String = "", order: UInt64 = 0,
        caller: String = "", sentence: String = ""
    ) {
        self.sequence = sequence
        self.timeUs = timeUs
        self.kind = kind
        self.order = order
        self.caller = caller
        self.sentence = sentence
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "sequence", &sequence)
        try fields.int64(2, "time_us", &timeUs)
        try fields.string(3, "kind", &kind)
        try fields.uint64(4, "order", &order)
        try fields.string(5, "caller", &caller)
        try fields.string(6, "sentence", &sentence)
    }
}

package struct GetOrderStatementResponse: Message {
    package static let protoName = "tidemark.order.v1.GetOrderStatementResponse"

    /// As of this entry; entries after it are not shown.
    package var sequence: UInt64 = 0
    package var rows: [OrderStatementRow] = []
    /// Ask with this as before_sequence for what came earlier; 0 when there is nothing.
    package var nextBeforeSequence: UInt64 = 0
    /// Of an order: as it was before `before_sequence`, or is as of `sequence`.
    package var order: Order?

    package init() {}

    package init(
        sequence: UInt64 = 0, rows: [OrderStatementRow] = [], nextBeforeSequence: UInt64 = 0,
        order: Order? = nil
    ) {
        self.sequence = sequence
        self.rows = rows
        self.nextBeforeSequence = nextBeforeSequence
        self.order = order
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "sequence", &sequence)
        try fields.repeated(2, "rows", &rows)
        try fields.uint64(3, "next_before_sequence", &nextBeforeSequence)
        try fields.message(4, "order", &order)
    }
}

/// Streams what happens to a member's orders, each as it is after one entry.
package struct WatchMemberRequest: Message {
    package static let protoName = "tidemark.order.v1.WatchMemberRequest"

    package var platform: String = ""
    package var member: UInt64 = 0
    /// Begins with what came after this entry, such as the last that was seen; 0 begins with now.
    package var afterSequence: UInt64 = 0

    package init() {}

    package init(
        platform: String = "", member: UInt64 = 0, afterSequence: UInt64 = 0
    ) {
        self.platform = platform
        self.member = member
        self.afterSequence = afterSequence
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint64(2, "member", &member)
        try fields.uint64(3, "after_sequence", &afterSequence)
    }
}

package struct WatchMemberResponse: Message {
    package static let protoName = "tidemark.order.v1.WatchMemberResponse"

    /// The order is as it was after this entry.
    package var sequence: UInt64 = 0
    package var order: Order?

    package init() {}

    package init(
        sequence: UInt64 = 0, order: Order? = nil
    ) {
        self.sequence = sequence
        self.order = order
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "sequence", &sequence)
        try fields.message(2, "order", &order)
    }
}
