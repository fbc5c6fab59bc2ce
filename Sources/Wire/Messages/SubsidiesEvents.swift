package struct SubsidyReceived: Message {
    package static let protoName = "tidemark.pool.v1.SubsidyReceived"

    package var source: String = ""
    package var amountFen: Int64 = 0
    package var reference: String = ""
    package var lines: [Line] = []

    package init() {}

    package init(
        source: String = "", amountFen: Int64 = 0, reference: String = "", lines: [Line] = []
    ) {
        self.source = source
        self.amountFen = amountFen
        self.reference = reference
        self.lines = lines
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "source", &source)
        try fields.int64(2, "amount_fen", &amountFen)
        try fields.string(3, "reference", &reference)
        try fields.repeated(4, "lines", &lines)
    }
}

package struct SliceAnnounced: Message {
    package static let protoName = "tidemark.pool.v1.SliceAnnounced"

    package var slice: UInt64 = 0
    package var source: String = ""
    package var amountFen: Int64 = 0
    package var notBeforeUs: Int64 = 0
    package var atUs: Int64 = 0

    package init() {}

    package init(
        slice: UInt64 = 0, source: String = "", amountFen: Int64 = 0, notBeforeUs: Int64 = 0,
        atUs: Int64 = 0
    ) {
        self.slice = slice
        self.source = source
        self.amountFen = amountFen
        self.notBeforeUs = notBeforeUs
        self.atUs = atUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "slice", &slice)
        try fields.string(2, "source", &source)
        try fields.int64(3, "amount_fen", &amountFen)
        try fields.int64(4, "not_before_us", &notBeforeUs)
        try fields.int64(5, "at_us", &atUs)
    }
}

/// What the injection caused follows in the same group.
package struct SliceInjected: Message {
    package static let protoName = "tidemark.pool.v1.SliceInjected"

    package var slice: UInt64 = 0
    package var source: String = ""
    package var amountFen: Int64 = 0
    package var atUs: Int64 = 0
    package var beyondDailyLimit: Bool = false
    package var lines: [Line] = []
    package var reserveFen: Int64 = 0
    package var supplyUnits: Int64 = 0

    package init() {}

    package init(
        slice: UInt64 = 0, source: String = "", amountFen: Int64 = 0, atUs: Int64 = 0,
        beyondDailyLimit: Bool = false, lines: [Line] = [], reserveFen: Int64 = 0,
        supplyUnits: Int64 = 0
    ) {
        self.slice = slice
        self.source = source
        self.amountFen = amountFen
        self.atUs = atUs
        self.beyondDailyLimit = beyondDailyLimit
        self.lines = lines
        self.reserveFen = reserveFen
        self.supplyUnits = supplyUnits
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "slice", &slice)
        try fields.string(2, "source", &source)
        try fields.int64(3, "amount_fen", &amountFen)
        try fields.int64(4, "at_us", &atUs)
        try fields.bool(5, "beyond_daily_limit", &beyondDailyLimit)
        try fields.repeated(6, "lines", &lines)
        try fields.int64(7, "reserve_fen", &reserveFen)
        try fields.int64(8, "supply_units", &supplyUnits)
    }
}

package struct CouponGranted: Message {
    package static let protoName = "tidemark.pool.v1.CouponGranted"

    package var order: UInt64 = 0
    package var member: UInt64 = 0
    package var source: String = ""
    package var amountFen: Int64 = 0
    package var lines: [Line] = []

    package init() {}

    package init(
        order: UInt64 = 0, member: UInt64 = 0, source: String = "", amountFen: Int64 = 0,
        lines: [Line] = []
    ) {
        self.order = order
        self.member = member
        self.source = source
        self.amountFen = amountFen
        self.lines = lines
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.uint64(2, "member", &member)
        try fields.string(3, "source", &source)
        try fields.int64(4, "amount_fen", &amountFen)
        try fields.repeated(5, "lines", &lines)
    }
}
