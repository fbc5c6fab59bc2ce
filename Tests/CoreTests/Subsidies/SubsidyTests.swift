import Testing

@testable import Domain

@Suite("Subsidies")
struct SubsidyTests {
    static let day = ShanghaiDay.microsecondsPerDay
    /// 8:00 in Shanghai.
    static let now = Instant(microseconds: 20_000 * day)
    static let week = now.advanced(by: 7 * day)

    /// Two members with 300 yuan each in the reserve, and 100 yuan from advertising.
    static func books(sandbox: Bool = false, subsidy: Int64 = 10_000) throws -> PoolBooks {
        var books = PoolBooks(plan: .seed, isSandbox: sandbox)
        for number in UInt64(1)...2 {
            let order = try PoolBooksTests.order(number, member: number)
            _ = try PoolBooksTests.hold(order, in: &books)
            _ = try books.settle(firstNumber: number, [order])
        }
        _ = try books.receive(Money(fen: subsidy), from: .advertising, reference: "B1")
        return books
    }

    static func refuses(
        _ rejection: SubsidyRejection, _ books: PoolBooks,
        _ command: (inout PoolBooks) throws -> Void,
        location: SourceLocation = #_sourceLocation
    ) {
        var tried = books
        #expect(throws: rejection, sourceLocation: location) { try command(&tried) }
        #expect(tried == books, "a refusal changes nothing", sourceLocation: location)
        #expect(!rejection.sentence.isEmpty, sourceLocation: location)
    }

    @Test("money arrives under a bank's reference that counts once, and never as orphan money")
    func receipts() throws {
        let books = try Self.books()
        #expect(books.ledger.balance(.custody) == 10_000)
        #expect(books.ledger.balance(.subsidy(.advertising)) == -10_000)
        func refuse(
            _ rejection: SubsidyRejection, _ fen: Int64, _ source: SubsidySource = .game,
            _ reference: String = "B2"
        ) {
            Self.refuses(rejection, books) {
                _ = try $0.receive(Money(fen: fen), from: source, reference: reference)
            }
        }
        refuse(.orphanIsNotReceived, 1, .orphan)
        refuse(.amountMustBePositive(.zero), 0)
        refuse(.limitReached(Money(fen: 1 << 40 + 1)), 1 << 40 + 1)
        refuse(.referenceMustBeNamed(bytes: 0), 1, .game, "")
        refuse(.referenceMustBeNamed(bytes: 129), 1, .game, String(repeating: "b", count: 129))
        refuse(.referenceAlreadyUsed("B1"), 1, .game, "B1")
        var taken = books
        _ = try taken.receive(Money(fen: 1 << 40), from: .financingAngel, reference: "B2")
        _ = try taken.receive(
            Money(fen: 1), from: .operator, reference: String(repeating: "b", count: 128))
        #expect(taken.free(of: .financingAngel).fen == 1 << 40)
    }

    @Test("what the operator kept of commissions becomes a subsidy, as far as it goes")
    func unallocated() throws {
        var books = try Self.books()
        let has = -books.ledger.balance(.commissionUnallocated)
        Self.refuses(.exceedsUnallocated(has: Money(fen: has)), books) {
            _ = try $0.receive(Money(fen: has + 1), from: .unallocated, reference: "D1")
        }
        _ = try books.receive(Money(fen: has), from: .unallocated, reference: "D1")
        #expect(books.ledger.balance(.commissionUnallocated) == 0)
        #expect(books.ledger.balance(.custody) == 10_000)
    }

    @Test("a slice is announced 7 days ahead to the microsecond, and of free money only")
    func announcements() throws {
        var books = try Self.books()
        let early = Instant(microseconds: Self.week.microseconds - 1)
        func announce(_ fen: Int64, _ notBefore: Instant, in books: inout PoolBooks) throws {
            _ = try books.announce(
                Money(fen: fen), of: .advertising, notBefore: notBefore, at: Self.now)
        }
        Self.refuses(.noticeTooShort(notBefore: early, earliest: Self.week), books) {
            try announce(600, early, in: &$0)
        }
        Self.refuses(.exceedsSubsidy(.advertising, free: Money(fen: 10_000)), books) {
            try announce(10_001, Self.week, in: &$0)
        }
        Self.refuses(.amountMustBePositive(.zero), books) { try announce(0, Self.week, in: &$0) }
        try announce(9_999, Self.week, in: &books)
        #expect(books.free(of: .advertising).fen == 1)
        try announce(1, Self.week, in: &books)
        Self.refuses(.exceedsSubsidy(.advertising, free: .zero), books) {
            try announce(1, Self.week, in: &$0)
        }
        #expect(books.subsidies.slices[2]?.slice.notBefore == Self.week)
        // A sandbox platform may skip the notice.
        var sandbox = try Self.books(sandbox: true)
        try announce(1, Self.now, in: &sandbox)
    }

