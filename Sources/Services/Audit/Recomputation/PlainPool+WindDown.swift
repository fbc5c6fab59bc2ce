internal import Wire

// Winding down, recomputed (pool.md §2, last row).
extension PlainPool {
    /// What a lot gets, and in which order: by id.
    struct WindUp: Sendable {
        var lot: UInt64
        var fen: UInt64
        /// What division left over; the largest get one fen more.
        var rest: UInt128
    }

    /// Called before the first of a pool's last entries.
    private mutating func beginWindingUp() {
        guard windUps == nil else { return }
        let pot = Self.sum(figures.reserve, orphan)
        var shares = lots.keys.sorted().map { id in
            let (fen, rest) = (UInt128(lots[id]?.units ?? 0) * UInt128(pot))
                .quotientAndRemainder(dividingBy: UInt128(max(figures.supply, 1)))
            return WindUp(lot: id, fen: UInt64(clamping: fen), rest: rest)
        }
        let given = shares.reduce(0) { Self.sum($0, $1.fen) }
        let byRest = shares.indices.sorted { one, other in
            (shares[other].rest, shares[one].lot) < (shares[one].rest, shares[other].lot)
        }
        for index in byRest.prefix(Int(clamping: pot - min(pot, given))) { shares[index].fen += 1 }
        figures.reserve = pot
        orphan = 0
        windUps = shares.reversed()
    }

    mutating func windUp(_ event: WoundUp, at place: EntryPlace, _ sheet: inout ViolationSheet) {
        if windUps == nil { finish(at: place, &sheet) }
        beginWindingUp()
        let share = windUps?.popLast()
        let lot = lots[event.lot]
        if share?.lot != event.lot || UInt64(exactly: event.payoutFen) != share?.fen
            || UInt64(exactly: event.units) != lot?.units || event.member != lot?.member
        {
            sheet.note(
                .windDown, place, "lot \(event.lot) is wound up with another share than it has",
                expected: share.map { "lot \($0.lot): \($0.fen) fen" } ?? "no further lot",
                found: "lot \(event.lot), member \(event.member): \(event.units) µpt, "
                    + "\(event.payoutFen) fen")
        }
        guard let share else { return }
        let units = lots[share.lot]?.units ?? 0
        let after = Figures(
            reserve: figures.reserve - min(figures.reserve, share.fen),
            supply: figures.supply - min(figures.supply, units))
        lots[share.lot] = nil
        conclude(
            reserve: event.reserveFen, supply: event.supplyUnits, expected: after, at: place,
            &sheet)
        doubted = nil
    }

    mutating func windDown(
        _ event: WoundDown, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        if windUps == nil { finish(at: place, &sheet) }
        beginWindingUp()
        if let left = windUps, !left.isEmpty {
            sheet.note(
                .windDown, place, "a pool is wound down while lots are open",
                expected: "wound_up of \(left.count) lots", found: "wound_down")
        }
        conclude(
            reserve: event.reserveFen, supply: event.supplyUnits, expected: figures, at: place,
            &sheet)
    }
}
