/// Refused as `Hold` and `GrantCoupon` would refuse these parts of a member's order now.
package struct QuoteHoldRequest: Message {
    package static let protoName = "tidemark.pool.v1.QuoteHoldRequest"

    package var platform: String = ""
    package var member: UInt64 = 0
    package var walletFen: Int64 = 0
    package var couponFen: Int64 = 0
    package var coins: Int64 = 0
    /// The subsidy that pays a part; empty for none.
    package var source: String = ""
    package var subsidyFen: Int64 = 0

    package init() {}

    package init(
        platform: String = "", member: UInt64 = 0, walletFen: Int64 = 0, couponFen: Int64 = 0,
        coins: Int64 = 0, source: String = "", subsidyFen: Int64 = 0
    ) {
        self.platform = platform
        self.member = member
        self.walletFen = walletFen
        self.couponFen = couponFen
        self.coins = coins
        self.source = source
        self.subsidyFen = subsidyFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint64(2, "member", &member)
        try fields.int64(3, "wallet_fen", &walletFen)
        try fields.int64(4, "coupon_fen", &couponFen)
        try fields.int64(5, "coins", &coins)
        try fields.string(6, "source", &source)
        try fields.int64(7, "subsidy_fen", &subsidyFen)
    }
}

package struct QuoteHoldResponse: Message {
    package static let protoName = "tidemark.pool.v1.QuoteHoldResponse"

    /// The answer is of this entry of the journal.
    package var sequence: UInt64 = 0

    package init() {}

    package init(
        sequence: UInt64 = 0
    ) {
        self.sequence = sequence
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "sequence", &sequence)
    }
}
