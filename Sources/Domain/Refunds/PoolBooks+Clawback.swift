// Refunds after settlement.
extension PoolBooks {
    /// Takes returned pieces of a settled order back: points, parts and rewards go, the member
    /// gets `back`, and what nothing covers is the operator's. The events are the `clawedBack`
    /// and the movements that it caused.
    package mutating func clawback(_ claim: ClawbackClaim) throws(BooksRejection) -> [BookEvent] {
        let decided = try quoteClawback(claim)
        let event = BookEvent.refunds(.clawedBack(decided))
        guard let burnt = decided.burnt else {
            record(event)
            return [event]
        }
        do throws(PoolRejection) {
            let made = try move(
                .clawback(
                    lot: burnt.lot, paidBack: burnt.paidBack,
                    contributionBack: burnt.contributionBack))
            precondition(made.first == decided.poolEvent, "what is decided is what is made")
            record(event)
            return [event] + made.dropFirst().map { enterMovement($0) }
        } catch {
            preconditionFailure("the pool refuses what it decided: \(error)")
        }
    }

    /// What `clawback` would do now, to the last unit.
    package func quoteClawback(_ claim: ClawbackClaim) throws(BooksRejection) -> BookClawback {
        let decided = try decideClawback(withCoupon(claim))
        try checkFlight(claim.order, decided.lines)
        return decided
    }

    /// With the last pieces of an order what is left of its coupon goes back.
    private func withCoupon(_ claim: ClawbackClaim) -> ClawbackClaim {
        guard case .settled(let place) = booking(of: claim.order) else { return claim }
        let facts = facts(of: claim.order, at: place)
        let taken = refunds.takenBack(claim.order)
        guard claim.paidBack.fen == facts.paid.money.fen - taken.paid.fen,
            claim.contributionBack.fen == facts.contribution.fen - taken.contribution.fen,
            // Pieces that coins alone paid bring no money: they are among the last all the same.
            claim.back.coins == facts.paid.coins - taken.back.coins
        else { return claim }
        var back = claim.back
        let left = Money(fen: facts.paid.subsidy.fen - taken.back.subsidy.fen)
        back.subsidy = max(back.subsidy, left)
        return claim.giving(back)
    }

    func decideClawback(_ claim: ClawbackClaim) throws(BooksRejection) -> BookClawback {
        let facts = try settledFacts(claim.order)
        let taken = refunds.takenBack(claim.order)
        let number = try giving { () throws(RefundRejection) in
            try check(claim, facts, taken)
            return try refunds.nextNumber(of: claim.order)
        }
        let (burnt, proceeds) = try burn(claim, facts, taken)
        let back = claim.proceeds == .deducted ? claim.back.less(proceeds) : claim.back
        let (posting, operatorPart) = Posting.clawback(
            claim, of: facts.member, burnt, proceeds: proceeds, back: back,
            coupon: subsidies.spent[claim.order]?.source, in: ledger)
        try check(posting.lines)
        return BookClawback(
            claim: claim, member: facts.member, number: number, lot: facts.lot, burnt: burnt,
            proceeds: proceeds, back: back, operatorPart: operatorPart, lines: posting.lines,
            reserve: Money(fen: pool.reserve.fen - (burnt?.returned.fen ?? 0)),
            supply: Points(units: pool.supply.units - (burnt?.units.units ?? 0)))
    }

    private func settledFacts(_ order: OrderID) throws(BooksRejection) -> SettledFacts {
        switch booking(of: order) {
        case nil: throw .refunds(.orderNotFound(order))
        case .held, .refunded: throw .refunds(.orderNotSettled(order))
        case .settled(let place): return facts(of: order, at: place)
        }
    }

