package struct Refunded: Message {
    package static let protoName = "tidemark.pool.v1.Refunded"

    package var order: UInt64 = 0
    package var member: UInt64 = 0
    package var refund: UInt32 = 0
    package var back: Sources?
    package var reason: String = ""
    package var lines: [Line] = []

    package init() {}

    package init(
        order: UInt64 = 0, member: UInt64 = 0, refund: UInt32 = 0, back: Sources? = nil,
        reason: String = "", lines: [Line] = []
    ) {
        self.order = order
        self.member = member
        self.refund = refund
        self.back = back
        self.reason = reason
        self.lines = lines
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.uint64(2, "member", &member)
        try fields.uint32(3, "refund", &refund)
        try fields.message(4, "back", &back)
        try fields.string(5, "reason", &reason)
        try fields.repeated(6, "lines", &lines)
    }
}

package struct RefundRedirected: Message {
    package static let protoName = "tidemark.pool.v1.RefundRedirected"

    package var order: UInt64 = 0
    package var member: UInt64 = 0
    package var refund: UInt32 = 0
    package var amountFen: Int64 = 0
    package var failure: String = ""
    package var identityCheck: String = ""
    /// The operator who checked.
    package var checkedBy: String = ""
    package var lines: [Line] = []

    package init() {}

    package init(
        order: UInt64 = 0, member: UInt64 = 0, refund: UInt32 = 0, amountFen: Int64 = 0,
        failure: String = "", identityCheck: String = "", checkedBy: String = "", lines: [Line] = []
    ) {
        self.order = order
        self.member = member
        self.refund = refund
        self.amountFen = amountFen
        self.failure = failure
        self.identityCheck = identityCheck
        self.checkedBy = checkedBy
        self.lines = lines
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.uint64(2, "member", &member)
        try fields.uint32(3, "refund", &refund)
        try fields.int64(4, "amount_fen", &amountFen)
        try fields.string(5, "failure", &failure)
        try fields.string(6, "identity_check", &identityCheck)
        try fields.string(7, "checked_by", &checkedBy)
        try fields.repeated(8, "lines", &lines)
    }
}

/// A refund after settlement; what it caused in the pool follows in the same group.
package struct ClawedBack: Message {
    package static let protoName = "tidemark.pool.v1.ClawedBack"

    package var claim: ReturnClaim?
    package var outcome: ClawbackOutcome?
    /// What the pool was told to take; 0 when it was told nothing.
    package var lotPaidBackFen: Int64 = 0
    package var lines: [Line] = []
    package var reserveFen: Int64 = 0
    package var supplyUnits: Int64 = 0

    package init() {}

    package init(
        claim: ReturnClaim? = nil, outcome: ClawbackOutcome? = nil, lotPaidBackFen: Int64 = 0,
        lines: [Line] = [], reserveFen: Int64 = 0, supplyUnits: Int64 = 0
    ) {
        self.claim = claim
        self.outcome = outcome
        self.lotPaidBackFen = lotPaidBackFen
        self.lines = lines
        self.reserveFen = reserveFen
        self.supplyUnits = supplyUnits
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.message(1, "claim", &claim)
        try fields.message(2, "outcome", &outcome)
        try fields.int64(3, "lot_paid_back_fen", &lotPaidBackFen)
        try fields.repeated(4, "lines", &lines)
        try fields.int64(5, "reserve_fen", &reserveFen)
        try fields.int64(6, "supply_units", &supplyUnits)
    }
}
