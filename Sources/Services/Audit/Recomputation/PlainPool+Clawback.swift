internal import Wire

// Points that go because their pieces came back (pool.md §2).
extension PlainPool {
    /// What a clawback takes from a lot that is open.
    struct Burn: Sendable {
        /// The granted units of the pieces, rounded up, and those of them that are gone already.
        var due: UInt128
        var short: UInt128
        var units: UInt64
        var returned: UInt64
        /// Units of the lot that redemptions took, before.
        var redeemed: UInt128
        var after: Figures

        func agrees(with event: ClawedBack) -> Bool {
            UInt64(exactly: event.outcome?.burntUnits ?? 0) == units
                && UInt64(exactly: event.outcome?.returnedFen ?? 0) == returned
                && UInt64(exactly: event.reserveFen) == after.reserve
                && UInt64(exactly: event.supplyUnits) == after.supply
        }
    }

    /// What is left of the contribution and of the lot's payment before the clawback.
    struct Pieces: Sendable {
        var contributionBack: UInt64
        var contributionLeft: UInt64
        var lotPaidBack: UInt64
        var lotPaidLeft: UInt64
    }

    /// Nil when nothing of the lot is open, or the pieces had no contribution: nothing burns.
    mutating func clawBack(
        _ event: ClawedBack, _ pieces: Pieces, at place: EntryPlace,
        _ sheet: inout ViolationSheet
    ) -> Burn? {
        finish(at: place, &sheet)
        guard let id = event.outcome?.lot, let lot = lots[id], pieces.contributionBack > 0 else {
            let (now, follows) = weighed(
                { $0 },
                agrees: {
                    UInt64(exactly: event.reserveFen) == $0.reserve
                        && UInt64(exactly: event.supplyUnits) == $0.supply
                })
            resolve(following: follows, &sheet)
            conclude(
                reserve: event.reserveFen, supply: event.supplyUnits, expected: now, at: place,
                &sheet)
            return nil
        }
        let (burn, follows) = weighed(
            { Self.burn(lot, pieces, on: $0) }, agrees: { $0.agrees(with: event) })
        resolve(following: follows, &sheet)
        shrink(id, lot, burn, pieces)
        conclude(
            reserve: event.reserveFen, supply: event.supplyUnits, expected: burn.after,
            at: place, &sheet)
        return burn
    }

    private static func burn(_ lot: Lot, _ pieces: Pieces, on now: Figures) -> Burn {
        let (whole, rest) = quotient(
            lot.granted, UInt128(pieces.contributionBack), by: UInt128(pieces.contributionLeft))
        let due = rest > 0 ? whole + 1 : whole
        let units = UInt64(min(UInt128(lot.units), due))
        // Without points in circulation nothing is worth anything; 1 stands for the divisor.
        let worth = UInt128(units) * UInt128(now.reserve) / UInt128(max(now.supply, 1))
        let returned = UInt64(min(UInt128(pieces.contributionBack), worth))
        return Burn(
            due: due, short: due - UInt128(units), units: units, returned: returned,
            redeemed: lot.granted - UInt128(lot.units),
            after: Figures(
                reserve: now.reserve - min(returned, now.reserve),
                supply: now.supply - min(units, now.supply)))
    }

    /// one × other ÷ divisor, where other is at most divisor.
    static func quotient(
        _ one: UInt128, _ other: UInt128, by divisor: UInt128
    ) -> (UInt128, rest: UInt128) {
        guard other < divisor else { return (one, 0) }
        let product = one.multipliedFullWidth(by: other)
        let (quotient, rest) = divisor.dividingFullWidth(product)
        return (quotient, rest)
    }

    /// The lot is from now on that of the pieces which are left, with a threshold of its own.
    private mutating func shrink(_ id: UInt64, _ lot: Lot, _ burn: Burn, _ pieces: Pieces) {
        take(burn.units, from: id)
        guard lots[id] != nil, pieces.lotPaidLeft > 0 else { return }
        let multiple = lot.target / pieces.lotPaidLeft
        let granted = lot.granted - burn.due
        let target = multiple * (pieces.lotPaidLeft - min(pieces.lotPaidBack, pieces.lotPaidLeft))
        lots[id]?.granted = granted
        lots[id]?.target = target
        guard lot.target > 0 else { return }
        queue.keep { $0 != id }
        if target > 0 { queue.insert(.init(lot: id, target: target, granted: granted)) }
    }
}

extension PlainPool {
    /// A clawback that could not be: the journal went on from its figures all the same.
    mutating func follow(
        _ event: ClawedBack, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        finish(at: place, &sheet)
        guard let reserve = UInt64(exactly: event.reserveFen), reserve <= Self.reserveMax,
            let supply = UInt64(exactly: event.supplyUnits), supply <= Self.supplyMax
        else { return }
        booked += 1
        figures = Figures(reserve: reserve, supply: supply)
        guard let lot = event.outcome?.lot, let held = lots[lot]?.units,
            let units = UInt64(exactly: event.outcome?.burntUnits ?? 0)
        else { return }
        take(min(units, held), from: lot)
    }
}
