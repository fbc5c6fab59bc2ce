/// Books a subsidy that has arrived. It cannot be taken back.
package struct ReceiveSubsidyRequest: Message {
    package static let protoName = "tidemark.pool.v1.ReceiveSubsidyRequest"

    package var requestID: String = ""
    package var platform: String = ""
    /// financing:angel, financing:A to financing:D, advertising, game, operator; or unallocated:
    /// what the operator kept of commissions.
    package var source: String = ""
    package var amountFen: Int64 = 0
    /// The bank's reference of the receipt; each counts once.
    package var reference: String = ""

    package init() {}

    package init(
        requestID: String = "", platform: String = "", source: String = "", amountFen: Int64 = 0,
        reference: String = ""
    ) {
        self.requestID = requestID
        self.platform = platform
        self.source = source
        self.amountFen = amountFen
        self.reference = reference
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.string(3, "source", &source)
        try fields.int64(4, "amount_fen", &amountFen)
        try fields.string(5, "reference", &reference)
    }
}

package struct ReceiveSubsidyResponse: Message {
    package static let protoName = "tidemark.pool.v1.ReceiveSubsidyResponse"

    /// What the source has that no slice is announced for.
    package var freeFen: Int64 = 0

    package init() {}

    package init(
        freeFen: Int64 = 0
    ) {
        self.freeFen = freeFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.int64(1, "free_fen", &freeFen)
    }
}

/// Announces that money will enter the reserve. Source orphan, what ended series left, too.
package struct AnnounceSliceRequest: Message {
    package static let protoName = "tidemark.pool.v1.AnnounceSliceRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var source: String = ""
    package var amountFen: Int64 = 0
    /// At least 7 days ahead, except on sandbox platforms; microseconds since 1970 UTC.
    package var notBeforeUs: Int64 = 0

    package init() {}

    package init(
        requestID: String = "", platform: String = "", source: String = "", amountFen: Int64 = 0,
        notBeforeUs: Int64 = 0
    ) {
        self.requestID = requestID
        self.platform = platform
        self.source = source
        self.amountFen = amountFen
        self.notBeforeUs = notBeforeUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.string(3, "source", &source)
        try fields.int64(4, "amount_fen", &amountFen)
        try fields.int64(5, "not_before_us", &notBeforeUs)
    }
}

package struct AnnounceSliceResponse: Message {
    package static let protoName = "tidemark.pool.v1.AnnounceSliceResponse"

    package var slice: UInt64 = 0
    package var freeFen: Int64 = 0

    package init() {}

    package init(
        slice: UInt64 = 0, freeFen: Int64 = 0
    ) {
        self.slice = slice
        self.freeFen = freeFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "slice", &slice)
        try fields.int64(2, "free_fen", &freeFen)
    }
}

/// Lets an announced slice, or a part of it, enter the reserve.
package struct InjectSliceRequest: Message {
    package static let protoName = "tidemark.pool.v1.InjectSliceRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var slice: UInt64 = 0
    /// 0 means all that is left of the slice.
    package var amountFen: Int64 = 0
    /// Only on sandbox platforms: more than the plan's part of the reserve in one day.
    package var beyondDailyLimit: Bool = false

    package init() {}

    package init(
        requestID: String = "", platform: String = "", slice: UInt64 = 0, amountFen: Int64 = 0,
        beyondDailyLimit: Bool = false
    ) {
        self.requestID = requestID
        self.platform = platform
        self.slice = slice
        self.amountFen = amountFen
        self.beyondDailyLimit = beyondDailyLimit
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "slice", &slice)
        try fields.int64(4, "amount_fen", &amountFen)
        try fields.bool(5, "beyond_daily_limit", &beyondDailyLimit)
    }
}

package struct InjectSliceResponse: Message {
    package static let protoName = "tidemark.pool.v1.InjectSliceResponse"

    package var injectedFen: Int64 = 0
    /// Of this slice, after it.
    package var leftFen: Int64 = 0
    /// After the injection and all it caused.
    package var reserveFen: Int64 = 0
    package var supplyUnits: Int64 = 0
    /// Lots that were forced out by it.
    package var exits: UInt32 = 0

    package init() {}

    package init(
        injectedFen: Int64 = 0, leftFen: Int64 = 0, reserveFen: Int64 = 0, supplyUnits: Int64 = 0,
        exits: UInt32 = 0
    ) {
        self.injectedFen = injectedFen
        self.leftFen = leftFen
        self.reserveFen = reserveFen
        self.supplyUnits = supplyUnits
        self.exits = exits
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.int64(1, "injected_fen", &injectedFen)
        try fields.int64(2, "left_fen", &leftFen)
        try fields.int64(3, "reserve_fen", &reserveFen)
        try fields.int64(4, "supply_units", &supplyUnits)
        try fields.uint32(5, "exits", &exits)
    }
}

