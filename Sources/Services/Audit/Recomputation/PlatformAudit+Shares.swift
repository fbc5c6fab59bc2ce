internal import Wire

// Shares, with what they do to pool and books.
extension PlatformAudit {
    mutating func applyShares(
        _ record: SharesRecord, _ entry: AuditedEntry, _ sheet: inout ViolationSheet
    ) {
        let (before, place) = (sheet.count, entry.place)
        switch record {
        case .opened(let event): shares.open(event, at: place, &sheet)
        case .converted(let event): convert(event, entry, &sheet)
        case .closed(let event):
            shares.close(event, entry, &sheet)
            post(
                event.lines,
                event.successful
                    ? [
                        "share_subscription_payable": event.amountFen,
                        "operator_capital": 0 &- event.amountFen,
                    ] : [:], since: before, at: place, &sheet)
        case .reissued(let event): reissue(event, at: place, &sheet)
        case .allotted(let event):
            shares.allot(event, at: place, &sheet)
            post(
                event.lines,
                ["share:\(event.member)": event.shares, "share_issued": 0 &- event.shares],
                since: before, at: place, &sheet)
        case .released(let event): shares.release(event, entry, &sheet)
        }
    }

    private mutating func convert(
        _ event: Converted, _ entry: AuditedEntry, _ sheet: inout ViolationSheet
    ) {
        let (before, place) = (sheet.count, entry.place)
        expectNoAllotment("converted", at: place, &sheet)
        shares.subscribe(event, entry, &sheet)
        pool.convert(event, at: place, &sheet)
        followSplits()
        post(
            event.lines,
            [
                "reserve": event.amountFen, "share_subscription_payable": 0 &- event.amountFen,
                "lot:\(event.lot)": 0 &- event.units, "issued": event.units,
                "share:\(event.member)": event.shares, "share_issued": 0 &- event.shares,
            ], since: before, at: place, &sheet)
        compareAccounts(lot: event.lot, isKnown: sheet.count > before, at: place, &sheet)
    }

    private mutating func reissue(
        _ event: Reissued, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        let before = sheet.count
        expectNoAllotment("reissued", at: place, &sheet)
        guard let entry = shares.nextReturn(event, at: place, &sheet) else { return }
        let orphaned = pool.figures.supply == 0 && event.units == 0
        pool.reissue(
            event, amount: UInt64(exactly: entry.amount) ?? 0, at: place, &sheet)
        followSplits()
        post(
            event.lines,
            [
                "share_subscription_payable": event.amountFen,
                orphaned ? "orphan_reserve" : "reserve": 0 &- event.amountFen,
                "lot:\(event.into)": event.units, "issued": 0 &- event.units,
                "share:\(event.member)": 0 &- event.shares, "share_issued": event.shares,
            ], since: before, at: place, &sheet)
        compareAccounts(lot: event.into, isKnown: sheet.count > before, at: place, &sheet)
    }
}
