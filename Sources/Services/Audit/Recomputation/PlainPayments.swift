internal import Wire

/// Payments, recomputed from the journals of orders and pool: each is accepted once, what is for
/// no order goes back within a day, and a provider's word against a final state posts nothing.
struct PlainPayments: Sendable {
    /// One unmatched receipt, as the two journals tell of it.
    private struct Receipt: Sendable {
        var arrived: UnmatchedArrived?
        var isBooked = false
        var isReturned = false
        var received: (event: ReceiptUnmatched, place: EntryPlace)?
        var sentBack: (event: ReceiptReturned, place: EntryPlace)?
        var isReceiptCompared = false
        var isReturnCompared = false
    }

    private struct Refund: Sendable {
        var event: ProviderRefundRequested
        /// Nil while there is no answer.
        var failed: Bool?
    }

    /// What each payment was accepted as, by provider and id.
    private var accepted: [String: (use: String, amount: Int64)] = [:]
    private var receipts: [UInt64: Receipt] = [:]
    /// Those that have to go back, in order of arrival.
    private var open: [(number: UInt64, dueUs: Int64, place: EntryPlace)] = []
    private var refunds: [String: Refund] = [:]
    /// Given back or asked back, by payment.
    private var refunded: [String: Int64] = [:]
    /// The receipt that the pool gave back by a refund.
    private var returns: [String: UInt64] = [:]
    private var lastNumber: UInt64 = 0
    /// The payment of each order that a provider was paid for.
    private(set) var orderPayments: [UInt64: String] = [:]
    private(set) var paidOrders: [String: UInt64] = [:]
    /// Refunds of orders that their providers made, and those that a wallet got instead.
    var paidOut: Set<OrderRefund> = []
    var redirected: Set<OrderRefund> = []
    var owed = PlainOwedRefunds()

    static func name(_ provider: String, _ payment: String) -> String {
        "\(provider)/\(payment)"
    }

    // MARK: - The order service's side

    mutating func apply(_ entry: AuditedEntry, _ sheet: inout ViolationSheet) {
        reportOverdue(at: entry.timeMicroseconds, &sheet)
        owed.passOrders(to: entry.timeMicroseconds, &sheet)
        switch entry.event {
        case .paid(let event):
            guard !event.payment.isEmpty else { return }
            let name = Self.name(event.provider, event.payment)
            accept(
                name, as: "of order \(event.order)", event.paidFen, at: entry.place, &sheet)
            guard orderPayments[event.order] == nil, paidOrders[name] == nil else { return }
            orderPayments[event.order] = name
            paidOrders[name] = event.order
        case .payment(.arrived(let event)): arrive(event, entry, &sheet)
        case .payment(.booked(let event)):
            step(event.number, "booked", at: entry.place, &sheet) { receipt in
                guard receipt.arrived != nil, !receipt.isBooked else { return false }
                receipt.isBooked = true
                return true
            }
        case .payment(.returned(let event)):
            open.removeAll { $0.number == event.number }
            step(event.number, "returned", at: entry.place, &sheet) { receipt in
                guard receipt.isBooked, !receipt.isReturned else { return false }
                receipt.isReturned = true
                return true
            }
        case .payment(.refundRequested(let event)): request(event, entry, &sheet)
        case .payment(.refundAnswered(let event)): answer(event, entry, &sheet)
        case .payment(.contradicted(let event)):
            sheet.note(
                .paymentCallback, entry.place,
                "\(event.provider) contradicts what is known of payment \(event.payment)",
                expected: event.known,
                found: "\(event.amountFen) fen"
                    + (event.refund.isEmpty ? "" : ", refund \(event.refund)"))
        default: break
        }
    }

    private mutating func accept(
        _ name: String, as use: String, _ amount: Int64, at place: EntryPlace,
        _ sheet: inout ViolationSheet
    ) {
        if let known = accepted[name] {
            sheet.note(
                .payment, place, "payment \(name) is accepted twice", expected: known.use,
                found: use)
            return
        }
        accepted[name] = (use, amount)
    }

    private mutating func arrive(
        _ event: UnmatchedArrived, _ entry: AuditedEntry, _ sheet: inout ViolationSheet
    ) {
        accept(
            Self.name(event.provider, event.payment), as: "unmatched receipt \(event.number)",
            event.amountFen, at: entry.place, &sheet)
        guard event.number == lastNumber + 1 else {
            sheet.note(
                .unmatched, entry.place, "unmatched receipts are numbered in turn",
                expected: lastNumber + 1, found: event.number)
            return
        }
        lastNumber = event.number
        receipts[event.number, default: Receipt()].arrived = event
        let dueUs = entry.timeMicroseconds &+ AuditLimits.owedMicroseconds
        open.append((event.number, dueUs, entry.place))
        compare(event.number, &sheet)
    }

    /// An order that the pool holds nothing of gives its payment up: it is for no order now.
    mutating func giveUp(_ event: UnmatchedArrived) {
        let name = Self.name(event.provider, event.payment)
        guard paidOrders[name] == event.order, refunded[name] == nil else { return }
        accepted[name] = nil
        paidOrders[name] = nil
        orderPayments[event.order] = nil
    }

    private mutating func step(
        _ number: UInt64, _ name: String, at place: EntryPlace, _ sheet: inout ViolationSheet,
        _ take: (inout Receipt) -> Bool
    ) {
        guard var receipt = receipts[number], take(&receipt) else {
            sheet.note(
                .unmatched, place, "unmatched receipt \(number) is \(name) out of turn",
                expected: "arrived, booked, returned, each once", found: name)
            return
        }
        receipts[number] = receipt
    }

