internal import Wire

// Claims and the trust, with what they do to pool and books.
extension PlatformAudit {
    mutating func applyLegacy(
        _ record: LegacyRecord, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        let before = sheet.count
        switch record {
        case .claimed(let event): legacy.claim(event, at: place, &sheet)
        case .converted(let event):
            legacy.convert(event, at: place, &sheet)
            post(
                event.lines,
                [
                    "coin_issued": event.amountFen,
                    "legacy_coin:\(event.member)": 0 &- event.amountFen,
                ], since: before, at: place, &sheet)
            let held = 0 &- (ledger.others["legacy_coin:\(event.member)"] ?? 0)
            if sheet.count == before, held != event.coins {
                sheet.note(
                    .coins, place, "member \(event.member) holds other coins than the books say",
                    expected: "\(held) coins", found: "\(event.coins) coins")
            }
        case .opened(let event):
            pool.openAllotment(event, at: place, &sheet)
            followSplits()
            legacy.begin(event, on: pool, at: place, &sheet)
        case .allotted(let event): allot(event, at: place, &sheet)
        case .closed(let event):
            let burnt = legacy.end(event, on: pool, at: place, &sheet)
            pool.closeAllotment(event, burnt: burnt, at: place, &sheet)
            post(
                event.lines,
                ["issued": event.burntUnits, "legacy_trust": 0 &- event.burntUnits],
                since: before, at: place, &sheet)
        }
        pool.claims = legacy.total
        guard case .claimed = record else {
            compareAccounts(lot: 0, isKnown: sheet.count > before, at: place, &sheet)
            return
        }
    }

    private mutating func allot(
        _ event: Allotted, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        let before = sheet.count
        guard let share = legacy.next(event, on: pool, at: place, &sheet) else { return }
        pool.allot(event, units: share.units, value: share.value, at: place, &sheet)
        post(
            event.lines,
            ["lot:\(event.lot)": event.units, "legacy_trust": 0 &- event.units],
            since: before, at: place, &sheet)
        compareAccounts(lot: event.lot, isKnown: sheet.count > before, at: place, &sheet)
    }

    /// Posts the lines, which must be exactly `expected` unless the entry is reported already.
    mutating func post(
        _ lines: [Line], _ expected: [String: Int64], since count: Int, at place: EntryPlace,
        _ sheet: inout ViolationSheet
    ) {
        guard ledger.post(lines, at: place, &sheet), sheet.count == count else { return }
        ledger.compare(lines, with: expected, at: place, &sheet)
    }

    /// While the trust is shared out, nothing else moves the pool.
    mutating func expectNoAllotment(
        _ kind: String, at place: EntryPlace,
        _ sheet: inout ViolationSheet
    ) {
        guard pool.isAllotting else { return }
        sheet.note(
            .allotment, place, "the pool moves while the trust is shared out",
            expected: "allotted or allotment_closed", found: kind)
    }
}
