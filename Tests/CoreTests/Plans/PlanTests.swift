import Testing

@testable import Domain

@Suite("Plan versions")
struct PlanTests {
    private static let day = ShanghaiDay.microsecondsPerDay
    private static let now = Instant(microseconds: 20_000 * day)
    private static let week = now.advanced(by: 7 * day)

    private static func plan(
        opening: Int64 = 100, retention: Int = 2_000, exit: Int = 30_000, split: Int = 1_000
    ) throws -> PoolPlan {
        try PoolPlan(
            openingPrice: Money(fen: opening), grant: BasisPoints(7_000),
            retention: BasisPoints(retention), exitMultiple: BasisPoints(exit),
            splitPriceMultiple: split, legacyRelease: .zero)
    }

    private static func announce(
        _ plan: PoolPlan, from: Instant = week, rate: Int = 100, in books: inout PoolBooks
    ) throws(PlanRejection) -> [BookEvent] {
        try books.announce(
            plan, sliceRate: BasisPoints(rate), inForceFrom: from, at: now)
    }

    @Test("a version is announced 7 days ahead to the microsecond, in order of the others")
    func notice() throws {
        var books = try SubsidyTests.books()
        let plan = try Self.plan(retention: 1_000)
        let early = Instant(microseconds: Self.week.microseconds - 1)
        let before = books
        #expect(throws: PlanRejection.noticeTooShort(from: early, earliest: Self.week)) {
            try Self.announce(plan, from: early, in: &books)
        }
        let later = Self.week.advanced(by: 5)
        #expect(try Self.announce(plan, from: later, in: &books).count == 1)
        let announced = books
        #expect(throws: PlanRejection.beforeTheLast(from: Self.week, last: later)) {
            try Self.announce(plan, in: &books)
        }
        #expect(books == announced)
        #expect(before.plans == books.plans, "announced, not in force")
        for _ in 2...100 { _ = try Self.announce(plan, from: later, in: &books) }
        #expect(throws: PlanRejection.tooManyVersions(100)) {
            try Self.announce(plan, from: later, in: &books)
        }
        #expect(PlanRejection.tooManyVersions(100).kind == .outOfRange)
        // A sandbox platform may skip the notice, and then it is in force with the command.
        var sandbox = try SubsidyTests.books(sandbox: true)
        let events = try Self.announce(plan, from: Self.now, in: &sandbox)
        #expect(events.count == 2)
        #expect(sandbox.plans.count == 2)
    }

    @Test("what is announced comes into force when it is due, not before, in order")
    func inForce() throws {
        var books = try SubsidyTests.books()
        let begun = books
        let (one, two) = (try Self.plan(retention: 1_000), try Self.plan(retention: 500))
        var events = try Self.announce(one, rate: 50, in: &books)
        events += try Self.announce(two, rate: 10, in: &books)
        let early = Instant(microseconds: Self.week.microseconds - 1)
        #expect(books.bringIntoForce(at: early).isEmpty)
        #expect(books.plan(version: 2) == nil)
        events += books.bringIntoForce(at: Self.week)
        #expect(events.count == 4)
        #expect(books.plans.suffix(2) == [one, two])
        #expect(books.subsidies.sliceRate == BasisPoints(10))
        #expect(books.bringIntoForce(at: Self.week).isEmpty)
        var copy = begun
        for event in events {
            copy = try Saved.again(copy)
            try copy.apply(event)
        }
        #expect(copy == books)
    }

    @Test("lots keep their multiple, a lower retention is for all, grants are of the order's plan")
    func lots() throws {
        var books = try SubsidyTests.books(sandbox: true)
        let changed = try PoolPlan(
            openingPrice: Money(fen: 700), grant: BasisPoints(1_000),
            retention: BasisPoints(1_000), exitMultiple: .zero, splitPriceMultiple: 0,
            legacyRelease: .zero)
        _ = try Self.announce(changed, from: Self.now, in: &books)
        let old = try #require(books.pool.lot(LotID(rawValue: 1)))
        #expect(old.exitMultiple == BasisPoints(30_000))
        #expect(books.pool.retention(of: old) == BasisPoints(1_000))
        // Paid under version 1, granted under version 2: its grant rate is version 1's.
        let before = books.pool
        let order = try PoolBooksTests.order(3, member: 3)
        _ = try PoolBooksTests.hold(order, in: &books)
        _ = try books.settle(firstNumber: 3, [order])
        let lot = try #require(books.pool.lot(LotID(rawValue: 3)))
        let value = Int128(21_000) * Int128(before.supply.units) / Int128(before.reserve.fen)
        #expect(Int128(lot.units.units) == value)
        #expect(lot.exitMultiple == .zero)
        // A higher retention later is not for the lots that are there.
        _ = try Self.announce(try Self.plan(retention: 4_000), from: Self.now, in: &books)
        #expect(books.pool.retention(of: lot) == BasisPoints(1_000))
        #expect(books.pool.openingPrice == Money(fen: 100), "a series is running")
        for member in UInt64(1)...3 {
            let units = try #require(books.pool.lot(LotID(rawValue: member))).units
            if units > .zero {
                _ = try books.redeem(
                    MemberID(rawValue: member), lot: LotID(rawValue: member), units: units,
                    minimumPayout: .zero)
            }
        }
        #expect(books.pool.supply == .zero)
        #expect(books.pool.openingPrice == Money(fen: 100), "version 3's")
    }

    @Test("opening price and split ratio wait for the end of the series")
    func series() throws {
        var books = PoolBooks(plan: .seed, isSandbox: true)
        let order = try PoolBooksTests.order(1, member: 1)
        _ = try PoolBooksTests.hold(order, in: &books)
        _ = try books.settle(firstNumber: 1, [order])
        _ = try Self.announce(try Self.plan(opening: 700, split: 7), from: Self.now, in: &books)
        #expect(books.pool.openingPrice == Money(fen: 100))
        #expect(books.pool.splitPriceMultiple == 1_000)
        _ = try books.redeem(
            MemberID(rawValue: 1), points: books.pool.supply, minimumPayout: .zero)
        #expect(books.pool.openingPrice == Money(fen: 700))
        #expect(books.pool.splitPriceMultiple == 7)
    }

    @Test("a record that the rules would not have given is refused")
    func forged() throws {
        var books = try SubsidyTests.books()
        let plan = try Self.plan()
        _ = try Self.announce(plan, in: &books)
        let early = Instant(microseconds: Self.week.microseconds - 1)
        func adoption(_ version: Int, _ from: Instant) -> PlanEvent {
            .adopted(
                PlanAdoption(
                    version: version, plan: plan, sliceRate: BasisPoints(1), inForceFrom: from,
                    at: Self.now))
        }
        let forged: [PlanEvent] = [
            adoption(2, Self.week), adoption(4, Self.week), adoption(3, early),
            .cameIntoForce(version: 2, at: early), .cameIntoForce(version: 3, at: Self.week),
        ]
        for event in forged {
            var copy = books
            #expect(throws: BooksReplayFault.self) { try copy.apply(.plan(event)) }
        }
        var copy = books
        try copy.apply(.plan(adoption(3, Self.week)))
        try copy.apply(.plan(.cameIntoForce(version: 2, at: Self.week)))
    }
}
