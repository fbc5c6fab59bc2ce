/// What settling an order would do now, without doing it.
package struct QuoteSettleRequest: Message {
    package static let protoName = "tidemark.pool.v1.QuoteSettleRequest"

    package var platform: String = ""
    package var paidFen: Int64 = 0
    package var contributionFen: Int64 = 0

    package init() {}

    package init(
        platform: String = "", paidFen: Int64 = 0, contributionFen: Int64 = 0
    ) {
        self.platform = platform
        self.paidFen = paidFen
        self.contributionFen = contributionFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.int64(2, "paid_fen", &paidFen)
        try fields.int64(3, "contribution_fen", &contributionFen)
    }
}

/// What the order would bring its buyer, with the truth about it.
package struct QuoteSettleResponse: Message {
    package static let protoName = "tidemark.pool.v1.QuoteSettleResponse"

    package var sequence: UInt64 = 0
    package var units: Int64 = 0
    package var valueFen: Int64 = 0
    package var netValueFen: Int64 = 0
    package var price: String = ""
    package var breakEvenPrice: String = ""
    package var exitPrice: String = ""
    package var ordersToBreakEven: String = ""
    package var ordersToExit: String = ""
    package var exits: UInt32 = 0
    package var exitsPayoutFen: Int64 = 0
    package var moreExits: Bool = false
    package var note: String = ""

    package init() {}

    package init(
        sequence: UInt64 = 0, units: Int64 = 0, valueFen: Int64 = 0, netValueFen: Int64 = 0,
        price: String = "", breakEvenPrice: String = "", exitPrice: String = "",
        ordersToBreakEven: String = "", ordersToExit: String = "", exits: UInt32 = 0,
        exitsPayoutFen: Int64 = 0, moreExits: Bool = false, note: String = ""
    ) {
        self.sequence = sequence
        self.units = units
        self.valueFen = valueFen
        self.netValueFen = netValueFen
        self.price = price
        self.breakEvenPrice = breakEvenPrice
        self.exitPrice = exitPrice
        self.ordersToBreakEven = ordersToBreakEven
        self.ordersToExit = ordersToExit
        self.exits = exits
        self.exitsPayoutFen = exitsPayoutFen
        self.moreExits = moreExits
        self.note = note
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "sequence", &sequence)
        try fields.int64(2, "units", &units)
        try fields.int64(3, "value_fen", &valueFen)
        try fields.int64(4, "net_value_fen", &netValueFen)
        try fields.string(5, "price", &price)
        try fields.string(6, "break_even_price", &breakEvenPrice)
        try fields.string(7, "exit_price", &exitPrice)
        try fields.string(8, "orders_to_break_even", &ordersToBreakEven)
        try fields.string(9, "orders_to_exit", &ordersToExit)
        try fields.uint32(10, "exits", &exits)
        try fields.int64(11, "exits_payout_fen", &exitsPayoutFen)
        try fields.bool(12, "more_exits", &moreExits)
        try fields.string(13, "note", &note)
    }
}
