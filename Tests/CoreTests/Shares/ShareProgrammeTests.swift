import Testing

@testable import Domain

@Suite("An issue of shares and the points that buy them")
struct ShareProgrammeTests {
    private static func reason(_ terms: ShareTerms) throws -> String? {
        try SharesWorld().refusal { books throws(BooksRejection) in
            _ = try books.openProgramme(terms)
        }?.reason
    }

    @Test("an issue opens only with the facts of a listing, and within its bounds")
    func terms() throws {
        func listing(_ registration: String, _ broker: String, _ date: String) -> ShareTerms {
            SharesWorld.terms(
                listing: ShareListing(registration: registration, broker: broker, date: date))
        }
        let long = String(repeating: "x", count: 129)
        for terms in [
            listing("", "B", "2030-06-01"), listing(long, "B", "2030-06-01"),
            listing("R", "", "2030-06-01"), listing("R", "B", ""), listing("R", "B", "2030-02-30"),
        ] {
            #expect(try Self.reason(terms) == "listing_fact_missing")
        }
        let most = Money.amountMax.fen
        let rows: [(ShareTerms, String?)] = [
            (SharesWorld.terms(price: 0), "amount_must_be_positive"),
            (SharesWorld.terms(price: 1), nil), (SharesWorld.terms(price: most), nil),
            (SharesWorld.terms(price: most + 1), "limit_reached"),
            (SharesWorld.terms(shares: 0), "shares_must_be_positive"),
            (SharesWorld.terms(shares: 1), nil),
            (SharesWorld.terms(shares: SharesBook.sharesMax), nil),
            (SharesWorld.terms(shares: SharesBook.sharesMax + 1), "limit_reached"),
            (SharesWorld.terms(opens: 200, closes: 200), "times_out_of_order"),
            (SharesWorld.terms(opens: 199, closes: 200), nil),
            (SharesWorld.terms(opens: -1), "times_out_of_order"),
            (SharesWorld.terms(lockUpDays: -1), "lock_up_out_of_range"),
            (SharesWorld.terms(lockUpDays: 36_500), nil),
            (SharesWorld.terms(lockUpDays: 36_501), "lock_up_out_of_range"),
        ]
        for (terms, reason) in rows { #expect(try Self.reason(terms) == reason, "\(terms)") }
        var world = try SharesWorld()
        try world.open()
        let second = world.refusal { books throws(BooksRejection) in
            _ = try books.openProgramme(SharesWorld.terms())
        }
        #expect(second == .shares(.programmeIsOpen(1)))
    }

    @Test("exactly shares × issue price leaves the reserve, for the payable, and nobody's wallet")
    func subscribing() throws {
        var world = try SharesWorld()
        try world.order(by: 1)
        try world.order(by: 2)
        try world.open()
        let before = world.books.pool
        let events = try world.subscribe(7, lot: 1, of: 1)
        guard case .shares(.subscribed(let made)) = events[0] else {
            Issue.record("no subscription")
            return
        }
        #expect(made.amount.fen == 7_000)
        #expect(world.books.pool.reserve.fen == before.reserve.fen - 7_000)
        // 7,000 fen at 60,000 fen for 357 points: rounded up.
        #expect(made.units.units == 41_650_000)
        #expect(world.books.ledger.balance(.shareSubscriptionPayable) == -7_000)
        #expect(world.books.ledger.balance(.share(MemberID(rawValue: 1))) == 7)
        #expect(world.books.ledger.balance(.shareIssued) == -7)
        #expect(world.books.wallet(of: MemberID(rawValue: 1)) == .zero)
        #expect(world.books.shares.register(at: Instant(microseconds: 500)).isEmpty)
        let sum = world.books.ledger.trialBalance().filter { $0.unit == .share }
        #expect(sum.reduce(0) { $0 + $1.amount } == 0)
    }

    @Test("a subscription is refused outside of window, number and lot, first rule first")
    func refusals() throws {
        var world = try SharesWorld()
        try world.order(by: 1)
        try world.order(by: 2)
        func reason(
            _ shares: Int64, lot: UInt64 = 1, of member: UInt64 = 1, at: Int64 = 100,
            programme: UInt64 = 1
        ) -> String? {
            world.refusal { books throws(BooksRejection) in
                _ = try books.subscribe(
                    programme, MemberID(rawValue: member), lot: LotID(rawValue: lot),
                    shares: shares, at: Instant(microseconds: at))
            }?.reason
        }
        #expect(reason(1) == "programme_not_found")
        try world.open(SharesWorld.terms(price: 1_000, shares: 20))
        for (at, refused) in [(99, "window_is_closed"), (100, nil), (199, nil)]
            as [(Int64, String?)]
        {
            #expect(reason(1, at: at) == refused)
        }
        #expect(reason(1, at: 200) == "window_is_closed")
        #expect(reason(0) == "shares_must_be_positive")
        #expect(reason(20) == nil)
        #expect(reason(21) == "exceeds_programme")
        #expect(reason(1, lot: 9) == "lot_not_found")
        #expect(reason(1, lot: 2) == "not_the_owner")
        // 210 of 357 points of 600 yuan are 352.94 yuan.
        try world.subscribe(18, lot: 1, of: 1)
        #expect(reason(3) == "exceeds_programme")
        try world.close(true)
        #expect(reason(1) == "programme_is_closed")
        try world.open(SharesWorld.terms(price: 1_000, shares: 1_000))
        #expect(reason(17, programme: 2) == nil)
        #expect(reason(18, programme: 2) == "exceeds_lot")
        try world.close(false)
        try world.open(SharesWorld.terms(price: Money.amountMax.fen, shares: 2))
        #expect(reason(2, programme: 3) == "limit_reached")
    }

    @Test("a successful issue makes the payable capital and the subscribers holders, locked up")
    func success() throws {
        var world = try SharesWorld()
        try world.order(by: 1)
        try world.order(by: 2)
        try world.open(SharesWorld.terms(lockUpDays: 1))
        try world.subscribe(7, lot: 1, of: 1)
        try world.subscribe(3, lot: 2, of: 2)
        try world.subscribe(2, lot: 1, of: 1)
        try world.close(true, at: 300)
        #expect(world.books.ledger.balance(.shareSubscriptionPayable) == 0)
        #expect(world.books.ledger.balance(.operatorCapital) == -12_000)
        #expect(world.books.shares.register(at: Instant(microseconds: 299)).isEmpty)
        let register = world.books.shares.register(at: Instant(microseconds: 300))
        #expect(register.map(\.member.rawValue) == [1, 2])
        #expect(register.map(\.shares) == [9, 3])
        #expect(register.map(\.unlocked) == [0, 0])
        let day: Int64 = 86_400_000_000
        func release(_ shares: Int64, at: Int64) -> BooksRejection? {
            world.refusal { books throws(BooksRejection) in
                _ = try books.releaseShares(1, shares: shares, at: Instant(microseconds: at))
            }
        }
        #expect(release(1, at: 300 + day - 1) == .shares(.sharesAreLocked(1, free: 0)))
        #expect(release(8, at: 300 + day) == .shares(.sharesAreLocked(1, free: 7)))
        #expect(release(7, at: 300 + day) == nil)
        let later = world.books.shares.register(at: Instant(microseconds: 300 + day))
        #expect(later.map(\.unlocked) == [9, 3])
    }

    @Test("a failed issue gives every sum back, for the units it buys then")
    func failure() throws {
        var world = try SharesWorld()
        try world.order(by: 1)
        try world.order(by: 2)
        try world.open()
        try world.subscribe(7, lot: 1, of: 1)
        try world.order(by: 3)
        let before = world.books.pool
        let events = try world.close(false)
        #expect(events.count == 2)
        guard case .shares(.returned(let made)) = events[1] else {
            Issue.record("nothing came back")
            return
        }
        #expect(made.reissue.into == LotID(rawValue: 1))
        let units = 7_000 * Int128(before.supply.units) / Int128(before.reserve.fen)
        #expect(Int128(made.reissue.units.units) == units)
        #expect(made.reissue.units.units < 41_650_000, "the price rose in between")
        #expect(world.books.pool.reserve.fen == 90_000)
        #expect(world.books.ledger.balance(.shareSubscriptionPayable) == 0)
        #expect(world.books.ledger.balance(.share(MemberID(rawValue: 1))) == 0)
        #expect(world.books.shares.programme(1)?.state == .failed)
        #expect(world.books.shares.register(at: Instant(microseconds: .max)).isEmpty)
        // The threshold of the lot is where it was.
        #expect(world.books.pool.lot(LotID(rawValue: 1))?.granted == 210_000_000)
        #expect(world.books.pool.lot(LotID(rawValue: 1))?.paid.fen == 100_000)
    }

    @Test("a lot that closed meanwhile has a successor of its member, paid with what came back")
    func closedLot() throws {
        var world = try SharesWorld(retention: 0)
        try world.order(by: 1)
        try world.order(by: 2)
        try world.open(SharesWorld.terms(price: 1_000))
        try world.subscribe(7, lot: 1, of: 1)
        let member = MemberID(rawValue: 1)
        let left = world.books.pool.lot(LotID(rawValue: 1))?.units ?? .zero
        try world.follow(
            try world.books.redeem(
                member, lot: LotID(rawValue: 1), units: left, minimumPayout: .zero))
        let events = try world.close(false)
        guard case .shares(.returned(let made)) = events[1] else {
            Issue.record("nothing came back")
            return
        }
        #expect(made.reissue.into == LotID(rawValue: 3))
        let lot = world.books.pool.lot(LotID(rawValue: 3))
        #expect(lot?.member == member)
        #expect(lot?.paid.fen == 7_000)
        #expect(lot?.contribution == .zero)
        #expect(world.books.order(of: LotID(rawValue: 3)) == nil)
        try world.order(by: 2)
        #expect(world.books.order(of: LotID(rawValue: 4))?.rawValue == 3)
    }

    @Test("when nobody holds points any more, what comes back begins a series")
    func lastOneOut() throws {
        var world = try SharesWorld(retention: 0)
        try world.order(by: 1)
        try world.open(SharesWorld.terms(price: 1_000))
        try world.subscribe(30, lot: 1, of: 1)
        #expect(world.books.pool.supply == .zero)
        #expect(world.books.pool.series == 2)
        try world.close(false)
        #expect(world.books.pool.reserve.fen == 30_000)
        #expect(world.books.pool.supply.units == 300_000_000)
        #expect(world.books.pool.lot(LotID(rawValue: 2))?.member.rawValue == 1)
    }

    @Test("many subscriptions are undone in groups, and other commands may come between")
    func groups() throws {
        var world = try SharesWorld()
        try world.order(by: 1, paid: 10_000_000)
        try world.open(SharesWorld.terms(price: 10, shares: 1 << 20))
        for _ in 0..<SharesBook.returnsMax + 3 {
            _ = try world.books.subscribe(
                1, MemberID(rawValue: 1), lot: LotID(rawValue: 1), shares: 1,
                at: Instant(microseconds: 100))
        }
        world.copy = world.books
        let first = try world.books.closeProgramme(
            1, isSuccessful: false, reference: "r", at: Instant(microseconds: 200))
        #expect(first.count == 1 + SharesBook.returnsMax)
        try world.follow(first)
        #expect(world.books.shares.isReturning)
        try world.order(by: 2)
        let second = try world.follow(world.books.continueReturns())
        #expect(second.count == 3)
        #expect(!world.books.shares.isReturning)
        #expect(world.books.continueReturns().isEmpty)
        #expect(world.books.ledger.balance(.shareSubscriptionPayable) == 0)
    }
}
