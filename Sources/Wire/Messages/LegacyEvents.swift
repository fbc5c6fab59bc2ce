package struct LegacyClaimed: Message {
    package static let protoName = "tidemark.pool.v1.LegacyClaimed"

    package var member: UInt64 = 0
    package var amountFen: Int64 = 0
    package var evidence: String = ""
    package var fileSHA256: [UInt8] = []
    package var line: UInt64 = 0
    /// What the member is owed, after this.
    package var leftFen: Int64 = 0

    package init() {}

    package init(
        member: UInt64 = 0, amountFen: Int64 = 0, evidence: String = "", fileSHA256: [UInt8] = [],
        line: UInt64 = 0, leftFen: Int64 = 0
    ) {
        self.member = member
        self.amountFen = amountFen
        self.evidence = evidence
        self.fileSHA256 = fileSHA256
        self.line = line
        self.leftFen = leftFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "member", &member)
        try fields.int64(2, "amount_fen", &amountFen)
        try fields.string(3, "evidence", &evidence)
        try fields.bytes(4, "file_sha256", &fileSHA256)
        try fields.uint64(5, "line", &line)
        try fields.int64(6, "left_fen", &leftFen)
    }
}

package struct LegacyConverted: Message {
    package static let protoName = "tidemark.pool.v1.LegacyConverted"

    package var member: UInt64 = 0
    package var amountFen: Int64 = 0
    package var leftFen: Int64 = 0
    /// All coins of the member, after this.
    package var coins: Int64 = 0
    package var lines: [Line] = []

    package init() {}

    package init(
        member: UInt64 = 0, amountFen: Int64 = 0, leftFen: Int64 = 0, coins: Int64 = 0,
        lines: [Line] = []
    ) {
        self.member = member
        self.amountFen = amountFen
        self.leftFen = leftFen
        self.coins = coins
        self.lines = lines
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "member", &member)
        try fields.int64(2, "amount_fen", &amountFen)
        try fields.int64(3, "left_fen", &leftFen)
        try fields.int64(4, "coins", &coins)
        try fields.repeated(5, "lines", &lines)
    }
}

/// The shares are worked out at the figures recorded here; one `allotted` for each member
/// follows, by id, in this group and further ones, then `allotment_closed`.
package struct AllotmentOpened: Message {
    package static let protoName = "tidemark.pool.v1.AllotmentOpened"

    package var number: UInt64 = 0
    package var period: String = ""
    package var isFinal: Bool = false
    package var claimsFen: Int64 = 0
    package var trustUnits: Int64 = 0
    package var members: UInt64 = 0
    /// What the members get together, and what is then burnt.
    package var units: Int64 = 0
    package var valueFen: Int64 = 0
    package var burntUnits: Int64 = 0
    package var reserveFen: Int64 = 0
    package var supplyUnits: Int64 = 0

    package init() {}

    package init(
        number: UInt64 = 0, period: String = "", isFinal: Bool = false, claimsFen: Int64 = 0,
        trustUnits: Int64 = 0, members: UInt64 = 0, units: Int64 = 0, valueFen: Int64 = 0,
        burntUnits: Int64 = 0, reserveFen: Int64 = 0, supplyUnits: Int64 = 0
    ) {
        self.number = number
        self.period = period
        self.isFinal = isFinal
        self.claimsFen = claimsFen
        self.trustUnits = trustUnits
        self.members = members
        self.units = units
        self.valueFen = valueFen
        self.burntUnits = burntUnits
        self.reserveFen = reserveFen
        self.supplyUnits = supplyUnits
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "number", &number)
        try fields.string(2, "period", &period)
        try fields.bool(3, "final", &isFinal)
        try fields.int64(4, "claims_fen", &claimsFen)
        try fields.int64(5, "trust_units", &trustUnits)
        try fields.uint64(6, "members", &members)
        try fields.int64(7, "units", &units)
        try fields.int64(8, "value_fen", &valueFen)
        try fields.int64(9, "burnt_units", &burntUnits)
        try fields.int64(10, "reserve_fen", &reserveFen)
        try fields.int64(11, "supply_units", &supplyUnits)
    }
}

package struct Allotted: Message {
    package static let protoName = "tidemark.pool.v1.Allotted"

    package var number: UInt64 = 0
    package var lot: UInt64 = 0
    package var member: UInt64 = 0
    package var units: Int64 = 0
    /// Taken off the claim, and what is left of it.
    package var valueFen: Int64 = 0
    package var leftFen: Int64 = 0
    /// After this.
    package var trustUnits: Int64 = 0
    package var lines: [Line] = []
    package var reserveFen: Int64 = 0
    package var supplyUnits: Int64 = 0

    package init() {}

    package init(
        number: UInt64 = 0, lot: UInt64 = 0, member: UInt64 = 0, units: Int64 = 0,
        valueFen: Int64 = 0, leftFen: Int64 = 0, trustUnits: Int64 = 0, lines: [Line] = [],
        reserveFen: Int64 = 0, supplyUnits: Int64 = 0
    ) {
        self.number = number
        self.lot = lot
        self.member = member
        self.units = units
        self.valueFen = valueFen
        self.leftFen = leftFen
        self.trustUnits = trustUnits
        self.lines = lines
        self.reserveFen = reserveFen
        self.supplyUnits = supplyUnits
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "number", &number)
        try fields.uint64(2, "lot", &lot)
        try fields.uint64(3, "member", &member)
        try fields.int64(4, "units", &units)
        try fields.int64(5, "value_fen", &valueFen)
        try fields.int64(6, "left_fen", &leftFen)
        try fields.int64(7, "trust_units", &trustUnits)
        try fields.repeated(8, "lines", &lines)
        try fields.int64(9, "reserve_fen", &reserveFen)
        try fields.int64(10, "supply_units", &supplyUnits)
    }
}

package struct AllotmentClosed: Message {
    package static let protoName = "tidemark.pool.v1.AllotmentClosed"

    package var number: UInt64 = 0
    package var burntUnits: Int64 = 0
    package var claimsFen: Int64 = 0
    package var trustUnits: Int64 = 0
    package var lines: [Line] = []
    package var reserveFen: Int64 = 0
    package var supplyUnits: Int64 = 0

    package init() {}

    package init(
        number: UInt64 = 0, burntUnits: Int64 = 0, claimsFen: Int64 = 0, trustUnits: Int64 = 0,
        lines: [Line] = [], reserveFen: Int64 = 0, supplyUnits: Int64 = 0
    ) {
        self.number = number
        self.burntUnits = burntUnits
        self.claimsFen = claimsFen
        self.trustUnits = trustUnits
        self.lines = lines
        self.reserveFen = reserveFen
        self.supplyUnits = supplyUnits
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "number", &number)
        try fields.int64(2, "burnt_units", &burntUnits)
        try fields.int64(3, "claims_fen", &claimsFen)
        try fields.int64(4, "trust_units", &trustUnits)
        try fields.repeated(5, "lines", &lines)
        try fields.int64(6, "reserve_fen", &reserveFen)
        try fields.int64(7, "supply_units", &supplyUnits)
    }
}
