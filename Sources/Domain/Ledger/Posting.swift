/// The lines of one event, at most one per account (money.md §1). Zeros are left out.
package struct Posting: Equatable, Sendable {
    package private(set) var lines: [Line] = []

    package init() {}

    package mutating func debit(_ account: Account, _ amount: Int64) { add(account, amount) }
    package mutating func credit(_ account: Account, _ amount: Int64) { add(account, -amount) }

    private mutating func add(_ account: Account, _ amount: Int64) {
        guard amount != 0 else { return }
        guard let index = lines.firstIndex(where: { $0.account == account }) else {
            lines.append(Line(account, amount))
            return
        }
        let sum = lines[index].amount + amount
        if sum == 0 { lines.remove(at: index) } else { lines[index] = Line(account, sum) }
    }

    /// Credits a member; what the member owes the operator is repaid first.
    package mutating func creditWallet(of member: MemberID, _ amount: Money, in ledger: Ledger) {
        let debt = Account.recoveryReceivable(member)
        let noted = lines.first { $0.account == debt }?.amount ?? 0
        let owed = max(0, ledger.balance(debt) + noted)
        let repaid = min(owed, amount.fen)
        credit(debt, repaid)
        credit(.wallet(member), amount.fen - repaid)
    }

    // MARK: - Events

    /// Where an order's money goes, a coupon's with the member's. `change` is what the
    /// contribution did to the pool; nil when there was none.
    package static func settlement(
        _ order: Settlement, coupon: Money, change: PoolChange?, in ledger: Ledger
    ) -> Posting {
        var posting = Posting()
        posting.debit(.orderHeld(order.order), order.paid.fen + coupon.fen)
        posting.credit(.merchantPayable, order.waterfall.cost.fen)
        posting.credit(.platformIncome, order.waterfall.platform.fen)
        posting.credit(.taxReserve, order.waterfall.tax.fen)
        posting.credit(.paymentFee, order.waterfall.paymentFee.fen)
        for reward in order.rewards {
            if reward.isPending {
                posting.credit(.commissionPending, reward.amount.fen)
            } else {
                posting.creditWallet(of: reward.payee, reward.amount, in: ledger)
            }
        }
        posting.credit(.commissionUnallocated, order.unallocated.fen)
        switch change {
        case .setAside(let amount): posting.credit(.orphanReserve, amount.fen)
        case .granted(let grant):
            posting.credit(.reserve, grant.contribution.fen)
            posting.debit(.lot(grant.lot), grant.units.units)
            posting.debit(.legacyTrust, grant.legacy.units)
            posting.credit(.issued, grant.units.units + grant.legacy.units)
        case .contributed(let amount): posting.credit(.reserve, amount.fen)
        case nil: break
        case .injected, .restored, .sold, .exited, .clawedBack, .converted, .reissued,
            .allotmentOpened, .allotted, .allotmentClosed, .split, .seriesClosed, .woundUp,
            .woundDown:
            preconditionFailure("an order's contribution is granted, contributed or set aside")
        }
        return posting
    }

    /// A redemption, asked for or forced: money to the wallet, points out of circulation.
    package static func payout(
        _ made: PoolPayout, to member: MemberID, in ledger: Ledger
    ) -> Posting {
        var posting = Posting()
        posting.debit(.reserve, made.payout.fen)
        posting.creditWallet(of: member, made.payout, in: ledger)
        posting.credit(.lot(made.lot), made.units.units)
        posting.debit(.issued, made.units.units)
        return posting
    }

    /// What is left when no points circulate is nobody's.
    package static func seriesEnd(orphaned: Money) -> Posting {
        var posting = Posting()
        posting.debit(.reserve, orphaned.fen)
        posting.credit(.orphanReserve, orphaned.fen)
        return posting
    }
}
