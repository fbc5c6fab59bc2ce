import Testing

@testable import Domain

@Suite("The operator's money")
struct OperatorTests {
    /// An order of 1,000 yuan: 280 cost, 100 platform, 10 tax, 10 fee, 300 commission and 300
    /// into the reserve.
    static func books() throws -> PoolBooks {
        var books = PoolBooks(plan: .seed)
        let order = OrderID(rawValue: 1)
        let member = MemberID(rawValue: 1)
        _ = try books.hold(order, member: member, paid: Money(fen: 100_000), payment: "p")
        let settlement = Settlement(
            order: order, member: member, paid: Money(fen: 100_000),
            waterfall: try Waterfall(
                cost: Money(fen: 28_000), commission: Money(fen: 30_000),
                platform: Money(fen: 10_000), tax: Money(fen: 1_000),
                paymentFee: Money(fen: 1_000), contribution: Money(fen: 30_000)),
            rewards: [], unallocated: Money(fen: 30_000), planVersion: 1)
        _ = try books.settle(firstNumber: 1, [settlement])
        return books
    }

    private static func refuses(
        _ rejection: OperatorRejection, _ books: PoolBooks, _ move: OperatorMove, _ fen: Int64,
        _ reference: String = "R9", location: SourceLocation = #_sourceLocation
    ) {
        var tried = books
        #expect(throws: rejection, sourceLocation: location) {
            try tried.book(move, Money(fen: fen), reference: reference)
        }
        #expect(tried == books, "a refusal changes nothing", sourceLocation: location)
        #expect(!rejection.sentence.isEmpty, sourceLocation: location)
    }

    private static func settle(
        _ fen: Int64, fee: Int64 = 0, _ reference: String, in books: inout PoolBooks
    ) throws -> [BookEvent] {
        try books.settleProvider(
            received: Money(fen: fen), fee: Money(fen: fee), reference: reference,
            by: Person("operator/ann"), at: Instant(microseconds: 1))
    }

    @Test("a provider's payment is booked once, and as nothing but its settlement")
    func once() throws {
        var books = try Self.books()
        let begun = books
        let events = try Self.settle(10, "R1", in: &books)
        Self.refuses(.providerSettlesAtCustody, books, .providerSettled, 10, "R2")
        #expect(throws: BooksRejection.custody(.settledBefore("R1"))) {
            try Self.settle(10, "R1", in: &books)
        }
        var copy = begun
        for event in events { try copy.apply(event) }
        #expect(copy == books)
        // Old journals have such payments among the operator's bookings: they count as well.
        let old = try begun.booking(
            .providerSettled, Money(fen: 10), fee: Money(fen: 1), reference: "R1")
        copy = begun
        try copy.apply(.operatorBooked(old))
        #expect(copy.ledger.balance(.custody) == 10)
        #expect(throws: BooksRejection.custody(.settledBefore("R1"))) {
            try Self.settle(10, "R1", in: &copy)
        }
        var other = begun
        _ = try other.book(.deposited, Money(fen: 10), reference: "R1")
        #expect(throws: BooksReplayFault.custody) { try other.apply(events[0]) }
    }

    @Test("the provider pays out what it collected less its fee, and debts are paid from it")
    func way() throws {
        var books = try Self.books()
        let begun = books
        var events: [BookEvent] = []
        #expect(throws: BooksRejection.self) {
            try Self.settle(99_001, fee: 1_000, "R0", in: &books)
        }
        #expect(throws: BooksRejection.self) {
            try Self.settle(98_999, fee: 1_001, "R0", in: &books)
        }
        #expect(books == begun)
        Self.refuses(
            .insufficientBalance(.custody, has: .zero, needs: Money(fen: 1)), books,
            .merchantPaid, 1)
        events += try Self.settle(99_000, fee: 1_000, "R0", in: &books)
        func book(_ move: OperatorMove, _ fen: Int64) throws {
            events += try books.book(
                move, Money(fen: fen), reference: "R\(events.count)")
        }
        #expect(books.ledger.balance(.pspClearing) == 0)
        #expect(books.ledger.balance(.paymentFee) == 0)
        let owed: [(OperatorMove, Account, Int64)] = [
            (.merchantPaid, .merchantPayable, 28_000), (.taxPaid, .taxReserve, 1_000),
            (.incomeTaken, .platformIncome, 10_000),
        ]
        for (move, account, fen) in owed {
            Self.refuses(
                .insufficientBalance(account, has: Money(fen: fen), needs: Money(fen: fen + 1)),
                books, move, fen + 1)
            try book(move, fen)
            #expect(books.ledger.balance(account) == 0)
        }
        try book(.deposited, 5)
        #expect(books.ledger.balance(.custody) == 60_005)
        #expect(books.ledger.balance(.operatorCapital) == -5)
        var copy = begun
        for event in events { try copy.apply(event) }
        #expect(copy == books)
        #expect(throws: BooksReplayFault.self) { try copy.apply(events[0]) }
    }

    @Test("amounts and references are within their bounds")
    func bounds() throws {
        var books = try Self.books()
        Self.refuses(.amountMustBePositive(.zero), books, .deposited, 0)
        Self.refuses(.amountMustBePositive(Money(fen: .min)), books, .deposited, .min)
        let tooMuch: Int64 = 1 << 40 + 1
        Self.refuses(.limitReached(Money(fen: tooMuch)), books, .deposited, tooMuch)
        Self.refuses(.referenceMustBeNamed(bytes: 0), books, .deposited, 1, "")
        _ = try books.book(.deposited, Money(fen: 1 << 40), reference: "R1")
        Self.refuses(.referenceAlreadyUsed("R1"), books, .deposited, 1, "R1")
        // A bank's entry counts once, whatever it is said to be.
        SubsidyTests.refuses(.referenceAlreadyUsed("R1"), books) {
            _ = try $0.receive(Money(fen: 1), from: .game, reference: "R1")
        }
        _ = try books.receive(Money(fen: 1), from: .game, reference: "R2")
        Self.refuses(.referenceAlreadyUsed("R2"), books, .deposited, 1, "R2")
    }
}
