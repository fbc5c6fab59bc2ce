import Testing

@testable import Domain

@Suite("The release trust and its allotment")
struct AllotmentTests {
    @Test("a full release under the seed plan puts 72 yuan of an order of 1,000 into the trust")
    func figure() throws {
        var world = try LegacyWorld()
        try world.claim([100_000_000])
        #expect(world.books.legacyProgress(contribution: BasisPoints(3_000)).trustValue == .zero)
        try world.order(by: 9)
        #expect(world.books.pool.trustValue.fen == 7_200)
        try world.order(by: 9)
        #expect(world.books.pool.trustValue.fen == 14_400)
        // 1 million yuan need 13.9 million of turnover; what is in the trust is not missing.
        let assumed = world.books.legacyProgress(contribution: BasisPoints(3_000))
        #expect(assumed.turnover?.fen == 1_388_688_889)
        let seen = world.books.legacyProgress(contribution: nil)
        #expect(seen == assumed)
        // At a full release nobody else's points grow dearer.
        #expect(world.books.pool.price?.text(rounded: .down) == "1.0000")
    }

    @Test("without a release, or with everything granted, no turnover is ever enough")
    func never() throws {
        for (grant, release) in [(7_000, 0), (10_000, 10_000)] {
            var world = try LegacyWorld(grant: grant, release: release)
            try world.claim([1])
            try world.order(by: 9)
            #expect(world.books.legacyProgress(contribution: nil).turnover == nil)
        }
        let empty = try LegacyWorld(release: 0)
        #expect(empty.books.legacyProgress(contribution: nil).turnover == .zero)
        var unknown = try LegacyWorld()
        try unknown.claim([5])
        #expect(unknown.books.legacyProgress(contribution: nil).turnover == nil)
    }

    @Test(
        "nothing is released without claims, nor once the trust is worth them",
        arguments: [
            (claim: 0, orders: 0), (7_199, 1), (7_200, 1), (7_201, 2), (14_400, 2), (14_401, 3),
        ])
    func stops(claim: Int64, orders: Int) throws {
        var world = try LegacyWorld()
        if claim > 0 { try world.claim([claim]) }
        var filled = 0
        for _ in 0..<5 {
            let before = world.books.pool.trust
            try world.order(by: 9)
            if world.books.pool.trust > before { filled += 1 }
        }
        #expect(filled == orders)
    }

    @Test("the trust goes pro rata, remainders to the largest, ties to the lower member")
    func proRata() throws {
        var world = try LegacyWorld()
        // 90 points among claims of 1 : 1 : 1 and 4: sevenths of 90,000,000.
        try world.claim([1_000_000, 1_000_000, 1_000_000, 4_000_000])
        try world.order(by: 9)
        let events = try world.allot("2026-01")
        let shares = LegacyWorld.shares(events)
        #expect(shares.map(\.member.rawValue) == [1, 2, 3, 4])
        #expect(shares.map(\.units.units) == [12_857_143, 12_857_143, 12_857_143, 51_428_571])
        #expect(shares.map(\.value.fen) == [1_028, 1_028, 1_028, 4_114])
        #expect(shares.map(\.lot.rawValue) == [2, 3, 4, 5])
        #expect(world.books.pool.trust == .zero)
        #expect(world.books.legacy.owed.fen == 7_000_000 - 7_198)
        guard let lot = world.books.pool.lot(LotID(rawValue: 5)) else {
            Issue.record("the lot exists")
            return
        }
        #expect(lot.paid.fen == 4_114)
        #expect(lot.contribution == .zero)
        #expect(lot.granted == 51_428_571)
        #expect(world.books.order(of: LotID(rawValue: 5)) == nil)
        #expect(world.books.ledger.balance(.legacyTrust) == 0)
        // An order afterwards has its own lot and order again.
        try world.order(by: 9)
        #expect(world.books.order(of: LotID(rawValue: 6))?.rawValue == 2)
    }

    @Test("units worth more than all claims are burnt, and the price rises for everybody")
    func burnt() throws {
        var world = try LegacyWorld()
        try world.claim([5_000, 1_000])
        try world.order(by: 9)
        let events = try world.allot("2026-01")
        #expect(LegacyWorld.shares(events).map(\.value.fen) == [5_000, 1_000])
        // 60 yuan cost 75 points at 1 yuan less a fifth; 15 of the 90 are too many.
        #expect(LegacyWorld.shares(events).map(\.units.units) == [62_500_000, 12_500_000])
        #expect(world.books.legacy.owed == .zero)
        #expect(world.books.pool.trust == .zero)
        #expect(world.books.pool.supply.units == 285_000_000)
        #expect(world.books.pool.price?.text(rounded: .down) == "1.0526")
        // All is paid: nothing more is released.
        try world.order(by: 9)
        #expect(world.books.pool.trust == .zero)
    }

