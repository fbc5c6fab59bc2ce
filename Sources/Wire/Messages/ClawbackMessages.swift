/// The parts of an order's waterfall that a refund after settlement takes back.
package struct ReversedParts: Message {
    package static let protoName = "tidemark.pool.v1.ReversedParts"

    package var costFen: Int64 = 0
    package var platformFen: Int64 = 0
    package var taxFen: Int64 = 0
    /// Commission that no reward had taken.
    package var unallocatedFen: Int64 = 0
    /// Same-rank rewards that wait for the close of their period.
    package var pendingFen: Int64 = 0

    package init() {}

    package init(
        costFen: Int64 = 0, platformFen: Int64 = 0, taxFen: Int64 = 0, unallocatedFen: Int64 = 0,
        pendingFen: Int64 = 0
    ) {
        self.costFen = costFen
        self.platformFen = platformFen
        self.taxFen = taxFen
        self.unallocatedFen = unallocatedFen
        self.pendingFen = pendingFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.int64(1, "cost_fen", &costFen)
        try fields.int64(2, "platform_fen", &platformFen)
        try fields.int64(3, "tax_fen", &taxFen)
        try fields.int64(4, "unallocated_fen", &unallocatedFen)
        try fields.int64(5, "pending_fen", &pendingFen)
    }
}

package struct ReversedReward: Message {
    package static let protoName = "tidemark.pool.v1.ReversedReward"

    package var payee: UInt64 = 0
    package var amountFen: Int64 = 0

    package init() {}

    package init(
        payee: UInt64 = 0, amountFen: Int64 = 0
    ) {
        self.payee = payee
        self.amountFen = amountFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "payee", &payee)
        try fields.int64(2, "amount_fen", &amountFen)
    }
}

/// What becomes of the money that the returned pieces' points have paid already.
package enum Proceeds: Int32, MessageEnum {
    case unspecified = 0
    /// The refund is less by it.
    case deducted = 1
    /// The law gives the full price: the member owes it.
    case owed = 2

    package static let protoName = "tidemark.pool.v1.Proceeds"
    package static let zero = Self.unspecified

    package var valueName: String {
        switch self {
        case .unspecified: "PROCEEDS_UNSPECIFIED"
        case .deducted: "PROCEEDS_DEDUCTED"
        case .owed: "PROCEEDS_OWED"
        }
    }
}

/// Returned pieces of a settled order. Nothing may pass what was settled, over all clawbacks.
package struct ReturnClaim: Message {
    package static let protoName = "tidemark.pool.v1.ReturnClaim"

    package var order: UInt64 = 0
    /// What was paid for the pieces.
    package var paidBackFen: Int64 = 0
    /// What they had brought into the reserve.
    package var contributionBackFen: Int64 = 0
    /// What the member gets before deductions; in money at most paid_back_fen.
    package var back: Sources?
    package var reversed: ReversedParts?
    package var rewards: [ReversedReward] = []
    package var proceeds: Proceeds = Proceeds.zero
    /// 1 to 256 bytes.
    package var reason: String = ""

    package init() {}

    package init(
        order: UInt64 = 0, paidBackFen: Int64 = 0, contributionBackFen: Int64 = 0,
        back: Sources? = nil, reversed: ReversedParts? = nil, rewards: [ReversedReward] = [],
        proceeds: Proceeds = .zero, reason: String = ""
    ) {
        self.order = order
        self.paidBackFen = paidBackFen
        self.contributionBackFen = contributionBackFen
        self.back = back
        self.reversed = reversed
        self.rewards = rewards
        self.proceeds = proceeds
        self.reason = reason
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.int64(2, "paid_back_fen", &paidBackFen)
        try fields.int64(3, "contribution_back_fen", &contributionBackFen)
        try fields.message(4, "back", &back)
        try fields.message(5, "reversed", &reversed)
        try fields.repeated(6, "rewards", &rewards)
        try fields.enumeration(7, "proceeds", &proceeds)
        try fields.string(8, "reason", &reason)
    }
}

