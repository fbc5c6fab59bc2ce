import Testing

@testable import Domain

@Suite("Claims from before the platform, and the coins they become")
struct LegacyClaimTests {
    private static func refusal(
        _ row: ClaimRow, in books: PoolBooks, file: [UInt8] = LegacyWorld.file
    ) -> LegacyRejection? {
        do throws(LegacyRejection) {
            _ = try books.legacy.claim(row, file: file, line: 2)
            return nil
        } catch {
            return error
        }
    }

    @Test("good rows are taken, each bad one is told by its line and reason")
    func rows() throws {
        var books = PoolBooks(plan: .seed)
        let rows = [
            LegacyWorld.row(1, 500, "A1"), LegacyWorld.row(2, 0, "A2"),
            LegacyWorld.row(2, 700, "A1"), LegacyWorld.row(1, 30, "A3"),
            LegacyWorld.row(3, 1, "with space"), LegacyWorld.row(3, 1 << 40 + 1, "A4"),
        ]
        let (events, refused) = try books.importClaims(
            rows, file: LegacyWorld.file, firstLine: 10)
        #expect(events.count == 2)
        #expect(refused.map(\.line) == [11, 12, 14, 15])
        #expect(
            refused.map(\.rejection.reason) == [
                "amount_must_be_positive", "evidence_already_used", "evidence_must_be_named",
                "limit_reached",
            ])
        #expect(refused[1].rejection.sentence.contains("\"A1\""))
        #expect(books.legacy.claim(of: MemberID(rawValue: 1)).fen == 530)
        #expect(books.legacy.owed.fen == 530)
        #expect(books.ledger == Ledger(), "a claim is no money of the platform")
        #expect(
            books.legacy.claims(after: MemberID(rawValue: 0), limit: 9).map(\.0.rawValue) == [1])
    }

    @Test("rows, file and amounts have bounds, kept at the last value and refused at the next")
    func bounds() throws {
        var world = try LegacyWorld()
        let most = Money.amountMax.fen
        #expect(Self.refusal(LegacyWorld.row(1, most, "A"), in: world.books) == nil)
        #expect(
            Self.refusal(LegacyWorld.row(1, most + 1, "A"), in: world.books)
                == .claimBeyondLimit(Money(fen: most + 1)))
        #expect(Self.refusal(LegacyWorld.row(1, 1, "A"), in: world.books) == nil)
        #expect(
            Self.refusal(LegacyWorld.row(1, 1, "A"), in: world.books, file: [1])
                == .fileMustBeNamed(bytes: 1))
        for (bytes, isGood) in [(0, false), (1, true), (64, true), (65, false)] {
            let name = String(repeating: "n", count: bytes)
            #expect((Self.refusal(LegacyWorld.row(1, 1, name), in: world.books) == nil) == isGood)
        }
        try world.claim([most - 1])
        #expect(Self.refusal(LegacyWorld.row(1, 1, "A"), in: world.books) == nil)
        #expect(
            Self.refusal(LegacyWorld.row(1, 2, "A"), in: world.books)
                == .memberBeyondLimit(MemberID(rawValue: 1), Money(fen: most + 1)))
        for count in [0, 1_001] {
            let rows = (0..<count).map { LegacyWorld.row(1, 1, "B\($0)") }
            #expect(throws: BooksRejection.legacy(.rowsOutOfRange(count))) {
                try world.books.importClaims(rows, file: LegacyWorld.file, firstLine: 2)
            }
        }
        try world.claim(
            [Int64](repeating: most, count: 1_000).enumerated().map { index, fen in
                index == 0 ? 1 : fen
            })
    }

    @Test("all claims together are at most what a reserve can hold")
    func total() throws {
        var world = try LegacyWorld()
        try world.claim([Int64](repeating: Money.amountMax.fen, count: 1_000))
        let rows = (0..<24).map { index in
            LegacyWorld.row(UInt64(index) + 2_000, Money.amountMax.fen - 1, "R\(index)")
        }
        let made = try world.books.importClaims(rows, file: LegacyWorld.file, firstLine: 2)
        #expect(made.refused.isEmpty)
        #expect(world.books.legacy.claimed.fen == 1 << 50 - 24)
        #expect(Self.refusal(LegacyWorld.row(9_000, 24, "L"), in: world.books) == nil)
        let claimed = world.books.legacy.claimed
        #expect(
            Self.refusal(LegacyWorld.row(9_000, 25, "L"), in: world.books)
                == .claimsBeyondLimit(Money(fen: 25), claimed: claimed))
    }

    @Test("a fen of claim becomes a coin, at most the claim, and all coins sum to zero")
    func coins() throws {
        var world = try LegacyWorld()
        try world.claim([1_000, 50])
        let member = MemberID(rawValue: 1)
        for amount in [0, -1, .min] as [Int64] {
            #expect(throws: BooksRejection.legacy(.amountMustBePositive(Money(fen: amount)))) {
                try world.books.convertClaim(of: member, Money(fen: amount))
            }
        }
        #expect(throws: BooksRejection.legacy(.claimNotFound(MemberID(rawValue: 9)))) {
            try world.books.convertClaim(of: MemberID(rawValue: 9), Money(fen: 1))
        }
        #expect(
            throws: BooksRejection.legacy(
                .exceedsClaim(member, Money(fen: 1_001), left: Money(fen: 1_000)))
        ) {
            try world.books.convertClaim(of: member, Money(fen: 1_001))
        }
        try world.follow(try world.books.convertClaim(of: member, Money(fen: 400)))
        #expect(world.books.coins(of: member) == 400)
        #expect(world.books.legacy.claim(of: member).fen == 600)
        try world.follow(try world.books.convertClaim(of: member, Money(fen: 600)))
        #expect(world.books.coins(of: member) == 1_000)
        #expect(world.books.legacy.claim(of: member) == .zero)
        #expect(world.books.legacy.owed.fen == 50)
        #expect(world.books.ledger.balance(.coinIssued) == 1_000)
        #expect(world.books.ledger.balance(.coinSpent) == 0)
        let coins = world.books.ledger.trialBalance().filter { $0.unit == .coin }
        #expect(coins.reduce(0) { $0 + $1.amount } == 0)
    }

    @Test("a record that no rule gave is refused, not followed")
    func forged() throws {
        var world = try LegacyWorld()
        try world.claim([1_000])
        let good = try world.books.convertClaim(of: MemberID(rawValue: 1), Money(fen: 400))
        guard case .legacy(.converted(let made)) = good[0] else {
            Issue.record("no conversion")
            return
        }
        func forge(_ amount: Int64, left: Int64, coins: Int64, _ lines: [Line]) -> BookEvent {
            .legacy(
                .converted(
                    LegacyConversion(
                        member: made.member, amount: Money(fen: amount), left: Money(fen: left),
                        coins: coins, lines: lines)))
        }
        let forged = [
            forge(401, left: 600, coins: 400, made.lines),
            forge(400, left: 601, coins: 400, made.lines),
            forge(400, left: 600, coins: 401, made.lines), forge(400, left: 600, coins: 400, []),
            forge(1_001, left: -1, coins: 1_001, made.lines),
            .legacy(
                .claimed(
                    LegacyClaim(
                        row: LegacyWorld.row(1, 5, "E0-0"), file: LegacyWorld.file, line: 2,
                        left: Money(fen: 1_005)))),
        ]
        for event in forged {
            var copy = world.copy
            #expect(throws: BooksReplayFault.self) { try copy.apply(event) }
        }
        try world.follow(good)
    }
}
