import Testing

@testable import Domain

/// Books with claims, orders to fill the trust, and a copy that follows the recorded events.
struct LegacyWorld {
    var books: PoolBooks
    /// The fold of all events so far.
    var copy: PoolBooks
    private var nextOrder: UInt64 = 1

    init(
        grant: Int = 7_000, retention: Int = 2_000, exit: Int = 30_000, split: Int = 1_000,
        release: Int = 10_000
    ) throws {
        let plan = try PoolPlan(
            openingPrice: Money(fen: 100), grant: BasisPoints(grant),
            retention: BasisPoints(retention), exitMultiple: BasisPoints(exit),
            splitPriceMultiple: split, legacyRelease: BasisPoints(release))
        books = PoolBooks(plan: plan)
        copy = PoolBooks(plan: plan)
    }

    static let file = [UInt8](repeating: 7, count: 32)

    static func row(_ member: UInt64, _ fen: Int64, _ evidence: String) -> ClaimRow {
        ClaimRow(
            member: MemberID(rawValue: member), amount: Money(fen: fen), evidence: evidence)
    }

    @discardableResult
    mutating func follow(_ events: [BookEvent]) throws -> [BookEvent] {
        copy = try Saved.again(copy)
        for event in events { try copy.apply(event) }
        #expect(copy == books, "the events rebuild the books")
        return events
    }

    /// Claims of members 1, 2, 3, … with evidence of their own.
    mutating func claim(_ amounts: [Int64]) throws {
        let rows = amounts.enumerated().map { index, fen in
            Self.row(UInt64(index) + 1, fen, "E\(books.legacy.claimed.fen)-\(index)")
        }
        let (events, refused) = try books.importClaims(rows, file: Self.file, firstLine: 2)
        #expect(refused.isEmpty)
        try follow(events)
    }

    @discardableResult
    mutating func order(
        by member: UInt64, paid: Int64 = 100_000, contribution: Int64 = 30_000
    ) throws -> [BookEvent] {
        let order = try PoolBooksTests.order(
            nextOrder, member: member, paid: paid, contribution: contribution)
        nextOrder += 1
        let held = try PoolBooksTests.hold(order, in: &books)
        return try follow(
            held + (try books.settle(firstNumber: books.nextNumber, [order])))
    }

    @discardableResult
    mutating func allot(_ period: String, isFinal: Bool = false) throws -> [BookEvent] {
        var events = try books.allot(period, isFinal: isFinal)
        while books.legacy.open != nil { events += books.continueAllotment() }
        return try follow(events)
    }

    static func shares(_ events: [BookEvent]) -> [LegacyAllotment] {
        events.compactMap { event in
            guard case .legacy(.allotted(let row)) = event else { return nil }
            return row
        }
    }
}
