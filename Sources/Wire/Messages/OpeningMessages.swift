/// One line of a file of balances that a platform brings along.
package struct OpeningRow: Message {
    package static let protoName = "tidemark.pool.v1.OpeningRow"

    /// What is owed: wallet:MEMBER, merchant_payable, platform_income, tax_reserve, payment_fee or
    /// operator_capital.
    package var account: String = ""
    /// 1 to 2^40.
    package var amountFen: Int64 = 0
    /// Where the evidence is; each is named once, and is no bank's reference.
    package var reference: String = ""

    package init() {}

    package init(
        account: String = "", amountFen: Int64 = 0, reference: String = ""
    ) {
        self.account = account
        self.amountFen = amountFen
        self.reference = reference
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "account", &account)
        try fields.int64(2, "amount_fen", &amountFen)
        try fields.string(3, "reference", &reference)
    }
}

/// Brings balances along, before the platform's first order. Custody has their money from now on,
/// which the custodian's next statement must show.
package struct OpenBalancesRequest: Message {
    package static let protoName = "tidemark.pool.v1.OpenBalancesRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var fileSHA256: [UInt8] = []
    /// The line of the first row, counted from 1.
    package var firstLine: UInt64 = 0
    /// 1 to 1,000.
    package var rows: [OpeningRow] = []

    package init() {}

    package init(
        requestID: String = "", platform: String = "", fileSHA256: [UInt8] = [],
        firstLine: UInt64 = 0, rows: [OpeningRow] = []
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

package struct OpenBalancesResponse: Message {
    package static let protoName = "tidemark.pool.v1.OpenBalancesResponse"

    package var taken: UInt64 = 0
    package var takenFen: Int64 = 0
    package var refused: [RefusedRow] = []
    /// All that custody has.
    package var custodyFen: Int64 = 0

    package init() {}

    package init(
        taken: UInt64 = 0, takenFen: Int64 = 0, refused: [RefusedRow] = [], custodyFen: Int64 = 0
    ) {
        self.taken = taken
        self.takenFen = takenFen
        self.refused = refused
        self.custodyFen = custodyFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "taken", &taken)
        try fields.int64(2, "taken_fen", &takenFen)
        try fields.repeated(3, "refused", &refused)
        try fields.int64(4, "custody_fen", &custodyFen)
    }
}