package struct ClawbackRequest: Message {
    package static let protoName = "tidemark.pool.v1.ClawbackRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var claim: ReturnClaim?

    package init() {}

    package init(
        requestID: String = "", platform: String = "", claim: ReturnClaim? = nil
    ) {
        self.requestID = requestID
        self.platform = platform
        self.claim = claim
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.message(3, "claim", &claim)
    }
}

/// What is given up, who gets what and who bears it.
package struct ClawbackOutcome: Message {
    package static let protoName = "tidemark.pool.v1.ClawbackOutcome"

    /// As in RefundResponse; of a quote, the number that it would get.
    package var refund: UInt32 = 0
    package var member: UInt64 = 0
    /// 0 when no points were granted.
    package var lot: UInt64 = 0
    /// Micro-points that go; 0 for a closed lot.
    package var burntUnits: Int64 = 0
    /// What leaves the reserve for them.
    package var returnedFen: Int64 = 0
    /// What points of these pieces have paid already.
    package var proceedsFen: Int64 = 0
    /// What each source gets.
    package var back: Sources?
    /// What nothing else covers; below 0 a gain.
    package var operatorFen: Int64 = 0

    package init() {}

    package init(
        refund: UInt32 = 0, member: UInt64 = 0, lot: UInt64 = 0, burntUnits: Int64 = 0,
        returnedFen: Int64 = 0, proceedsFen: Int64 = 0, back: Sources? = nil, operatorFen: Int64 = 0
    ) {
        self.refund = refund
        self.member = member
        self.lot = lot
        self.burntUnits = burntUnits
        self.returnedFen = returnedFen
        self.proceedsFen = proceedsFen
        self.back = back
        self.operatorFen = operatorFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint32(1, "refund", &refund)
        try fields.uint64(2, "member", &member)
        try fields.uint64(3, "lot", &lot)
        try fields.int64(4, "burnt_units", &burntUnits)
        try fields.int64(5, "returned_fen", &returnedFen)
        try fields.int64(6, "proceeds_fen", &proceedsFen)
        try fields.message(7, "back", &back)
        try fields.int64(8, "operator_fen", &operatorFen)
    }
}

package struct ClawbackResponse: Message {
    package static let protoName = "tidemark.pool.v1.ClawbackResponse"

    package var outcome: ClawbackOutcome?
    package var reserveFen: Int64 = 0
    package var supplyUnits: Int64 = 0
    /// Lots that the clawback forced out.
    package var exits: UInt32 = 0

    package init() {}

    package init(
        outcome: ClawbackOutcome? = nil, reserveFen: Int64 = 0, supplyUnits: Int64 = 0,
        exits: UInt32 = 0
    ) {
        self.outcome = outcome
        self.reserveFen = reserveFen
        self.supplyUnits = supplyUnits
        self.exits = exits
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.message(1, "outcome", &outcome)
        try fields.int64(2, "reserve_fen", &reserveFen)
        try fields.int64(3, "supply_units", &supplyUnits)
        try fields.uint32(4, "exits", &exits)
    }
}

/// What a clawback would do now, without doing it: shown to the member who asks for it.
package struct QuoteClawbackRequest: Message {
    package static let protoName = "tidemark.pool.v1.QuoteClawbackRequest"

    package var platform: String = ""
    package var claim: ReturnClaim?

    package init() {}

    package init(
        platform: String = "", claim: ReturnClaim? = nil
    ) {
        self.platform = platform
        self.claim = claim
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.message(2, "claim", &claim)
    }
}

package struct QuoteClawbackResponse: Message {
    package static let protoName = "tidemark.pool.v1.QuoteClawbackResponse"

    package var outcome: ClawbackOutcome?
    /// The quote is of this entry of the journal.
    package var sequence: UInt64 = 0

    package init() {}

    package init(
        outcome: ClawbackOutcome? = nil, sequence: UInt64 = 0
    ) {
        self.outcome = outcome
        self.sequence = sequence
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.message(1, "outcome", &outcome)
        try fields.uint64(2, "sequence", &sequence)
    }
}
