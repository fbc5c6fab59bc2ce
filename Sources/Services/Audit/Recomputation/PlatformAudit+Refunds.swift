internal import Wire

// The books' refunds.
extension PlatformAudit {
    mutating func refund(
        _ event: Refunded, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        let before = sheet.count
        let coupon = subsidies.coupons[event.order]
        refunds.refund(event, coupon: coupon, at: place, &sheet)
        let back = PlainSources(event.back)
        subsidies.giveBack(back.subsidy, of: event.order)
        var lines = ["order_held:\(event.order)": back.fen &+ back.subsidy]
        PlainClawback.pay(back, to: event.member, from: ledger.fen, &lines)
        if let coupon { lines["subsidy:\(coupon.source)"] = 0 &- back.subsidy }
        checkFlight(lines, .refund, at: place, &sheet)
        if ledger.post(event.lines, at: place, &sheet), sheet.count == before {
            ledger.compare(event.lines, with: lines, at: place, &sheet)
        }
    }

    mutating func redirect(
        _ event: RefundRedirected, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        let before = sheet.count
        refunds.redirect(event, at: place, &sheet)
        if ledger.post(event.lines, at: place, &sheet), sheet.count == before {
            ledger.compare(
                event.lines,
                with: [
                    "psp_clearing": event.amountFen,
                    "wallet:\(event.member)": 0 &- event.amountFen,
                ], at: place, &sheet)
        }
    }

    mutating func clawBack(
        _ event: ClawedBack, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        let before = sheet.count
        let lot = event.outcome?.lot ?? 0
        if let claim = PlainClawback(event, refunds, at: place, &sheet) {
            let burn = pool.clawBack(event, claim.pieces, at: place, &sheet)
            followSplits()
            let expected = claim.expected(
                burn, balances: ledger.fen, coupon: subsidies.spent[claim.claim.order])
            if event.outcome != expected.outcome || event.lotPaidBackFen != expected.lotPaidBack {
                sheet.note(
                    .clawback, place,
                    "order \(claim.claim.order) is clawed back otherwise than the rules give",
                    expected: "\(expected.outcome), of the lot \(expected.lotPaidBack)",
                    found: "\(event.outcome ?? ClawbackOutcome()), of the lot "
                        + "\(event.lotPaidBackFen)")
            }
            checkFlight(expected.lines, .refund, at: place, &sheet)
            if ledger.post(event.lines, at: place, &sheet), sheet.count == before {
                ledger.compare(event.lines, with: expected.lines, at: place, &sheet)
            }
        } else {
            pool.follow(event, at: place, &sheet)
            _ = ledger.post(event.lines, at: place, &sheet)
        }
        refunds.enter(event)
        orders.reclaims.note(event, &sheet)
        for reward in event.claim?.rewards ?? [] {
            withdrawals.noteReversal(
                reward.payee, reward.amountFen, order: event.claim?.order ?? 0)
        }
        compareAccounts(lot: lot, isKnown: sheet.count > before, at: place, &sheet)
    }
}
