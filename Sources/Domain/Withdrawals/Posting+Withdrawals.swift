extension Posting {
    /// The money leaves the wallet when it is asked for, so that nobody can spend it again.
    package static func withdrawal(of member: MemberID, _ amount: Money) -> Posting {
        var posting = Posting()
        posting.debit(.wallet(member), amount.fen)
        posting.credit(.withdrawalPending(member), amount.fen)
        return posting
    }

    /// Paid money has left custody; any other goes back to the wallet, where a debt is repaid
    /// first.
    package static func withdrawalEnd(
        _ end: ClosedWithdrawal.End, of member: MemberID, _ amount: Money, in ledger: Ledger
    ) -> Posting {
        var posting = Posting()
        posting.debit(.withdrawalPending(member), amount.fen)
        switch end {
        case .paid: posting.credit(.custody, amount.fen)
        case .failed, .cancelled, .refused:
            posting.creditWallet(of: member, amount, in: ledger)
        }
        return posting
    }
}
