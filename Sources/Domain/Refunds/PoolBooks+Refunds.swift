// Giving money back: before settlement, after it, and where a provider cannot.
extension PoolBooks {
    // MARK: - Before settlement

    /// Gives held money of an order back to what paid it: `back`, or all that is held for nil.
    /// The rest settles with the waterfall of what is left. With the last of the member's the
    /// rest of a coupon goes back to its subsidy too: nobody is left to settle it for.
    package mutating func refund(
        _ order: OrderID, _ back: PaymentSources?, reason: String
    ) throws(BooksRejection) -> [BookEvent] {
        let event = BookEvent.refunds(
            .refunded(
                try decideRefund(
                    order, back.map { withCoupon($0, of: order) }, reason: reason)))
        record(event)
        return [event]
    }

    func decideRefund(
        _ order: OrderID, _ stated: PaymentSources?, reason: String
    ) throws(BooksRejection) -> BookRefund {
        let refund = try giving { () throws(RefundRejection) in
            let hold = try held(order)
            let coupon = subsidies.coupons[order]
            var left = hold.left
            left.subsidy = coupon?.left ?? .zero
            try Self.check(text: reason, field: "reason")
            let back = stated ?? left
            try Self.check(back, order, left: left)
            guard !back.isZero else { throw .amountMustBePositive(field: "back", 0) }
            return BookRefund(
                order: order, member: hold.member, number: try refunds.nextNumber(of: order),
                back: back, reason: reason,
                lines: Posting.refund(
                    order, of: hold.member, back, coupon: coupon?.coupon.source, in: ledger
                ).lines)
        }
        try check(refund.lines)
        return refund
    }

    private func withCoupon(_ back: PaymentSources, of order: OrderID) -> PaymentSources {
        guard let hold = refunds.held(order), hold.left == back.ofMember else { return back }
        var back = back
        back.subsidy = max(back.subsidy, subsidies.coupons[order]?.left ?? .zero)
        return back
    }

    /// A coupon alone is held too: the order was given up before its member paid.
    private func held(_ order: OrderID) throws(RefundRejection) -> HeldMoney {
        let coupon = subsidies.coupons[order].flatMap { $0.left > .zero ? $0.coupon : nil }
        switch booking(of: order) {
        case nil:
            guard let coupon else { throw .orderNotFound(order) }
            return HeldMoney(member: coupon.member, paid: .zero, hasReceipt: false)
        case .settled: throw .orderAlreadySettled(order)
        case .refunded where coupon == nil: throw .orderAlreadyRefunded(order)
        case .held, .refunded:
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