/// A subsidy pays a part of an order's price.
package struct GrantCouponRequest: Message {
    package static let protoName = "tidemark.pool.v1.GrantCouponRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var order: UInt64 = 0
    package var member: UInt64 = 0
    package var source: String = ""
    package var amountFen: Int64 = 0

    package init() {}

    package init(
        requestID: String = "", platform: String = "", order: UInt64 = 0, member: UInt64 = 0,
        source: String = "", amountFen: Int64 = 0
    ) {
        self.requestID = requestID
        self.platform = platform
        self.order = order
        self.member = member
        self.source = source
        self.amountFen = amountFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "order", &order)
        try fields.uint64(4, "member", &member)
        try fields.string(5, "source", &source)
        try fields.int64(6, "amount_fen", &amountFen)
    }
}

package struct GrantCouponResponse: Message {
    package static let protoName = "tidemark.pool.v1.GrantCouponResponse"

    package var freeFen: Int64 = 0

    package init() {}

    package init(
        freeFen: Int64 = 0
    ) {
        self.freeFen = freeFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.int64(1, "free_fen", &freeFen)
    }
}

package struct ListSubsidiesRequest: Message {
    package static let protoName = "tidemark.pool.v1.ListSubsidiesRequest"

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

/// What one source gave, and where it is.
package struct SubsidyAccount: Message {
    package static let protoName = "tidemark.pool.v1.SubsidyAccount"

    package var source: String = ""
    package var receivedFen: Int64 = 0
    /// Announced and not yet in the reserve.
    package var announcedFen: Int64 = 0
    package var injectedFen: Int64 = 0
    package var couponsFen: Int64 = 0
    /// Neither announced nor used.
    package var freeFen: Int64 = 0

    package init() {}

    package init(
        source: String = "", receivedFen: Int64 = 0, announcedFen: Int64 = 0,
        injectedFen: Int64 = 0, couponsFen: Int64 = 0, freeFen: Int64 = 0
    ) {
        self.source = source
        self.receivedFen = receivedFen
        self.announcedFen = announcedFen
        self.injectedFen = injectedFen
        self.couponsFen = couponsFen
        self.freeFen = freeFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "source", &source)
        try fields.int64(2, "received_fen", &receivedFen)
        try fields.int64(3, "announced_fen", &announcedFen)
        try fields.int64(4, "injected_fen", &injectedFen)
        try fields.int64(5, "coupons_fen", &couponsFen)
        try fields.int64(6, "free_fen", &freeFen)
    }
}

package struct Slice: Message {
    package static let protoName = "tidemark.pool.v1.Slice"

    package var slice: UInt64 = 0
    package var source: String = ""
    package var amountFen: Int64 = 0
    package var leftFen: Int64 = 0
    package var notBeforeUs: Int64 = 0
    package var announcedUs: Int64 = 0

    package init() {}

    package init(
        slice: UInt64 = 0, source: String = "", amountFen: Int64 = 0, leftFen: Int64 = 0,
        notBeforeUs: Int64 = 0, announcedUs: Int64 = 0
    ) {
        self.slice = slice
        self.source = source
        self.amountFen = amountFen
        self.leftFen = leftFen
        self.notBeforeUs = notBeforeUs
        self.announcedUs = announcedUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "slice", &slice)
        try fields.string(2, "source", &source)
        try fields.int64(3, "amount_fen", &amountFen)
        try fields.int64(4, "left_fen", &leftFen)
        try fields.int64(5, "not_before_us", &notBeforeUs)
        try fields.int64(6, "announced_us", &announcedUs)
    }
}

package struct ListSubsidiesResponse: Message {
    package static let protoName = "tidemark.pool.v1.ListSubsidiesResponse"

    package var sequence: UInt64 = 0
    package var accounts: [SubsidyAccount] = []
    /// Announced and not wholly in the reserve.
    package var slices: [Slice] = []
    /// What may enter the reserve today, and what has entered.
    package var dailyLimitFen: Int64 = 0
    package var injectedTodayFen: Int64 = 0
    /// Left of subsidies in the reserve.
    package var inReserveFen: Int64 = 0

    package init() {}

    package init(
        sequence: UInt64 = 0, accounts: [SubsidyAccount] = [], slices: [Slice] = [],
        dailyLimitFen: Int64 = 0, injectedTodayFen: Int64 = 0, inReserveFen: Int64 = 0
    ) {
        self.sequence = sequence
        self.accounts = accounts
        self.slices = slices
        self.dailyLimitFen = dailyLimitFen
        self.injectedTodayFen = injectedTodayFen
        self.inReserveFen = inReserveFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "sequence", &sequence)
        try fields.repeated(2, "accounts", &accounts)
        try fields.repeated(3, "slices", &slices)
        try fields.int64(4, "daily_limit_fen", &dailyLimitFen)
        try fields.int64(5, "injected_today_fen", &injectedTodayFen)
        try fields.int64(6, "in_reserve_fen", &inReserveFen)
    }
}
