// Giving money back: before settlement, after it, and where a provider cannot.
extension PoolBooks {
    // MARK: - Before settlement

    /// Gives held money of an order back to what paid it: `back`, or all that is held for nil.
    /// The rest settles with the waterfall of what is left.
    package mutating func refund(
        _ order: OrderID, _ back: PaymentSources?, reason: String
    ) throws(BooksRejection) -> [BookEvent] {
        let event = BookEvent.refunds(.refunded(try decideRefund(order, back, reason: reason)))
        record(event)
        return [event]
    }

    func decideRefund(
        _ order: OrderID, _ stated: PaymentSources?, reason: String
    ) throws(BooksRejection) -> BookRefund {
        let refund = try giving { () throws(RefundRejection) in
            let hold = try held(order)
            try Self.check(text: reason, field: "reason")
            let back = stated ?? hold.left
            try Self.check(back, order, left: hold.left)
            guard !back.isZero else { throw .amountMustBePositive(field: "back", 0) }
            return BookRefund(
                order: order, member: hold.member, number: try refunds.nextNumber(of: order),
                back: back, reason: reason,
                lines: Posting.refund(order, of: hold.member, back, in: ledger).lines)
        }
        try check(refund.lines)
        return refund
    }

    private func held(_ order: OrderID) throws(RefundRejection) -> HeldMoney {
        switch booking(of: order) {
        case nil: throw .orderNotFound(order)
        case .settled: throw .orderAlreadySettled(order)
        case .refunded: throw .orderAlreadyRefunded(order)
        case .held:
            guard let hold = refunds.held(order) else {
                preconditionFailure("a held order has its sources")
            }
            return hold
        }
    }

    // MARK: - Where the provider cannot

    /// Credits the wallet with what the provider failed for good to pay out for refund
    /// `number` of an order: once, and exactly that.
    package mutating func redirect(
        _ order: OrderID, refund number: Int, _ evidence: RedirectionEvidence
    ) throws(BooksRejection) -> [BookEvent] {
        let made = try decideRedirection(order, refund: number, evidence)
        let event = BookEvent.refunds(.redirected(made))
        record(event)
        return [event]
    }

    func decideRedirection(
        _ order: OrderID, refund number: Int, _ evidence: RedirectionEvidence
    ) throws(BooksRejection) -> BookRedirection {
        try giving { () throws(RefundRejection) in
            guard let member = member(of: order) else { throw .orderNotFound(order) }
            try Self.check(text: evidence.failure, field: "failure")
            try Self.check(text: evidence.identityCheck, field: "identity_check")
            try Self.check(text: evidence.checkedBy, field: "checked_by")
            let made = refunds.refunds(of: order)
            guard made.indices.contains(number - 1) else {
                throw .refundNotFound(order, number)
            }
            let refund = made[number - 1]
            guard refund.amount > .zero else { throw .refundNotByProvider(order, number) }
            guard !refund.isRedirected else { throw .refundAlreadyRedirected(order, number) }
            return BookRedirection(
                order: order, member: member, number: number, amount: refund.amount,
                evidence: evidence,
                lines: Posting.redirection(of: refund.amount, to: member).lines)
        }
    }

    private func member(of order: OrderID) -> MemberID? {
        switch booking(of: order) {
        case nil: nil
        case .held(let member, _), .refunded(let member): member
        case .settled(let place): refunds.facts(at: place).member
        }
    }

    // MARK: - Checks

    /// Refunds' own refusals as the books'.
    func giving<Result>(
        _ body: () throws(RefundRejection) -> Result
    ) throws(BooksRejection) -> Result {
        do throws(RefundRejection) { return try body() } catch { throw .refunds(error) }
    }

    /// The ledger's floors, before anything is changed.
    func check(_ lines: [Line]) throws(BooksRejection) {
        do throws(LedgerRejection) { try ledger.check(lines) } catch { throw .ledger(error) }
    }

    static func check(text: String, field: String) throws(RefundRejection) {
        guard (1...RefundBook.textBytesMax).contains(text.utf8.count) else {
            throw .textMustBeStated(field: field, bytes: text.utf8.count)
        }
    }

    /// Each source at most what it paid less what it has had back.
    static func check(
        _ back: PaymentSources, _ order: OrderID, left: PaymentSources
    ) throws(RefundRejection) {
        for name in PaymentSources.Name.allCases {
            guard back[name] >= 0 else {
                throw .amountMustBePositive(field: "back.\(name.rawValue)", back[name])
            }
            guard back[name] <= left[name] else {
                throw .exceedsSource(order, name, left: left[name], stated: back[name])
            }
        }
    }
}
