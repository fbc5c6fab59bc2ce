internal import Wire

// Refunds of orders' payments: what the pool gave back to a provider, the provider is asked to
// pay out, once, and what it paid out no wallet gets.
extension PlainPayments {
    /// A refund of an order as the pool numbers it.
    struct OrderRefund: Hashable, Sendable {
        var order: UInt64
        var number: UInt64
    }

    /// `o17-2-1`: order, number of the refund, attempt.
    static func refund(called id: String) -> (refund: OrderRefund, attempt: UInt64)? {
        let words = id.dropFirst().split(separator: "-", omittingEmptySubsequences: false)
        guard id.first == "o", words.count == 3, let order = UInt64(words[0]),
            let number = UInt64(words[1]), let attempt = UInt64(words[2]), attempt > 0,
            id == "o\(order)-\(number)-\(attempt)"
        else { return nil }
        return (OrderRefund(order: order, number: number), attempt)
    }

    /// The refund that an entry of the order service books, and the provider's part of it; nil
    /// for every other entry.
    private static func booked(_ entry: AuditedEntry) -> (OrderRefund, fen: Int64)? {
        switch entry.event {
        case .orderRefund(.moneyReturned(let event)):
            return (
                OrderRefund(order: event.order, number: UInt64(event.refund)),
                event.back?.providerFen ?? 0
            )
        case .orderReturn(.refunded(let event)):
            return (
                OrderRefund(order: event.order, number: UInt64(event.refund)),
                event.back?.providerFen ?? 0
            )
        default: return nil
        }
    }

    /// What one group of the order service books as given back it asks providers for, and it
    /// asks for nothing else. To be called when the group is entered.
    mutating func checkAsked(_ group: [AuditedEntry], _ sheet: inout ViolationSheet) {
        var due: [OrderRefund: (fen: Int64, place: EntryPlace)] = [:]
        for entry in group {
            guard let (refund, fen) = Self.booked(entry), fen > 0,
                orderPayments[refund.order] != nil
            else { continue }
            due[refund] = (fen, entry.place)
        }
        for entry in group {
            guard case .payment(.refundRequested(let event)) = entry.event,
                let order = paidOrders[Self.name(event.provider, event.payment)],
                isEntered(event)
            else { continue }
            check(event, of: order, &due, at: entry.place, &sheet)
        }
        for (refund, owed) in due.sorted(by: { $0.value.place.sequence < $1.value.place.sequence })
        {
            sheet.note(
                .paymentRefund, owed.place,
                "no provider is asked for what refund \(refund.number) of order "
                    + "\(refund.order) gives back",
                expected: "\(owed.fen) fen of \(orderPayments[refund.order] ?? "")",
                found: "nothing is asked for")
        }
    }

    private func check(
        _ event: ProviderRefundRequested, of order: UInt64,
        _ due: inout [OrderRefund: (fen: Int64, place: EntryPlace)], at place: EntryPlace,
        _ sheet: inout ViolationSheet
    ) {
        guard let (refund, attempt) = Self.refund(called: event.refund), refund.order == order
        else {
            sheet.note(
                .paymentRefund, place,
                "the payment of order \(order) is asked back without a refund of the order",
                expected: "a refund o\(order)-…", found: event.refund)
            return
        }
        if attempt > 1 {
            let before = "o\(refund.order)-\(refund.number)-\(attempt - 1)"
            guard !hasFailed(before, event.amountFen) else { return }
            sheet.note(
                .paymentRefund, place, "refund \(event.refund) is asked for anew",
                expected: "after \(before) failed, the same amount",
                found: "\(event.amountFen) fen")
            return
        }
        let owed = due.removeValue(forKey: refund)?.fen ?? 0
        guard owed != event.amountFen else { return }
        sheet.note(
            .paymentRefund, place, "a provider is asked for another sum than the pool gave back",
            expected: "\(owed) fen for refund \(refund.number) of order \(order)",
            found: "\(event.amountFen) fen")
    }

    /// A provider failed the refund of an order: its member is owed the money.
    mutating func noteFailed(
        _ event: ProviderRefundRequested, of order: UInt64?, _ entry: AuditedEntry
    ) {
        guard let (refund, attempt) = Self.refund(called: event.refund), refund.order == order
        else { return }
        owed.fail(refund, attempt: attempt, event.amountFen, entry)
    }

    // MARK: - The wallet instead

    /// The provider made a refund.
    mutating func notePaidOut(
        _ id: String, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        guard let (refund, _) = Self.refund(called: id) else { return }
        paidOut.insert(refund)
        comparePaidOut(refund, at: place, &sheet)
    }

    /// The pool credited the wallet with what the provider could not pay out.
    mutating func redirect(
        _ event: RefundRedirected, _ entry: AuditedEntry, _ sheet: inout ViolationSheet
    ) {
        let refund = OrderRefund(order: event.order, number: UInt64(event.refund))
        redirected.insert(refund)
        owed.credit(refund, at: entry.timeMicroseconds)
        comparePaidOut(refund, at: entry.place, &sheet)
    }

    private func comparePaidOut(
        _ refund: OrderRefund, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        guard paidOut.contains(refund), redirected.contains(refund) else { return }
        sheet.note(
            .redirection, place,
            "refund \(refund.number) of order \(refund.order) is paid out twice",
            expected: "by the provider, or to the wallet after it failed for good",
            found: "by the provider and to the wallet")
    }
}
