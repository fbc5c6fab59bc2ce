import Testing

@testable import Domain

/// Books with members who hold points, an issue of shares, and a copy that follows.
struct SharesWorld {
    var books: PoolBooks
    var copy: PoolBooks
    private var nextOrder: UInt64 = 1

    init(retention: Int = 2_000, exit: Int = 30_000, split: Int = 1_000) throws {
        let plan = try PoolPlan(
            openingPrice: Money(fen: 100), grant: BasisPoints(7_000),
            retention: BasisPoints(retention), exitMultiple: BasisPoints(exit),
            splitPriceMultiple: split, legacyRelease: .zero)
        books = PoolBooks(plan: plan)
        copy = PoolBooks(plan: plan)
    }

    static let listing = ShareListing(registration: "REG-1", broker: "B", date: "2030-06-01")

    static func terms(
        price: Int64 = 1_000, shares: Int64 = 100, opens: Int64 = 100, closes: Int64 = 200,
        lockUpDays: Int = 365, listing: ShareListing = SharesWorld.listing
    ) -> ShareTerms {
        ShareTerms(
            price: Money(fen: price), shares: shares, opens: Instant(microseconds: opens),
            closes: Instant(microseconds: closes), lockUpDays: lockUpDays, listing: listing)
    }

    @discardableResult
    mutating func follow(_ events: [BookEvent]) throws -> [BookEvent] {
        copy = try Saved.again(copy)
        for event in events { try copy.apply(event) }
        #expect(copy == books, "the events rebuild the books")
        return events
    }

    mutating func order(by member: UInt64, paid: Int64 = 100_000) throws {
        let order = try PoolBooksTests.order(
            nextOrder, member: member, paid: paid, contribution: paid * 3 / 10)
        nextOrder += 1
        let held = try PoolBooksTests.hold(order, in: &books)
        try follow(held + (try books.settle(firstNumber: books.nextNumber, [order])))
    }

    mutating func open(_ terms: ShareTerms = SharesWorld.terms()) throws {
        try follow(try books.openProgramme(terms))
    }

    @discardableResult
    mutating func subscribe(
        _ shares: Int64, lot: UInt64, of member: UInt64, at: Int64 = 100
    ) throws -> [BookEvent] {
        try follow(
            try books.subscribe(
                UInt64(books.shares.programmes.count), MemberID(rawValue: member),
                lot: LotID(rawValue: lot), shares: shares, at: Instant(microseconds: at)))
    }

    @discardableResult
    mutating func close(_ isSuccessful: Bool, at: Int64 = 200) throws -> [BookEvent] {
        var events = try books.closeProgramme(
            UInt64(books.shares.programmes.count), isSuccessful: isSuccessful,
            reference: "minutes 7", at: Instant(microseconds: at))
        while true {
            let more = books.continueReturns()
            guard !more.isEmpty else { return try follow(events) }
            events += more
        }
    }

    /// The refusal of what `body` asks for; nothing is changed by it.
    func refusal(_ body: (inout PoolBooks) throws(BooksRejection) -> Void) -> BooksRejection? {
        var books = books
        do throws(BooksRejection) {
            try body(&books)
            return nil
        } catch {
            #expect(books == self.books, "a refusal changes nothing")
            return error
        }
    }
}
