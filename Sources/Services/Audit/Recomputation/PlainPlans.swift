internal import Wire

/// Versions of a plan: numbered, announced 7 days ahead, in force one after the other.
struct PlainPlans: Sendable {
    private static let noticeMicroseconds: Int64 = 7 * 86_400_000_000

    /// Announced and not in force.
    private var announced: [PlanAdopted] = []
    private var versions: UInt32 = 1
    var isSandbox = false

    mutating func adopt(
        _ event: PlanAdopted, time: Int64, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        versions += 1
        let last = announced.last?.inForceFromUs ?? .min
        let earliest = isSandbox ? last : max(last, time &+ Self.noticeMicroseconds)
        let isWithin = event.plan.map(PlainPool.isWithinBounds) ?? false
        if event.version != versions || event.atUs != time || event.inForceFromUs < earliest
            || !isWithin
        {
            sheet.note(
                .plan, place, "a version is numbered, within its bounds and announced 7 days ahead",
                expected: "version \(versions), in force from \(earliest) or later",
                found: "version \(event.version), from \(event.inForceFromUs)")
        }
        announced.append(event)
    }

    /// The plan that is in force from now on; nil where none was announced.
    mutating func bringIntoForce(
        _ event: PlanInForce, time: Int64, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) -> Plan? {
        let next = announced.isEmpty ? nil : announced.removeFirst()
        if next?.version != event.version || time < next?.inForceFromUs ?? .max {
            sheet.note(
                .plan, place, "versions come into force one after the other, when they are due",
                expected: next.map { "version \($0.version), from \($0.inForceFromUs) on" }
                    ?? "no version is announced",
                found: "version \(event.version), at \(time)")
        }
        return next?.plan
    }
}

extension PlainPool {
    /// Another version is in force: for lots granted from now on, and its retention, where lower,
    /// for all. O(lots).
    mutating func adopt(_ version: UInt32, _ plan: Plan) {
        plans[version] = plan
        planVersion = version
        let retention = UInt64(min(plan.retentionBps, 10_000))
        for (id, lot) in lots.all where lot.retentionBps > retention {
            lots[id]?.retentionBps = retention
        }
        if !isSeriesOpen { beginSeries() }
    }
}
