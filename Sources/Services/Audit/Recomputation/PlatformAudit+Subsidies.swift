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
        reportRelated(event, at: place, &sheet)
        movePool { $0.inject(event, at: place, &sheet) }
        let account = Self.account(of: event.source)
        post(
            event.lines, [account: event.amountFen, "reserve": 0 &- event.amountFen], at: place,
            &sheet)
        compareReserve(isKnown: sheet.count > before, at: place, &sheet)
    }

    /// Who pays or decides about subsidies gains by every slice that finds them with points: a
    /// finding for every slice (money.md §4). O(lots) where anybody is related.
    private func reportRelated(
        _ event: SliceInjected, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        let related = Set(withdrawals.related)
        guard !related.isEmpty else { return }
        let lots = pool.lots.all.filter { $0.value.units > 0 && related.contains($0.value.member) }
        guard !lots.isEmpty else { return }
        let members = Set(lots.values.map(\.member)).sorted().map { "\($0)" }
        let units = lots.values.reduce(UInt64(0)) { PlainPool.sum($0, $1.units) }
        sheet.note(
            .related, place,
            "related members hold points while slice \(event.slice) of \(event.source) enters: "
                + members.prefix(20).joined(separator: ", "),
            expected: "no open lot of an operator, of the staff or of a payer of subsidies",
            found: "\(lots.count) lots with \(units) of \(pool.figures.supply) µpt")
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
