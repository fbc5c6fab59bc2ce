internal import Wire

// Orders and the money that comes for them: in time it is theirs, too late it is nobody's.
extension OrderChecks {
    /// An order is paid within its time to pay, whether or not its expiry is recorded yet.
    func checkPayment(
        _ event: Paid, _ entry: AuditedEntry, _ sheet: inout ViolationSheet
    ) {
        guard !event.payment.isEmpty, let record = record(event.order), record.paid == nil,
            let placed = record.placed
        else { return }
        let now = clock.businessUs(entry.timeMicroseconds)
        guard now >= placed.atUs &+ PlainClock.paymentUs else { return }
        sheet.note(
            .deadline, entry.place, "order \(event.order) is paid after its time to pay",
            expected: "before \(placed.atUs &+ PlainClock.paymentUs)", found: now)
    }

    /// Money for no order must not be what an order waits for.
    func checkStray(
        _ event: UnmatchedArrived, _ entry: AuditedEntry, _ sheet: inout ViolationSheet
    ) {
        guard let record = record(event.order), record.hops[.paid] == nil, !record.isCancelled,
            let placed = record.placed, !placed.imported, let waited = record.waitedFor,
            waited == event.amountFen, event.currency == "CNY",
            clock.businessUs(entry.timeMicroseconds) < placed.atUs &+ PlainClock.paymentUs
        else { return }
        sheet.note(
            .unmatched, entry.place,
            "money that order \(event.order) waits for is put aside as for no order",
            expected: "payment \(event.payment) pays order \(event.order)",
            found: "unmatched receipt \(event.number): \(event.reason)")
    }

    // MARK: - What the pool refused to book

    /// The payment of an order whose money goes back and that the pool does not hold.
    func givesUp(_ event: UnmatchedArrived) -> Bool {
        guard let record = record(event.order), record.isUnbooked, let paid = record.paid else {
            return false
        }
        return (paid.provider, paid.payment) == (event.provider, event.payment)
    }

    /// An order that gives up a receipt which the pool never held puts it aside, in the same
    /// group, whole. To be called when the group is entered.
    func checkPutAside(_ group: [AuditedEntry], _ sheet: inout ViolationSheet) {
        for entry in group {
            guard case .orderRefund(.begun(let event)) = entry.event,
                let record = record(event.order), record.isUnbooked, let paid = record.paid,
                !paid.payment.isEmpty
            else { continue }
            let aside = group.compactMap { entry -> Int64? in
                guard case .payment(.arrived(let event)) = entry.event, givesUp(event) else {
                    return nil
                }
                return event.order == paid.order ? event.amountFen : nil
            }
            guard aside != [paid.paidFen] else { continue }
            sheet.note(
                .refundPath, entry.place,
                "what the pool never held of order \(event.order) is not put aside",
                expected: "\(paid.paidFen) fen of payment \(paid.payment), once",
                found: "\(aside) fen")
        }
    }
}
