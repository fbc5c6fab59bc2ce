/// A line of an order after a return.
package struct PiecesLeft: Message {
    package static let protoName = "tidemark.referral.v1.PiecesLeft"

    /// As in ShareLine.
    package var line: UInt32 = 0
    package var left: UInt32 = 0
    /// What was bought.
    package var pieces: UInt32 = 0

    package init() {}

    package init(
        line: UInt32 = 0, left: UInt32 = 0, pieces: UInt32 = 0
    ) {
        self.line = line
        self.left = left
        self.pieces = pieces
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint32(1, "line", &line)
        try fields.uint32(2, "left", &left)
        try fields.uint32(3, "pieces", &pieces)
    }
}

/// Pieces of an order come back: its rewards are worked out anew for what is left, with the rates
/// and the payees of Share.
package struct RecomputeRequest: Message {
    package static let protoName = "tidemark.referral.v1.RecomputeRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var order: UInt64 = 0
    /// The return's number within its order.
    package var number: UInt32 = 0
    /// Every line of the order.
    package var left: [PiecesLeft] = []
    /// A refund after settlement is given up: left is what was left before it, and the rewards are
    /// again those of that.
    package var givenUp: Bool = false

    package init() {}

    package init(
        requestID: String = "", platform: String = "", order: UInt64 = 0, number: UInt32 = 0,
        left: [PiecesLeft] = [], givenUp: Bool = false
    ) {
        self.requestID = requestID
        self.platform = platform
        self.order = order
        self.number = number
        self.left = left
        self.givenUp = givenUp
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "order", &order)
        try fields.uint32(4, "number", &number)
        try fields.repeated(5, "left", &left)
        try fields.bool(6, "given_up", &givenUp)
    }
}

/// What a return changes about one reward.
package struct RewardChange: Message {
    package static let protoName = "tidemark.referral.v1.RewardChange"

    package var line: UInt32 = 0
    package var rule: RewardRule = RewardRule.zero
    package var payee: UInt64 = 0
    package var generation: UInt32 = 0
    /// Below 0 where the reward is less now.
    package var amountFen: Int64 = 0

    package init() {}

    package init(
        line: UInt32 = 0, rule: RewardRule = .zero, payee: UInt64 = 0, generation: UInt32 = 0,
        amountFen: Int64 = 0
    ) {
        self.line = line
        self.rule = rule
        self.payee = payee
        self.generation = generation
        self.amountFen = amountFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint32(1, "line", &line)
        try fields.enumeration(2, "rule", &rule)
        try fields.uint64(3, "payee", &payee)
        try fields.uint32(4, "generation", &generation)
        try fields.int64(5, "amount_fen", &amountFen)
    }
}

package struct RecomputeResponse: Message {
    package static let protoName = "tidemark.referral.v1.RecomputeResponse"

    /// All rows of what is left.
    package var rows: [RewardRow] = []
    /// What is left of the budgets of what is left.
    package var unallocatedFen: Int64 = 0
    package var changes: [RewardChange] = []

    package init() {}

    package init(
        rows: [RewardRow] = [], unallocatedFen: Int64 = 0, changes: [RewardChange] = []
    ) {
        self.rows = rows
        self.unallocatedFen = unallocatedFen
        self.changes = changes
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.repeated(1, "rows", &rows)
        try fields.int64(2, "unallocated_fen", &unallocatedFen)
        try fields.repeated(3, "changes", &changes)
    }
}

/// The rewards of an order after a return. Where nothing is left the order is over.
package struct RewardsRecomputed: Message {
    package static let protoName = "tidemark.referral.v1.RewardsRecomputed"

    package var order: UInt64 = 0
    package var number: UInt32 = 0
    package var left: [PiecesLeft] = []
    package var rows: [RewardRow] = []
    package var unallocatedFen: Int64 = 0
    package var changes: [RewardChange] = []
    /// The return is given up: these are the rewards before it.
    package var givenUp: Bool = false

    package init() {}

    package init(
        order: UInt64 = 0, number: UInt32 = 0, left: [PiecesLeft] = [], rows: [RewardRow] = [],
        unallocatedFen: Int64 = 0, changes: [RewardChange] = [], givenUp: Bool = false
    ) {
        self.order = order
        self.number = number
        self.left = left
        self.rows = rows
        self.unallocatedFen = unallocatedFen
        self.changes = changes
        self.givenUp = givenUp
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.uint32(2, "number", &number)
        try fields.repeated(3, "left", &left)
        try fields.repeated(4, "rows", &rows)
        try fields.int64(5, "unallocated_fen", &unallocatedFen)
        try fields.repeated(6, "changes", &changes)
        try fields.bool(7, "given_up", &givenUp)
    }
}
