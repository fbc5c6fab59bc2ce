import Testing

@testable import Domain

@Suite("Balances from before the first order")
struct OpeningTests {
    private static let file = [UInt8](repeating: 7, count: 32)
    private static let member = MemberID(rawValue: 42)

    private static func row(
        _ account: Account, _ fen: Int64, _ reference: String = "E1"
    ) -> OpeningRow {
        OpeningRow(account: account, amount: Money(fen: fen), reference: reference)
    }

    /// Why one row is refused; nil when it is taken. A refusal changes nothing.
    private static func refusal(
        _ row: OpeningRow, _ books: PoolBooks = PoolBooks(plan: .seed)
    ) throws -> OpeningRejection? {
        var tried = books
        let made = try tried.openBalances([row], file: file, firstLine: 2)
        #expect(made.events.count + made.refused.count == 1)
        guard let refused = made.refused.first else { return nil }
        #expect(refused.line == 2)
        #expect(!refused.rejection.sentence.isEmpty)
        #expect(tried == books)
        return refused.rejection
    }

    @Test("are owed from then on, their money is in custody, and the fold says the same")
    func taken() throws {
        var books = PoolBooks(plan: .seed)
        let begun = books
        let made = try books.openBalances(
            [
                Self.row(.wallet(Self.member), 1_234, "W42"), Self.row(.merchantPayable, 500, "M"),
                Self.row(.wallet(Self.member), 6, "W42b"), Self.row(.operatorCapital, 90, "C"),
            ], file: Self.file, firstLine: 2)
        #expect(made.refused.isEmpty)
        #expect(books.wallet(of: Self.member) == Money(fen: 1_240))
        #expect(books.ledger.balance(.merchantPayable) == -500)
        #expect(books.ledger.balance(.operatorCapital) == -90)
        #expect(books.ledger.balance(.custody) == 1_830)
        #expect(books.pool == begun.pool, "no point comes into being")
        let opened = made.events.compactMap { event -> BalanceOpening? in
            guard case .opened(let opening) = event else { return nil }
            return opening
        }
        #expect(opened.map(\.line) == [2, 3, 4, 5])
        var copy = begun
        for event in made.events { try copy.apply(event) }
        #expect(copy == books)
    }

    @Test("a wallet that was brought along pays and is withdrawn as any other")
    func used() throws {
        var books = PoolBooks(plan: .seed)
        _ = try books.openBalances(
            [Self.row(.wallet(Self.member), 1_000)], file: Self.file, firstLine: 2)
        let order = OrderID(rawValue: 1)
        _ = try books.hold(
            order, member: Self.member, PaymentSources(wallet: Money(fen: 400)),
            payment: "")
        #expect(books.wallet(of: Self.member) == Money(fen: 600))
        let free = books.withdrawals.withdrawable(
            Self.member, at: Instant(microseconds: 1), in: books.ledger)
        #expect(free == Money(fen: 600))
    }