    @Test("at most a thousand slices wait")
    func announcedSlices() throws {
        var books = try Self.books()
        for _ in 1...1_000 {
            _ = try books.announce(
                Money(fen: 1), of: .advertising, notBefore: Self.week, at: Self.now)
        }
        Self.refuses(.tooManySlices(1_000), books) {
            _ = try $0.announce(
                Money(fen: 1), of: .advertising, notBefore: Self.week, at: Self.now)
        }
    }

    @Test("a slice enters when it is due, in parts or whole, at most 1 % of the reserve a day")
    func slices() throws {
        var books = try Self.books()
        _ = try books.announce(
            Money(fen: 1_000), of: .advertising, notBefore: Self.week, at: Self.now)
        func inject(_ fen: Int64?, _ at: Instant = Self.week, in books: inout PoolBooks) throws {
            _ = try books.inject(1, fen.map { Money(fen: $0) }, beyondLimit: false, at: at)
        }
        let early = Instant(microseconds: Self.week.microseconds - 1)
        Self.refuses(.sliceNotDue(1, notBefore: Self.week), books) { try inject(1, early, in: &$0) }
        Self.refuses(.sliceNotFound(2), books) {
            _ = try $0.inject(2, nil, beyondLimit: false, at: Self.week)
        }
        Self.refuses(.exceedsSlice(1, left: Money(fen: 1_000)), books) {
            try inject(1_001, in: &$0)
        }
        Self.refuses(.amountMustBePositive(.zero), books) { try inject(0, in: &$0) }
        Self.refuses(.limitIsForAll, books) {
            _ = try $0.inject(1, nil, beyondLimit: true, at: Self.week)
        }
        // The reserve is 600 yuan: 6 yuan a day, in one part or several.
        let limit = Money(fen: 600)
        Self.refuses(.exceedsDailySlice(limit: limit, already: .zero), books) {
            try inject(601, in: &$0)
        }
        try inject(599, in: &books)
        Self.refuses(.exceedsDailySlice(limit: limit, already: Money(fen: 599)), books) {
            try inject(2, in: &$0)
        }
        try inject(1, in: &books)
        #expect(books.pool.reserve.fen == 60_600)
        #expect(books.subsidies.inReserve.fen == 600)
        #expect(books.ledger.balance(.subsidy(.advertising)) == -9_400)
        let lateInTheDay = Instant(
            microseconds: ShanghaiDay(of: Self.week).advanced(by: 1).start.microseconds - 1)
        Self.refuses(.exceedsDailySlice(limit: limit, already: limit), books) {
            try inject(1, lateInTheDay, in: &$0)
        }
        try inject(nil, lateInTheDay.next, in: &books)
        #expect(books.pool.reserve.fen == 61_000)
        Self.refuses(.sliceIsClosed(1), books) { try inject(nil, lateInTheDay.next, in: &$0) }
        #expect(books.free(of: .advertising).fen == 9_000)
    }

    @Test("a sandbox platform may bring in more than a day's slice, if it says so")
    func beyondLimit() throws {
        var books = try Self.books(sandbox: true)
        _ = try books.announce(
            Money(fen: 10_000), of: .advertising, notBefore: Self.now, at: Self.now)
        let limit = SubsidyRejection.exceedsDailySlice(limit: Money(fen: 600), already: .zero)
        Self.refuses(limit, books) { _ = try $0.inject(1, nil, beyondLimit: false, at: Self.now) }
        _ = try books.inject(1, nil, beyondLimit: true, at: Self.now)
        #expect(books.pool.reserve.fen == 70_000)
    }

    @Test("without points nothing enters, and nothing is kept of what left the reserve")
    func empty() throws {
        var books = try Self.books(sandbox: true)
        _ = try books.announce(
            Money(fen: 1_000), of: .advertising, notBefore: Self.now, at: Self.now)
        _ = try books.inject(1, Money(fen: 500), beyondLimit: false, at: Self.now)
        for member in UInt64(1)...2 {
            let id = MemberID(rawValue: member)
            let lots = books.pool.openLots(of: id)
            let units = lots.reduce(Int64(0)) { $0 + (books.pool.lot($1)?.units.units ?? 0) }
            guard units > 0 else { continue }
            _ = try books.redeem(id, points: Points(units: units), minimumPayout: .zero)
        }
        #expect(books.pool.supply == .zero)
        #expect(books.subsidies.inReserve == .zero)
        #expect(books.pool.price(without: books.subsidies.inReserve) == nil)
        Self.refuses(.pool(.noPointsCirculate, slice: 1), books) {
            _ = try $0.inject(1, nil, beyondLimit: false, at: Self.now)
        }
    }
}
