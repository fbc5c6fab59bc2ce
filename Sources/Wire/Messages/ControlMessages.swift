/// Redeeming, converting, approving and sending are refused from now on; all else goes on.
package struct FreezePayoutsRequest: Message {
    package static let protoName = "tidemark.pool.v1.FreezePayoutsRequest"

    package var requestID: String = ""
    package var platform: String = ""
    /// 1 to 500 bytes.
    package var reason: String = ""

    package init() {}

    package init(
        requestID: String = "", platform: String = "", reason: String = ""
    ) {
        self.requestID = requestID
        self.platform = platform
        self.reason = reason
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.string(3, "reason", &reason)
    }
}

package struct FreezePayoutsResponse: Message {
    package static let protoName = "tidemark.pool.v1.FreezePayoutsResponse"

    package init() {}

    package mutating func code(_ fields: inout some Fields) throws(WireError) {}
}

package enum ControlScope: Int32, MessageEnum {
    case unspecified = 0
    case payouts = 1
    case pool = 2

    package static let protoName = "tidemark.pool.v1.ControlScope"
    package static let zero = Self.unspecified

    package var valueName: String {
        switch self {
        case .unspecified: "CONTROL_SCOPE_UNSPECIFIED"
        case .payouts: "CONTROL_SCOPE_PAYOUTS"
        case .pool: "CONTROL_SCOPE_POOL"
        }
    }
}

package struct ThawRequest: Message {
    package static let protoName = "tidemark.pool.v1.ThawRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var scope: ControlScope = ControlScope.zero
    package var reason: String = ""

    package init() {}

    package init(
        requestID: String = "", platform: String = "", scope: ControlScope = .zero,
        reason: String = ""
    ) {
        self.requestID = requestID
        self.platform = platform
        self.scope = scope
        self.reason = reason
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.enumeration(3, "scope", &scope)
        try fields.string(4, "reason", &reason)
    }
}

package struct ThawResponse: Message {
    package static let protoName = "tidemark.pool.v1.ThawResponse"

    package init() {}

    package mutating func code(_ fields: inout some Fields) throws(WireError) {}
}

package enum ControlAction: Int32, MessageEnum {
    case unspecified = 0
    /// Settling and slices are refused too, for some days; receipts and refunds never are.
    case freeze = 1
    /// After 30 days' notice, in which new receipts are refused.
    case windDown = 2
    /// Ends a freeze of payouts that the audit made.
    case thawPayouts = 3

    package static let protoName = "tidemark.pool.v1.ControlAction"
    package static let zero = Self.unspecified

    package var valueName: String {
        switch self {
        case .unspecified: "CONTROL_ACTION_UNSPECIFIED"
        case .freeze: "CONTROL_ACTION_FREEZE"
        case .windDown: "CONTROL_ACTION_WIND_DOWN"
        case .thawPayouts: "CONTROL_ACTION_THAW_PAYOUTS"
        }
    }
}

/// What takes two: another operator must confirm it within 7 days.
package struct ProposeRequest: Message {
    package static let protoName = "tidemark.pool.v1.ProposeRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var action: ControlAction = ControlAction.zero
    package var reason: String = ""
    /// How long a freeze lasts, 1 to 14; 0 for other actions.
    package var days: UInt32 = 0
    /// Only on sandbox platforms: winding down begins at once.
    package var skipNotice: Bool = false

    package init() {}

    package init(
        requestID: String = "", platform: String = "", action: ControlAction = .zero,
        reason: String = "", days: UInt32 = 0, skipNotice: Bool = false
    ) {
        self.requestID = requestID
        self.platform = platform
        self.action = action
        self.reason = reason
        self.days = days
        self.skipNotice = skipNotice
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.enumeration(3, "action", &action)
        try fields.string(4, "reason", &reason)
        try fields.uint32(5, "days", &days)
        try fields.bool(6, "skip_notice", &skipNotice)
    }
}