    @Test("only what is owed in money may be brought along")
    func accounts() throws {
        let opened = try Account.kinds.filter { try Self.refusal(Self.row($0, 1)) == nil }
        #expect(
            Set(opened.map(\.kind)) == [
                "wallet", "merchant_payable", "platform_income", "tax_reserve", "payment_fee",
                "operator_capital",
            ])
        #expect(try Self.refusal(Self.row(.reserve, 1)) == .accountNotOpened(.reserve))
    }

    @Test("amounts are 1 to 2^40 fen")
    func amounts() throws {
        let most = Money.amountMax.fen
        for fen in [Int64.min, -1, 0] {
            #expect(
                try Self.refusal(Self.row(.merchantPayable, fen))
                    == .amountMustBePositive(Money(fen: fen)))
        }
        for fen in [1, most - 1, most] {
            #expect(try Self.refusal(Self.row(.merchantPayable, fen)) == nil)
        }
        for fen in [most + 1, .max] {
            #expect(
                try Self.refusal(Self.row(.merchantPayable, fen))
                    == .limitReached(Money(fen: fen)))
        }
    }

    @Test("each evidence is named once, and is no bank's reference")
    func references() throws {
        var books = PoolBooks(plan: .seed)
        _ = try books.book(.deposited, Money(fen: 1), reference: "B1")
        _ = try books.openBalances(
            [Self.row(.merchantPayable, 1, "E1")], file: Self.file, firstLine: 2)
        for used in ["B1", "E1"] {
            #expect(
                try Self.refusal(Self.row(.taxReserve, 1, used), books)
                    == .referenceAlreadyUsed(used))
        }
        #expect(throws: OperatorRejection.referenceAlreadyUsed("E1")) {
            try books.book(.deposited, Money(fen: 1), reference: "E1")
        }
        let most = PoolBooks.referenceBytesMax
        for bytes in [0, most + 1] {
            let name = String(repeating: "e", count: bytes)
            #expect(
                try Self.refusal(Self.row(.taxReserve, 1, name))
                    == .referenceMustBeNamed(bytes: bytes))
        }
        for bytes in [1, most - 1, most] {
            let name = String(repeating: "e", count: bytes)
            #expect(try Self.refusal(Self.row(.taxReserve, 1, name)) == nil)
        }
    }

    @Test("one row that is refused leaves the others in the books")
    func some() throws {
        var books = PoolBooks(plan: .seed)
        let made = try books.openBalances(
            [
                Self.row(.merchantPayable, 1, "A"), Self.row(.reserve, 2, "B"),
                Self.row(.taxReserve, 3, "A"), Self.row(.taxReserve, 4, "D"),
            ], file: Self.file, firstLine: 10)
        #expect(made.events.count == 2)
        #expect(
            made.refused == [
                PoolBooks.RefusedOpening(line: 11, rejection: .accountNotOpened(.reserve)),
                PoolBooks.RefusedOpening(line: 12, rejection: .referenceAlreadyUsed("A")),
            ])
        #expect(books.ledger.balance(.custody) == 5)
    }

    @Test("a request has 1 to 1,000 rows and names its file")
    func requests() throws {
        var books = PoolBooks(plan: .seed)
        let rows = (0...PoolBooks.openingRowsMax).map { Self.row(.taxReserve, 1, "R\($0)") }
        for count in [0, PoolBooks.openingRowsMax + 1] {
            #expect(throws: OpeningRejection.rowsOutOfRange(count)) {
                try books.openBalances(Array(rows.prefix(count)), file: Self.file, firstLine: 2)
            }
        }
        for bytes in [31, 33] {
            #expect(throws: OpeningRejection.fileMustBeNamed(bytes: bytes)) {
                try books.openBalances(
                    [rows[0]], file: [UInt8](repeating: 1, count: bytes), firstLine: 2)
            }
        }
        for count in [1, PoolBooks.openingRowsMax - 1, PoolBooks.openingRowsMax] {
            var tried = books
            let made = try tried.openBalances(
                Array(rows.prefix(count)), file: Self.file, firstLine: 2)
            #expect(made.events.count == count)
        }
    }

    @Test("none is taken once money came in for an order, or an order settled")
    func late() throws {
        var held = PoolBooks(plan: .seed)
        let order = OrderID(rawValue: 1)
        _ = try held.hold(order, member: Self.member, paid: Money(fen: 100), payment: "p")
        var books = [held, try OperatorTests.books()]
        _ = try held.refund(order, nil, reason: "cancelled")
        books.append(held)
        for var tried in books {
            #expect(throws: OpeningRejection.ordersCameBefore) {
                try tried.openBalances(
                    [Self.row(.taxReserve, 1)], file: Self.file, firstLine: 2)
            }
            let opening = BalanceOpening(
                row: Self.row(.taxReserve, 1), file: Self.file, line: 2,
                lines: [])
            #expect(throws: BooksReplayFault.self) { try tried.apply(.opened(opening)) }
        }
    }

    @Test("random files agree with plain sums", arguments: UInt64(1)...20)
    func random(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var books = PoolBooks(plan: .seed)
        let begun = books
        var sums: [Account: Int64] = [:]
        var events: [BookEvent] = []
        var used: Set<String> = []
        for round in 0..<5 {
            let rows = (0..<Int.random(in: 1...40, using: &generator)).map { _ in
                let account =
                    Bool.random(using: &generator)
                    ? Account.wallet(MemberID(rawValue: .random(in: 1...9, using: &generator)))
                    : Account.kinds.randomElement(using: &generator) ?? .reserve
                return Self.row(
                    account, .random(in: -2...1_000, using: &generator),
                    "R\(Int.random(in: 0...300, using: &generator))")
            }
            let plain: Set<String> = [
                "wallet", "merchant_payable", "platform_income", "tax_reserve", "payment_fee",
                "operator_capital",
            ]
            var expected = 0
            for row in rows
            where plain.contains(row.account.kind) && row.amount.fen > 0
                && used.insert(row.reference).inserted
            {
                expected += 1
                sums[row.account, default: 0] -= row.amount.fen
                sums[.custody, default: 0] += row.amount.fen
            }
            let made = try books.openBalances(
                rows, file: Self.file, firstLine: UInt64(round) * 100 + 2)
            #expect(made.events.count == expected)
            events += made.events
        }
        for (account, fen) in sums { #expect(books.ledger.balance(account) == fen) }
        #expect(books.ledger.trialBalance().reduce(0) { $0 + $1.amount } == 0)
        var copy = begun
        for event in events { try copy.apply(event) }
        #expect(copy == books)
    }
}
