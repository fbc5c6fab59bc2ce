/// A balance that a platform brings along from the books that it was kept in before.
package struct OpeningRow: Hashable, Sendable {
    package let account: Account
    package let amount: Money
    /// Where its evidence is; each is named once, and is no bank's reference either.
    package let reference: String

    package init(account: Account, amount: Money, reference: String) {
        self.account = account
        self.amount = amount
        self.reference = reference
    }
}

/// One that was taken, and the file and line that it came from. The money for it is in custody.
package struct BalanceOpening: Hashable, Sendable {
    package let row: OpeningRow
    /// The SHA-256 of the file.
    package let file: [UInt8]
    /// Counted from 1.
    package let line: UInt64
    package let lines: [Line]

    package init(row: OpeningRow, file: [UInt8], line: UInt64, lines: [Line]) {
        self.row = row
        self.file = file
        self.line = line
        self.lines = lines
    }
}

extension Account {
    /// Whether its balance may be brought along: what is owed in money, to members or others.
    /// Points, shares and coins come from orders, receipts and claims alone, and so does what is
    /// kept for them.
    var mayBeOpened: Bool {
        switch self {
        case .wallet, .merchantPayable, .platformIncome, .taxReserve, .paymentFee,
            .operatorCapital:
            true
        case .pspClearing, .custody, .orderHeld, .coupon, .withdrawalPending,
            .recoveryReceivable, .commissionPending, .commissionUnallocated, .reserve,
            .orphanReserve, .subsidy, .shareSubscriptionPayable, .unmatchedReceipts,
            .dividendSource, .operatorLoss, .legacyCoin, .coinSpent, .coinIssued, .lot,
            .legacyTrust, .issued, .share, .shareIssued:
            false
        }
    }
}
