internal import Wire

// What is recorded beside orders and redemptions, and what its checks have in common.
extension PlatformAudit {
    mutating func applyFamily(_ entry: AuditedEntry, _ sheet: inout ViolationSheet) {
        switch entry.event {
        case .withdrawal(let event): withdrawals.apply(event, entry, &ledger, &sheet)
        case .unmatched(let event): payments.apply(event, entry, &ledger, &sheet)
        case .custody(.providerSettled(let event)):
            custody.settle(event, entry, &ledger, &subsidies.references, &sheet)
        case .custody(.attested(let event)):
            custody.attest(event, entry, withdrawals, &sheet)
        case .refunded(let event):
            refund(event, at: entry.place, &sheet)
            noteRefund(event, entry, &sheet)
        case .refundRedirected(let event):
            redirect(event, at: entry.place, &sheet)
            payments.redirect(event, entry, &sheet)
        case .clawedBack(let event): clawBack(event, at: entry.place, &sheet)
        case .subsidyReceived(let event): receive(event, at: entry.place, &sheet)
        case .sliceAnnounced(let event): announce(event, entry, &sheet)
        case .sliceInjected(let event): inject(event, entry, &sheet)
        case .couponGranted(let event):
            grant(event, at: entry.place, &sheet)
            hop(event.order, .couponGranted, entry, &sheet) {
                $0.parts.poolGranted = event
                $0.joined.remove(.parts)
            }
        case .stateDigest(let event): digests.check(event, pool, &ledger, at: entry.place, &sheet)
        case .operatorMoved(let event): move(event, at: entry.place, &sheet)
        case .balanceOpened(let event): open(event, at: entry.place, &sheet)
        case .planAdopted(let event):
            planned.adopt(event, time: entry.timeMicroseconds, at: entry.place, &sheet)
            compliance.adopt(event.plan, at: entry.place, &sheet)
        case .planInForce(let event):
            let plan = planned.bringIntoForce(
                event, time: entry.timeMicroseconds, at: entry.place, &sheet)
            guard let plan else { return }
            pool.adopt(event.version, plan)
            orders.plans = pool.plans
            subsidies.follow(plan)
        default: break
        }
    }

    /// Posts lines that must be exactly `expected`.
    mutating func post(
        _ lines: [Line], _ expected: [String: Int64], at place: EntryPlace,
        _ sheet: inout ViolationSheet
    ) {
        guard ledger.post(lines, at: place, &sheet) else { return }
        ledger.compare(lines, with: expected, at: place, &sheet)
    }

    /// Changes the pool, and the books' points with it.
    mutating func movePool(_ body: (inout PlainPool) -> Void) {
        body(&pool)
        followSplits()
    }

    mutating func compareReserve(
        isKnown: Bool, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        compareAccounts(lot: 0, isKnown: isKnown, at: place, &sheet)
    }
}
