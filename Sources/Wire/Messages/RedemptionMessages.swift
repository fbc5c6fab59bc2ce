package struct RedeemRequest: Message {
    package static let protoName = "tidemark.pool.v1.RedeemRequest"

    package var requestID: String = ""
    package var platform: String = ""
    /// Must own the lot.
    package var member: UInt64 = 0
    /// 0 redeems from the member's lots, oldest first.
    package var lot: UInt64 = 0
    /// Micro-points; at least 1.
    package var units: Int64 = 0
    /// Refused with `price_moved` if less would be paid.
    package var minimumPayoutFen: Int64 = 0

    package init() {}

    package init(
        requestID: String = "", platform: String = "", member: UInt64 = 0, lot: UInt64 = 0,
        units: Int64 = 0, minimumPayoutFen: Int64 = 0
    ) {
        self.requestID = requestID
        self.platform = platform
        self.member = member
        self.lot = lot
        self.units = units
        self.minimumPayoutFen = minimumPayoutFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "member", &member)
        try fields.uint64(4, "lot", &lot)
        try fields.int64(5, "units", &units)
        try fields.int64(6, "minimum_payout_fen", &minimumPayoutFen)
    }
}

package struct Redemption: Message {
    package static let protoName = "tidemark.pool.v1.Redemption"

    package var lot: UInt64 = 0
    package var units: Int64 = 0
    package var grossFen: Int64 = 0
    package var payoutFen: Int64 = 0

    package init() {}

    package init(
        lot: UInt64 = 0, units: Int64 = 0, grossFen: Int64 = 0, payoutFen: Int64 = 0
    ) {
        self.lot = lot
        self.units = units
        self.grossFen = grossFen
        self.payoutFen = payoutFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "lot", &lot)
        try fields.int64(2, "units", &units)
        try fields.int64(3, "gross_fen", &grossFen)
        try fields.int64(4, "payout_fen", &payoutFen)
    }
}

package struct RedeemResponse: Message {
    package static let protoName = "tidemark.pool.v1.RedeemResponse"

    package var redemptions: [Redemption] = []
    package var grossFen: Int64 = 0
    package var payoutFen: Int64 = 0
    package var reserveFen: Int64 = 0
    package var supplyUnits: Int64 = 0

    package init() {}

    package init(
        redemptions: [Redemption] = [], grossFen: Int64 = 0, payoutFen: Int64 = 0,
        reserveFen: Int64 = 0, supplyUnits: Int64 = 0
    ) {
        self.redemptions = redemptions
        self.grossFen = grossFen
        self.payoutFen = payoutFen
        self.reserveFen = reserveFen
        self.supplyUnits = supplyUnits
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.repeated(1, "redemptions", &redemptions)
        try fields.int64(2, "gross_fen", &grossFen)
        try fields.int64(3, "payout_fen", &payoutFen)
        try fields.int64(4, "reserve_fen", &reserveFen)
        try fields.int64(5, "supply_units", &supplyUnits)
    }
}

/// What a redemption would do now, without doing it.
package struct QuoteRedeemRequest: Message {
    package static let protoName = "tidemark.pool.v1.QuoteRedeemRequest"

    package var platform: String = ""
    package var member: UInt64 = 0
    package var lot: UInt64 = 0
    package var units: Int64 = 0

    package init() {}

    package init(
        platform: String = "", member: UInt64 = 0, lot: UInt64 = 0, units: Int64 = 0
    ) {
        self.platform = platform
        self.member = member
        self.lot = lot
        self.units = units
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint64(2, "member", &member)
        try fields.uint64(3, "lot", &lot)
        try fields.int64(4, "units", &units)
    }
}

package struct QuoteRedeemResponse: Message {
    package static let protoName = "tidemark.pool.v1.QuoteRedeemResponse"

    package var grossFen: Int64 = 0
    package var payoutFen: Int64 = 0
    package var retainedFen: Int64 = 0
    /// The quote is of this entry of the journal.
    package var sequence: UInt64 = 0

    package init() {}

    package init(
        grossFen: Int64 = 0, payoutFen: Int64 = 0, retainedFen: Int64 = 0, sequence: UInt64 = 0
    ) {
        self.grossFen = grossFen
        self.payoutFen = payoutFen
        self.retainedFen = retainedFen
        self.sequence = sequence
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.int64(1, "gross_fen", &grossFen)
        try fields.int64(2, "payout_fen", &payoutFen)
        try fields.int64(3, "retained_fen", &retainedFen)
        try fields.uint64(4, "sequence", &sequence)
    }
}