    @Test("what is worth less than a fen stays in the trust, and a final allotment burns it")
    func dust() throws {
        var world = try LegacyWorld()
        try world.claim([1, 1, 10_000_000])
        try world.order(by: 9)
        let first = LegacyWorld.shares(try world.allot("2026-01"))
        #expect(first.map(\.member.rawValue) == [3])
        #expect(world.books.pool.trust.units == 18)
        let before = world.books
        do throws(BooksRejection) {
            _ = try world.books.allot("2026-02", isFinal: false)
            Issue.record("a share is worth less than a fen")
        } catch {
            #expect(error.reason == "allotment_rounds_to_zero")
            #expect(error.kind == .failedPrecondition)
        }
        #expect(world.books == before)
        try world.allot("2026-02", isFinal: true)
        #expect(world.books.pool.trust == .zero)
        #expect(world.books.legacy.claim(of: MemberID(rawValue: 1)).fen == 1)
    }

    @Test("an allotment is refused without a name, for a period twice, and for an empty trust")
    func refusals() throws {
        var world = try LegacyWorld()
        try world.claim([1_000_000])
        func reason(_ period: String) -> String {
            do throws(BooksRejection) {
                var books = world.books
                _ = try books.allot(period, isFinal: false)
                return ""
            } catch {
                return error.reason
            }
        }
        #expect(reason("") == "period_must_be_named")
        #expect(reason(String(repeating: "p", count: 65)) == "period_must_be_named")
        #expect(reason("2026-01") == "trust_is_empty")
        try world.order(by: 9)
        #expect(reason(String(repeating: "p", count: 64)) == "")
        try world.allot("2026-01")
        try world.order(by: 9)
        #expect(reason("2026-01") == "period_already_allotted")
        #expect(reason("2026-02") == "")
    }

    @Test("an allotment in parts is at one price: until it ends, nothing else moves the pool")
    func parts() throws {
        var world = try LegacyWorld()
        let members = 2 * LegacyBook.allotmentRowsMax + 5
        for first in stride(from: 0, to: members, by: LegacyBook.importRowsMax) {
            let rows = (first..<min(members, first + LegacyBook.importRowsMax)).map { index in
                LegacyWorld.row(UInt64(index) + 1, 1_000_000, "E\(index)")
            }
            _ = try world.books.importClaims(rows, file: LegacyWorld.file, firstLine: 2)
        }
        world.copy = world.books
        for _ in 0..<20 { try world.order(by: 99_999) }
        let price = world.books.pool.price
        let first = try world.books.allot("2026-01", isFinal: false)
        #expect(first.count == LegacyBook.allotmentRowsMax + 1)
        #expect(world.books.legacy.open?.cursor?.rawValue == UInt64(LegacyBook.allotmentRowsMax))
        #expect(world.books.legacy.open?.rowsLeft == LegacyBook.allotmentRowsMax + 5)
        try expectStandstill(world.books)
        try world.follow(first)
        let second = world.books.continueAllotment()
        #expect(second.count == LegacyBook.allotmentRowsMax)
        try world.follow(second)
        let third = world.books.continueAllotment()
        #expect(third.count == 5 + 1)
        try world.follow(third)
        #expect(world.books.continueAllotment().isEmpty)
        let shares = LegacyWorld.shares(first + second + third)
        #expect(shares.map(\.member.rawValue) == Array(1...UInt64(members)))
        #expect(shares.allSatisfy { $0.value == shares[0].value })
        #expect(world.books.pool.price == price)
        try world.order(by: 99_999)
    }

    private func expectStandstill(_ before: PoolBooks) throws {
        func reason(_ body: (inout PoolBooks) throws(BooksRejection) -> Void) -> String {
            var books = before
            do throws(BooksRejection) {
                try body(&books)
                return ""
            } catch {
                #expect(error.kind == .aborted, "the caller comes again")
                #expect(books == before)
                return error.reason
            }
        }
        let order = try PoolBooksTests.order(90, member: 99_999)
        let member = MemberID(rawValue: 99_999)
        let one = Points(units: 1_000_000)
        let reasons = [
            reason { books throws(BooksRejection) in
                _ = try books.settle(firstNumber: books.nextNumber, [order])
            },
            reason { books throws(BooksRejection) in
                _ = try books.redeem(member, points: one, minimumPayout: .zero)
            },
            reason { books throws(BooksRejection) in
                _ = try books.redeem(
                    member, lot: LotID(rawValue: 1), units: one, minimumPayout: .zero)
            },
            reason { books throws(BooksRejection) in
                _ = try books.quoteRedeem(member, lot: LotID(rawValue: 1), units: one)
            },
            reason { books throws(BooksRejection) in
                _ = try books.convertClaim(of: MemberID(rawValue: 1), Money(fen: 1))
            },
            reason { books throws(BooksRejection) in
                _ = try books.importClaims(
                    [LegacyWorld.row(1, 1, "new")], file: LegacyWorld.file, firstLine: 2)
            },
            reason { books throws(BooksRejection) in
                _ = try books.allot("2026-02", isFinal: false)
            },
        ]
        #expect(reasons == [String](repeating: "allotment_in_progress", count: 7))
    }
}
