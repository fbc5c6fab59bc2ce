internal import Wire

extension PlatformAudit {
    mutating func receive(
        _ event: SubsidyReceived, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        let from = event.source == "unallocated" ? "commission_unallocated" : "custody"
        subsidies.receive(event, at: place, &sheet)
        post(
            event.lines,
            [from: event.amountFen, "subsidy:\(event.source)": 0 &- event.amountFen], at: place,
            &sheet)
    }

    mutating func announce(
        _ event: SliceAnnounced, _ entry: AuditedEntry, _ sheet: inout ViolationSheet
    ) {
        subsidies.announce(
            event, held: held(by: event.source), time: entry.timeMicroseconds, at: entry.place,
            &sheet)
    }

    mutating func inject(
        _ event: SliceInjected, _ entry: AuditedEntry, _ sheet: inout ViolationSheet
    ) {
        let place = entry.place
        let before = sheet.count
        expectNoAllotment("slice_injected", at: place, &sheet)
        subsidies.inject(
            event, reserve: pool.figures.reserve, time: entry.timeMicroseconds, at: place, &sheet)
        movePool { $0.inject(event, at: place, &sheet) }
        let account = Self.account(of: event.source)
        post(
            event.lines, [account: event.amountFen, "reserve": 0 &- event.amountFen], at: place,
            &sheet)
        compareReserve(isKnown: sheet.count > before, at: place, &sheet)
    }

    mutating func grant(
        _ event: CouponGranted, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        subsidies.grant(event, held: held(by: event.source), at: place, &sheet)
        post(
            event.lines,
            [
                "subsidy:\(event.source)": event.amountFen,
                "order_held:\(event.order)": 0 &- event.amountFen,
            ], at: place, &sheet)
    }

    private static func account(of source: String) -> String {
        source == "orphan" ? "orphan_reserve" : "subsidy:\(source)"
    }

    private func held(by source: String) -> Int64 {
        0 &- (ledger.fen[Self.account(of: source)] ?? 0)
    }
}
