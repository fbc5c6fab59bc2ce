import Testing

@testable import Domain

/// Random lives of books with subsidies, beside plain sums of what was done.
@Suite("Subsidies: random life")
struct SubsidyRandomTests {
    /// What is left of subsidies in the reserve, kept from the events by fractions that are
    /// rounded as the specification says: each payout takes the floor of its share.
    private struct PlainRest {
        var rest: Int64 = 0
        var reserve: Int64 = 0
        var bySource: [SubsidySource: Int64] = [:]
        var byDay: [Int64: (most: Int64, sum: Int64)] = [:]

        mutating func take(_ event: BookEvent) {
            if case .subsidy(.received(let made)) = event {
                bySource[made.source, default: 0] += made.amount.fen
            }
            if case .subsidy(.injected(let made)) = event {
                bySource[made.source, default: 0] -= made.amount.fen
                rest += made.amount.fen
                let day = (made.at.microseconds + 28_800_000_000) / 86_400_000_000
                byDay[day] = (max(byDay[day]?.most ?? 0, reserve), (byDay[day]?.sum ?? 0))
                byDay[day]?.sum += made.amount.fen
            } else if let after = event.poolEvent?.reserve.fen, after < reserve {
                let product = Int128(rest) * Int128(reserve - after)
                rest -= Int64(product / Int128(reserve))
            }
            reserve = event.poolEvent?.reserve.fen ?? reserve
        }
    }

    @Test("what is left, what sources have and what days brought", arguments: UInt64(1)...24)
    func life(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        let plan = try PoolPlan(
            openingPrice: Money(fen: 100), grant: BasisPoints(7_000),
            retention: BasisPoints(seed % 3 == 0 ? 0 : 2_000),
            exitMultiple: BasisPoints([0, 10_001, 15_000, 30_000][Int(seed % 4)]),
            splitPriceMultiple: [0, 2, 10][Int(seed % 3)], legacyRelease: .zero)
        var books = PoolBooks(plan: plan)
        var copy = books
        var plain = PlainRest()
        var now = SubsidyTests.now
        var count: UInt64 = 0
        var injections = 0
        for _ in 0..<300 {
            count += 1
            now = now.advanced(
                by: .random(in: 1...SubsidyTests.day / 2, using: &chance))
            let before = books
            if count.isMultiple(of: 10) { copy = try Saved.again(copy) }
            do {
                let events = try Self.step(count, now, &chance, &books)
                for event in events {
                    plain.take(event)
                    try copy.apply(event)
                    if case .subsidy(.injected) = event { injections += 1 }
                }
            } catch is SubsidyRejection {
                #expect(books == before)
            } catch is BooksRejection {
                #expect(books == before)
            }
            #expect(books.subsidies.inReserve.fen == plain.rest)
            #expect(books.subsidies.inReserve <= books.pool.reserve)
            for (source, has) in plain.bySource {
                #expect(books.ledger.balance(.subsidy(source)) == -has)
            }
            #expect(books.ledger.balance(.reserve) == -books.pool.reserve.fen)
            #expect(books.ledger.balance(.orphanReserve) == -books.pool.orphan.fen)
        }
        #expect(copy == books)
        #expect(injections > 10)
        for (_, brought) in plain.byDay { #expect(brought.sum * 100 <= brought.most) }
        #expect(books.pool.brokenInvariant() == nil)
    }

    private static func step(
        _ count: UInt64, _ now: Instant, _ chance: inout SeededGenerator, _ books: inout PoolBooks
    ) throws -> [BookEvent] {
        let member = MemberID(rawValue: .random(in: 1...4, using: &chance))
        let source = [SubsidySource.advertising, .financingB].randomElement(using: &chance)
        switch Int.random(in: 0..<10, using: &chance) {
        case 0..<3:
            let order = try PoolBooksTests.order(
                count, member: member.rawValue, paid: .random(in: 1_000...200_000, using: &chance))
            return try PoolBooksTests.hold(order, in: &books)
                + books.settle(firstNumber: books.nextNumber, [order])
        case 3:
            return try books.receive(
                Money(fen: .random(in: 0...5_000, using: &chance)), from: source ?? .game,
                reference: "B\(count)")
        case 4, 5:
            return try books.announce(
                Money(fen: .random(in: 0...600, using: &chance)), of: source ?? .game,
                notBefore: now.advanced(by: 7 * SubsidyTests.day), at: now)
        case 6..<9:
            guard let slice = books.subsidies.slices.keys.min() else { return [] }
            return try books.inject(slice, nil, beyondLimit: false, at: now)
        default:
            let lots = books.pool.openLots(of: member)
            guard let lot = lots.first, let has = books.pool.lot(lot)?.units.units else {
                return []
            }
            return try books.redeem(
                member, lot: lot, units: Points(units: .random(in: 1...has, using: &chance)),
                minimumPayout: .zero)
        }
    }
}
