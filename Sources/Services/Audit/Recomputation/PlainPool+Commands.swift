internal import Wire

// Settlements, recomputed (pool.md §2 and §4).
extension PlainPool {
    /// What an order's settlement must do to the pool.
    struct Grant: Sendable {
        var outcome: Outcome
        var value: UInt64 = 0
        var units: UInt64 = 0
        var legacy: UInt64 = 0
        var lot: UInt64 = 0
        var orphaned: UInt64 = 0
        var after: Figures

        func hasSameGrant(as event: Settled) -> Bool {
            UInt64(exactly: event.valueFen) == value && UInt64(exactly: event.units) == units
                && UInt64(exactly: event.legacyUnits) == legacy && event.lot == lot
        }

        func agrees(with event: Settled) -> Bool {
            outcome == event.outcome && hasSameGrant(as: event)
                && UInt64(exactly: event.reserveFen) == after.reserve
                && UInt64(exactly: event.supplyUnits) == after.supply
        }

        var sentence: String { "lot \(lot): value \(value) fen, \(units) µpt, legacy \(legacy)" }
    }

    /// The pool's own refusals of an order's content; others are about the order, not the pool.
    private static let ownRefusals: Set<String> = [
        "amount_must_be_positive", "limit_reached", "contribution_exceeds_paid",
    ]

    mutating func settle(_ event: Settled, at place: EntryPlace, _ sheet: inout ViolationSheet) {
        finish(at: place, &sheet)
        let isSkippedByOthers =
            event.outcome == .skipped && !Self.ownRefusals.contains(event.refused)
        guard let plan = plans[event.planVersion] ?? (isSkippedByOthers ? self.plan : nil) else {
            sheet.note(
                .plan, place, "order \(event.order) settles under a plan that never came in force",
                expected: "version 1 to \(planVersion)", found: event.planVersion)
            return
        }
        let (grant, follows) = weighed(
            { expectedGrant(event, plan, on: $0) }, agrees: { $0.agrees(with: event) })
        resolve(following: follows, &sheet)
        if event.number != nextNumber {
            sheet.note(
                .number, place, "settlement numbers go on without gaps and are given once",
                expected: nextNumber, found: event.number)
            guard takeOutOfTurn(event, grant, at: place) else { return }
        }
        nextNumber = event.number < .max ? event.number + 1 : .max
        book(grant, of: event, at: place, &sheet)
    }

    /// Whether an order with a wrong number is to be booked by the rules. One whose figures fit
    /// took place. One from before is a repetition. One from after shows that entries are
    /// missing: its figures are all that is known.
    private mutating func takeOutOfTurn(
        _ event: Settled, _ grant: Grant, at place: EntryPlace
    ) -> Bool {
        if grant.agrees(with: event) { return true }
        guard event.number > nextNumber, event.number < .max,
            let reserve = UInt64(exactly: event.reserveFen), reserve <= Self.reserveMax,
            let supply = UInt64(exactly: event.supplyUnits), supply <= Self.supplyMax
        else { return false }
        nextNumber = event.number + 1
        booked += 1
        figures = Figures(reserve: reserve, supply: supply)
        if event.outcome == .granted, let units = UInt64(exactly: event.units),
            units <= Self.supplyMax, lots[event.lot] == nil
        {
            add(event.lot, of: event, units: units)
        }
        return false
    }

    private mutating func book(
        _ grant: Grant, of event: Settled, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        let before = figures
        if grant.outcome != event.outcome {
            sheet.note(
                .outcome, place, "order \(event.order) has another outcome than the rules give",
                expected: grant.outcome, found: event.outcome)
        } else if !grant.hasSameGrant(as: event) {
            sheet.note(
                .grant, place, "order \(event.order) is granted other points than the rules give",
                expected: grant.sentence,
                found: "lot \(event.lot): value \(event.valueFen) fen, \(event.units) µpt, "
                    + "legacy \(event.legacyUnits)")
        }
        orphan = Self.sum(orphan, grant.orphaned)
        if grant.outcome == .granted {
            add(grant.lot, of: event, units: grant.units)
            trust = Self.sum(trust, grant.legacy)
        }
        let recorded = UInt64(exactly: event.units).flatMap { units in
            UInt64(exactly: event.legacyUnits).map { units.addingReportingOverflow($0) }
        }
        var explained: Figures?
        if let recorded, !recorded.overflow, recorded.partialValue <= Self.supplyMax {
            explained = grant.after
            explained?.supply = Self.sum(before.supply, recorded.partialValue)
        }
        conclude(
            reserve: event.reserveFen, supply: event.supplyUnits, expected: grant.after,
            explained: explained, at: place, &sheet)
    }

    private mutating func add(_ lot: UInt64, of event: Settled, units: UInt64) {
        guard let plan, units > 0 else { return }
        let paid = UInt64(exactly: min(event.paidFen, Self.amountMax)) ?? 0
        let target = UInt64(plan.exitMultipleBps) * paid
        lots[lot] = Lot(
            member: event.member, target: target, granted: UInt128(units), units: units,
            retentionBps: UInt64(plan.retentionBps))
        lotsGranted = max(lotsGranted, lot)
        isSeriesOpen = true
        if target > 0 { queue.insert(.init(lot: lot, target: target, granted: UInt128(units))) }
    }

    func expectedGrant(_ event: Settled, _ plan: Plan, on now: Figures) -> Grant {
        if event.outcome == .skipped, !Self.ownRefusals.contains(event.refused) {
            return Grant(outcome: .skipped, after: now)
        }
        let (paid, contribution) = (event.paidFen, event.contributionFen)
        if contribution == 0, paid >= 0 { return Grant(outcome: .noContribution, after: now) }
        guard contribution > 0, contribution <= paid, paid <= Self.amountMax else {
            return Grant(outcome: .skipped, after: now)
        }
        let money = UInt64(contribution)
        let value = money * UInt64(plan.grantBps) / 10_000
        let units = bought(by: value, on: now)
        let release = UInt64(self.plan?.legacyReleaseBps ?? 0)
        let legacy =
            isTrustFull(on: now) ? 0 : bought(by: (money - value) * release / 10_000, on: now)
        var after = Figures(reserve: now.reserve + money, supply: now.supply)
        guard units > 0 else {
            guard now.supply > 0 else {
                return Grant(outcome: .roundsToZero, orphaned: money, after: now)
            }
            guard after.reserve <= Self.reserveMax else {
                return Grant(outcome: .skipped, after: now)
            }
            return Grant(outcome: .roundsToZero, after: after)
        }
        guard after.reserve <= Self.reserveMax,
            UInt128(now.supply) + units + legacy <= UInt128(Self.supplyMax)
        else { return Grant(outcome: .skipped, after: now) }
        after.supply += UInt64(units + legacy)
        return Grant(
            outcome: .granted, value: value, units: UInt64(units), legacy: UInt64(legacy),
            lot: lotsGranted + 1, after: after)
    }

    /// Rounded down. 40 + 62 bits.
    func bought(by value: UInt64, on now: Figures) -> UInt128 {
        guard now.supply > 0, now.reserve > 0 else {
            return UInt128(value) * 1_000_000 / UInt128(max(openingPrice, 1))
        }
        return UInt128(value) * UInt128(now.supply) / UInt128(now.reserve)
    }

}
