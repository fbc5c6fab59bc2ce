/// Asks to give pieces of a settled order back: the points that they brought go, and what those
/// have paid already is deducted or owed. An operator approves or rejects it like a return.
package struct AskRefundRequest: Message {
    package static let protoName = "tidemark.order.v1.AskRefundRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var order: UInt64 = 0
    /// Each line once.
    package var lines: [ReturnLine] = []
    package var proceeds: Proceeds = Proceeds.zero
    /// 1 to 200 bytes.
    package var reason: String = ""

    package init() {}

    package init(
        requestID: String = "", platform: String = "", order: UInt64 = 0, lines: [ReturnLine] = [],
        proceeds: Proceeds = .zero, reason: String = ""
    ) {
        self.requestID = requestID
        self.platform = platform
        self.order = order
        self.lines = lines
        self.proceeds = proceeds
        self.reason = reason
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "order", &order)
        try fields.repeated(4, "lines", &lines)
        try fields.enumeration(5, "proceeds", &proceeds)
        try fields.string(6, "reason", &reason)
    }
}

package struct AskRefundResponse: Message {
    package static let protoName = "tidemark.order.v1.AskRefundResponse"

    /// Counts on from the order's returns.
    package var number: UInt32 = 0
    /// What is claimed, and what it would come to now: both are in the journal.
    package var claim: ReturnClaim?
    package var outcome: ClawbackOutcome?

    package init() {}

    package init(
        number: UInt32 = 0, claim: ReturnClaim? = nil, outcome: ClawbackOutcome? = nil
    ) {
        self.number = number
        self.claim = claim
        self.outcome = outcome
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint32(1, "number", &number)
        try fields.message(2, "claim", &claim)
        try fields.message(3, "outcome", &outcome)
    }
}

/// What AskRefund would claim and give up now, without asking.
package struct QuoteRefundRequest: Message {
    package static let protoName = "tidemark.order.v1.QuoteRefundRequest"

    package var platform: String = ""
    package var order: UInt64 = 0
    package var lines: [ReturnLine] = []
    package var proceeds: Proceeds = Proceeds.zero

    package init() {}

    package init(
        platform: String = "", order: UInt64 = 0, lines: [ReturnLine] = [],
        proceeds: Proceeds = .zero
    ) {
        self.platform = platform
        self.order = order
        self.lines = lines
        self.proceeds = proceeds
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint64(2, "order", &order)
        try fields.repeated(3, "lines", &lines)
        try fields.enumeration(4, "proceeds", &proceeds)
    }
}

package struct QuoteRefundResponse: Message {
    package static let protoName = "tidemark.order.v1.QuoteRefundResponse"

    package var claim: ReturnClaim?
    package var outcome: ClawbackOutcome?
    /// The outcome is of this entry of the pool's journal.
    package var sequence: UInt64 = 0

    package init() {}

    package init(
        claim: ReturnClaim? = nil, outcome: ClawbackOutcome? = nil, sequence: UInt64 = 0
    ) {
        self.claim = claim
        self.outcome = outcome
        self.sequence = sequence
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.message(1, "claim", &claim)
        try fields.message(2, "outcome", &outcome)
        try fields.uint64(3, "sequence", &sequence)
    }
}

/// The member asks to give pieces of a settled order back, having been shown the outcome. What
/// follows is recorded like a return before settlement, its money being the pool's clawback.
package struct RefundAsked: Message {
    package static let protoName = "tidemark.order.v1.RefundAsked"

    package var order: UInt64 = 0
    package var number: UInt32 = 0
    package var member: UInt64 = 0
    package var lines: [ReturnLine] = []
    /// Of every line.
    package var products: [UInt64] = []
    /// Every line with what is left of it once this is done.
    package var left: [PiecesLeft] = []
    package var claim: ReturnClaim?
    /// The rewards of what is left.
    package var rows: [RewardRow] = []
    package var unallocatedFen: Int64 = 0
    /// As it was shown, of this entry of the pool's journal.
    package var outcome: ClawbackOutcome?
    package var sequence: UInt64 = 0
    /// Business time.
    package var atUs: Int64 = 0
    package var placedAtUs: Int64 = 0

    package init() {}

    package init(
        order: UInt64 = 0, number: UInt32 = 0, member: UInt64 = 0, lines: [ReturnLine] = [],
        products: [UInt64] = [], left: [PiecesLeft] = [], claim: ReturnClaim? = nil,
        rows: [RewardRow] = [], unallocatedFen: Int64 = 0, outcome: ClawbackOutcome? = nil,
        sequence: UInt64 = 0, atUs: Int64 = 0, placedAtUs: Int64 = 0
    ) {
        self.order = order
        self.number = number
        self.member = member
        self.lines = lines
        self.products = products
        self.left = left
        self.claim = claim
        self.rows = rows
        self.unallocatedFen = unallocatedFen
        self.outcome = outcome
        self.sequence = sequence
        self.atUs = atUs
        self.placedAtUs = placedAtUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.uint32(2, "number", &number)
        try fields.uint64(3, "member", &member)
        try fields.repeated(4, "lines", &lines)
        try fields.repeated(5, "products", &products)
        try fields.repeated(6, "left", &left)
        try fields.message(7, "claim", &claim)
        try fields.repeated(8, "rows", &rows)
        try fields.int64(9, "unallocated_fen", &unallocatedFen)
        try fields.message(10, "outcome", &outcome)
        try fields.uint64(11, "sequence", &sequence)
        try fields.int64(12, "at_us", &atUs)
        try fields.int64(13, "placed_at_us", &placedAtUs)
    }
}
