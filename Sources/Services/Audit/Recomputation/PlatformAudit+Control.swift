internal import Wire

extension PlatformAudit {
    /// Nil for an event that is not of control.
    mutating func applyControl(
        _ entry: AuditedEntry, _ sheet: inout ViolationSheet
    ) {
        let (place, time) = (entry.place, entry.timeMicroseconds)
        switch entry.event {
        case .payoutsFrozen(let event): control.take(event, at: place, &sheet)
        case .thawed(let event): control.take(event, time: time, at: place, &sheet)
        case .controlProposed(let event): control.take(event, time: time, at: place, &sheet)
        case .controlConfirmed(let event): control.take(event, time: time, at: place, &sheet)
        case .woundUp(let event): windUp(event, entry, &sheet)
        case .woundDown(let event): windDown(event, entry, &sheet)
        // What is refused while frozen or winding down.
        case .held, .couponGranted, .balanceOpened:
            control.check(.receipt, time: time, at: place, &sheet)
        case .settled, .sliceInjected: control.check(.settlement, time: time, at: place, &sheet)
        case .sold, .shares(.converted), .withdrawal(.approved), .withdrawal(.batchSent):
            control.check(.payout, time: time, at: place, &sheet)
        default: break
        }
    }

    private var heldForOrders: Int64 {
        ledger.fen.reduce(0) { $1.key.hasPrefix("order_held:") ? $0 &- $1.value : $0 }
    }

    private mutating func windUp(
        _ event: WoundUp, _ entry: AuditedEntry, _ sheet: inout ViolationSheet
    ) {
        let place = entry.place
        let before = sheet.count
        let orphan = beginWindDown(entry, &sheet)
        movePool { $0.windUp(event, at: place, &sheet) }
        if sheet.count == before {
            let paid = event.payoutFen
            let owed = max(0, ledger.fen["recovery_receivable:\(event.member)"] ?? 0)
            let repaid = min(owed, paid)
            post(
                event.lines,
                [
                    "orphan_reserve": orphan, "reserve": paid &- orphan,
                    "recovery_receivable:\(event.member)": 0 &- repaid,
                    "wallet:\(event.member)": repaid &- paid,
                    "lot:\(event.lot)": 0 &- event.units, "issued": event.units,
                ], at: place, &sheet)
        } else {
            _ = ledger.post(event.lines, at: place, &sheet)
        }
        compareReserve(isKnown: sheet.count > before, at: place, &sheet)
    }

    private mutating func windDown(
        _ event: WoundDown, _ entry: AuditedEntry, _ sheet: inout ViolationSheet
    ) {
        let before = sheet.count
        let orphan = beginWindDown(entry, &sheet)
        movePool { $0.windDown(event, at: entry.place, &sheet) }
        post(
            event.lines, ["orphan_reserve": orphan, "reserve": 0 &- orphan], at: entry.place,
            &sheet)
        compareReserve(isKnown: sheet.count > before, at: entry.place, &sheet)
    }

    /// With the first of the last entries the orphan reserve joins the reserve.
    private mutating func beginWindDown(
        _ entry: AuditedEntry, _ sheet: inout ViolationSheet
    ) -> Int64 {
        guard pool.windUps == nil else { return 0 }
        expectNoAllotment("wound_up", at: entry.place, &sheet)
        shares.expectNoIssue(at: entry.place, &sheet)
        control.checkWindDown(
            held: heldForOrders, trust: pool.trust, time: entry.timeMicroseconds,
            at: entry.place, &sheet)
        return 0 &- (ledger.fen["orphan_reserve"] ?? 0)
    }
}
