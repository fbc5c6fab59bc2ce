package struct ProgrammeOpened: Message {
    package static let protoName = "tidemark.pool.v1.ProgrammeOpened"

    package var programme: UInt64 = 0
    package var terms: ShareTerms?

    package init() {}

    package init(
        programme: UInt64 = 0, terms: ShareTerms? = nil
    ) {
        self.programme = programme
        self.terms = terms
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "programme", &programme)
        try fields.message(2, "terms", &terms)
    }
}

package struct Converted: Message {
    package static let protoName = "tidemark.pool.v1.Converted"

    package var entry: UInt64 = 0
    package var programme: UInt64 = 0
    package var member: UInt64 = 0
    package var lot: UInt64 = 0
    package var shares: Int64 = 0
    package var amountFen: Int64 = 0
    package var units: Int64 = 0
    package var atUs: Int64 = 0
    package var lines: [Line] = []
    package var reserveFen: Int64 = 0
    package var supplyUnits: Int64 = 0

    package init() {}

    package init(
        entry: UInt64 = 0, programme: UInt64 = 0, member: UInt64 = 0, lot: UInt64 = 0,
        shares: Int64 = 0, amountFen: Int64 = 0, units: Int64 = 0, atUs: Int64 = 0,
        lines: [Line] = [], reserveFen: Int64 = 0, supplyUnits: Int64 = 0
    ) {
        self.entry = entry
        self.programme = programme
        self.member = member
        self.lot = lot
        self.shares = shares
        self.amountFen = amountFen
        self.units = units
        self.atUs = atUs
        self.lines = lines
        self.reserveFen = reserveFen
        self.supplyUnits = supplyUnits
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "entry", &entry)
        try fields.uint64(2, "programme", &programme)
        try fields.uint64(3, "member", &member)
        try fields.uint64(4, "lot", &lot)
        try fields.int64(5, "shares", &shares)
        try fields.int64(6, "amount_fen", &amountFen)
        try fields.int64(7, "units", &units)
        try fields.int64(8, "at_us", &atUs)
        try fields.repeated(9, "lines", &lines)
        try fields.int64(10, "reserve_fen", &reserveFen)
        try fields.int64(11, "supply_units", &supplyUnits)
    }
}

/// With success the payable becomes capital; else one `reissued` for each subscription follows,
/// in this group and further ones.
package struct ProgrammeClosed: Message {
    package static let protoName = "tidemark.pool.v1.ProgrammeClosed"

    package var programme: UInt64 = 0
    package var successful: Bool = false
    package var reference: String = ""
    package var shares: Int64 = 0
    package var amountFen: Int64 = 0
    package var atUs: Int64 = 0
    package var lines: [Line] = []

    package init() {}

    package init(
        programme: UInt64 = 0, successful: Bool = false, reference: String = "", shares: Int64 = 0,
        amountFen: Int64 = 0, atUs: Int64 = 0, lines: [Line] = []
    ) {
        self.programme = programme
        self.successful = successful
        self.reference = reference
        self.shares = shares
        self.amountFen = amountFen
        self.atUs = atUs
        self.lines = lines
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "programme", &programme)
        try fields.bool(2, "successful", &successful)
        try fields.string(3, "reference", &reference)
        try fields.int64(4, "shares", &shares)
        try fields.int64(5, "amount_fen", &amountFen)
        try fields.int64(6, "at_us", &atUs)
        try fields.repeated(7, "lines", &lines)
    }
}

/// A subscription of a failed programme is undone, at the price of now.
package struct Reissued: Message {
    package static let protoName = "tidemark.pool.v1.Reissued"

    package var entry: UInt64 = 0
    package var programme: UInt64 = 0
    package var member: UInt64 = 0
    /// The lot that was converted.
    package var lot: UInt64 = 0
    package var shares: Int64 = 0
    package var amountFen: Int64 = 0
    package var units: Int64 = 0
    /// Where the units are: the lot, or a new one if that is closed; 0 if the amount buys none.
    package var into: UInt64 = 0
    package var lines: [Line] = []
    package var reserveFen: Int64 = 0
    package var supplyUnits: Int64 = 0

    package init() {}

    package init(
        entry: UInt64 = 0, programme: UInt64 = 0, member: UInt64 = 0, lot: UInt64 = 0,
        shares: Int64 = 0, amountFen: Int64 = 0, units: Int64 = 0, into: UInt64 = 0,
        lines: [Line] = [], reserveFen: Int64 = 0, supplyUnits: Int64 = 0
    ) {
        self.entry = entry
        self.programme = programme
        self.member = member
        self.lot = lot
        self.shares = shares
        self.amountFen = amountFen
        self.units = units
        self.into = into
        self.lines = lines
        self.reserveFen = reserveFen
        self.supplyUnits = supplyUnits
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "entry", &entry)
        try fields.uint64(2, "programme", &programme)
        try fields.uint64(3, "member", &member)
        try fields.uint64(4, "lot", &lot)
        try fields.int64(5, "shares", &shares)
        try fields.int64(6, "amount_fen", &amountFen)
        try fields.int64(7, "units", &units)
        try fields.uint64(8, "into", &into)
        try fields.repeated(9, "lines", &lines)
        try fields.int64(10, "reserve_fen", &reserveFen)
        try fields.int64(11, "supply_units", &supplyUnits)
    }
}

package struct SharesAllotted: Message {
    package static let protoName = "tidemark.pool.v1.SharesAllotted"

    package var entry: UInt64 = 0
    package var member: UInt64 = 0
    package var shares: Int64 = 0
    package var reason: String = ""
    package var startUs: Int64 = 0
    package var cliffUs: Int64 = 0
    package var endUs: Int64 = 0
    package var atUs: Int64 = 0
    package var lines: [Line] = []

    package init() {}

    package init(
        entry: UInt64 = 0, member: UInt64 = 0, shares: Int64 = 0, reason: String = "",
        startUs: Int64 = 0, cliffUs: Int64 = 0, endUs: Int64 = 0, atUs: Int64 = 0,
        lines: [Line] = []
    ) {
        self.entry = entry
        self.member = member
        self.shares = shares
        self.reason = reason
        self.startUs = startUs
        self.cliffUs = cliffUs
        self.endUs = endUs
        self.atUs = atUs
        self.lines = lines
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "entry", &entry)
        try fields.uint64(2, "member", &member)
        try fields.int64(3, "shares", &shares)
        try fields.string(4, "reason", &reason)
        try fields.int64(5, "start_us", &startUs)
        try fields.int64(6, "cliff_us", &cliffUs)
        try fields.int64(7, "end_us", &endUs)
        try fields.int64(8, "at_us", &atUs)
        try fields.repeated(9, "lines", &lines)
    }
}

package struct SharesReleased: Message {
    package static let protoName = "tidemark.pool.v1.SharesReleased"

    package var entry: UInt64 = 0
    package var member: UInt64 = 0
    package var shares: Int64 = 0
    /// Of the entry so far.
    package var released: Int64 = 0
    package var atUs: Int64 = 0

    package init() {}

    package init(
        entry: UInt64 = 0, member: UInt64 = 0, shares: Int64 = 0, released: Int64 = 0,
        atUs: Int64 = 0
    ) {
        self.entry = entry
        self.member = member
        self.shares = shares
        self.released = released
        self.atUs = atUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "entry", &entry)
        try fields.uint64(2, "member", &member)
        try fields.int64(3, "shares", &shares)
        try fields.int64(4, "released", &released)
        try fields.int64(5, "at_us", &atUs)
    }
}
