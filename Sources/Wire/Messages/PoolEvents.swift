package struct PlatformCreated: Message {
    package static let protoName = "tidemark.pool.v1.PlatformCreated"

    package var platform: Platform?

    package init() {}

    package init(
        platform: Platform? = nil
    ) {
        self.platform = platform
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.message(1, "platform", &platform)
    }
}

package struct Held: Message {
    package static let protoName = "tidemark.pool.v1.Held"

    package var order: UInt64 = 0
    package var member: UInt64 = 0
    package var paidFen: Int64 = 0
    package var payment: String = ""
    package var lines: [Line] = []
    package var walletFen: Int64 = 0
    package var couponFen: Int64 = 0
    package var coins: Int64 = 0

    package init() {}

    package init(
        order: UInt64 = 0, member: UInt64 = 0, paidFen: Int64 = 0, payment: String = "",
        lines: [Line] = [], walletFen: Int64 = 0, couponFen: Int64 = 0, coins: Int64 = 0
    ) {
        self.order = order
        self.member = member
        self.paidFen = paidFen
        self.payment = payment
        self.lines = lines
        self.walletFen = walletFen
        self.couponFen = couponFen
        self.coins = coins
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.uint64(2, "member", &member)
        try fields.int64(3, "paid_fen", &paidFen)
        try fields.string(4, "payment", &payment)
        try fields.repeated(5, "lines", &lines)
        try fields.int64(6, "wallet_fen", &walletFen)
        try fields.int64(7, "coupon_fen", &couponFen)
        try fields.int64(8, "coins", &coins)
    }
}

/// An order has its settlement number; what it caused follows in the same group.
package struct Settled: Message {
    package static let protoName = "tidemark.pool.v1.Settled"

    package var number: UInt64 = 0
    package var order: UInt64 = 0
    package var member: UInt64 = 0
    package var paidFen: Int64 = 0
    package var contributionFen: Int64 = 0
    package var outcome: Outcome = Outcome.zero
    package var refused: String = ""
    package var note: String = ""
    package var lot: UInt64 = 0
    package var valueFen: Int64 = 0
    package var units: Int64 = 0
    package var legacyUnits: Int64 = 0
    package var planVersion: UInt32 = 0
    package var windowEndUs: Int64 = 0
    package var lines: [Line] = []
    package var reserveFen: Int64 = 0
    package var supplyUnits: Int64 = 0

    package init() {}

    package init(
        number: UInt64 = 0, order: UInt64 = 0, member: UInt64 = 0, paidFen: Int64 = 0,
        contributionFen: Int64 = 0, outcome: Outcome = .zero, refused: String = "",
        note: String = "", lot: UInt64 = 0, valueFen: Int64 = 0, units: Int64 = 0,
        legacyUnits: Int64 = 0, planVersion: UInt32 = 0, windowEndUs: Int64 = 0, lines: [Line] = [],
        reserveFen: Int64 = 0, supplyUnits: Int64 = 0
    ) {
        self.number = number
        self.order = order
        self.member = member
        self.paidFen = paidFen
        self.contributionFen = contributionFen
        self.outcome = outcome
        self.refused = refused
        self.note = note
        self.lot = lot
        self.valueFen = valueFen
        self.units = units
        self.legacyUnits = legacyUnits
        self.planVersion = planVersion
        self.windowEndUs = windowEndUs
        self.lines = lines
        self.reserveFen = reserveFen
        self.supplyUnits = supplyUnits
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "number", &number)
        try fields.uint64(2, "order", &order)
        try fields.uint64(3, "member", &member)
        try fields.int64(4, "paid_fen", &paidFen)
        try fields.int64(5, "contribution_fen", &contributionFen)
        try fields.enumeration(6, "outcome", &outcome)
        try fields.string(7, "refused", &refused)
        try fields.string(8, "note", &note)
        try fields.uint64(9, "lot", &lot)
        try fields.int64(10, "value_fen", &valueFen)
        try fields.int64(11, "units", &units)
        try fields.int64(12, "legacy_units", &legacyUnits)
        try fields.uint32(13, "plan_version", &planVersion)
        try fields.int64(14, "window_end_us", &windowEndUs)
        try fields.repeated(15, "lines", &lines)
        try fields.int64(16, "reserve_fen", &reserveFen)
        try fields.int64(17, "supply_units", &supplyUnits)
    }
}

