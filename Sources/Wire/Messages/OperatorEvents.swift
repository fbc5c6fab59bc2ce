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
