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
}