package struct ProposeResponse: Message {
    package static let protoName = "tidemark.pool.v1.ProposeResponse"

    package var proposal: UInt64 = 0

    package init() {}

    package init(
        proposal: UInt64 = 0
    ) {
        self.proposal = proposal
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "proposal", &proposal)
    }
}

package struct ConfirmProposalRequest: Message {
    package static let protoName = "tidemark.pool.v1.ConfirmProposalRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var proposal: UInt64 = 0

    package init() {}

    package init(
        requestID: String = "", platform: String = "", proposal: UInt64 = 0
    ) {
        self.requestID = requestID
        self.platform = platform
        self.proposal = proposal
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "proposal", &proposal)
    }
}

package struct ConfirmProposalResponse: Message {
    package static let protoName = "tidemark.pool.v1.ConfirmProposalResponse"

    package var action: ControlAction = ControlAction.zero
    /// The end of the freeze, or of the notice; microseconds since 1970 UTC.
    package var untilUs: Int64 = 0

    package init() {}

    package init(
        action: ControlAction = .zero, untilUs: Int64 = 0
    ) {
        self.action = action
        self.untilUs = untilUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.enumeration(1, "action", &action)
        try fields.int64(2, "until_us", &untilUs)
    }
}

/// Pays all there is to those who hold points, and ends the pool for good.
package struct WindDownRequest: Message {
    package static let protoName = "tidemark.pool.v1.WindDownRequest"

    package var requestID: String = ""
    package var platform: String = ""

    package init() {}

    package init(
        requestID: String = "", platform: String = ""
    ) {
        self.requestID = requestID
        self.platform = platform
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
    }
}

package struct WindDownResponse: Message {
    package static let protoName = "tidemark.pool.v1.WindDownResponse"

    package var lots: UInt64 = 0
    package var paidFen: Int64 = 0

    package init() {}

    package init(
        lots: UInt64 = 0, paidFen: Int64 = 0
    ) {
        self.lots = lots
        self.paidFen = paidFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "lots", &lots)
        try fields.int64(2, "paid_fen", &paidFen)
    }
}

package struct GetControlRequest: Message {
    package static let protoName = "tidemark.pool.v1.GetControlRequest"

    package var platform: String = ""

    package init() {}

    package init(
        platform: String = ""
    ) {
        self.platform = platform
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
    }
}

package struct Proposal: Message {
    package static let protoName = "tidemark.pool.v1.Proposal"

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

package struct GetControlResponse: Message {
    package static let protoName = "tidemark.pool.v1.GetControlResponse"

    package var sequence: UInt64 = 0
    /// Empty while payouts are not frozen.
    package var payoutsFrozenBy: String = ""
    package var payoutsReason: String = ""
    /// 0 while the pool is not frozen.
    package var frozenUntilUs: Int64 = 0
    package var frozenReason: String = ""
    /// 0 while winding down is not announced.
    package var windDownFromUs: Int64 = 0
    package var woundDown: Bool = false
    package var proposals: [Proposal] = []

    package init() {}

    package init(
        sequence: UInt64 = 0, payoutsFrozenBy: String = "", payoutsReason: String = "",
        frozenUntilUs: Int64 = 0, frozenReason: String = "", windDownFromUs: Int64 = 0,
        woundDown: Bool = false, proposals: [Proposal] = []
    ) {
        self.sequence = sequence
        self.payoutsFrozenBy = payoutsFrozenBy
        self.payoutsReason = payoutsReason
        self.frozenUntilUs = frozenUntilUs
        self.frozenReason = frozenReason
        self.windDownFromUs = windDownFromUs
        self.woundDown = woundDown
        self.proposals = proposals
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "sequence", &sequence)
        try fields.string(2, "payouts_frozen_by", &payoutsFrozenBy)
        try fields.string(3, "payouts_reason", &payoutsReason)
        try fields.int64(4, "frozen_until_us", &frozenUntilUs)
        try fields.string(5, "frozen_reason", &frozenReason)
        try fields.int64(6, "wind_down_from_us", &windDownFromUs)
        try fields.bool(7, "wound_down", &woundDown)
        try fields.repeated(8, "proposals", &proposals)
    }
}
