internal import Wire

// Points that leave for shares, and money that comes back for points.
extension PlainPool {
    /// Exactly the amount leaves the reserve, and the fewest units that are worth it the lot.
    mutating func convert(
        _ event: Converted, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        finish(at: place, &sheet)
        let amount = UInt64(exactly: event.amountFen) ?? 0
        let (units, follows) = weighed(
            { Self.fewest(worth: amount, on: $0) },
            agrees: { units in units == UInt64(exactly: event.units) })
        resolve(following: follows, &sheet)
        guard let lot = lots[event.lot], units >= 1, units <= lot.units, amount >= 1,
            amount <= figures.reserve
        else {
            return sheet.note(
                .conversion, place, "points become shares that lot \(event.lot) does not hold",
                expected: "at most \(lots[event.lot]?.units ?? 0) µpt of an open lot",
                found: "\(units) µpt for \(event.amountFen) fen")
        }
        if lot.member != event.member || UInt64(exactly: event.units) != units {
            sheet.note(
                .conversion, place, "points become shares otherwise than the rules say",
                expected: "\(units) µpt of member \(lot.member)",
                found: "\(event.units) µpt of member \(event.member)")
        }
        take(units, from: event.lot)
        conclude(
            reserve: event.reserveFen, supply: event.supplyUnits,
            expected: Figures(reserve: figures.reserve - amount, supply: figures.supply - units),
            explained: nil, at: place, &sheet)
    }

    /// The smallest u with u × P ≥ amount × S, found by halving; beyond all units when even they
    /// are not worth it. 63 + 62 bits.
    private static func fewest(worth amount: UInt64, on now: Figures) -> UInt64 {
        let cost = Wide(UInt128(amount)).times(now.supply)
        func isEnough(_ units: UInt64) -> Bool {
            Wide(UInt128(units)).times(now.reserve) >= cost
        }
        guard isEnough(now.supply) else { return .max }
        var (low, high) = (UInt64(0), now.supply)
        while low < high {
            let middle = low + (high - low) / 2
            if isEnough(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// The units that `amount` buys; they join the lot while it is open and was granted so many.
    mutating func reissue(
        _ event: Reissued, amount: UInt64, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        finish(at: place, &sheet)
        let (bought, follows) = weighed(
            { self.bought(by: amount, on: $0) },
            agrees: { units in UInt64(exactly: event.units).map { UInt128($0) } == units })
        resolve(following: follows, &sheet)
        let units = UInt64(clamping: bought)
        let joins =
            lots[event.lot].map { UInt128($0.units) + UInt128(units) <= $0.granted } ?? false
        let into = units == 0 ? 0 : joins ? event.lot : lotsGranted + 1
        if UInt64(exactly: event.units) != units || event.into != into {
            sheet.note(
                .conversion, place, "money that comes back buys otherwise than the rules say",
                expected: "\(units) µpt in lot \(into)",
                found: "\(event.units) µpt in lot \(event.into)")
        }
        var after = figures
        if units == 0, figures.supply == 0 {
            orphan = Self.sum(orphan, amount)
        } else {
            after.reserve = Self.sum(after.reserve, amount)
            after.supply = Self.sum(after.supply, units)
        }
        if joins, units > 0 {
            lots[event.lot]?.units += units
        } else {
            grant(into, to: event.member, units: units, paid: amount)
        }
        conclude(
            reserve: event.reserveFen, supply: event.supplyUnits, expected: after, at: place,
            &sheet)
    }
}