package struct Sold: Message {
    package static let protoName = "tidemark.pool.v1.Sold"

    package var lot: UInt64 = 0
    package var member: UInt64 = 0
    package var units: Int64 = 0
    package var grossFen: Int64 = 0
    package var payoutFen: Int64 = 0
    package var lines: [Line] = []
    package var reserveFen: Int64 = 0
    package var supplyUnits: Int64 = 0

    package init() {}

    package init(
        lot: UInt64 = 0, member: UInt64 = 0, units: Int64 = 0, grossFen: Int64 = 0,
        payoutFen: Int64 = 0, lines: [Line] = [], reserveFen: Int64 = 0, supplyUnits: Int64 = 0
    ) {
        self.lot = lot
        self.member = member
        self.units = units
        self.grossFen = grossFen
        self.payoutFen = payoutFen
        self.lines = lines
        self.reserveFen = reserveFen
        self.supplyUnits = supplyUnits
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "lot", &lot)
        try fields.uint64(2, "member", &member)
        try fields.int64(3, "units", &units)
        try fields.int64(4, "gross_fen", &grossFen)
        try fields.int64(5, "payout_fen", &payoutFen)
        try fields.repeated(6, "lines", &lines)
        try fields.int64(7, "reserve_fen", &reserveFen)
        try fields.int64(8, "supply_units", &supplyUnits)
    }
}

package struct Exited: Message {
    package static let protoName = "tidemark.pool.v1.Exited"

    package var lot: UInt64 = 0
    package var member: UInt64 = 0
    package var units: Int64 = 0
    package var grossFen: Int64 = 0
    package var payoutFen: Int64 = 0
    package var lines: [Line] = []
    package var reserveFen: Int64 = 0
    package var supplyUnits: Int64 = 0

    package init() {}

    package init(
        lot: UInt64 = 0, member: UInt64 = 0, units: Int64 = 0, grossFen: Int64 = 0,
        payoutFen: Int64 = 0, lines: [Line] = [], reserveFen: Int64 = 0, supplyUnits: Int64 = 0
    ) {
        self.lot = lot
        self.member = member
        self.units = units
        self.grossFen = grossFen
        self.payoutFen = payoutFen
        self.lines = lines
        self.reserveFen = reserveFen
        self.supplyUnits = supplyUnits
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "lot", &lot)
        try fields.uint64(2, "member", &member)
        try fields.int64(3, "units", &units)
        try fields.int64(4, "gross_fen", &grossFen)
        try fields.int64(5, "payout_fen", &payoutFen)
        try fields.repeated(6, "lines", &lines)
        try fields.int64(7, "reserve_fen", &reserveFen)
        try fields.int64(8, "supply_units", &supplyUnits)
    }
}

package struct Split: Message {
    package static let protoName = "tidemark.pool.v1.Split"

    package var ratio: UInt64 = 0
    package var reserveFen: Int64 = 0
    package var supplyUnits: Int64 = 0

    package init() {}

    package init(
        ratio: UInt64 = 0, reserveFen: Int64 = 0, supplyUnits: Int64 = 0
    ) {
        self.ratio = ratio
        self.reserveFen = reserveFen
        self.supplyUnits = supplyUnits
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "ratio", &ratio)
        try fields.int64(2, "reserve_fen", &reserveFen)
        try fields.int64(3, "supply_units", &supplyUnits)
    }
}

package struct SeriesClosed: Message {
    package static let protoName = "tidemark.pool.v1.SeriesClosed"

    package var series: UInt64 = 0
    package var orphanedFen: Int64 = 0
    package var lines: [Line] = []
    package var reserveFen: Int64 = 0
    package var supplyUnits: Int64 = 0

    package init() {}

    package init(
        series: UInt64 = 0, orphanedFen: Int64 = 0, lines: [Line] = [], reserveFen: Int64 = 0,
        supplyUnits: Int64 = 0
    ) {
        self.series = series
        self.orphanedFen = orphanedFen
        self.lines = lines
        self.reserveFen = reserveFen
        self.supplyUnits = supplyUnits
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "series", &series)
        try fields.int64(2, "orphaned_fen", &orphanedFen)
        try fields.repeated(3, "lines", &lines)
        try fields.int64(4, "reserve_fen", &reserveFen)
        try fields.int64(5, "supply_units", &supplyUnits)
    }
}
