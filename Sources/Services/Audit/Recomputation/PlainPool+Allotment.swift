internal import Wire

// The trust for legacy claims: how far it grows, and what sharing it out does to the pool.
extension PlainPool {
    /// A trust that is worth all claims, after retention, is given nothing more:
    /// T × P × (10,000 − retention) ≥ claims × S × 10,000.
    func isTrustFull(on now: Figures) -> Bool {
        guard let claims else { return false }
        let kept = 10_000 - UInt64(min(plan?.retentionBps ?? 0, 10_000))
        return Wide(UInt128(trust)).times(now.reserve).times(kept)
            >= Wide(UInt128(claims)).times(max(now.supply, 1)).times(10_000)
    }

    /// What redeeming `units` out of the trust would pay, as a quotient.
    func trustWorth(_ units: UInt64) -> PlainQuotient {
        let kept = 10_000 - UInt64(min(plan?.retentionBps ?? 0, 10_000))
        return PlainQuotient(
            dividend: Wide(UInt128(units)).times(figures.reserve).times(kept),
            divisor: UInt128(max(figures.supply, 1)), scale: 10_000)
    }

    mutating func openAllotment(
        _ event: AllotmentOpened, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        finish(at: place, &sheet)
        follow(event.reserveFen, event.supplyUnits, burnt: 0, &sheet)
        isAllotting = true
        conclude(
            reserve: event.reserveFen, supply: event.supplyUnits, expected: figures, at: place,
            &sheet)
    }

    mutating func allot(
        _ event: Allotted, units: UInt64, value: UInt64, at place: EntryPlace,
        _ sheet: inout ViolationSheet
    ) {
        follow(event.reserveFen, event.supplyUnits, burnt: 0, &sheet)
        trust -= min(trust, units)
        grant(lotsGranted + 1, to: event.member, units: units, paid: value)
        conclude(
            reserve: event.reserveFen, supply: event.supplyUnits, expected: figures, at: place,
            &sheet)
    }

    mutating func closeAllotment(
        _ event: AllotmentClosed, burnt: UInt64, at place: EntryPlace,
        _ sheet: inout ViolationSheet
    ) {
        follow(event.reserveFen, event.supplyUnits, burnt: burnt, &sheet)
        let units = min(burnt, trust, figures.supply)
        trust -= units
        isAllotting = false
        var after = figures
        after.supply -= units
        conclude(
            reserve: event.reserveFen, supply: event.supplyUnits, expected: after, at: place,
            &sheet)
    }

    /// A lot that no order paid for.
    mutating func grant(_ lot: UInt64, to member: UInt64, units: UInt64, paid: UInt64) {
        guard let plan, units > 0 else { return }
        let target = UInt64(plan.exitMultipleBps) * min(paid, UInt64(Self.amountMax))
        lots[lot] = Lot(
            member: member, target: target, granted: UInt128(units), units: units,
            retentionBps: UInt64(plan.retentionBps))
        lotsGranted = max(lotsGranted, lot)
        isSeriesOpen = true
        if target > 0 { queue.insert(.init(lot: lot, target: target, granted: UInt128(units))) }
    }

    /// Ends a doubt about the figures before this entry: they are those that it goes on from.
    private mutating func follow(
        _ reserve: Int64, _ supply: Int64, burnt: UInt64, _ sheet: inout ViolationSheet
    ) {
        func goesOn(from figures: Figures) -> Bool {
            UInt64(exactly: reserve) == figures.reserve && figures.supply >= burnt
                && UInt64(exactly: supply) == figures.supply - burnt
        }
        let follows = doubted.flatMap { doubt in
            !goesOn(from: figures) && goesOn(from: doubt.figures) ? doubt : nil
        }
        resolve(following: follows, &sheet)
    }
}
