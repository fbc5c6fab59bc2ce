/// Refused as `Share` would refuse an order of this buyer now.
package struct QuoteShareRequest: Message {
    package static let protoName = "tidemark.referral.v1.QuoteShareRequest"

    package var platform: String = ""
    package var buyer: UInt64 = 0
    package var rates: RewardRates?
    package var lines: [ShareLine] = []

    package init() {}

    package init(
        platform: String = "", buyer: UInt64 = 0, rates: RewardRates? = nil, lines: [ShareLine] = []
    ) {
        self.platform = platform
        self.buyer = buyer
        self.rates = rates
        self.lines = lines
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint64(2, "buyer", &buyer)
        try fields.message(3, "rates", &rates)
        try fields.repeated(4, "lines", &lines)
    }
}

package struct QuoteShareResponse: Message {
    package static let protoName = "tidemark.referral.v1.QuoteShareResponse"

    package var rows: [RewardRow] = []
    /// What is left of the budgets of all lines.
    package var unallocatedFen: Int64 = 0

    package init() {}

    package init(
        rows: [RewardRow] = [], unallocatedFen: Int64 = 0
    ) {
        self.rows = rows
        self.unallocatedFen = unallocatedFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.repeated(1, "rows", &rows)
        try fields.int64(2, "unallocated_fen", &unallocatedFen)
    }
}