    /// A receipt that is held for more than a day is reported once, where it arrived: the same
    /// finding whether an entry or the hour shows it.
    mutating func reportOverdue(at timeUs: Int64, _ sheet: inout ViolationSheet) {
        while let first = open.first, timeUs > first.dueUs {
            open.removeFirst()
            sheet.note(
                .unmatchedOverdue, first.place,
                "unmatched receipt \(first.number) is held for more than a day",
                expected: "returned by \(ShanghaiTime.text(microseconds: first.dueUs))",
                found: "held at \(ShanghaiTime.text(microseconds: timeUs))")
        }
    }

    // MARK: - Refunds

    private mutating func request(
        _ event: ProviderRefundRequested, _ entry: AuditedEntry, _ sheet: inout ViolationSheet
    ) {
        let name = Self.name(event.provider, event.payment)
        let paid = accepted[name]?.amount ?? 0
        let before = refunded[name] ?? 0
        guard refunds[event.refund] == nil, event.amountFen > 0,
            event.amountFen <= paid &- before
        else {
            sheet.note(
                .paymentRefund, entry.place,
                "refund \(event.refund) is asked for twice, or for more than is left",
                expected: "a new id, at most \(paid &- before) fen of \(name)",
                found: "\(event.amountFen) fen")
            return
        }
        refunds[event.refund] = Refund(event: event)
        refunded[name] = before &+ event.amountFen
        if let (refund, attempt) = Self.refund(called: event.refund) {
            owed.askAgain(refund, attempt: attempt, at: entry.timeMicroseconds)
        }
    }

    private mutating func answer(
        _ event: ProviderRefundAnswered, _ entry: AuditedEntry, _ sheet: inout ViolationSheet
    ) {
        guard var refund = refunds[event.refund], refund.failed == nil else {
            sheet.note(
                .paymentCallback, entry.place,
                "refund \(event.refund) is answered against its final state",
                expected: "one answer to what was asked", found: event.failed ? "failed" : "made")
            return
        }
        refund.failed = event.failed
        refunds[event.refund] = refund
        if !event.failed { notePaidOut(event.refund, at: entry.place, &sheet) }
        if event.failed {
            let name = Self.name(refund.event.provider, refund.event.payment)
            refunded[name] = (refunded[name] ?? 0) &- refund.event.amountFen
            noteFailed(refund.event, of: paidOrders[name], entry)
        }
        if let number = returns[event.refund] { compare(number, &sheet) }
    }

    /// Whether the request was in order by itself.
    func isEntered(_ event: ProviderRefundRequested) -> Bool {
        refunds[event.refund]?.event == event
    }

    func hasFailed(_ id: String, _ amount: Int64) -> Bool {
        refunds[id]?.failed == true && refunds[id]?.event.amountFen == amount
    }

    // MARK: - The pool's side

    mutating func apply(
        _ event: UnmatchedEntry, _ entry: AuditedEntry, _ ledger: inout PlainLedger,
        _ sheet: inout ViolationSheet
    ) {
        let number: UInt64
        let (lines, expected): ([Line], [String: Int64])
        var receipt: Receipt
        var isRight: Bool
        switch event {
        case .received(let event):
            number = event.number
            receipt = receipts[number] ?? Receipt()
            isRight = receipt.received == nil && event.amountFen > 0
            (lines, expected) = (
                event.lines,
                ["psp_clearing": event.amountFen, "unmatched_receipts": 0 &- event.amountFen]
            )
            if isRight { receipt.received = (event, entry.place) }
        case .returned(let event):
            number = event.number
            receipt = receipts[number] ?? Receipt()
            isRight =
                receipt.sentBack == nil && receipt.received?.event.amountFen == event.amountFen
            (lines, expected) = (
                event.lines,
                ["psp_clearing": 0 &- event.amountFen, "unmatched_receipts": event.amountFen]
            )
            if isRight {
                receipt.sentBack = (event, entry.place)
                returns[event.refund] = number
            }
        }
        if ledger.post(lines, at: entry.place, &sheet) {
            ledger.compare(lines, with: expected, at: entry.place, &sheet)
        }
        guard isRight else {
            sheet.note(
                .unmatched, entry.place,
                "an unmatched receipt is booked once and goes back once, whole",
                expected: "receipt \(number) once, with its amount", found: event.sentence)
            return
        }
        receipts[number] = receipt
        compare(number, &sheet)
    }

    /// Compares what both journals say of a receipt, once both do.
    private mutating func compare(_ number: UInt64, _ sheet: inout ViolationSheet) {
        guard var receipt = receipts[number] else { return }
        defer { receipts[number] = receipt }
        if let arrived = receipt.arrived, let (received, place) = receipt.received,
            !receipt.isReceiptCompared
        {
            receipt.isReceiptCompared = true
            let expected = "\(arrived.amountFen) fen of \(arrived.provider)/\(arrived.payment)"
            let found = "\(received.amountFen) fen of \(received.provider)/\(received.payment)"
            if expected != found {
                sheet.note(
                    .unmatched, place, "the pool holds another receipt \(number) than arrived",
                    expected: expected, found: found)
            }
        }
        guard let (sentBack, place) = receipt.sentBack, !receipt.isReturnCompared,
            let refund = refunds[sentBack.refund], let failed = refund.failed,
            let arrived = receipt.arrived
        else { return }
        receipt.isReturnCompared = true
        if failed || refund.event.amountFen != sentBack.amountFen
            || refund.event.payment != arrived.payment
        {
            sheet.note(
                .paymentRefund, place,
                "receipt \(number) is booked as given back, and its refund does not say so",
                expected: "refund \(sentBack.refund) made, \(sentBack.amountFen) fen of "
                    + arrived.payment,
                found: "\(failed ? "failed" : "made"), \(refund.event.amountFen) fen of "
                    + refund.event.payment)
        }
    }
}
