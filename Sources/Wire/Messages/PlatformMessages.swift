package enum Unallocated: Int32, MessageEnum {
    case unspecified = 0
    /// What rewards leave of the commission stays with the platform.
    case platform = 1

    package static let protoName = "tidemark.pool.v1.Unallocated"
    package static let zero = Self.unspecified

    package var valueName: String {
        switch self {
        case .unspecified: "UNALLOCATED_UNSPECIFIED"
        case .platform: "UNALLOCATED_PLATFORM"
        }
    }
}

/// The figures of a plan. Rates in basis points, 10,000 = 100 %.
package struct Plan: Message {
    package static let protoName = "tidemark.pool.v1.Plan"

    /// Fen per point at the start of a series; 1 to 2^30.
    package var openingPriceFen: Int64 = 0
    /// The share of an order's contribution that its points are worth; 1 to 10,000.
    package var grantBps: UInt32 = 0
    /// The share of a redemption that stays in the reserve; 0 to 5,000.
    package var retentionBps: UInt32 = 0
    /// A lot is forced out at this multiple of what was paid; 0 = never, else 10,001 to 1,000,000.
    package var exitMultipleBps: UInt32 = 0
    /// Points split when the price reaches this multiple of the opening price; 0 = never, else 2 to
    /// 1,000,000.
    package var splitPriceMultiple: UInt32 = 0
    package var legacyReleaseBps: UInt32 = 0
    /// To the buyer's inviter, of the line's base.
    package var directBps: UInt32 = 0
    /// To the inviter's inviter.
    package var indirectBps: UInt32 = 0
    /// Days after receipt in which goods may be returned; 0 only on sandbox platforms.
    package var returnDays: UInt32 = 0
    package var unallocated: Unallocated = Unallocated.zero
    /// The most of the reserve that slices of subsidies may bring in on one day; 1 to 100, and 0
    /// means 100.
    package var injectionSliceBps: UInt32 = 0
    /// The most of an order's price that coins of legacy claims may pay; 0 takes none.
    package var coinShareBps: UInt32 = 0

    package init() {}

    package init(
        openingPriceFen: Int64 = 0, grantBps: UInt32 = 0, retentionBps: UInt32 = 0,
        exitMultipleBps: UInt32 = 0, splitPriceMultiple: UInt32 = 0, legacyReleaseBps: UInt32 = 0,
        directBps: UInt32 = 0, indirectBps: UInt32 = 0, returnDays: UInt32 = 0,
        unallocated: Unallocated = .zero, injectionSliceBps: UInt32 = 0, coinShareBps: UInt32 = 0
    ) {
        self.openingPriceFen = openingPriceFen
        self.grantBps = grantBps
        self.retentionBps = retentionBps
        self.exitMultipleBps = exitMultipleBps
        self.splitPriceMultiple = splitPriceMultiple
        self.legacyReleaseBps = legacyReleaseBps
        self.directBps = directBps
        self.indirectBps = indirectBps
        self.returnDays = returnDays
        self.unallocated = unallocated
        self.injectionSliceBps = injectionSliceBps
        self.coinShareBps = coinShareBps
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.int64(1, "opening_price_fen", &openingPriceFen)
        try fields.uint32(2, "grant_bps", &grantBps)
        try fields.uint32(3, "retention_bps", &retentionBps)
        try fields.uint32(4, "exit_multiple_bps", &exitMultipleBps)
        try fields.uint32(5, "split_price_multiple", &splitPriceMultiple)
        try fields.uint32(6, "legacy_release_bps", &legacyReleaseBps)
        try fields.uint32(7, "direct_bps", &directBps)
        try fields.uint32(8, "indirect_bps", &indirectBps)
        try fields.uint32(9, "return_days", &returnDays)
        try fields.enumeration(10, "unallocated", &unallocated)
        try fields.uint32(11, "injection_slice_bps", &injectionSliceBps)
        try fields.uint32(12, "coin_share_bps", &coinShareBps)
    }
}

package struct Platform: Message {
    package static let protoName = "tidemark.pool.v1.Platform"

    package var platform: String = ""
    package var title: String = ""
    /// Only the sandbox payment provider; every output says so.
    package var sandbox: Bool = false
    package var planVersion: UInt32 = 0
    package var plan: Plan?

    package init() {}

    package init(
        platform: String = "", title: String = "", sandbox: Bool = false, planVersion: UInt32 = 0,
        plan: Plan? = nil
    ) {
        self.platform = platform
        self.title = title
        self.sandbox = sandbox
        self.planVersion = planVersion
        self.plan = plan
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.string(2, "title", &title)
        try fields.bool(3, "sandbox", &sandbox)
        try fields.uint32(4, "plan_version", &planVersion)
        try fields.message(5, "plan", &plan)
    }
}

package struct CreatePlatformRequest: Message {
    package static let protoName = "tidemark.pool.v1.CreatePlatformRequest"

    package var requestID: String = ""
    /// 1 to 32 of a-z, 0-9 and -.
    package var platform: String = ""
    package var title: String = ""
    package var sandbox: Bool = false
    package var plan: Plan?

    package init() {}

    package init(
        requestID: String = "", platform: String = "", title: String = "", sandbox: Bool = false,
        plan: Plan? = nil
    ) {
        self.requestID = requestID
        self.platform = platform
        self.title = title
        self.sandbox = sandbox
        self.plan = plan
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.string(3, "title", &title)
        try fields.bool(4, "sandbox", &sandbox)
        try fields.message(5, "plan", &plan)
    }
}

package struct CreatePlatformResponse: Message {
    package static let protoName = "tidemark.pool.v1.CreatePlatformResponse"

    package var platform: Platform?

    package init() {}

    package init(
        platform: Platform? = nil
    ) {
        self.platform = platform
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.message(1, "platform", &platform)
    }
}

package struct GetPlatformRequest: Message {
    package static let protoName = "tidemark.pool.v1.GetPlatformRequest"

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

package struct GetPlatformResponse: Message {
    package static let protoName = "tidemark.pool.v1.GetPlatformResponse"

    package var platform: Platform?

    package init() {}

    package init(
        platform: Platform? = nil
    ) {
        self.platform = platform
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.message(1, "platform", &platform)
    }
}

package enum Unit: Int32, MessageEnum {
    case unspecified = 0
    case fen = 1
    case micropoint = 2
    case coin = 3
    case share = 4

    package static let protoName = "tidemark.pool.v1.Unit"
    package static let zero = Self.unspecified

    package var valueName: String {
        switch self {
        case .unspecified: "UNIT_UNSPECIFIED"
        case .fen: "UNIT_FEN"
        case .micropoint: "UNIT_MICROPOINT"
        case .coin: "UNIT_COIN"
        case .share: "UNIT_SHARE"
        }
    }
}

/// One line of a posting. The lines of a posting sum to zero in each unit. Assets and losses are
/// positive, liabilities and income negative.
package struct Line: Message {
    package static let protoName = "tidemark.pool.v1.Line"

    /// Such as `reserve` or `wallet:42`.
    package var account: String = ""
    package var unit: Unit = Unit.zero
    package var amount: Int64 = 0

    package init() {}

    package init(
        account: String = "", unit: Unit = .zero, amount: Int64 = 0
    ) {
        self.account = account
        self.unit = unit
        self.amount = amount
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "account", &account)
        try fields.enumeration(2, "unit", &unit)
        try fields.int64(3, "amount", &amount)
    }
}
