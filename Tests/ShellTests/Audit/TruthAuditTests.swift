import Domain
import Journal
import Testing
import Wire

@testable import Services

@Suite("The audit of the truth figures as served")
struct TruthAuditTests {
    /// Orders, a slice of a subsidy that throws a member out, and a redemption that throws out
    /// another.
    private static func books() throws -> BookJournal {
        var journal = try BookJournal(sandbox: true)
        for member in UInt64(1)...3 { try journal.order(by: member, paid: 70_000) }
        try journal.run { books, _ in
            try books.receive(Money(fen: 900_000), from: .game, reference: "B1")
        }
        try journal.run { books, now in
            try books.announce(Money(fen: 476_000), of: .game, notBefore: now, at: now)
        }
        try journal.run { try $0.inject(1, nil, beyondLimit: true, at: $1) }
        try journal.run { books, _ in
            try books.redeem(
                MemberID(rawValue: 2), points: Points(units: 40_000_000), minimumPayout: .zero)
        }
        for member in UInt64(4)...9 { try journal.order(by: member, paid: 90_000) }
        // Member 77 never had any points.
        for member in [4, 5, 77] as [UInt64] {
            try journal.run { books, now in
                try books.linkOperator(
                    "ann", to: MemberID(rawValue: member), isLinked: true,
                    by: Person("operator/ann"), at: now)
            }
        }
        return journal
    }

    @Test("what the rules of the pool give agrees, to the last figure")
    func sound() throws {
        let journal = try Self.books()
        let pool = journal.books.pool
        #expect(pool.exits > 0 && pool.flows.redeemed > .zero)
        #expect(journal.books.subsidies.inReserve > .zero)
        #expect(journal.books.relatedHoldings.members == 2)
        let figures = ServedTruth.audit(journal).compare(ServedTruth.pool(journal))
        #expect(ServedTruth.differing(figures) == [])
        #expect(figures.filter(\.agrees).count == 25)
    }

    struct Planted: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var spoil: @Sendable (inout GetPoolResponse) -> Void

        init(_ name: String, _ spoil: @escaping @Sendable (inout GetPoolResponse) -> Void) {
            (testDescription, self.spoil) = (name, spoil)
        }
    }

    static let planted: [Planted] = [
        Planted("reserve_fen") { $0.reserveFen += 1 },
        Planted("price") { $0.price = "9.9999" },
        Planted("members_in_profit") { $0.membersInProfit += 1 },
        Planted("members") { $0.members += 1 },
        Planted("net_value_fen") { $0.netValueFen += 1 },
        Planted("paid_by_members_fen") { $0.paidByMembersFen -= 1 },
        Planted("contributed_fen") { $0.contributedFen += 1 },
        Planted("redeemed_fen") { $0.redeemedFen += 1 },
        Planted("exited_fen") { $0.exitedFen -= 1 },
        Planted("reserve_of_paid_bps") { $0.reserveOfPaidBps += 1 },
        Planted("subsidy_fen") { $0.subsidyFen -= 1 },
        Planted("price_without_subsidy") { $0.priceWithoutSubsidy = $0.price },
        Planted("wallets_fen") { $0.walletsFen += 1 },
        Planted("related_members") { $0.relatedMembers += 1 },
        Planted("related_members") { $0.relatedMembers = 0 },
        Planted("related_units") { $0.relatedUnits -= 1 },
    ]

    @Test("a figure that is served wrong is exactly that finding", arguments: planted)
    func figure(_ planted: Planted) throws {
        let journal = try Self.books()
        var served = ServedTruth.pool(journal)
        planted.spoil(&served)
        let figures = ServedTruth.audit(journal).compare(served)
        #expect(ServedTruth.differing(figures) == [planted.testDescription])
        let name = JournalName(service: "pool", platform: "demo")
        let violations = TruthFigure.violations(figures, in: name)
        #expect(violations.map(\.rule) == [.truth])
        let place = EntryPlace(journal: "pool/demo", sequence: UInt64(journal.entries.count))
        #expect(violations.map(\.place) == [place])
        let wrong = try #require(figures.filter(\.differs).first)
        #expect(violations.map(\.found) == [wrong.served])
        #expect(violations.map(\.expected) == [wrong.recomputed])
        #expect(violations[0].sentence.contains("another \(wrong.name) of the pool than"))
    }

    @Test("a position's lots, each with what it would pay and where it breaks even")
    func position() throws {
        let journal = try Self.books()
        var served = ServedTruth.position(of: 9, journal)
        let lots = served.lots
        #expect(lots.count == 1)
        let audit = ServedTruth.audit(journal)
        #expect(ServedTruth.differing(audit.compare(served)) == [])
        served.lots[0].breakEvenPrice = "0.0001"
        #expect(
            ServedTruth.differing(audit.compare(served)) == ["lot \(lots[0].lot) break_even_price"])
        served.lots = []
        #expect(
            ServedTruth.differing(audit.compare(served)) == ["lots", "net_value_fen", "paid_fen"])
    }

    @Test(
        "an answer is held against the state after its entry, whenever that is reached",
        arguments: [(6, "passed"), (7, "now"), (8, "later")] as [(UInt64, String)])
    func questions(sequence: UInt64, outcome: String) {
        var questions = TruthQuestions()
        questions.hold("demo")
        #expect(questions.isHeld("demo") && !questions.isHeld("other"))
        let figure = TruthFigure(name: "asked")
        let number = questions.ask(of: "demo", at: sequence, size: 7, PlatformAudit()) { _ in
            [figure]
        }
        questions.release("demo")
        #expect(!questions.isHeld("demo"))
        func isCompared() -> Bool {
            guard case .figures([figure]) = questions.takeAnswer(number) else { return false }
            return true
        }
        switch outcome {
        case "now": #expect(isCompared())
        case "later":
            #expect(questions.takeAnswer(number) == nil)
            questions.reach(8, of: "other", PlatformAudit())
            #expect(questions.takeAnswer(number) == nil)
            questions.reach(8, of: "demo", PlatformAudit())
            #expect(isCompared())
        default:
            guard case .passed = questions.takeAnswer(number) else {
                Issue.record("an entry that is past is compared")
                return
            }
        }
    }
}