    /// Never more than was settled, over all clawbacks of the order.
    private func check(
        _ claim: ClawbackClaim, _ facts: SettledFacts, _ taken: RefundBook.TakenBack
    ) throws(RefundRejection) {
        let order = claim.order
        try Self.check(text: claim.reason, field: "reason")
        let paidLeft = Money(fen: facts.paid.money.fen - taken.paid.fen)
        let contributionLeft = Money(fen: facts.contribution.fen - taken.contribution.fen)
        guard claim.paidBack >= .zero else {
            throw .amountMustBePositive(field: "paid_back_fen", claim.paidBack.fen)
        }
        guard claim.contributionBack >= .zero else {
            throw .amountMustBePositive(
                field: "contribution_back_fen", claim.contributionBack.fen)
        }
        guard claim.paidBack <= paidLeft else {
            throw .exceedsSettlement(
                order, part: "paid", left: paidLeft, stated: claim.paidBack)
        }
        guard claim.contributionBack <= contributionLeft else {
            throw .exceedsSettlement(
                order, part: "contribution", left: contributionLeft,
                stated: claim.contributionBack)
        }
        let (isWhole, isAll) = (
            claim.paidBack == paidLeft, claim.contributionBack == contributionLeft
        )
        // Pieces without a contribution may come back or stay where others have one; none has a
        // contribution that nothing was paid for.
        guard isAll || !isWhole else { throw .piecesDoNotMatch(order) }
        try Self.check(claim.back, order, left: facts.paid.minus(taken.back))
        guard claim.back.money <= claim.paidBack else {
            throw .exceedsPaidBack(order, paidBack: claim.paidBack, stated: claim.back.money)
        }
        guard claim.paidBack > .zero || claim.back.coins > 0 || claim.back.subsidy > .zero else {
            throw .amountMustBePositive(field: "back", 0)
        }
        try checkParts(claim, facts, taken)
    }

    private func checkParts(
        _ claim: ClawbackClaim, _ facts: SettledFacts, _ taken: RefundBook.TakenBack
    ) throws(RefundRejection) {
        for name in ReversibleParts.Name.allCases {
            let (stated, field) = (claim.reversed[name], "reversed.\(name.rawValue)")
            guard stated >= .zero else { throw .amountMustBePositive(field: field, stated.fen) }
            let left = Money(fen: facts.parts[name].fen - taken.parts[name].fen)
            guard stated <= left else {
                throw .exceedsSettlement(
                    claim.order, part: name.rawValue, left: left, stated: stated)
            }
        }
        var left: [MemberID: Money] = [:]
        for reward in facts.rewards {
            let before = taken.rewards[reward.payee] ?? .zero
            left[reward.payee] = Money(fen: reward.amount.fen - before.fen)
        }
        for reward in claim.rewards {
            let (payee, amount) = (reward.payee, reward.amount)
            guard amount >= Money(fen: 1) else {
                throw .amountMustBePositive(field: "rewards.amount_fen", amount.fen)
            }
            let has = left[payee] ?? .zero
            guard amount <= has else {
                throw .exceedsReward(claim.order, payee, left: has, stated: amount)
            }
            left[payee] = Money(fen: has.fen - amount.fen)
        }
    }

    // MARK: - Points of the pieces

    /// The units that go, and what units of these pieces that are gone already have paid.
    private func burn(
        _ claim: ClawbackClaim, _ facts: SettledFacts, _ taken: RefundBook.TakenBack
    ) throws(BooksRejection) -> (PoolClawback?, Money) {
        guard let id = facts.lot, let lot = pool.lot(id), claim.contributionBack > .zero else {
            return (nil, .zero)
        }
        let kept = UInt128(lot.received.fen - taken.proceeds.fen)
        guard lot.isOpen else {
            // A closed lot burns nothing: all that its pieces had was redeemed.
            let left = UInt128(facts.contribution.fen - taken.contribution.fen)
            let part = kept * UInt128(claim.contributionBack.fen) / left
            return (nil, Money(fen: Int64(part)))
        }
        let isAll = claim.contributionBack == lot.contribution
        let paidBack =
            isAll ? lot.paid : min(claim.paidBack, Money(fen: lot.paid.fen - 1))
        let change: PoolChange
        do throws(PoolRejection) {
            change = try pool.decide(
                .clawback(
                    lot: id, paidBack: paidBack, contributionBack: claim.contributionBack))
        } catch {
            throw .pool(error, subject: "clawing back lot \(id) of order \(claim.order)")
        }
        guard case .clawedBack(let burnt) = change else {
            preconditionFailure("clawing back decides a clawback")
        }
        let due = Pool.clawbackDue(of: lot, claim.contributionBack)
        let short = due - UInt128(burnt.units.units)
        guard short > 0 else { return (burnt, .zero) }
        let redeemed = lot.granted - UInt128(lot.units.units)
        let proceeds = kept.scaled(by: short, over: redeemed).quotient
        return (burnt, Money(fen: Int64(proceeds)))
    }
}
