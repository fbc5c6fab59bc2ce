internal import Wire

/// What a clawback must give, take and post, recomputed from its claim.
struct PlainClawback: Sendable {
    var claim: ReturnClaim
    var order: PlainOrderMoney
    var settled: PlainOrderMoney.Settlement

    /// Nil, with the reason reported, when the claim is beyond what was settled.
    init?(
        _ event: ClawedBack, _ refunds: PlainRefunds, at place: EntryPlace,
        _ sheet: inout ViolationSheet
    ) {
        guard let claim = event.claim, let order = refunds.orders[claim.order],
            let settled = order.settled
        else {
            sheet.note(
                .clawback, place, "an order is clawed back that never settled",
                expected: "a settled order", found: "order \(event.claim?.order ?? 0)")
            return nil
        }
        self.claim = claim
        self.order = order
        self.settled = settled
        let wrong = excesses
        guard wrong.isEmpty else {
            sheet.note(
                .clawback, place, "order \(claim.order) gives back more than it settled for",
                expected: wrong.map { "\($0.name) at most \($0.most)" }.joined(separator: ", "),
                found: wrong.map { "\($0.name) \($0.found)" }.joined(separator: ", "))
            return nil
        }
    }

    private struct Excess {
        var name: String
        var most: Int64
        var found: Int64

        init?(_ name: String, _ found: Int64, atMost most: Int64) {
            guard found < 0 || found > most else { return nil }
            (self.name, self.most, self.found) = (name, most, found)
        }
    }

    private var excesses: [Excess] {
        let back = PlainSources(claim.back)
        var found = [
            Excess("paid back", claim.paidBackFen, atMost: settled.paid),
            Excess("contribution back", claim.contributionBackFen, atMost: settled.contribution),
            Excess("back", back.fen, atMost: claim.paidBackFen),
        ]
        for (name, (stated, left)) in zip(
            ["provider", "wallet", "coupon", "coins", "subsidy"], zip(back.parts, order.left.parts))
        {
            found.append(Excess(name, stated, atMost: left))
        }
        let parts = PlainOrderMoney.parts(claim.reversed)
        for (name, (stated, left)) in zip(
            PlainOrderMoney.partAccounts, zip(parts, settled.parts))
        {
            found.append(Excess(name, stated, atMost: left))
        }
        for row in claim.rewards {
            found.append(Excess("reward", row.amountFen, atMost: PlainPool.amountMax))
        }
        for (payee, sum) in rewards.sorted(by: { $0.key < $1.key }) {
            found.append(
                Excess("reward of \(payee)", sum, atMost: settled.rewards[payee] ?? 0))
        }
        let isWhole = claim.paidBackFen == settled.paid
        let isAll = claim.contributionBackFen == settled.contribution
        if isWhole, !isAll {
            // A contribution cannot stay where nothing is left of what was paid.
            found.append(
                Excess("part of the pieces", settled.paid, atMost: settled.paid &- 1))
        }
        if isWhole, isAll, back.coins == order.left.coins {
            // With the last pieces all of a coupon goes back.
            found.append(
                Excess("subsidy kept", order.left.subsidy &- back.subsidy, atMost: 0))
        }
        return found.compactMap { $0 }
    }

    private var rewards: [UInt64: Int64] {
        claim.rewards.reduce(into: [:]) { sums, row in
            sums[row.payee] = (sums[row.payee] ?? 0) &+ row.amountFen
        }
    }

    var pieces: PlainPool.Pieces {
        let isAll = claim.contributionBackFen == settled.contribution
        let part = min(claim.paidBackFen, settled.lotPaid &- 1)
        return PlainPool.Pieces(
            contributionBack: UInt64(clamping: claim.contributionBackFen),
            contributionLeft: UInt64(clamping: settled.contribution),
            lotPaidBack: UInt64(clamping: isAll ? settled.lotPaid : part),
            lotPaidLeft: UInt64(clamping: settled.lotPaid))
    }

    /// What the reply and the lines must say, given what burnt and the balances before.
    func expected(
        _ burn: PlainPool.Burn?, balances: [String: Int64], coupon: PlainSubsidies.Coupon?
    ) -> (outcome: ClawbackOutcome, lotPaidBack: Int64, lines: [String: Int64]) {
        let proceeds = proceeds(burn)
        let stated = PlainSources(claim.back)
        let back = claim.proceeds == .owed ? stated : stated.deducting(proceeds)
        var lines: [String: Int64] = ["reserve": Int64(clamping: burn?.returned ?? 0)]
        func held(_ account: String) -> Int64 {
            max(0, 0 &- (balances[account] ?? 0) &- (lines[account] ?? 0))
        }
        let parts = PlainOrderMoney.parts(claim.reversed)
        for (account, fen) in zip(PlainOrderMoney.partAccounts, parts) {
            lines[account] = min(fen, held(account))
        }
        for row in claim.rewards {
            let taken = min(row.amountFen, held("wallet:\(row.payee)"))
            lines["wallet:\(row.payee)", default: 0] += taken
            lines["recovery_receivable:\(row.payee)", default: 0] += row.amountFen - taken
        }
        if claim.proceeds == .owed {
            lines["recovery_receivable:\(order.member)", default: 0] += proceeds
        }
        let operatorPart = back.fen &+ back.subsidy &- lines.values.reduce(0, &+)
        lines["operator_loss", default: 0] += operatorPart
        Self.pay(back, to: order.member, from: balances, &lines)
        if let coupon { lines["subsidy:\(coupon.source)"] = 0 &- back.subsidy }
        let units = Int64(clamping: burn?.units ?? 0)
        lines["lot:\(settled.lot)"] = -units
        lines["issued"] = units
        let outcome = ClawbackOutcome(
            refund: UInt32(clamping: order.refunds.count + 1), member: order.member,
            lot: settled.lot, burntUnits: units, returnedFen: Int64(clamping: burn?.returned ?? 0),
            proceedsFen: proceeds,
            back: Sources(
                providerFen: back.provider, walletFen: back.wallet, couponFen: back.coupon,
                coins: back.coins, subsidyFen: back.subsidy), operatorFen: operatorPart)
        return (outcome, burn == nil ? 0 : Int64(clamping: pieces.lotPaidBack), lines)
    }

    /// From what the provider still holds, and else from the bank; the rest to the member.
    static func pay(
        _ back: PlainSources, to member: UInt64, from balances: [String: Int64],
        _ lines: inout [String: Int64]
    ) {
        func add(_ account: String, _ amount: Int64) {
            lines[account] = (lines[account] ?? 0) &+ amount
        }
        let clearing = min(back.provider, max(0, balances["psp_clearing"] ?? 0))
        add("psp_clearing", 0 &- clearing)
        add("custody", clearing &- back.provider)
        add("wallet:\(member)", 0 &- back.wallet)
        add("coupon:\(member)", 0 &- back.coupon)
        add("legacy_coin:\(member)", 0 &- back.coins)
        add("coin_spent", back.coins)
    }

    /// Of what the lot's points paid, the part of units that should burn and are gone.
    private func proceeds(_ burn: PlainPool.Burn?) -> Int64 {
        guard settled.lot > 0, claim.contributionBackFen > 0 else { return 0 }
        let received = UInt128(max(0, settled.received))
        guard let burn else {
            let part = PlainPool.quotient(
                received, UInt128(claim.contributionBackFen), by: UInt128(settled.contribution))
            return Int64(clamping: part.0)
        }
        guard burn.short > 0 else { return 0 }
        return Int64(
            clamping: PlainPool.quotient(received, burn.short, by: burn.redeemed).0)
    }
}
