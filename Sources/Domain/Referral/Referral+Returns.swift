// Rewards of orders whose pieces come back (referral.md §2, returns).
extension Referral {
    /// Works all rows out anew from what Share found: the rates, and who earned then. `settled`
    /// is the order where it is not pending any more.
    func recompute(
        _ wish: RecomputeOrder, settled: SettledRewards?
    ) throws(ReferralRejection) -> ReturnedRewards {
        let found: (shared: OrderRewards, last: ReturnedRewards?, upline: RewardUpline)
        if let shared = pending[wish.order] {
            let upline = uplines[wish.order] ?? RewardUpline(of: shared.buyer, in: members)
            found = (shared, returns[wish.order], upline)
        } else if let settled, over.contains(wish.order.rawValue) {
            // Who earned nothing then earns nothing by a return.
            found = (
                settled.shared, returns[wish.order] ?? settled.last,
                RewardUpline(of: settled.shared.rows)
            )
        } else {
            throw .orderNotShared(wish.order)
        }
        if wish.isGivenUp {
            guard pending[wish.order] == nil else { throw .orderIsPending(wish.order) }
            try Self.checkGivenUp(wish, found.shared, found.last)
        } else {
            guard wish.number > found.last?.number ?? 0 else {
                throw .returnOutOfTurn(wish.order, wish.number, last: found.last?.number ?? 0)
            }
            try Self.check(wish, found.shared, found.last)
        }
        let (rows, unallocated) = ReturnedRewards.rows(
            of: found.shared.lines, wish.left, found.shared.rates, found.upline)
        return ReturnedRewards(
            order: wish.order, number: wish.number, left: wish.left, rows: rows,
            unallocated: unallocated,
            changes: ReturnedRewards.changes(
                from: found.last?.rows ?? found.shared.rows, to: rows),
            isGivenUp: wish.isGivenUp)
    }

    /// A return that was worked out here leaves no fewer pieces when it is given up; one that
    /// never came here changes nothing.
    private static func checkGivenUp(
        _ wish: RecomputeOrder, _ shared: OrderRewards, _ last: ReturnedRewards?
    ) throws(ReferralRejection) {
        guard wish.number >= last?.number ?? 0 else {
            throw .returnOutOfTurn(wish.order, wish.number, last: last?.number ?? 0)
        }
        guard wish.left.count == shared.lines.count else {
            throw .piecesDoNotMatch(wish.order, line: wish.left.count)
        }
        let wasHere = last?.number == wish.number
        for (index, pieces) in wish.left.enumerated() {
            let before = last?.left[index]
            let least = before?.left ?? pieces.of
            guard pieces.line == index + 1, (1...CatalogLimits.quantityMax).contains(pieces.of),
                before == nil || before?.of == pieces.of,
                wasHere
                    ? pieces.left >= least && pieces.left <= pieces.of : pieces.left == least
            else { throw .piecesDoNotMatch(wish.order, line: index + 1) }
        }
    }

    private static func check(
        _ wish: RecomputeOrder, _ shared: OrderRewards, _ last: ReturnedRewards?
    ) throws(ReferralRejection) {
        guard wish.left.count == shared.lines.count else {
            throw .piecesDoNotMatch(wish.order, line: wish.left.count)
        }
        var isLess = false
        for (index, pieces) in wish.left.enumerated() {
            let before = last?.left[index]
            guard pieces.line == index + 1, (1...CatalogLimits.quantityMax).contains(pieces.of),
                before == nil || before?.of == pieces.of,
                (0...(before?.left ?? pieces.of)).contains(pieces.left)
            else { throw .piecesDoNotMatch(wish.order, line: index + 1) }
            if pieces.left < before?.left ?? pieces.of { isLess = true }
        }
        guard isLess else { throw .piecesDoNotMatch(wish.order, line: 0) }
    }

}

extension ReturnedRewards {
    /// All rows of what is left, and what they leave of its budget.
    static func rows(
        of lines: [ShareLine], _ left: [PiecesLeft], _ rates: RewardRates, _ upline: RewardUpline
    ) -> (rows: [RewardRow], unallocated: Money) {
        var rows: [RewardRow] = []
        var unallocatedFen: Int64 = 0
        for (line, pieces) in zip(lines, left) {
            let (earned, rest) = line.left(pieces).rewards(rates: rates, upline: upline)
            rows += earned
            unallocatedFen += rest.fen
        }
        return (rows, Money(fen: unallocatedFen))
    }

    /// What each payee has to give back, in order of the rows; who gets more has nothing to.
    static func reversals(
        from before: [RewardRow], to after: [RewardRow]
    ) -> [RewardReversal] {
        var sums: [MemberID: Int64] = [:]
        var payees: [MemberID] = []
        for change in changes(from: before, to: after) {
            if sums[change.payee] == nil { payees.append(change.payee) }
            sums[change.payee, default: 0] -= change.amount.fen
        }
        return payees.compactMap { payee in
            let fen = sums[payee] ?? 0
            return fen > 0 ? RewardReversal(payee: payee, amount: Money(fen: fen)) : nil
        }
    }

    /// By line and rule, as the rows are.
    static func changes(
        from before: [RewardRow], to after: [RewardRow]
    ) -> [RewardChange] {
        struct Key: Hashable {
            let line: Int
            let rule: RewardRule
            let payee: MemberID
        }
        var amounts: [Key: Int64] = [:]
        var keys: [Key] = []
        for (rows, sign) in [(before, Int64(-1)), (after, 1)] {
            for row in rows {
                let key = Key(line: row.line, rule: row.rule, payee: row.payee)
                if amounts[key] == nil { keys.append(key) }
                amounts[key, default: 0] += sign * row.amount.fen
            }
        }
        return keys.compactMap { key in
            let amount = amounts[key] ?? 0
            guard amount != 0 else { return nil }
            return RewardChange(
                line: key.line, rule: key.rule, payee: key.payee,
                generation: key.rule.generation, amount: Money(fen: amount))
        }
    }
}

extension ShareLine {
    /// Base and budget of what is left: each ⌊all · left ÷ bought⌋.
    func left(_ pieces: PiecesLeft) -> ShareLine {
        ShareLine(
            line: line, base: base.part(pieces.left, of: pieces.of),
            budget: budget.part(pieces.left, of: pieces.of))
    }
}

extension Money {
    /// ⌊all · `part` ÷ `whole`⌋ of an amount that is not below zero.
    func part(_ part: Int64, of whole: Int64) -> Money {
        precondition(0 <= part && part <= whole && whole > 0 && fen >= 0, "a part is at most all")
        return Money(fen: Int64(Int128(fen) * Int128(part) / Int128(whole)))
    }
}
