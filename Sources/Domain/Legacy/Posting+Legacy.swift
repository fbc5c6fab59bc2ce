// The lines of claims (money.md §1, §6).
extension Posting {
    /// Coins come into being. Against `coin_issued`, which has no floor, as points come into being
    /// against `issued`: `coin_spent` is a liability that only spending may move, so that its
    /// balance stays what members have paid with coins. All coins sum to zero, and
    /// `coin_issued` is what members hold and have spent together.
    static func legacyConversion(_ member: MemberID, _ amount: Money) -> Posting {
        var posting = Posting()
        posting.debit(.coinIssued, amount.fen)
        posting.credit(.legacyCoin(member), amount.fen)
        return posting
    }

    /// The points circulate already, so `issued` stays.
    static func legacyAllotment(_ lot: LotID, _ units: Points) -> Posting {
        var posting = Posting()
        posting.debit(.lot(lot), units.units)
        posting.credit(.legacyTrust, units.units)
        return posting
    }

    static func legacyBurn(_ units: Points) -> Posting {
        var posting = Posting()
        posting.debit(.issued, units.units)
        posting.credit(.legacyTrust, units.units)
        return posting
    }
}
