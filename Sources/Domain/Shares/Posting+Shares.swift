// The lines of shares (money.md §1, §5). What a member has subscribed for or holds is against
// `share_issued`, so that shares sum to zero; which of the two it is, the register says.
extension Posting {
    static func shareSubscription(
        _ member: MemberID, _ lot: LotID, _ shares: Int64, _ amount: Money, _ units: Points
    ) -> Posting {
        var posting = Posting()
        posting.debit(.reserve, amount.fen)
        posting.credit(.shareSubscriptionPayable, amount.fen)
        posting.credit(.lot(lot), units.units)
        posting.debit(.issued, units.units)
        posting.debit(.share(member), shares)
        posting.credit(.shareIssued, shares)
        return posting
    }

    /// The issue was successful: what was subscribed is the operator's capital.
    static func shareIssue(_ amount: Money) -> Posting {
        var posting = Posting()
        posting.debit(.shareSubscriptionPayable, amount.fen)
        posting.credit(.operatorCapital, amount.fen)
        return posting
    }

    static func shareReturn(
        _ entry: ShareEntry, _ made: PoolReissue, joinsReserve: Bool
    ) -> Posting {
        var posting = Posting()
        posting.debit(.shareSubscriptionPayable, made.amount.fen)
        posting.credit(joinsReserve ? .reserve : .orphanReserve, made.amount.fen)
        if let lot = made.into { posting.debit(.lot(lot), made.units.units) }
        posting.credit(.issued, made.units.units)
        posting.credit(.share(entry.member), entry.shares)
        posting.debit(.shareIssued, entry.shares)
        return posting
    }

    static func shareAllotment(_ member: MemberID, _ shares: Int64) -> Posting {
        var posting = Posting()
        posting.debit(.share(member), shares)
        posting.credit(.shareIssued, shares)
        return posting
    }
}
