/// Why numbers are no plan, in the order the rules are checked.
package enum PoolPlanRejection: String, Rejection, CaseIterable {
    case openingPriceOutOfRange = "opening_price_out_of_range"
    case grantOutOfRange = "grant_out_of_range"
    case retentionOutOfRange = "retention_out_of_range"
    case exitMultipleOutOfRange = "exit_multiple_out_of_range"
    case splitPriceMultipleOutOfRange = "split_price_multiple_out_of_range"
    case legacyReleaseOutOfRange = "legacy_release_out_of_range"

    /// A bad plan is never accepted as stated.
    package var kind: RejectionKind { .invalidArgument }

    package var reason: String { rawValue }

    /// The field, its bounds and so the remedy.
    package var sentence: String {
        switch self {
        case .openingPriceOutOfRange:
            "opening_price_fen must be 1 to 1073741824 fen per point"
        case .grantOutOfRange:
            "grant_bps must be 1 to 10000"
        case .retentionOutOfRange:
            "retention_bps must be 0 to 5000"
        case .exitMultipleOutOfRange:
            "exit_multiple_bps must be 0 for never, or 10001 to 1000000"
        case .splitPriceMultipleOutOfRange:
            "split_price_multiple must be 0 for never, or 2 to 1000000"
        case .legacyReleaseOutOfRange:
            "legacy_release_bps must be 0 to 10000"
        }
    }
}

/// One version of a pool's rules. Immutable; every value is within its bounds (pool.md §1).
package struct PoolPlan: Codable, Hashable, Sendable {
    /// The price of one point in a pool without points.
    package let openingPrice: Money
    /// The share of a contribution that is granted as points.
    package let grant: BasisPoints
    /// The share of a redemption that stays in the reserve.
    package let retention: BasisPoints
    /// The multiple of what was paid at which a lot is redeemed by force; 0 is never.
    package let exitMultiple: BasisPoints
    /// Points are split when a price reaches this multiple of the opening price; 0 is never.
    package let splitPriceMultiple: Int
    /// The share of the ungranted part of a contribution that is minted for legacy claims.
    package let legacyRelease: BasisPoints

    package init(
        openingPrice: Money, grant: BasisPoints, retention: BasisPoints,
        exitMultiple: BasisPoints, splitPriceMultiple: Int, legacyRelease: BasisPoints
    ) throws(PoolPlanRejection) {
        guard (1...1 << 30).contains(openingPrice.fen) else { throw .openingPriceOutOfRange }
        guard (1...10_000).contains(grant.rawValue) else { throw .grantOutOfRange }
        guard (0...5_000).contains(retention.rawValue) else { throw .retentionOutOfRange }
        guard exitMultiple == .zero || (10_001...1_000_000).contains(exitMultiple.rawValue) else {
            throw .exitMultipleOutOfRange
        }
        guard splitPriceMultiple == 0 || (2...1_000_000).contains(splitPriceMultiple) else {
            throw .splitPriceMultipleOutOfRange
        }
        guard (0...10_000).contains(legacyRelease.rawValue) else {
            throw .legacyReleaseOutOfRange
        }
        self.init(
            within: openingPrice, grant, retention, exitMultiple, splitPriceMultiple, legacyRelease)
    }

    private init(
        within openingPrice: Money, _ grant: BasisPoints, _ retention: BasisPoints,
        _ exitMultiple: BasisPoints, _ splitPriceMultiple: Int, _ legacyRelease: BasisPoints
    ) {
        self.openingPrice = openingPrice
        self.grant = grant
        self.retention = retention
        self.exitMultiple = exitMultiple
        self.splitPriceMultiple = splitPriceMultiple
        self.legacyRelease = legacyRelease
    }

    /// 1 yuan, 70 % granted, 20 % retained, exit at 3×, split at 1,000×, nothing for legacy.
    package static let seed = PoolPlan(
        within: Money(fen: 100), BasisPoints(7_000), BasisPoints(2_000), BasisPoints(30_000),
        1_000, .zero)
}
