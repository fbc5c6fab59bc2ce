extension Posting {
    /// Money of an order from its sources; coins beside it, in their own unit.
    package static func receipt(
        _ order: OrderID, of member: MemberID, _ sources: PaymentSources
    ) -> Posting {
        var posting = Posting()
        posting.debit(.pspClearing, sources.provider.fen)
        posting.debit(.wallet(member), sources.wallet.fen)
        posting.debit(.coupon(member), sources.coupon.fen)
        posting.credit(.orderHeld(order), sources.money.fen)
        posting.debit(.legacyCoin(member), sources.coins)
        posting.credit(.coinSpent, sources.coins)
        return posting
    }

    /// Held money goes back to what paid, a coupon's to its subsidy.
    package static func refund(
        _ order: OrderID, of member: MemberID, _ back: PaymentSources,
        coupon source: SubsidySource?, in ledger: Ledger
    ) -> Posting {
        var posting = Posting()
        posting.debit(.orderHeld(order), back.held.fen)
        posting.pay(back, to: member, coupon: source, in: ledger)
        return posting
    }

    /// What the provider could not pay out is the member's wallet's.
    package static func redirection(of amount: Money, to member: MemberID) -> Posting {
        var posting = Posting()
        posting.debit(.pspClearing, amount.fen)
        posting.credit(.wallet(member), amount.fen)
        return posting
    }

    /// A refund after settlement, and what nothing but the operator covers of it. `returned`
    /// is what leaves the reserve.
    package static func clawback(
        _ claim: ClawbackClaim, of member: MemberID, _ burnt: PoolClawback?, proceeds: Money,
        back: PaymentSources, coupon source: SubsidySource?, in ledger: Ledger
    ) -> (posting: Posting, operatorPart: Money) {
        var posting = Posting()
        posting.debit(.reserve, burnt?.returned.fen ?? 0)
        for name in ReversibleParts.Name.allCases {
            let held = max(0, -ledger.balance(name.account))
            posting.debit(name.account, min(claim.reversed[name].fen, held))
        }
        for reward in claim.rewards { posting.takeBack(reward, in: ledger) }
        if claim.proceeds == .owed { posting.debit(.recoveryReceivable(member), proceeds.fen) }
        let covered = posting.lines.reduce(Int64(0)) { $0 + $1.amount }
        let operatorPart = back.held.fen - covered
        posting.debit(.operatorLoss, operatorPart)
        posting.pay(back, to: member, coupon: source, in: ledger)
        if let burnt {
            posting.credit(.lot(burnt.lot), burnt.units.units)
            posting.debit(.issued, burnt.units.units)
        }
        return (posting, Money(fen: operatorPart))
    }

    /// To each source its part. The provider's comes from what the provider still holds, and
    /// when that is settled to the bank, from there.
    private mutating func pay(
        _ back: PaymentSources, to member: MemberID, coupon source: SubsidySource?,
        in ledger: Ledger
    ) {
        let clearing = min(back.provider.fen, max(0, ledger.balance(.pspClearing)))
        credit(.pspClearing, clearing)
        credit(.custody, back.provider.fen - clearing)
        credit(.wallet(member), back.wallet.fen)
        credit(.coupon(member), back.coupon.fen)
        credit(.legacyCoin(member), back.coins)
        debit(.coinSpent, back.coins)
        if let source { credit(.subsidy(source), back.subsidy.fen) }
    }

    /// From the payee's wallet; what is not there any more the payee owes.
    private mutating func takeBack(_ reward: RewardReversal, in ledger: Ledger) {
        let wallet = Account.wallet(reward.payee)
        let noted = lines.first { $0.account == wallet }?.amount ?? 0
        let held = max(0, -(ledger.balance(wallet) + noted))
        let taken = min(reward.amount.fen, held)
        debit(wallet, taken)
        debit(.recoveryReceivable(reward.payee), reward.amount.fen - taken)
    }
}
