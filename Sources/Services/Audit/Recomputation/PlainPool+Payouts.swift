internal import Wire

// What leaves the pool: redemptions that a member asked for, and forced exits.
extension PlainPool {
    /// What an entry records of money paid for points.
    struct RecordedPayout: Sendable {
        var rule: AuditRule
        var lot: UInt64
        var member: UInt64
        var units: Int64
        var gross: Int64
        var payout: Int64
        var reserve: Int64
        var supply: Int64

        init(_ event: Sold) {
            rule = .redemption
            (lot, member, units) = (event.lot, event.member, event.units)
            (gross, payout) = (event.grossFen, event.payoutFen)
            (reserve, supply) = (event.reserveFen, event.supplyUnits)
        }

        init(_ event: Exited) {
            rule = .exit
            (lot, member, units) = (event.lot, event.member, event.units)
            (gross, payout) = (event.grossFen, event.payoutFen)
            (reserve, supply) = (event.reserveFen, event.supplyUnits)
        }
    }

    /// Gross and payout as quotients, both rounded down by one division each.
    struct Worth: Sendable {
        var gross: PlainQuotient
        var payout: PlainQuotient
        var before: Figures

        func isTight(_ entry: RecordedPayout) -> Bool {
            guard let gross = UInt64(exactly: entry.gross),
                let payout = UInt64(exactly: entry.payout)
            else { return false }
            return self.gross.isFloor(gross) && self.payout.isFloor(payout)
        }

        /// The figures after `payout` fen left for `units`; nil when that much is not there.
        func after(paying payout: UInt64, for units: UInt64) -> Figures? {
            guard payout <= before.reserve, units <= before.supply else { return nil }
            return Figures(reserve: before.reserve - payout, supply: before.supply - units)
        }

        func agrees(with entry: RecordedPayout) -> Bool {
            guard isTight(entry), let payout = UInt64(exactly: entry.payout),
                let units = UInt64(exactly: entry.units),
                let after = after(paying: payout, for: units)
            else { return false }
            return UInt64(exactly: entry.reserve) == after.reserve
                && UInt64(exactly: entry.supply) == after.supply
        }
    }

    mutating func sell(_ event: Sold, at place: EntryPlace, _ sheet: inout ViolationSheet) {
        finish(at: place, &sheet)
        pay(RecordedPayout(event), at: place, &sheet)
    }

    /// Books what an entry records of a lot, and reports what is wrong with it.
    mutating func pay(
        _ entry: RecordedPayout, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        guard let lot = lots[entry.lot] else {
            sheet.note(
                entry.rule, place, "lot \(entry.lot) pays and is not open",
                expected: "an open lot", found: "lot \(entry.lot)")
            return
        }
        let allowed = entry.rule == .exit ? lot.units...lot.units : 1...lot.units
        guard let units = UInt64(exactly: entry.units), allowed.contains(units) else {
            sheet.note(
                entry.rule, place, "lot \(entry.lot) pays for points that it does not hold",
                expected: "\(allowed) µpt", found: "\(entry.units) µpt")
            return
        }
        if entry.member != lot.member {
            sheet.note(
                entry.rule, place, "lot \(entry.lot) pays to somebody else than its owner",
                expected: "member \(lot.member)", found: "member \(entry.member)")
        }
        let (worth, follows) = weighed(
            { self.worth(of: lot, units, asExit: entry.rule == .exit, on: $0) },
            agrees: { $0.agrees(with: entry) })
        resolve(following: follows, &sheet)
        settle(entry, worth, units, at: place, &sheet)
    }

    private mutating func settle(
        _ entry: RecordedPayout, _ worth: Worth, _ units: UInt64, at place: EntryPlace,
        _ sheet: inout ViolationSheet
    ) {
        var payout = UInt64(exactly: entry.payout) ?? .max
        var explained: Figures?
        if !worth.isTight(entry) {
            let expected = worth.payout.floor()
            sheet.note(
                entry.rule, place, "lot \(entry.lot) is paid another amount than the rules give",
                expected: "gross \(worth.gross.floor()), payout \(expected) fen",
                found: "gross \(entry.gross), payout \(entry.payout) fen")
            explained = worth.after(paying: payout, for: units)
            payout = expected
        }
        if payout == 0, entry.rule == .redemption {
            sheet.note(
                .redemption, place, "a redemption that pays nothing is refused",
                expected: "at least 1 fen", found: "0 fen")
        }
        guard let after = worth.after(paying: payout, for: units) else {
            sheet.note(
                .reserve, place, "more leaves the pool than is there",
                expected: "at most \(figures.reserve) fen, \(figures.supply) µpt",
                found: "\(payout) fen, \(units) µpt")
            return
        }
        take(units, from: entry.lot)
        conclude(
            reserve: entry.reserve, supply: entry.supply, expected: after, explained: explained,
            at: place, &sheet)
    }

    mutating func take(_ units: UInt64, from lot: UInt64) {
        guard let left = lots[lot]?.units, left > units else {
            lots[lot] = nil
            if queue.count > 2 * lots.count + 1_024 { queue.keep { lots[$0] != nil } }
            return
        }
        lots[lot]?.units = left - units
    }

    /// A redemption is worth units × P ÷ S, an exit target × units ÷ (10,000 × granted); the
    /// payout is the same less retention in one division. At most 62 + 60 + 14 bits over
    /// 127 + 27.
    func worth(of lot: Lot, _ units: UInt64, asExit: Bool, on now: Figures) -> Worth {
        let kept = 10_000 - lot.retentionBps
        let gross = Wide(UInt128(units)).times(asExit ? lot.target : now.reserve)
        // Without points in circulation nothing is worth anything; 1 stands for the divisor.
        let divisor = asExit ? lot.granted : UInt128(max(now.supply, 1))
        let scale: UInt64 = asExit ? 10_000 : 1
        return Worth(
            gross: PlainQuotient(dividend: gross, divisor: divisor, scale: scale),
            payout: PlainQuotient(
                dividend: gross.times(kept), divisor: divisor, scale: scale * 10_000),
            before: now)
    }
}
