package struct PayoutsFrozen: Message {
    package static let protoName = "tidemark.pool.v1.PayoutsFrozen"

    package var by: String = ""
    package var reason: String = ""
    package var atUs: Int64 = 0

    package init() {}

    package init(
        by: String = "", reason: String = "", atUs: Int64 = 0
    ) {
        self.by = by
        self.reason = reason
        self.atUs = atUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "by", &by)
        try fields.string(2, "reason", &reason)
        try fields.int64(3, "at_us", &atUs)
    }
}

package struct Thawed: Message {
    package static let protoName = "tidemark.pool.v1.Thawed"

    package var scope: ControlScope = ControlScope.zero
    package var by: String = ""
    package var reason: String = ""
    package var atUs: Int64 = 0

    package init() {}

    package init(
        scope: ControlScope = .zero, by: String = "", reason: String = "", atUs: Int64 = 0
    ) {
        self.scope = scope
        self.by = by
        self.reason = reason
        self.atUs = atUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.enumeration(1, "scope", &scope)
        try fields.string(2, "by", &by)
        try fields.string(3, "reason", &reason)
        try fields.int64(4, "at_us", &atUs)
    }
}

package struct ControlProposed: Message {
    package static let protoName = "tidemark.pool.v1.ControlProposed"

    package var proposal: UInt64 = 0
    package var action: ControlAction = ControlAction.zero
    package var by: String = ""
    package var reason: String = ""
    package var days: UInt32 = 0
    package var skipNotice: Bool = false
    package var atUs: Int64 = 0

    package init() {}

    package init(
        proposal: UInt64 = 0, action: ControlAction = .zero, by: String = "", reason: String = "",
        days: UInt32 = 0, skipNotice: Bool = false, atUs: Int64 = 0
    ) {
        self.proposal = proposal
        self.action = action
        self.by = by
        self.reason = reason
        self.days = days
        self.skipNotice = skipNotice
        self.atUs = atUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "proposal", &proposal)
        try fields.enumeration(2, "action", &action)
        try fields.string(3, "by", &by)
        try fields.string(4, "reason", &reason)
        try fields.uint32(5, "days", &days)
        try fields.bool(6, "skip_notice", &skipNotice)
        try fields.int64(7, "at_us", &atUs)
    }
}

package struct ControlConfirmed: Message {
    package static let protoName = "tidemark.pool.v1.ControlConfirmed"

    package var proposal: UInt64 = 0
    package var action: ControlAction = ControlAction.zero
    package var by: String = ""
    package var atUs: Int64 = 0
    package var untilUs: Int64 = 0

    package init() {}

    package init(
        proposal: UInt64 = 0, action: ControlAction = .zero, by: String = "", atUs: Int64 = 0,
        untilUs: Int64 = 0
    ) {
        self.proposal = proposal
        self.action = action
        self.by = by
        self.atUs = atUs
        self.untilUs = untilUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "proposal", &proposal)
        try fields.enumeration(2, "action", &action)
        try fields.string(3, "by", &by)
        try fields.int64(4, "at_us", &atUs)
        try fields.int64(5, "until_us", &untilUs)
    }
}

/// A lot's share of reserve and orphan reserve; the first carries the orphan reserve's lines too.
package struct WoundUp: Message {
    package static let protoName = "tidemark.pool.v1.WoundUp"

    package var lot: UInt64 = 0
    package var member: UInt64 = 0
    package var units: Int64 = 0
    package var payoutFen: Int64 = 0
    package var lines: [Line] = []
    package var reserveFen: Int64 = 0
    package var supplyUnits: Int64 = 0

    package init() {}

    package init(
        lot: UInt64 = 0, member: UInt64 = 0, units: Int64 = 0, payoutFen: Int64 = 0,
        lines: [Line] = [], reserveFen: Int64 = 0, supplyUnits: Int64 = 0
    ) {
        self.lot = lot
        self.member = member
        self.units = units
        self.payoutFen = payoutFen
        self.lines = lines
        self.reserveFen = reserveFen
        self.supplyUnits = supplyUnits
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "lot", &lot)
        try fields.uint64(2, "member", &member)
        try fields.int64(3, "units", &units)
        try fields.int64(4, "payout_fen", &payoutFen)
        try fields.repeated(5, "lines", &lines)
        try fields.int64(6, "reserve_fen", &reserveFen)
        try fields.int64(7, "supply_units", &supplyUnits)
    }
}

package struct WoundDown: Message {
    package static let protoName = "tidemark.pool.v1.WoundDown"

    package var lines: [Line] = []
    package var reserveFen: Int64 = 0
    package var supplyUnits: Int64 = 0

    package init() {}

    package init(
        lines: [Line] = [], reserveFen: Int64 = 0, supplyUnits: Int64 = 0
    ) {
        self.lines = lines
        self.reserveFen = reserveFen
        self.supplyUnits = supplyUnits
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.repeated(1, "lines", &lines)
        try fields.int64(2, "reserve_fen", &reserveFen)
        try fields.int64(3, "supply_units", &supplyUnits)
    }
}
