import Journal
import Testing
import Wire

@testable import Domain
@testable import Services

/// The orders still needed (pool.md §8): tried by the audit, solved by the pool.
@Suite("The audit of the orders still needed")
struct EstimateAuditTests {
    /// pool.md §7.
    private static func workedExample() throws -> BookJournal {
        var journal = try BookJournal(sandbox: true)
        for member in UInt64(1)...4 { try journal.order(by: member) }
        return journal
    }

    @Test(
        "of the worked example agree, to the figure",
        arguments: [
            (1, "150", "2800"), (2, "480", "9000"), (3, "830", "16000"), (4, "1200", "22000"),
        ] as [(UInt64, String, String)])
    func position(member: UInt64, breakEven: String, exit: String) throws {
        let journal = try Self.workedExample()
        let served = ServedTruth.position(of: member, journal)
        let figures = ServedTruth.audit(journal).compare(served)
        #expect(ServedTruth.agree(figures), "\(figures)")
        func recomputed(_ name: String) -> [String] {
            figures.filter { $0.name == "lot \(member) \(name)" }.map(\.recomputed)
        }
        #expect(recomputed("orders_to_break_even") == [breakEven])
        #expect(recomputed("orders_to_exit") == [exit])
    }

    struct Planted: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var served: String
        var spoil: @Sendable (inout GetPositionResponse) -> Void
        var recomputed: String
    }

    static let planted: [Planted] =
        ["140", "160", "144", "0", "", "150 "].map { number in
            Planted(
                testDescription: "lot 1 orders_to_break_even", served: number,
                spoil: { $0.lots[0].ordersToBreakEven = number }, recomputed: "150")
        }
        + ["2700", "2900", "2718", "0", "", "02800"].map { number in
            Planted(
                testDescription: "lot 1 orders_to_exit", served: number,
                spoil: { $0.lots[0].ordersToExit = number }, recomputed: "2800")
        }

    @Test("a position's estimate that is served wrong is exactly that finding", arguments: planted)
    func wrongPosition(_ planted: Planted) throws {
        let journal = try Self.workedExample()
        var served = ServedTruth.position(of: 1, journal)
        planted.spoil(&served)
        try Self.expectOne(
            ServedTruth.audit(journal).compare(served), planted.testDescription,
            of: "position of member 1", served: planted.served, recomputed: planted.recomputed)
    }

    private static func expectOne(
        _ figures: [TruthFigure], _ name: String, of subject: String, served: String,
        recomputed: String
    ) throws {
        #expect(ServedTruth.differing(figures) == [name])
        let found = TruthFigure.violations(
            figures, in: JournalName(service: "pool", platform: "demo"))
        let violation = try #require(found.count == 1 ? found[0] : nil)
        #expect(violation.sentence.contains("another \(name) of the \(subject) than"))
        #expect(violation.found == served)
        #expect(violation.expected == recomputed)
    }

    // MARK: - Quotes

    @Test("of a quote agree, and are those of the order among the others of its series")
    func quote() throws {
        let journal = try Self.workedExample()
        let served = try ServedTruth.quote(journal, paid: 100_000, contribution: 30_000)
        let figures = ServedTruth.audit(journal).compare(
            served, paid: 100_000, contribution: 30_000)
        #expect(ServedTruth.agree(figures), "\(figures)")
        #expect(figures.count == 11)
        #expect(served.ordersToBreakEven == "1600")
        #expect(served.ordersToExit == "29000")
    }

    /// Where few points are granted, an order raises the price to ten times what it was.
    @Test("of a quote that forces others out are of what these leave")
    func quoteWithExits() throws {
        var plan = AuditScenario.seedPlan
        plan.grantBps = 1_000
        var journal = try BookJournal(sandbox: true, plan: plan)
        for member in UInt64(1)...4 { try journal.order(by: member) }
        let (paid, contribution) = (Int64(4_000_000_000), Int64(3_000_000_000))
        let served = try ServedTruth.quote(journal, paid: paid, contribution: contribution)
        #expect(served.exits > 0 && served.exitsPayoutFen > 0)
        let audit = ServedTruth.audit(journal)
        let figures = audit.compare(served, paid: paid, contribution: contribution)
        #expect(ServedTruth.agree(figures), "\(figures)")
        #expect(audit.pool.exits == 0 && audit.pool.lots.count == 4)
    }

    @Test(
        "a quote's figure that is served wrong is exactly that finding",
        arguments: [
            ("orders_to_break_even", "1500", "1600"), ("orders_to_break_even", "1700", "1600"),
            ("orders_to_exit", "28000", "29000"), ("orders_to_exit", "", "29000"),
            ("exits", "1", "0"), ("exits_payout_fen", "1", "0"), ("more_exits", "true", "false"),
        ])
    func wrongQuote(name: String, wrong: String, recomputed: String) throws {
        let journal = try Self.workedExample()
        var served = try ServedTruth.quote(journal, paid: 100_000, contribution: 30_000)
        switch name {
        case "orders_to_break_even": served.ordersToBreakEven = wrong
        case "orders_to_exit": served.ordersToExit = wrong
        case "exits": served.exits += 1
        case "exits_payout_fen": served.exitsPayoutFen += 1
        default: served.moreExits = true
        }
        let figures = ServedTruth.audit(journal).compare(
            served, paid: 100_000, contribution: 30_000)
        try Self.expectOne(figures, name, of: "quote", served: wrong, recomputed: recomputed)
    }

    @Test("a quote of a platform whose plan the audit does not know is not compared")
    func quoteWithoutPlan() {
        let served = QuoteSettleResponse(sequence: 1, units: 5)
        let figures = PlatformAudit().compare(served, paid: 100, contribution: 30)
        #expect(ServedTruth.notCompared(figures) == ["units"])
        #expect(ServedTruth.differing(figures) == [] && !ServedTruth.agree(figures))
    }

    // MARK: - Steps and ends

    private static func estimate(
        _ target: PlainEstimate.Target?, contribution: UInt64, orders: UInt64 = 1,
        kept: UInt64 = 50_000_000
    ) -> String {
        PlainEstimate(
            target,
            from: .init(
                figures: .init(reserve: 10_000, supply: 10_000), orders: orders,
                contribution: contribution, kept: kept)
        ).text
    }

    /// At half the growth a doubled price takes four times the reserve: 30,000 fen more.
    @Test(
        "at a step either side of rounding up is right, beside it one number alone",
        arguments: [
            (299, "110"), (300, "100 to 110"), (301, "100"), (303, "100"), (304, "99"),
            (29_999, "2"), (30_000, "1 to 2"), (30_001, "1 to 2"), (30_002, "1"),
        ] as [(UInt64, String)])
    func steps(contribution: UInt64, text: String) {
        let double = PlainEstimate.Target(fen: 2, units: 1, scale: 1)
        #expect(Self.estimate(double, contribution: contribution) == text)
    }

    @Test(
        "a price that is there needs nothing, one just above it the first orders",
        arguments: [(9_999, "0"), (10_000, "0"), (10_001, "3 to 4")] as [(UInt128, String)])
    func reached(fen: UInt128, text: String) {
        let target = PlainEstimate.Target(fen: fen, units: 10_000, scale: 1)
        #expect(Self.estimate(target, contribution: 1) == text)
    }

    @Test("what no number of orders reaches is never")
    func never() {
        let double = PlainEstimate.Target(fen: 2, units: 1, scale: 1)
        #expect(Self.estimate(nil, contribution: 300) == "")
        #expect(Self.estimate(double, contribution: 300, kept: 0) == "")
        #expect(Self.estimate(double, contribution: 300, orders: 0) == "")
    }

    @Test(
        "57 doublings are never, as is more than 10^18 orders",
        arguments: [
            (1 << 56, 1 << 40, "660000000"), (1 << 57, 1 << 40, "1400000000 to never"),
            (1 << 58, 1 << 40, ""),
            (98_000_000_000_000 + 1, 1, "980000000000000000 to 990000000000000000"),
            (100_000_000_000_000 + 1, 1, "1000000000000000000 to never"),
            (101_000_000_000_000, 1, ""),
        ] as [(UInt128, UInt64, String)])
    func far(times: UInt128, contribution: UInt64, text: String) {
        let target = PlainEstimate.Target(fen: times, units: 1, scale: 1)
        #expect(Self.estimate(target, contribution: contribution, kept: 100_000_000) == text)
    }

    @Test("whatever the pool solves is among the numbers that the audit tries", arguments: 1...8)
    func byChance(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        func number(bits: ClosedRange<Int>) -> UInt64 {
            UInt64.random(in: 1...(1 << Int.random(in: bits, using: &chance)), using: &chance)
        }
        var (answers, wide) = (Set<String>(), 0)
        for _ in 0..<4_000 {
            let (grant, release) = (
                UInt64.random(in: 1...10_000, using: &chance),
                UInt64.random(in: 0...10_000, using: &chance)
            )
            let pool = Pool(
                plan: try PoolPlan(
                    openingPrice: Money(fen: 100), grant: BasisPoints(Int(grant)),
                    retention: .zero, exitMultiple: .zero, splitPriceMultiple: 0,
                    legacyRelease: BasisPoints(Int(release))))
            let (reserve, supply) = (number(bits: 0...50), number(bits: 0...62))
            let orders = number(bits: 0...24)
            let contribution = min(1 << 62, orders * number(bits: 0...38))
            let (fen, units) = (number(bits: 0...60), number(bits: 0...63))
            let solved = pool.ordersNeeded(
                for: PoolPrice(fen: UInt128(fen), units: UInt128(units)),
                from: Circulation(
                    reserve: Money(fen: Int64(reserve)), supply: Points(units: Int64(supply)),
                    grants: Int(orders), contribution: Money(fen: Int64(contribution))))
            let tried = PlainEstimate(
                .init(fen: UInt128(fen), units: UInt128(units), scale: 1),
                from: .init(
                    figures: .init(reserve: reserve, supply: supply), orders: orders,
                    contribution: contribution, kept: (10_000 - grant) * (10_000 - release)))
            #expect(
                tried.agrees(with: solved.text), "\(solved) \(tried.text): \(fen) \(units)")
            answers.insert(solved.text)
            if tried.text.contains(" to ") { wide += 1 }
        }
        #expect(answers.count > 100 && answers.isSuperset(of: ["", "0"]))
        #expect(wide < 400, "\(wide) of 4000 leave a choice")
    }

    @Test("logarithms are good to sixteen digits", arguments: [1, 2, 3, 7, 10, 1_000_003])
    func logarithm(number: UInt128) {
        // ln (a · b) = ln a + ln b, and ln 2^n = n · ln 2.
        for other in [1, 5, 1 << 40, (1 << 61) + 12_345, 1 << 90] as [UInt128] {
            let parts = PlainLogarithm.of(number) + PlainLogarithm.of(other)
            #expect(abs(PlainLogarithm.of(number * other) - parts) < 1 << 9)
        }
        #expect(PlainLogarithm.of(1 << 126) == 126 * PlainLogarithm.two)
        // ln 10 = 2.302 585 092 994 045 684 018.
        let ten = PlainLogarithm.of(10) * 1_000_000_000_000_000 / (1 << 62)
        #expect(ten == 2_302_585_092_994_045)
    }
}
