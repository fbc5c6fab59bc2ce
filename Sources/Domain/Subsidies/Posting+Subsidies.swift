// The lines of money.md §1's row "subsidy received · slice", and of a coupon.
extension Posting {
    /// What the operator kept of commissions is in custody already; all other sources bring cash.
    static func subsidy(received amount: Money, from source: SubsidySource) -> Posting {
        var posting = Posting()
        posting.debit(source == .unallocated ? .commissionUnallocated : .custody, amount.fen)
        posting.credit(.subsidy(source), amount.fen)
        return posting
    }

    /// A slice enters the reserve. Orphan money waits in an account of its own.
    static func slice(_ amount: Money, of source: SubsidySource) -> Posting {
        var posting = Posting()
        posting.debit(source == .orphan ? .orphanReserve : .subsidy(source), amount.fen)
        posting.credit(.reserve, amount.fen)
        return posting
    }

    /// A subsidy pays a part of an order's price.
    static func coupon(_ amount: Money, of source: SubsidySource, for order: OrderID) -> Posting {
        var posting = Posting()
        posting.debit(.subsidy(source), amount.fen)
        posting.credit(.orderHeld(order), amount.fen)
        return posting
    }
}
