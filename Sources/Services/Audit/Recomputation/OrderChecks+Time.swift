internal import Wire

// What time does to orders, and orders whose money goes back.
extension OrderChecks {
    /// An order expires by itself no sooner than its time to pay is over.
    mutating func expired(_ event: Expired, _ entry: AuditedEntry, _ sheet: inout ViolationSheet) {
        guard var record = open(event.order, .expired, at: entry.place, &sheet) else { return }
        record.isCancelled = true
        let now = clock.businessUs(entry.timeMicroseconds)
        if let placed = record.placed, now < placed.atUs &+ PlainClock.paymentUs {
            sheet.note(
                .deadline, entry.place, "order \(event.order) expires while it can be paid",
                expected: "not before \(placed.atUs &+ PlainClock.paymentUs)", found: now)
            record.holds = false
        }
        close(event.order, record, &sheet)
    }

    /// Receipt is recorded when it is said; what nobody says happens 10 days after delivery.
    func checkReceipt(
        _ event: Received, _ entry: AuditedEntry, _ sheet: inout ViolationSheet
    ) {
        guard let record = record(event.order), record.received == nil else { return }
        let now = clock.businessUs(entry.timeMicroseconds)
        if event.byItself {
            let expected = record.deliveredUs &+ PlainClock.receiptUs
            guard event.atUs != expected || now < expected else { return }
            sheet.note(
                .deadline, entry.place, "order \(event.order) is received by itself too early",
                expected: "at \(expected), 10 days after delivery",
                found: "at \(event.atUs), recorded at \(now)")
        } else if record.placed?.imported != true, event.atUs != now {
            sheet.note(
                .deadline, entry.place,
                "order \(event.order) is received at another time than it is recorded",
                expected: now, found: event.atUs)
        }
    }

    /// The pool gave back what the order says, and all that was paid.
    func joinRefund(
        _ order: UInt64, _ record: OrderRecord, _ sheet: inout ViolationSheet
    ) -> Bool {
        guard let returned = record.moneyReturned, record.isRefundOver else { return false }
        if record.isUnbooked, record.hops[.held] != nil {
            sheet.note(
                .refundPath, record.place(.held),
                "the pool holds a receipt of order \(order) that the order gives up",
                expected: "no receipt", found: "\(record.held?.paidFen ?? 0) fen")
        }
        let given = record.returnedFen
        guard let refunded = record.returns.refunds[returned.refund] else {
            return record.paid != nil && record.bookedFen == given
        }
        let back = PlainSources(returned.back)
        if returned.refund != refunded.refund || back != PlainSources(refunded.back) {
            sheet.note(
                .refundPath, record.place(.moneyReturned),
                "order \(order) records another refund than the pool",
                expected: "refund \(refunded.refund): \(PlainSources(refunded.back).fen) fen",
                found: "refund \(returned.refund): \(back.fen) fen")
        } else if record.paid != nil, Int128(record.bookedFen) - Int128(given) != Int128(back.fen) {
            sheet.note(
                .refundPath, record.place(.moneyReturned),
                "order \(order) gives back another sum than was paid",
                expected: "\(record.bookedFen &- given) fen", found: "\(back.fen) fen")
        }
        return true
    }
}
