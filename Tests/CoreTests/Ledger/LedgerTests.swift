import Testing

@testable import Domain

@Suite("Ledger")
struct LedgerTests {
    private static let accounts: [Account] =
        [
            .pspClearing, .custody, .orderHeld(OrderID(rawValue: 17)),
            .wallet(MemberID(rawValue: 42)), .coupon(MemberID(rawValue: 42)),
            .withdrawalPending(MemberID(rawValue: 42)),
            .recoveryReceivable(MemberID(rawValue: 42)), .merchantPayable, .platformIncome,
            .taxReserve, .paymentFee, .commissionPending, .commissionUnallocated, .reserve,
            .orphanReserve, .shareSubscriptionPayable, .unmatchedReceipts, .dividendSource,
            .operatorCapital, .operatorLoss, .legacyCoin(MemberID(rawValue: .max)), .coinSpent,
            .lot(LotID(rawValue: 3)), .legacyTrust, .issued,
        ] + SubsidySource.allCases.map { .subsidy($0) }

    @Test("every account has one text, and no other text names it", arguments: accounts)
    func text(account: Account) {
        #expect(Account(account.description) == account)
        var bytes: [UInt8] = [7]
        account.appendText(to: &bytes)
        #expect(bytes == [7] + Array(account.description.utf8))
        #expect(Account(account.description + " ") == nil)
        #expect(Account(account.description + ":1") == nil)
    }

    @Test("every account that is saved is the same again", arguments: Account.kinds + accounts)
    func savedAccount(account: Account) throws {
        #expect(try Saved.again(account) == account)
    }

    @Test(
        "a text that no account has is no account",
        arguments: [
            "", ":", "wallet", "wallet:", "wallet:0", "wallet:042", "wallet:+42", "wallet:-1",
            "wallet:18446744073709551616", "subsidy:", "subsidy:bank", "Reserve", "lot:3:4",
        ])
    func noAccount(text: String) {
        #expect(Account(text) == nil)
    }

    @Test("lines that do not sum to zero in a unit are refused, all of them")
    func sums() {
        var ledger = Ledger()
        let lot = Account.lot(LotID(rawValue: 1))
        #expect(throws: LedgerRejection.linesMustSumToZero(.fen)) {
            try ledger.post([Line(.pspClearing, 5), Line(.merchantPayable, -4)])
        }
        #expect(throws: LedgerRejection.linesMustSumToZero(.fen)) {
            try ledger.post([Line(.pspClearing, 5), Line(lot, -5)])
        }
        #expect(ledger == Ledger())
    }

    @Test("no liability turns positive, no asset negative; the three named may")
    func floors() throws {
        var ledger = Ledger()
        try ledger.post([Line(.pspClearing, 5), Line(.merchantPayable, -5)])
        let before = ledger
        #expect(throws: LedgerRejection.insufficientBalance(.merchantPayable, balance: -5)) {
            try ledger.post([Line(.merchantPayable, 6), Line(.reserve, -6)])
        }
        #expect(throws: LedgerRejection.insufficientBalance(.pspClearing, balance: 5)) {
            try ledger.post([Line(.pspClearing, -6), Line(.custody, 6)])
        }
        #expect(ledger == before)
        try ledger.post([Line(.merchantPayable, 5), Line(.reserve, -5)])
        try ledger.post([Line(.operatorLoss, 7), Line(.reserve, -7)])
        try ledger.post([
            Line(.recoveryReceivable(MemberID(rawValue: 1)), -3), Line(.operatorLoss, 3),
        ])
        #expect(ledger.balance(.merchantPayable) == 0)
        #expect(ledger.trialBalance().map(\.kind).contains("merchant_payable") == false)
    }

    @Test("lines of one account count together, in one posting")
    func together() throws {
        var ledger = Ledger()
        try ledger.post([
            Line(.reserve, 5), Line(.reserve, -9), Line(.pspClearing, 4),
        ])
        #expect(ledger.balance(.reserve) == -4)
    }

    @Test("a balance beyond 64 bits is refused")
    func overflow() throws {
        var ledger = Ledger()
        try ledger.post([Line(.pspClearing, .max), Line(.reserve, -.max)])
        #expect(throws: LedgerRejection.limitReached(.pspClearing)) {
            try ledger.post([Line(.pspClearing, 1), Line(.merchantPayable, -1)])
        }
        #expect(throws: LedgerRejection.limitReached(.reserve)) {
            try ledger.post([Line(.custody, 1), Line(.reserve, -1)])
        }
        #expect(throws: LedgerRejection.linesMustSumToZero(.fen)) {
            try ledger.post([Line(.custody, .min), Line(.reserve, .min)])
        }
    }

    @Test("a split multiplies points, touched or not, and no money")
    func split() throws {
        var ledger = Ledger()
        let (first, second) = (Account.lot(LotID(rawValue: 1)), Account.lot(LotID(rawValue: 2)))
        try ledger.post([
            Line(first, 7), Line(.issued, -7), Line(.pspClearing, 5), Line(.reserve, -5),
        ])
        ledger.split(by: 10)
        try ledger.post([Line(second, 3), Line(.issued, -3)])
        ledger.split(by: 10)
        #expect(ledger.balance(first) == 700)
        #expect(ledger.balance(second) == 30)
        #expect(ledger.balance(.issued) == -730)
        #expect(ledger.balance(.reserve) == -5)
        #expect(ledger.trialBalance().map(\.amount) == [-730, 730, 5, -5])
    }

    @Test("a credit to a wallet first repays what the member owes")
    func recovery() throws {
        var ledger = Ledger()
        let member = MemberID(rawValue: 4)
        try ledger.post([Line(.recoveryReceivable(member), 30), Line(.reserve, -30)])
        var posting = Posting()
        posting.creditWallet(of: member, Money(fen: 20), in: ledger)
        posting.creditWallet(of: member, Money(fen: 25), in: ledger)
        #expect(
            posting.lines == [Line(.recoveryReceivable(member), -30), Line(.wallet(member), -15)])
    }
}
