package struct OperatorMoved: Message {
    package static let protoName = "tidemark.pool.v1.OperatorMoved"

    package var move: OperatorMove = OperatorMove.zero
    package var amountFen: Int64 = 0
    package var feeFen: Int64 = 0
    package var reference: String = ""
    package var lines: [Line] = []

    package init() {}

    package init(
        move: OperatorMove = .zero, amountFen: Int64 = 0, feeFen: Int64 = 0, reference: String = "",
        lines: [Line] = []
    ) {
        self.move = move
        self.amountFen = amountFen
        self.feeFen = feeFen
        self.reference = reference
        self.lines = lines
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.enumeration(1, "move", &move)
        try fields.int64(2, "amount_fen", &amountFen)
        try fields.int64(3, "fee_fen", &feeFen)
        try fields.string(4, "reference", &reference)
        try fields.repeated(5, "lines", &lines)
    }
}

/// One balance from before the platform's first order, with the money for it.
package struct BalanceOpened: Message {
    package static let protoName = "tidemark.pool.v1.BalanceOpened"

    package var account: String = ""
    package var amountFen: Int64 = 0
    package var reference: String = ""
    package var fileSHA256: [UInt8] = []
    package var line: UInt64 = 0
    package var lines: [Line] = []

    package init() {}

    package init(
        account: String = "", amountFen: Int64 = 0, reference: String = "",
        fileSHA256: [UInt8] = [], line: UInt64 = 0, lines: [Line] = []
    ) {
        self.account = account
        self.amountFen = amountFen
        self.reference = reference
        self.fileSHA256 = fileSHA256
        self.line = line
        self.lines = lines
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "account", &account)
        try fields.int64(2, "amount_fen", &amountFen)
        try fields.string(3, "reference", &reference)
        try fields.bytes(4, "file_sha256", &fileSHA256)
        try fields.uint64(5, "line", &line)
        try fields.repeated(6, "lines", &lines)
    }
}
