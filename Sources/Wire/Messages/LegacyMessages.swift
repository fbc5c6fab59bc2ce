/// One line of a file of verified claims.
package struct ClaimRow: Message {
    package static let protoName = "tidemark.pool.v1.ClaimRow"

    package var member: UInt64 = 0
    /// 1 to 2^40.
    package var amountFen: Int64 = 0
    /// Where the evidence is; 1 to 64 printable ASCII bytes, each used once.
    package var evidence: String = ""

    package init() {}

    package init(
        member: UInt64 = 0, amountFen: Int64 = 0, evidence: String = ""
    ) {
        self.member = member
        self.amountFen = amountFen
        self.evidence = evidence
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "member", &member)
        try fields.int64(2, "amount_fen", &amountFen)
        try fields.string(3, "evidence", &evidence)
    }
}

package struct ImportClaimsRequest: Message {
    package static let protoName = "tidemark.pool.v1.ImportClaimsRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var fileSHA256: [UInt8] = []
    /// The line of the first row, counted from 1.
    package var firstLine: UInt64 = 0
    /// 1 to 1,000.
    package var rows: [ClaimRow] = []

    package init() {}

    package init(
        requestID: String = "", platform: String = "", fileSHA256: [UInt8] = [],
        firstLine: UInt64 = 0, rows: [ClaimRow] = []
    ) {
        self.requestID = requestID
        self.platform = platform
        self.fileSHA256 = fileSHA256
        self.firstLine = firstLine
        self.rows = rows
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.bytes(3, "file_sha256", &fileSHA256)
        try fields.uint64(4, "first_line", &firstLine)
        try fields.repeated(5, "rows", &rows)
    }
}

/// A row that was not taken. It changed nothing; the others are in the books.
package struct RefusedRow: Message {
    package static let protoName = "tidemark.pool.v1.RefusedRow"

    package var line: UInt64 = 0
    /// The refusal's code.
    package var reason: String = ""
    package var sentence: String = ""

    package init() {}

    package init(
        line: UInt64 = 0, reason: String = "", sentence: String = ""
    ) {
        self.line = line
        self.reason = reason
        self.sentence = sentence
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "line", &line)
        try fields.string(2, "reason", &reason)
        try fields.string(3, "sentence", &sentence)
    }
}

package struct ImportClaimsResponse: Message {
    package static let protoName = "tidemark.pool.v1.ImportClaimsResponse"

    package var taken: UInt64 = 0
    package var takenFen: Int64 = 0
    package var refused: [RefusedRow] = []

    package init() {}

    package init(
        taken: UInt64 = 0, takenFen: Int64 = 0, refused: [RefusedRow] = []
    ) {
        self.taken = taken
        self.takenFen = takenFen
        self.refused = refused
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "taken", &taken)
        try fields.int64(2, "taken_fen", &takenFen)
        try fields.repeated(3, "refused", &refused)
    }
}

/// Turns a part of a claim into consumption coins, one for each fen.
package struct ConvertClaimRequest: Message {
    package static let protoName = "tidemark.pool.v1.ConvertClaimRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var member: UInt64 = 0
    package var amountFen: Int64 = 0

    package init() {}

    package init(
        requestID: String = "", platform: String = "", member: UInt64 = 0, amountFen: Int64 = 0
    ) {
        self.requestID = requestID
        self.platform = platform
        self.member = member
        self.amountFen = amountFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "member", &member)
        try fields.int64(4, "amount_fen", &amountFen)
    }
}

package struct ConvertClaimResponse: Message {
    package static let protoName = "tidemark.pool.v1.ConvertClaimResponse"

    /// What the claim has left, and all coins of the member.
    package var leftFen: Int64 = 0
    package var coins: Int64 = 0

    package init() {}

    package init(
        leftFen: Int64 = 0, coins: Int64 = 0
    ) {
        self.leftFen = leftFen
        self.coins = coins
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.int64(1, "left_fen", &leftFen)
        try fields.int64(2, "coins", &coins)
    }
}

/// Shares the trust out among the claims, at one price. Answers when all members have theirs.
package struct AllotRequest: Message {
    package static let protoName = "tidemark.pool.v1.AllotRequest"

    package var requestID: String = ""
    package var platform: String = ""
    /// The period that closes; 1 to 64 printable ASCII bytes, each allotted once.
    package var period: String = ""
    /// Also burns shares that are worth less than one fen, so that the trust is empty: before
    /// winding down.
    package var isFinal: Bool = false

    package init() {}

    package init(
        requestID: String = "", platform: String = "", period: String = "", isFinal: Bool = false
    ) {
        self.requestID = requestID
        self.platform = platform
        self.period = period
        self.isFinal = isFinal
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.string(3, "period", &period)
        try fields.bool(4, "final", &isFinal)
    }
}

package struct AllotResponse: Message {
    package static let protoName = "tidemark.pool.v1.AllotResponse"

    package var number: UInt64 = 0
    /// Members that got points, and what they got together.
    package var members: UInt64 = 0
    package var units: Int64 = 0
    package var valueFen: Int64 = 0
    package var burntUnits: Int64 = 0

    package init() {}

    package init(
        number: UInt64 = 0, members: UInt64 = 0, units: Int64 = 0, valueFen: Int64 = 0,
        burntUnits: Int64 = 0
    ) {
        self.number = number
        self.members = members
        self.units = units
        self.valueFen = valueFen
        self.burntUnits = burntUnits
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "number", &number)
        try fields.uint64(2, "members", &members)
        try fields.int64(3, "units", &units)
        try fields.int64(4, "value_fen", &valueFen)
        try fields.int64(5, "burnt_units", &burntUnits)
    }
}
