internal import Wire

/// The rules of pool.md a second time, written only to check what a pool's journal records. It
/// shares nothing with the pool that the services run: money and points are plain numbers,
/// splits rewrite every lot, and floors are checked by multiplying back.
///
/// A figure that is recorded wrong is reported once. The next entry then tells whether it was a
/// slip of the pen or the path that the service is really on, and the checks follow.
struct PlainPool: Sendable {
    /// Reserve in fen and supply in micro-points.
    struct Figures: Equatable, Sendable {
        var reserve: UInt64 = 0
        var supply: UInt64 = 0
    }

    struct Lot: Sendable {
        var member: UInt64
        /// Exit multiple in basis points × fen paid; 0 is never.
        var target: UInt64
        /// Units once granted, in today's denomination.
        var granted: UInt128
        var units: UInt64
        var retentionBps: UInt64
    }

    static let reserveMax: UInt64 = 1 << 50
    static let supplyMax: UInt64 = 1 << 62
    static let amountMax: Int64 = 1 << 40

    var plans: [UInt32: Plan] = [:]
    /// The version in force; 0 before the platform is created.
    var planVersion: UInt32 = 0
    var figures = Figures()
    /// What an entry recorded in place of `figures`, until the next entry decides.
    var doubted: Doubt?
    var trust: UInt64 = 0
    /// What is owed from before the platform; nil where nobody counts it.
    var claims: UInt64?
    /// The trust is being shared out: nothing else moves the pool.
    var isAllotting = false
    var orphan: UInt64 = 0
    var series: UInt64 = 1
    var isSeriesOpen = false
    var openingPrice: UInt64 = 0
    var splitMultiple: UInt64 = 0
    /// Every split so far, over all series.
    var splitRatios: [UInt64] = []
    /// Commands and consequences that were booked; an entry that is not believed is not.
    var booked: UInt64 = 0
    var exits: UInt64 = 0
    var nextNumber: UInt64 = 1
    var lots = PlainTable<Lot>()
    var lotsGranted: UInt64 = 0
    var queue = PlainExitQueue()
    /// Once winding down has begun: what lots are still to get, the next one last.
    var windUps: [WindUp]?

    struct Doubt: Sendable {
        var figures: Figures
        var place: EntryPlace
        /// The figures before the entry, to see whether the price fell.
        var before: Figures
    }

    var plan: Plan? { plans[planVersion] }

    // MARK: - Platform

    mutating func create(
        _ event: PlatformCreated, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        guard let platform = event.platform, let plan = platform.plan else {
            sheet.note(
                .plan, place, "the platform is created without a plan", expected: "a plan",
                found: "none")
            return
        }
        guard plans[platform.planVersion] == nil, Self.isWithinBounds(plan) else {
            sheet.note(
                .plan, place, "plan \(platform.planVersion) is out of bounds or given twice",
                expected: "a new version within the bounds of pool.md §1", found: "\(plan)")
            return
        }
        plans[platform.planVersion] = plan
        planVersion = platform.planVersion
        if !isSeriesOpen { beginSeries() }
    }

    static func isWithinBounds(_ plan: Plan) -> Bool {
        let exit = plan.exitMultipleBps
        let split = plan.splitPriceMultiple
        return (1...(1 << 30)).contains(plan.openingPriceFen)
            && (1...10_000).contains(plan.grantBps)
            && (0...5_000).contains(plan.retentionBps)
            && (exit == 0 || (10_001...1_000_000).contains(exit))
            && (split == 0 || (2...1_000_000).contains(split))
            && (0...10_000).contains(plan.legacyReleaseBps)
            && (0...10_000).contains(plan.coinShareBps)
    }

    mutating func beginSeries() {
        guard let plan else { return }
        openingPrice = UInt64(plan.openingPriceFen)
        splitMultiple = UInt64(plan.splitPriceMultiple)
    }

    // What journals record can be anything: sums and products stand still at 2^64 − 1.

    static func sum(_ one: UInt64, _ other: UInt64) -> UInt64 {
        let (sum, overflow) = one.addingReportingOverflow(other)
        return overflow ? .max : sum
    }

    static func product(_ one: UInt64, _ other: UInt64) -> UInt64 {
        let (product, overflow) = one.multipliedReportingOverflow(by: other)
        return overflow ? .max : product
    }

    // MARK: - What an entry says against what it should say

    /// What `recompute` gives on today's figures, or, where the entry does not agree with that
    /// and the one before is in doubt, on what that one recorded.
    func weighed<Result>(
        _ recompute: (Figures) -> Result, agrees: (Result) -> Bool
    ) -> (result: Result, follows: Doubt?) {
        let result = recompute(figures)
        guard let doubted, !agrees(result) else { return (result, nil) }
        let other = recompute(doubted.figures)
        return agrees(other) ? (other, doubted) : (result, nil)
    }

    /// Ends the doubt. Following it is reported only where the price fell by it: its figures
    /// were reported when they came.
    mutating func resolve(following doubt: Doubt?, _ sheet: inout ViolationSheet) {
        doubted = nil
        guard let doubt else { return }
        figures = doubt.figures
        let (before, after) = (doubt.before, doubt.figures)
        guard before.supply > 0, after.supply > 0, !Self.priceHolds(from: before, to: after)
        else { return }
        sheet.note(
            .price, doubt.place, "the price of a point fell, and the journal went on from it",
            expected: "at least \(before.reserve) fen ÷ \(before.supply) µpt",
            found: "\(after.reserve) fen ÷ \(after.supply) µpt")
    }

    /// P'·S ≥ P·S'.
    static func priceHolds(from before: Figures, to after: Figures) -> Bool {
        Wide(UInt128(after.reserve)).times(before.supply)
            >= Wide(UInt128(before.reserve)).times(after.supply)
    }

    /// Takes the recomputed figures; what the entry records instead is reported, unless a
    /// figure already reported explains it (`explained`).
    mutating func conclude(
        reserve: Int64, supply: Int64, expected: Figures, explained: Figures? = nil,
        at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        let before = figures
        booked += 1
        let found = (UInt64(exactly: reserve) ?? .max, UInt64(exactly: supply) ?? .max)
        figures = expected
        guard found != (expected.reserve, expected.supply) else { return }
        if found.0 <= Self.reserveMax, found.1 <= Self.supplyMax {
            doubted = Doubt(
                figures: Figures(reserve: found.0, supply: found.1), place: place, before: before)
        }
        if let explained, found == (explained.reserve, explained.supply) { return }
        if found.0 != expected.reserve {
            sheet.note(
                .reserve, place, "the reserve after the entry is not what the rules give",
                expected: "\(expected.reserve) fen", found: "\(reserve) fen")
        }
        if found.1 != expected.supply {
            sheet.note(
                .supply, place, "the points in circulation are not what the rules give",
                expected: "\(expected.supply) µpt", found: "\(supply) µpt")
        }
    }
}
