package struct GetPoolRequest: Message {
    package static let protoName = "tidemark.pool.v1.GetPoolRequest"

    package var platform: String = ""

    package init() {}

    package init(
        platform: String = ""
    ) {
        self.platform = platform
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
    }
}

/// The pool and, beside its price, the truth about it.
package struct GetPoolResponse: Message {
    package static let protoName = "tidemark.pool.v1.GetPoolResponse"

    package var platform: Platform?
    /// The figures are as of this entry of the journal.
    package var sequence: UInt64 = 0
    package var reserveFen: Int64 = 0
    package var supplyUnits: Int64 = 0
    /// Yuan per point, floored to four places; empty while no points circulate.
    package var price: String = ""
    package var orphanFen: Int64 = 0
    package var series: UInt64 = 0
    package var splits: UInt64 = 0
    package var trustUnits: Int64 = 0
    package var lotsOpen: UInt64 = 0
    package var lotsGranted: UInt64 = 0
    package var exits: UInt64 = 0
    package var nextNumber: UInt64 = 0
    /// Money in and out since the beginning, fen.
    package var paidByMembersFen: Int64 = 0
    package var contributedFen: Int64 = 0
    package var redeemedFen: Int64 = 0
    package var exitedFen: Int64 = 0
    /// Members with points or past points, and those of them who have now received, or would
    /// receive by redeeming all, at least what they paid.
    package var members: UInt64 = 0
    package var membersInProfit: UInt64 = 0
    /// Reserve in basis points of all that members paid: the most that they could ever get
    /// together, before retention.
    package var reserveOfPaidBps: UInt32 = 0
    /// What all members together would receive if each redeemed all points now, after retention.
    package var netValueFen: Int64 = 0
    /// Sums of all wallets, fen.
    package var walletsFen: Int64 = 0
    /// What is left of subsidies in the reserve, and the price without it.
    package var subsidyFen: Int64 = 0
    package var priceWithoutSubsidy: String = ""
    /// Members, those in profit and the net value are as of this entry: in a large pool a copy at
    /// most a minute old.
    package var figuresSequence: UInt64 = 0
    /// Operators, staff and payers of subsidies who hold points, and the points they hold.
    package var relatedMembers: UInt64 = 0
    package var relatedUnits: Int64 = 0

    package init() {}

    package init(
        platform: Platform? = nil, sequence: UInt64 = 0, reserveFen: Int64 = 0,
        supplyUnits: Int64 = 0, price: String = "", orphanFen: Int64 = 0, series: UInt64 = 0,
        splits: UInt64 = 0, trustUnits: Int64 = 0, lotsOpen: UInt64 = 0, lotsGranted: UInt64 = 0,
        exits: UInt64 = 0, nextNumber: UInt64 = 0, paidByMembersFen: Int64 = 0,
        contributedFen: Int64 = 0, redeemedFen: Int64 = 0, exitedFen: Int64 = 0,
        members: UInt64 = 0, membersInProfit: UInt64 = 0, reserveOfPaidBps: UInt32 = 0,
        netValueFen: Int64 = 0, walletsFen: Int64 = 0, subsidyFen: Int64 = 0,
        priceWithoutSubsidy: String = "", figuresSequence: UInt64 = 0,
        relatedMembers: UInt64 = 0, relatedUnits: Int64 = 0
    ) {
        self.platform = platform
        self.sequence = sequence
        self.reserveFen = reserveFen
        self.supplyUnits = supplyUnits
        self.price = price
        self.orphanFen = orphanFen
        self.series = series
        self.splits = splits
        self.trustUnits = trustUnits
        self.lotsOpen = lotsOpen
        self.lotsGranted = lotsGranted
        self.exits = exits
        self.nextNumber = nextNumber
        self.paidByMembersFen = paidByMembersFen
        self.contributedFen = contributedFen
        self.redeemedFen = redeemedFen
        self.exitedFen = exitedFen
        self.members = members
        self.membersInProfit = membersInProfit
        self.reserveOfPaidBps = reserveOfPaidBps
        self.netValueFen = netValueFen
        self.walletsFen = walletsFen
        self.subsidyFen = subsidyFen
        self.priceWithoutSubsidy = priceWithoutSubsidy
        self.figuresSequence = figuresSequence
        self.relatedMembers = relatedMembers
        self.relatedUnits = relatedUnits
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.message(1, "platform", &platform)
        try fields.uint64(2, "sequence", &sequence)
        try fields.int64(3, "reserve_fen", &reserveFen)
        try fields.int64(4, "supply_units", &supplyUnits)
        try fields.string(5, "price", &price)
        try fields.int64(6, "orphan_fen", &orphanFen)
        try fields.uint64(7, "series", &series)
        try fields.uint64(8, "splits", &splits)
        try fields.int64(9, "trust_units", &trustUnits)
        try fields.uint64(10, "lots_open", &lotsOpen)
        try fields.uint64(11, "lots_granted", &lotsGranted)
        try fields.uint64(12, "exits", &exits)
        try fields.uint64(13, "next_number", &nextNumber)
        try fields.int64(14, "paid_by_members_fen", &paidByMembersFen)
        try fields.int64(15, "contributed_fen", &contributedFen)
        try fields.int64(16, "redeemed_fen", &redeemedFen)
        try fields.int64(17, "exited_fen", &exitedFen)
        try fields.uint64(18, "members", &members)
        try fields.uint64(19, "members_in_profit", &membersInProfit)
        try fields.uint32(20, "reserve_of_paid_bps", &reserveOfPaidBps)
        try fields.int64(21, "net_value_fen", &netValueFen)
        try fields.int64(22, "wallets_fen", &walletsFen)
        try fields.int64(23, "subsidy_fen", &subsidyFen)
        try fields.string(24, "price_without_subsidy", &priceWithoutSubsidy)
        try fields.uint64(25, "figures_sequence", &figuresSequence)
        try fields.uint64(26, "related_members", &relatedMembers)
        try fields.int64(27, "related_units", &relatedUnits)
    }
}
