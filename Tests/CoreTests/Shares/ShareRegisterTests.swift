import Testing

@testable import Domain

@Suite("The register of shares")
struct ShareRegisterTests {
    private static func unlocking(_ start: Int64, _ cliff: Int64, _ end: Int64) -> ShareUnlocking {
        ShareUnlocking(
            start: Instant(microseconds: start), cliff: Instant(microseconds: cliff),
            end: Instant(microseconds: end))
    }

    @Test("shares of founders and team vest from the cliff on, in proportion, all at the end")
    func vesting() throws {
        var world = try SharesWorld()
        let founder = MemberID(rawValue: 5)
        try world.follow(
            try world.books.allotShares(
                founder, shares: 1_000, reason: "founder", Self.unlocking(0, 300, 1_200),
                at: Instant(microseconds: 0)))
        #expect(world.books.ledger.balance(.share(founder)) == 1_000)
        #expect(world.books.ledger.balance(.shareIssued) == -1_000)
        #expect(world.books.pool.reserve == .zero, "outside of points and reserve")
        let rows: [(at: Int64, free: Int64)] = [
            (0, 0), (299, 0), (300, 250), (301, 250), (302, 251), (1_199, 999), (1_200, 1_000),
            (.max, 1_000),
        ]
        for (at, free) in rows {
            let register = world.books.shares.register(at: Instant(microseconds: at))
            #expect(register.map(\.shares) == [1_000])
            #expect(register.map(\.unlocked) == [free], "\(at)")
        }
        func release(_ shares: Int64, at: Int64) throws {
            try world.follow(
                try world.books.releaseShares(1, shares: shares, at: Instant(microseconds: at)))
        }
        try release(200, at: 300)
        #expect(throws: BooksRejection.shares(.sharesAreLocked(1, free: 50))) {
            try world.books.releaseShares(1, shares: 51, at: Instant(microseconds: 300))
        }
        try release(50, at: 300)
        try release(750, at: 1_200)
        #expect(world.books.shares.entry(1)?.released == 1_000)
        #expect(throws: BooksRejection.shares(.entryNotFound(2))) {
            try world.books.releaseShares(2, shares: 1, at: Instant(microseconds: 300))
        }
    }

    @Test("an allotment has shares, a reason and times in order")
    func refusals() throws {
        let world = try SharesWorld()
        func reason(
            _ shares: Int64 = 1, _ text: String = "team",
            _ unlocking: ShareUnlocking = Self.unlocking(1, 1, 1)
        ) -> String? {
            world.refusal { books throws(BooksRejection) in
                _ = try books.allotShares(
                    MemberID(rawValue: 1), shares: shares, reason: text, unlocking,
                    at: Instant(microseconds: 9))
            }?.reason
        }
        #expect(reason() == nil)
        #expect(reason(0) == "shares_must_be_positive")
        #expect(reason(-1) == "shares_must_be_positive")
        #expect(reason(SharesBook.sharesMax) == nil)
        #expect(reason(SharesBook.sharesMax + 1) == "limit_reached")
        #expect(reason(.max) == "limit_reached")
        #expect(reason(1, "") == "text_must_be_named")
        #expect(reason(1, "t", Self.unlocking(2, 1, 3)) == "times_out_of_order")
        #expect(reason(1, "t", Self.unlocking(1, 3, 2)) == "times_out_of_order")
        #expect(reason(1, "t", Self.unlocking(-1, 3, 4)) == "times_out_of_order")
    }

    @Test("all shares together are at most 2^60")
    func total() throws {
        var world = try SharesWorld()
        let at = Instant(microseconds: 0)
        let unlocking = Self.unlocking(0, 0, 0)
        // Entries of 2^40 would be a million; a few show that the sum is what is bounded.
        for _ in 0..<3 {
            _ = try world.books.allotShares(
                MemberID(rawValue: 1), shares: SharesBook.sharesMax, reason: "r", unlocking, at: at)
        }
        #expect(world.books.shares.total == 3 * SharesBook.sharesMax)
    }

    @Test("a record that no rule gave is refused, not followed")
    func forged() throws {
        var world = try SharesWorld()
        try world.order(by: 1)
        try world.order(by: 2)
        try world.open()
        let events = try world.books.subscribe(
            1, MemberID(rawValue: 1), lot: LotID(rawValue: 1), shares: 3,
            at: Instant(microseconds: 100))
        guard case .shares(.subscribed(let made)) = events[0] else {
            Issue.record("no subscription")
            return
        }
        func forge(
            shares: Int64 = 3, amount: Int64 = 3_000, units: Int64 = 0, at: Int64 = 100,
            entry: UInt64 = 1, member: UInt64 = 1
        ) -> BookEvent {
            .shares(
                .subscribed(
                    ShareSubscription(
                        entry: entry, programme: 1, member: MemberID(rawValue: member),
                        lot: made.lot, shares: shares, amount: Money(fen: amount),
                        units: Points(units: made.units.units + units),
                        at: Instant(microseconds: at), lines: made.lines, reserve: made.reserve,
                        supply: made.supply)))
        }
        for event in [
            forge(shares: 4), forge(amount: 2_999), forge(units: -1), forge(at: 200),
            forge(entry: 2), forge(member: 2),
            .shares(
                .released(
                    ShareRelease(
                        entry: 1, member: made.member, shares: 1, released: 1,
                        at: Instant(microseconds: .max)))),
        ] {
            var copy = world.copy
            #expect(throws: BooksReplayFault.self) { try copy.apply(event) }
        }
        var copy = world.copy
        try copy.apply(forge())
        #expect(copy == world.books)
    }
}
