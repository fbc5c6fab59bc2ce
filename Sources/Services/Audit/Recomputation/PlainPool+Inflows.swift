internal import Wire

// Money that enters the reserve without granting points.
extension PlainPool {
    /// A slice of a subsidy, or of the orphan reserve.
    mutating func inject(
        _ event: SliceInjected, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        finish(at: place, &sheet)
        guard let amount = UInt64(exactly: event.amountFen), amount <= Self.reserveMax else {
            return
        }
        func add(_ now: Figures) -> Figures {
            Figures(reserve: Self.sum(now.reserve, amount), supply: now.supply)
        }
        let (after, follows) = weighed(add) { after in
            UInt64(exactly: event.reserveFen) == after.reserve
                && UInt64(exactly: event.supplyUnits) == after.supply
        }
        resolve(following: follows, &sheet)
        if figures.supply == 0 {
            sheet.note(
                .injection, place, "without points in circulation nothing enters the reserve",
                expected: "no slice", found: "\(amount) fen")
        }
        if event.source == "orphan" {
            checkHoldings(at: place, &sheet)
            if amount > orphan {
                sheet.note(
                    .injection, place, "more leaves the orphan reserve than it has",
                    expected: "at most \(orphan) fen", found: "\(amount) fen")
            }
            orphan -= min(orphan, amount)
        }
        conclude(
            reserve: event.reserveFen, supply: event.supplyUnits, expected: after, at: place,
            &sheet)
    }

    /// Orphan money enters only while no member holds more than 10 % of all points. O(lots).
    private func checkHoldings(at place: EntryPlace, _ sheet: inout ViolationSheet) {
        var units: [UInt64: UInt64] = [:]
        for lot in lots.values {
            units[lot.member] = Self.sum(units[lot.member] ?? 0, lot.units)
        }
        guard let most = units.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
            UInt128(most.value) * 10 > UInt128(figures.supply)
        else { return }
        sheet.note(
            .injection, place,
            "orphan money enters while member \(most.key) holds more than 10 % of all points",
            expected: "at most \(figures.supply / 10) µpt", found: "\(most.value) µpt")
    }
}
