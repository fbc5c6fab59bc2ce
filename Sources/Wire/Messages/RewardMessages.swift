/// The rates in force when the order was paid, in basis points of a line's base.
package struct RewardRates: Message {
    package static let protoName = "tidemark.referral.v1.RewardRates"

    package var planVersion: UInt32 = 0
    package var directBps: UInt32 = 0
    package var indirectBps: UInt32 = 0

    package init() {}

    package init(
        planVersion: UInt32 = 0, directBps: UInt32 = 0, indirectBps: UInt32 = 0
    ) {
        self.planVersion = planVersion
        self.directBps = directBps
        self.indirectBps = indirectBps
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint32(1, "plan_version", &planVersion)
        try fields.uint32(2, "direct_bps", &directBps)
        try fields.uint32(3, "indirect_bps", &indirectBps)
    }
}

package struct ShareLine: Message {
    package static let protoName = "tidemark.referral.v1.ShareLine"

    /// 1, 2, 3, ... in the order's own order.
    package var line: UInt32 = 0
    /// What rewards are computed from, fen.
    package var baseFen: Int64 = 0
    /// What they may not exceed together, fen.
    package var budgetFen: Int64 = 0

    package init() {}

    package init(
        line: UInt32 = 0, baseFen: Int64 = 0, budgetFen: Int64 = 0
    ) {
        self.line = line
        self.baseFen = baseFen
        self.budgetFen = budgetFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint32(1, "line", &line)
        try fields.int64(2, "base_fen", &baseFen)
        try fields.int64(3, "budget_fen", &budgetFen)
    }
}

package enum RewardRule: Int32, MessageEnum {
    case unspecified = 0
    case direct = 1
    case indirect = 2

    package static let protoName = "tidemark.referral.v1.RewardRule"
    package static let zero = Self.unspecified

    package var valueName: String {
        switch self {
        case .unspecified: "REWARD_RULE_UNSPECIFIED"
        case .direct: "REWARD_RULE_DIRECT"
        case .indirect: "REWARD_RULE_INDIRECT"
        }
    }
}

/// One reward: unique by order line, rule, payee and generation.
package struct RewardRow: Message {
    package static let protoName = "tidemark.referral.v1.RewardRow"

    package var line: UInt32 = 0
    package var rule: RewardRule = RewardRule.zero
    package var payee: UInt64 = 0
    /// Steps up from the buyer.
    package var generation: UInt32 = 0
    package var amountFen: Int64 = 0
    /// The budget ran out before this row was paid in full.
    package var capped: Bool = false
    /// Why this amount, in words.
    package var explanation: String = ""

    package init() {}

    package init(
        line: UInt32 = 0, rule: RewardRule = .zero, payee: UInt64 = 0, generation: UInt32 = 0,
        amountFen: Int64 = 0, capped: Bool = false, explanation: String = ""
    ) {
        self.line = line
        self.rule = rule
        self.payee = payee
        self.generation = generation
        self.amountFen = amountFen
        self.capped = capped
        self.explanation = explanation
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint32(1, "line", &line)
        try fields.enumeration(2, "rule", &rule)
        try fields.uint64(3, "payee", &payee)
        try fields.uint32(4, "generation", &generation)
        try fields.int64(5, "amount_fen", &amountFen)
        try fields.bool(6, "capped", &capped)
        try fields.string(7, "explanation", &explanation)
    }
}

package struct ShareRequest: Message {
    package static let protoName = "tidemark.referral.v1.ShareRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var order: UInt64 = 0
    package var buyer: UInt64 = 0
    package var rates: RewardRates?
    package var lines: [ShareLine] = []

    package init() {}

    package init(
        requestID: String = "", platform: String = "", order: UInt64 = 0, buyer: UInt64 = 0,
        rates: RewardRates? = nil, lines: [ShareLine] = []
    ) {
        self.requestID = requestID
        self.platform = platform
        self.order = order
        self.buyer = buyer
        self.rates = rates
        self.lines = lines
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "order", &order)
        try fields.uint64(4, "buyer", &buyer)
        try fields.message(5, "rates", &rates)
        try fields.repeated(6, "lines", &lines)
    }
}

package struct ShareResponse: Message {
    package static let protoName = "tidemark.referral.v1.ShareResponse"

    package var rows: [RewardRow] = []
    /// What is left of the budgets of all lines.
    package var unallocatedFen: Int64 = 0

    package init() {}

    package init(
        rows: [RewardRow] = [], unallocatedFen: Int64 = 0
    ) {
        self.rows = rows
        self.unallocatedFen = unallocatedFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.repeated(1, "rows", &rows)
        try fields.int64(2, "unallocated_fen", &unallocatedFen)
    }
}

/// The orders of one settlement batch are settled: their rewards are final.
package struct ConfirmRequest: Message {
    package static let protoName = "tidemark.referral.v1.ConfirmRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var orders: [UInt64] = []

    package init() {}

    package init(
        requestID: String = "", platform: String = "", orders: [UInt64] = []
    ) {
        self.requestID = requestID
        self.platform = platform
        self.orders = orders
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.repeated(3, "orders", &orders)
    }
}

package struct ConfirmResponse: Message {
    package static let protoName = "tidemark.referral.v1.ConfirmResponse"

    package init() {}

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
    }
}
