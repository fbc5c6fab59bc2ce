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
        return journal
    }

    private static func audited(_ journal: BookJournal) -> PlatformAudit {
        var reader = ScenarioReader()
        for entry in journal.entries { reader.take(entry, of: .pool) }
        return reader.audit
    }

    /// What the service says of these books.
    private static func served(_ journal: BookJournal) -> GetPoolResponse {
        let (books, pool) = (journal.books, journal.books.pool)
        let figures = pool.poolWideFigures()
        let subsidy = books.subsidies.inReserve
        var wallets: Int64 = 0
        books.ledger.forEachBalance { account, balance in
            if case .wallet = account { wallets -= balance }
        }
        let sequence = UInt64(journal.entries.count)
        return GetPoolResponse(
            sequence: sequence, reserveFen: pool.reserve.fen, supplyUnits: pool.supply.units,
            price: pool.price?.text(rounded: .down) ?? "", orphanFen: pool.orphan.fen,
            series: UInt64(pool.series), splits: UInt64(pool.splits),
            trustUnits: pool.trust.units, lotsOpen: UInt64(pool.openLotCount),
            lotsGranted: UInt64(pool.lotCount), exits: UInt64(pool.exits),
            nextNumber: books.nextNumber, paidByMembersFen: books.paidByMembers.fen,
            contributedFen: pool.broughtInByOrders.fen, redeemedFen: pool.flows.redeemed.fen,
            exitedFen: pool.flows.exited.fen, members: UInt64(figures.members),
            membersInProfit: UInt64(figures.membersInProfit),
            reserveOfPaidBps: UInt32(books.reserveOfPaid.rawValue),
            netValueFen: figures.netValue.fen, walletsFen: wallets, subsidyFen: subsidy.fen,
            priceWithoutSubsidy: pool.price(without: subsidy)?.text(rounded: .down) ?? "",
            figuresSequence: sequence)
    }

    private static func wrong(_ figures: [TruthFigure]) -> [String] {
        figures.filter { !$0.agrees }.map(\.name)
    }

    @Test("what the rules of the pool give agrees, to the last figure")
    func sound() throws {
        let journal = try Self.books()
        let pool = journal.books.pool
        #expect(pool.exits > 0 && pool.flows.redeemed > .zero)
        #expect(journal.books.subsidies.inReserve > .zero)
        let figures = Self.audited(journal).compare(Self.served(journal))
        #expect(Self.wrong(figures) == [])
        #expect(figures.count == 22)
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
    ]

    @Test("a figure that is served wrong is exactly that finding", arguments: planted)
    func figure(_ planted: Planted) throws {
        let journal = try Self.books()
        var served = Self.served(journal)
        planted.spoil(&served)
        let figures = Self.audited(journal).compare(served)
        #expect(Self.wrong(figures) == [planted.testDescription])
        let name = JournalName(service: "pool", platform: "demo")
        let violations = TruthFigure.violations(figures, in: name)
        #expect(violations.map(\.rule) == [.truth])
        let place = EntryPlace(journal: "pool/demo", sequence: UInt64(journal.entries.count))
        #expect(violations.map(\.place) == [place])
    }

    @Test("members' figures of an older entry are not held against today's")
    func aged() throws {
        let journal = try Self.books()
        var served = Self.served(journal)
        served.figuresSequence -= 1
        served.netValueFen += 1
        let figures = Self.audited(journal).compare(served)
        #expect(Self.wrong(figures) == [])
        #expect(figures.count == 19)
    }

    @Test("a position's lots, each with what it would pay and where it breaks even")
    func position() throws {
        let journal = try Self.books()
        let pool = journal.books.pool
        let member = MemberID(rawValue: 9)
        let lots = pool.openLots(of: member).compactMap { id in
            pool.figures(of: id).map { LotPosition(id, $0, order: nil) }
        }
        #expect(lots.count == 1)
        var served = GetPositionResponse(
            member: 9, sequence: 1, walletFen: journal.books.wallet(of: member).fen, lots: lots,
            netValueFen: lots.reduce(0) { $0 + $1.netValueFen },
            paidFen: lots.reduce(0) { $0 + $1.paidFen },
            receivedFen: lots.reduce(0) { $0 + $1.receivedFen })
        let audit = Self.audited(journal)
        #expect(Self.wrong(audit.compare(served)) == [])
        served.lots[0].breakEvenPrice = "0.0001"
        #expect(Self.wrong(audit.compare(served)) == ["lot \(lots[0].lot) break_even_price"])
        served.lots = []
        #expect(Self.wrong(audit.compare(served)) == ["lots", "net_value_fen", "paid_fen"])
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
