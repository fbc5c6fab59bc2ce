import Domain
import Testing
import Wire

@testable import Services

@Suite("Correct journals of claims and shares give no finding")
struct CorrectBooksTests {
    @Test(
        "random lives with allotments, issues, exits, splits and ends of series",
        arguments: UInt64(1)...24)
    func life(seed: UInt64) throws {
        #expect(try journal(seed).violations() == [])
    }

    @Test("everything that claims and shares can record comes up in them")
    func variety() throws {
        var kinds: Set<String> = []
        for seed in UInt64(1)...24 { kinds.formUnion(try journal(seed).entries.map(\.kind)) }
        let expected = [
            "settled", "sold", "exited", "split", "series_closed", "legacy_claimed",
            "legacy_converted", "allotment_opened", "allotted", "allotment_closed",
            "programme_opened", "converted", "programme_closed", "reissued",
        ]
        #expect(Set(expected).subtracting(kinds).isEmpty)
    }

    private func journal(_ seed: UInt64) throws -> BooksScenario {
        var chance = SeededGenerator(seed: seed)
        var plan = AuditScenario.seedPlan
        plan.legacyReleaseBps = [0, 5_000, 10_000][Int(seed % 3)]
        plan.retentionBps = [0, 2_000, 5_000][Int(seed / 2 % 3)]
        plan.exitMultipleBps = [0, 10_001, 15_000, 30_000][Int(seed % 4)]
        plan.splitPriceMultiple = [0, 2, 10][Int(seed / 3 % 3)]
        var scenario = try BooksScenario(plan)
        for step in 0..<90 {
            let member = MemberID(rawValue: UInt64.random(in: 1...5, using: &chance))
            if step % 30 == 29 { redeemAll(&scenario) }
            switch Int.random(in: 0..<10, using: &chance) {
            case 0: try claim(step, member, &chance, &scenario)
            case 1:
                let fen = Money(fen: Int64.random(in: 1...20_000, using: &chance))
                attempt(&scenario) { try $0.convertClaim(of: member, fen) }
            case 2:
                attempt(&scenario) { try $0.allot("P\(step)", isFinal: step % 2 == 0) }
            case 3, 4:
                let points = Points(units: Int64.random(in: 1...300_000_000, using: &chance))
                let has = held(member, scenario.books)
                attempt(&scenario) { books in
                    try books.redeem(member, points: min(points, has), minimumPayout: .zero)
                }
            case 5, 6: issue(member, &chance, &scenario)
            default:
                let paid = Int64.random(in: 1_000...300_000, using: &chance)
                try scenario.order(by: member.rawValue, paid: paid)
            }
        }
        return scenario
    }

    /// What the books refuse is not in the journal.
    private func attempt(
        _ scenario: inout BooksScenario, _ command: (inout PoolBooks) throws -> [BookEvent]
    ) {
        do { try scenario.run(command) } catch { return }
    }

    private func held(_ member: MemberID, _ books: PoolBooks) -> Points {
        Points(
            units: books.pool.openLots(of: member).reduce(0) { sum, id in
                sum + (books.pool.lot(id)?.units.units ?? 0)
            })
    }

    /// Everybody leaves; with an empty trust that ends the series.
    private func redeemAll(_ scenario: inout BooksScenario) {
        for number in UInt64(1)...5 {
            let member = MemberID(rawValue: number)
            let has = held(member, scenario.books)
            attempt(&scenario) { books in
                try books.redeem(member, points: has, minimumPayout: .zero)
            }
        }
    }

    private func claim(
        _ step: Int, _ member: MemberID, _ chance: inout SeededGenerator,
        _ scenario: inout BooksScenario
    ) throws {
        let row = Domain.ClaimRow(
            member: member, amount: Money(fen: Int64.random(in: 1...60_000, using: &chance)),
            evidence: "E\(step)")
        try scenario.run { books in
            try books.importClaims(
                [row], file: [UInt8](repeating: 1, count: 32), firstLine: 2
            ).events
        }
    }

    /// Opens, subscribes or closes, as it comes.
    private func issue(
        _ member: MemberID, _ chance: inout SeededGenerator, _ scenario: inout BooksScenario
    ) {
        let at = scenario.nextTime
        let number = UInt64(scenario.books.shares.programmes.count)
        guard scenario.books.shares.openProgramme != nil else {
            let terms = Domain.ShareTerms(
                price: Money(fen: Int64.random(in: 1...3_000, using: &chance)), shares: 1_000,
                opens: at, closes: Instant(microseconds: at.microseconds + 50_000_000),
                lockUpDays: 0,
                listing: ShareListing(registration: "R", broker: "B", date: "2030-06-01"))
            return attempt(&scenario) { try $0.openProgramme(terms) }
        }
        guard Int.random(in: 0..<4, using: &chance) > 0 else {
            let isSuccessful = Bool.random(using: &chance)
            return attempt(&scenario) { books in
                try books.closeProgramme(
                    number, isSuccessful: isSuccessful, reference: "m", at: at)
            }
        }
        let lots = scenario.books.pool.openLots(of: member)
        guard let lot = lots.randomElement(using: &chance) else { return }
        let shares = Int64.random(in: 1...12, using: &chance)
        attempt(&scenario) { books in
            try books.subscribe(number, member, lot: lot, shares: shares, at: at)
        }
    }
}
