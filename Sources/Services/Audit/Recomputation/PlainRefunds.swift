internal import Wire

/// Refunds checked: no source gets back more than it paid, nothing is given back that was not
/// held or settled, and every refund and redirection happens once.
struct PlainRefunds: Sendable {
    private(set) var orders: [UInt64: PlainOrderMoney] = [:]
    private var lotOrders: [UInt64: UInt64] = [:]

    // MARK: - What comes in

    /// False when the order was held before, and this is not the receipt for the rest of it.
    mutating func hold(
        _ event: Held, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) -> Bool {
        let sources = PlainSources(event)
        let hasParts = sources.fen != event.paidFen || sources.coins != 0
        if !sources.isWithinBounds || sources.isZero {
            sheet.note(
                .refund, place, "order \(event.order) is held with amounts out of bounds",
                expected: "0 to \(PlainPool.amountMax), not all 0", found: sources.sentence)
        }
        guard var order = orders[event.order], !order.paid.isZero else {
            var order = orders[event.order] ?? PlainOrderMoney(member: event.member)
            order.paid = sources
            order.hasReceipt = event.paidFen != 0
            orders[event.order] = order
            return true
        }
        guard !order.hasReceipt, !hasParts, order.settled == nil, order.member == event.member
        else { return false }
        order.paid.add(sources)
        order.hasReceipt = true
        orders[event.order] = order
        return false
    }

    /// `coupon`: what is left of the order's. `isFaulty`: the entry is reported already.
    mutating func settle(
        _ event: Settled, coupon: Int64, isFaulty: Bool, at place: EntryPlace,
        _ sheet: inout ViolationSheet
    ) {
        guard event.outcome != .skipped else { return }
        var order = orders[event.order] ?? PlainOrderMoney(member: event.member)
        let hasMoved = !order.refunds.isEmpty || order.paid.fen != order.paid.provider
        if hasMoved, !isFaulty, order.left.fen != event.paidFen || order.settled != nil {
            sheet.note(
                .refund, place, "order \(event.order) settles another sum than is left of it",
                expected: "\(order.left.fen) fen, once", found: "\(event.paidFen) fen")
        }
        order.settle(event)
        order.paid.subsidy = coupon
        orders[event.order] = order
        if let lot = order.settled?.lot, lot > 0 { lotOrders[lot] = event.order }
    }

    /// Takes note of what the points of a lot paid.
    mutating func pay(_ payout: Int64, lot: UInt64) {
        guard let order = lotOrders[lot], let before = orders[order]?.settled?.received else {
            return
        }
        orders[order]?.settled?.received = before &+ max(0, payout)
    }

    // MARK: - What goes back

    /// `coupon`: the order's, less what went back before. A coupon alone is held too.
    mutating func refund(
        _ event: Refunded, coupon: PlainSubsidies.Coupon?, at place: EntryPlace,
        _ sheet: inout ViolationSheet
    ) {
        var back = PlainSources(event.back)
        let known = orders[event.order] ?? coupon.map { PlainOrderMoney(member: $0.member) }
        guard var order = known, order.settled == nil else {
            sheet.note(
                .refund, place, "order \(event.order) is refunded and nothing of it is held",
                expected: "a held order", found: "order \(event.order)")
            return
        }
        let next = order.refunds.count + 1
        var left = order.left
        left.subsidy = coupon?.left ?? 0
        if !left.covers(back) || !back.isWithinBounds || back.isZero {
            sheet.note(
                .refund, place, "order \(event.order) gives back more than it holds, or nothing",
                expected: "at most \(left.sentence)", found: back.sentence)
        } else if event.refund != next || event.member != order.member {
            sheet.note(
                .refund, place, "refund \(event.refund) of order \(event.order) is out of turn",
                expected: "refund \(next) of member \(order.member)",
                found: "refund \(event.refund) of member \(event.member)")
        }
        if !order.paid.isZero { keepsCoupon(event, left.less(back), at: place, &sheet) }
        // What a coupon gave back is counted with the subsidies.
        back.subsidy = 0
        order.back.add(back)
        order.refunds.append(back.provider)
        orders[event.order] = order
    }

    /// A coupon is not held for an order whose member has all back that they paid.
    private func keepsCoupon(
        _ event: Refunded, _ left: PlainSources, at place: EntryPlace,
        _ sheet: inout ViolationSheet
    ) {
        guard left.subsidy > 0, left.parts.dropLast().allSatisfy({ $0 == 0 }) else { return }
        sheet.note(
            .refund, place, "the member of order \(event.order) has all back, its subsidy not",
            expected: "\(left.subsidy) fen more to the subsidy", found: "they stay held")
    }

    mutating func redirect(
        _ event: RefundRedirected, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        let index = Int(event.refund) - 1
        guard let order = orders[event.order], order.refunds.indices.contains(index),
            let amount = order.refunds[index]
        else {
            sheet.note(
                .redirection, place,
                "the wallet gets a refund that was never made, or that it got before",
                expected: "a refund of order \(event.order), once", found: event.refund)
            return
        }
        let isProven =
            !event.failure.isEmpty && !event.identityCheck.isEmpty && !event.checkedBy.isEmpty
        if event.amountFen != amount || amount == 0 || event.member != order.member || !isProven {
            sheet.note(
                .redirection, place,
                "the wallet gets another refund than the provider failed to pay out",
                expected: "\(amount) fen to member \(order.member), with failure and check",
                found: "\(event.amountFen) fen to member \(event.member), failure "
                    + "\"\(event.failure)\", check \"\(event.identityCheck)\" by "
                    + "\"\(event.checkedBy)\"")
        }
        orders[event.order]?.refunds[index] = nil
    }

    /// Enters a clawback as it is recorded.
    mutating func enter(_ event: ClawedBack) {
        guard let claim = event.claim, let outcome = event.outcome,
            var order = orders[claim.order], var settled = order.settled
        else { return }
        settled.paid &-= claim.paidBackFen
        settled.contribution &-= claim.contributionBackFen
        settled.lotPaid &-= event.lotPaidBackFen
        settled.received &-= outcome.proceedsFen
        settled.parts = zip(settled.parts, PlainOrderMoney.parts(claim.reversed)).map { $0 &- $1 }
        for reward in claim.rewards {
            let before = settled.rewards[reward.payee] ?? 0
            settled.rewards[reward.payee] = before &- reward.amountFen
        }
        order.settled = settled
        let back = PlainSources(outcome.back)
        order.back.add(back)
        order.refunds.append(back.provider)
        orders[claim.order] = order
    }
}
