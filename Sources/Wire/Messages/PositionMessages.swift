/// One lot with the truth about it.
package struct LotPosition: Message {
    package static let protoName = "tidemark.pool.v1.LotPosition"

    package var lot: UInt64 = 0
    package var order: UInt64 = 0
    package var paidFen: Int64 = 0
    package var units: Int64 = 0
    /// What redeeming all of it would pay now, after retention.
    package var netValueFen: Int64 = 0
    package var receivedFen: Int64 = 0
    /// Yuan per point, rounded up to four places: below it the member gets back less than was paid.
    package var breakEvenPrice: String = ""
    /// Yuan per point, rounded up: the lot is forced out there; empty for never.
    package var exitPrice: String = ""
    /// Orders still needed, if nobody redeems; estimates, two significant digits, rounded up; empty
    /// for never.
    package var ordersToBreakEven: String = ""
    package var ordersToExit: String = ""

    package init() {}

    package init(
        lot: UInt64 = 0, order: UInt64 = 0, paidFen: Int64 = 0, units: Int64 = 0,
        netValueFen: Int64 = 0, receivedFen: Int64 = 0, breakEvenPrice: String = "",
        exitPrice: String = "", ordersToBreakEven: String = "", ordersToExit: String = ""
    ) {
        self.lot = lot
        self.order = order
        self.paidFen = paidFen
        self.units = units
        self.netValueFen = netValueFen
        self.receivedFen = receivedFen
        self.breakEvenPrice = breakEvenPrice
        self.exitPrice = exitPrice
        self.ordersToBreakEven = ordersToBreakEven
        self.ordersToExit = ordersToExit
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "lot", &lot)
        try fields.uint64(2, "order", &order)
        try fields.int64(3, "paid_fen", &paidFen)
        try fields.int64(4, "units", &units)
        try fields.int64(5, "net_value_fen", &netValueFen)
        try fields.int64(6, "received_fen", &receivedFen)
        try fields.string(7, "break_even_price", &breakEvenPrice)
        try fields.string(8, "exit_price", &exitPrice)
        try fields.string(9, "orders_to_break_even", &ordersToBreakEven)
        try fields.string(10, "orders_to_exit", &ordersToExit)
    }
}

package struct GetPositionRequest: Message {
    package static let protoName = "tidemark.pool.v1.GetPositionRequest"

    package var platform: String = ""
    package var member: UInt64 = 0

    package init() {}

    package init(
        platform: String = "", member: UInt64 = 0
    ) {
        self.platform = platform
        self.member = member
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint64(2, "member", &member)
    }
}

package struct GetPositionResponse: Message {
    package static let protoName = "tidemark.pool.v1.GetPositionResponse"

    package var member: UInt64 = 0
    package var sequence: UInt64 = 0
    package var walletFen: Int64 = 0
    package var lots: [LotPosition] = []
    package var netValueFen: Int64 = 0
    package var paidFen: Int64 = 0
    package var receivedFen: Int64 = 0

    package init() {}

    package init(
        member: UInt64 = 0, sequence: UInt64 = 0, walletFen: Int64 = 0, lots: [LotPosition] = [],
        netValueFen: Int64 = 0, paidFen: Int64 = 0, receivedFen: Int64 = 0
    ) {
        self.member = member
        self.sequence = sequence
        self.walletFen = walletFen
        self.lots = lots
        self.netValueFen = netValueFen
        self.paidFen = paidFen
        self.receivedFen = receivedFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "member", &member)
        try fields.uint64(2, "sequence", &sequence)
        try fields.int64(3, "wallet_fen", &walletFen)
        try fields.repeated(4, "lots", &lots)
        try fields.int64(5, "net_value_fen", &netValueFen)
        try fields.int64(6, "paid_fen", &paidFen)
        try fields.int64(7, "received_fen", &receivedFen)
    }
}

package struct ListWalletsRequest: Message {
    package static let protoName = "tidemark.pool.v1.ListWalletsRequest"

    package var platform: String = ""
    /// Lists wallets of members above this id that are not empty.
    package var afterMember: UInt64 = 0
    /// 1 to 1,000; 0 means 100.
    package var limit: UInt32 = 0

    package init() {}

    package init(
        platform: String = "", afterMember: UInt64 = 0, limit: UInt32 = 0
    ) {
        self.platform = platform
        self.afterMember = afterMember
        self.limit = limit
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint64(2, "after_member", &afterMember)
        try fields.uint32(3, "limit", &limit)
    }
}

package struct Wallet: Message {
    package static let protoName = "tidemark.pool.v1.Wallet"

    package var member: UInt64 = 0
    package var balanceFen: Int64 = 0

    package init() {}

    package init(
        member: UInt64 = 0, balanceFen: Int64 = 0
    ) {
        self.member = member
        self.balanceFen = balanceFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "member", &member)
        try fields.int64(2, "balance_fen", &balanceFen)
    }
}

package struct ListWalletsResponse: Message {
    package static let protoName = "tidemark.pool.v1.ListWalletsResponse"

    package var wallets: [Wallet] = []

    package init() {}

    package init(
        wallets: [Wallet] = []
    ) {
        self.wallets = wallets
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.repeated(1, "wallets", &wallets)
    }
}

package struct GetTrialBalanceRequest: Message {
    package static let protoName = "tidemark.pool.v1.GetTrialBalanceRequest"

    package var platform: String = ""
    /// As of this entry; 0 for the latest. An earlier one costs reading all entries before it, or
    /// all after it if these are fewer.
    package var sequence: UInt64 = 0

    package init() {}

    package init(
        platform: String = "", sequence: UInt64 = 0
    ) {
        self.platform = platform
        self.sequence = sequence
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint64(2, "sequence", &sequence)
    }
}

package struct GetTrialBalanceResponse: Message {
    package static let protoName = "tidemark.pool.v1.GetTrialBalanceResponse"

    package var sequence: UInt64 = 0
    /// Balances by account, those of one kind (such as all wallets) summed.
    package var balances: [Line] = []

    package init() {}

    package init(
        sequence: UInt64 = 0, balances: [Line] = []
    ) {
        self.sequence = sequence
        self.balances = balances
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "sequence", &sequence)
        try fields.repeated(2, "balances", &balances)
    }
}
