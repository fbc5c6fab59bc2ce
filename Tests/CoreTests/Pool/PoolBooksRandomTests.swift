import Testing

@testable import Domain

@Suite("Books of a platform: random life")
struct PoolBooksRandomTests {
    @Test("ledger and pool agree, and the events rebuild both", arguments: UInt64(1)...24)
    func life(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        let plan = try PoolPlan(
            openingPrice: Money(fen: 100), grant: BasisPoints(7_000),
            retention: BasisPoints(seed % 3 == 0 ? 0 : 2_000),
            exitMultiple: BasisPoints([0, 10_001, 15_000, 30_000][Int(seed % 4)]),
            splitPriceMultiple: [0, 2, 10][Int(seed % 3)],
            legacyRelease: BasisPoints(seed % 5 == 0 ? 5_000 : 0))
        var books = PoolBooks(plan: plan)
        var copy = PoolBooks(plan: plan)
        var order: UInt64 = 0
        for _ in 0..<120 {
            var events: [BookEvent] = []
            let member = MemberID(rawValue: UInt64.random(in: 1...4, using: &chance))
            if Int.random(in: 0..<3, using: &chance) > 0 {
                order += 1
                let paid = Int64.random(in: 0...200_000, using: &chance)
                let due = try PoolBooksTests.order(
                    order, member: member.rawValue, paid: paid,
                    rewards: paid < 100
                        ? []
                        : [
                            RewardCredit(
                                payee: MemberID(rawValue: 9), amount: Money(fen: paid / 20),
                                isPending: false)
                        ])
                if paid > 0 { events += try PoolBooksTests.hold(due, in: &books) }
                events += try books.settle(firstNumber: books.nextNumber, [due])
            } else {
                let before = books
                do throws(BooksRejection) {
                    events += try Self.redeem(member, &chance, &books)
                } catch {
                    #expect(books == before, "a refusal changes nothing")
                }
            }
            copy = try Saved.again(copy)
            for event in events { try copy.apply(event) }
            Self.expectAgreement(books)
        }
        #expect(copy == books)
    }

    private static func redeem(
        _ member: MemberID, _ chance: inout SeededGenerator, _ books: inout PoolBooks
    ) throws(BooksRejection) -> [BookEvent] {
        let lots = books.pool.openLots(of: member)
        let has = lots.reduce(Int64(0)) { $0 + (books.pool.lot($1)?.units.units ?? 0) }
        let points = Points(units: Int64.random(in: 0...max(1, has + has / 50), using: &chance))
        let before = books
        let minimum = Money(fen: Int64.random(in: 0...20_000, using: &chance))
        let events = try books.redeem(member, points: points, minimumPayout: minimum)
        let got = books.wallet(of: member).fen - before.wallet(of: member).fen
        #expect(got >= minimum.fen)
        let quoted = try before.quoteRedeem(member, points: points)
        let sold = events.compactMap { event -> PoolEvent? in
            guard case .moved(let movement) = event else { return nil }
            return movement.event
        }
        #expect(quoted.reduce(0) { $0 + $1.payout.fen } <= got)
        #expect(sold == oneByOne(before.pool, member, points), "one sale after the other")
        return events
    }

    /// The same by single sales, each of what is left of the amount or of the oldest lot.
    private static func oneByOne(
        _ before: Pool, _ member: MemberID, _ points: Points
    ) -> [PoolEvent] {
        var pool = before
        var events: [PoolEvent] = []
        var left = points.units
        while left > 0, let id = pool.openLots(of: member).first, let lot = pool.lot(id) {
            let units = Points(units: min(left, lot.units.units))
            do throws(PoolRejection) {
                let made = try pool.execute(.sell(lot: id, units: units, minimumPayout: .zero))
                events += made
                for event in made {
                    switch event.change {
                    case .sold(let sale), .exited(let sale):
                        let isOwn = pool.lot(sale.lot)?.member == member
                        left = isOwn ? max(0, left - sale.units.units) : left
                    case .split(let ratio): left *= Int64(ratio)
                    default: continue
                    }
                }
            } catch {
                Issue.record("\(error)")
                return events
            }
        }
        return events
    }

    private static func expectAgreement(_ books: PoolBooks) {
        let (pool, ledger) = (books.pool, books.ledger)
        #expect(pool.brokenInvariant() == nil)
        #expect(ledger.balance(.reserve) == -pool.reserve.fen)
        #expect(ledger.balance(.orphanReserve) == -pool.orphan.fen)
        #expect(ledger.balance(.issued) == -pool.supply.units)
        #expect(ledger.balance(.legacyTrust) == pool.trust.units)
        for number in 0..<UInt64(pool.lotCount) {
            let lot = LotID(rawValue: number + 1)
            #expect(ledger.balance(.lot(lot)) == pool.lot(lot)?.units.units)
        }
        for (member, received) in pool.payouts() where member.rawValue < 9 {
            #expect(books.wallet(of: member) == received)
        }
        #expect(ledger.trialBalance().allSatisfy { $0.amount != 0 })
    }

    @Test("an amount is redeemed oldest lot first, and the minimum is for all of it")
    func oldestFirst() throws {
        var books = PoolBooks(plan: .seed)
        let member = MemberID(rawValue: 1)
        for number in UInt64(1)...3 {
            let order = try PoolBooksTests.order(number, member: 1)
            _ = try PoolBooksTests.hold(order, in: &books)
            _ = try books.settle(firstNumber: number, [order])
        }
        let all = books.pool.supply
        #expect(throws: BooksRejection.exceedsPoints(member, has: all)) {
            try books.redeem(
                member, points: Points(units: all.units + 1), minimumPayout: .zero)
        }
        let points = Points(units: 210_000_000 + 47_000_000)
        var tried = books
        let payout = try tried.redeem(member, points: points, minimumPayout: .zero)
        let total = tried.wallet(of: member)
        #expect(payout.count == 2)
        #expect(tried.pool.lot(LotID(rawValue: 1))?.isOpen == false)
        #expect(tried.pool.lot(LotID(rawValue: 2))?.units.units == 100_000_000)
        #expect(tried.pool.lot(LotID(rawValue: 3))?.units.units == 124_950_000)
        let before = books
        #expect(throws: BooksRejection.self) {
            try books.redeem(
                member, points: points, minimumPayout: Money(fen: total.fen + 1))
        }
        #expect(books == before)
        _ = try books.redeem(member, points: points, minimumPayout: total)
        #expect(books == tried)
    }
}
