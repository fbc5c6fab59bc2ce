import Domain
import Testing
import Wire

@testable import Services

/// One thing is spoiled in a pool's journal with claims; the audit finds exactly that.
@Suite("A planted violation about claims is found, and nothing else")
struct LegacyViolationTests {
    /// Four claims, coins, two orders, an allotment pro rata, an order, and one that burns.
    static func correct() throws -> BooksScenario {
        var plan = AuditScenario.seedPlan
        plan.legacyReleaseBps = 10_000
        var scenario = try BooksScenario(plan)
        try claim([3_000, 7_000, 11_000], "A", in: &scenario)
        try scenario.order(by: 9)
        try scenario.run { try $0.convertClaim(of: MemberID(rawValue: 2), Money(fen: 400)) }
        try scenario.run { try $0.allot("2026-01", isFinal: false) }
        try claim([50], "B", in: &scenario)
        for _ in 0..<3 { try scenario.order(by: 9) }
        try scenario.run { books in
            try books.redeem(
                MemberID(rawValue: 2), points: Points(units: 1_000_000), minimumPayout: .zero)
        }
        try scenario.run { try $0.allot("2026-02", isFinal: false) }
        try scenario.order(by: 9)
        return scenario
    }

    private static func claim(
        _ amounts: [Int64], _ prefix: String, in scenario: inout BooksScenario
    ) throws {
        let rows = amounts.enumerated().map { index, fen in
            Domain.ClaimRow(
                member: MemberID(rawValue: UInt64(index) + 1), amount: Money(fen: fen),
                evidence: "\(prefix)\(index)")
        }
        try scenario.run { books in
            try books.importClaims(
                rows, file: [UInt8](repeating: 1, count: 32), firstLine: 2
            ).events
        }
    }

    @Test("the set that is spoiled is correct, and things happen in it")
    func sound() throws {
        let scenario = try Self.correct()
        #expect(scenario.violations() == [])
        let kinds = Set(scenario.entries.map(\.kind))
        #expect(
            kinds.isSuperset(of: [
                "legacy_claimed", "legacy_converted", "allotment_opened", "allotted",
                "allotment_closed",
            ]))
        #expect(scenario.books.legacy.owed == .zero)
        #expect(scenario.books.pool.trust == .zero)
    }

    struct Planted: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var rule: AuditRule
        var spoil: @Sendable (inout BooksScenario) throws -> Void

        init(
            _ title: String, _ rule: AuditRule,
            _ spoil: @escaping @Sendable (inout BooksScenario) throws -> Void
        ) {
            testDescription = title
            self.rule = rule
            self.spoil = spoil
        }
    }

    static let planted: [Planted] = [
        Planted("what a member is owed after a claim", .claim) {
            try $0.change(LegacyClaimed.self, nth: 1) { $0.leftFen += 1 }
        },
        Planted("evidence used twice", .claim) {
            try $0.change(LegacyClaimed.self, nth: 1) { $0.evidence = "A0" }
        },
        Planted("a claim of nothing", .claim) {
            try $0.change(LegacyClaimed.self, nth: 3) { $0.amountFen = 0 }
        },
        Planted("coins beyond the claim", .coins) {
            try $0.change(LegacyConverted.self) { $0.amountFen = 7_001 }
        },
        Planted("what is owed after coins", .claim) {
            try $0.change(LegacyConverted.self) { $0.leftFen -= 1 }
        },
        Planted("the coins that a member holds", .coins) {
            try $0.change(LegacyConverted.self) { $0.coins += 1 }
        },
        Planted("coins for somebody else", .posting) {
            try $0.change(LegacyConverted.self) { event in
                for index in event.lines.indices
                where event.lines[index].account == "legacy_coin:2" {
                    event.lines[index].account = "legacy_coin:3"
                }
            }
        },
        Planted("one line of a conversion", .unbalanced) {
            try $0.change(LegacyConverted.self) { $0.lines[0].amount += 1 }
        },
        Planted("a period allotted twice", .allotment) {
            try $0.change(AllotmentOpened.self, nth: 1) { $0.period = "2026-01" }
        },
        Planted("the claims of an opening", .allotment) {
            try $0.change(AllotmentOpened.self) { $0.claimsFen += 1 }
        },
        Planted("what is to be burnt", .allotment) {
            try $0.change(AllotmentOpened.self, nth: 1) { $0.burntUnits -= 1 }
        },
        Planted("the units of a share", .share) {
            try $0.change(Allotted.self, nth: 1) { event in
                event.units += 1
                for index in event.lines.indices {
                    event.lines[index].amount += event.lines[index].amount > 0 ? 1 : -1
                }
            }
        },
        Planted("the value of a share", .share) {
            try $0.change(Allotted.self, nth: 1) { $0.valueFen += 1 }
        },
        Planted("who gets a share", .share) {
            try $0.change(Allotted.self, nth: 1) { $0.member = 5 }
        },
        Planted("what is owed after a share", .share) {
            try $0.change(Allotted.self, nth: 1) { $0.leftFen += 1 }
        },
        Planted("the lines of a share", .posting) {
            try $0.change(Allotted.self, nth: 1) { event in
                for index in event.lines.indices {
                    event.lines[index].amount += event.lines[index].amount > 0 ? 1 : -1
                }
            }
        },
        Planted("the reserve after a share", .reserve) {
            try $0.change(Allotted.self, nth: 1) { $0.reserveFen -= 1 }
        },
        Planted("what is burnt", .allotment) {
            try $0.change(AllotmentClosed.self, nth: 1) { event in
                event.burntUnits -= 1
                for index in event.lines.indices {
                    event.lines[index].amount += event.lines[index].amount > 0 ? -1 : 1
                }
            }
        },
        Planted("the supply after burning", .supply) {
            try $0.change(AllotmentClosed.self, nth: 1) { $0.supplyUnits += 1 }
        },
    ]

    @Test("it is found", arguments: planted)
    func found(_ planted: Planted) throws {
        var scenario = try Self.correct()
        try planted.spoil(&scenario)
        let found = scenario.violations()
        #expect(found.first?.rule == planted.rule, "\(found)")
        // A wrong line also leaves its account wrong from then on; nothing else is reported.
        #expect(Set(found.map(\.rule)).count <= 2, "\(found)")
    }

    @Test("a settlement that mints into a trust which is worth all claims is found")
    func minted() throws {
        var scenario = try Self.correct()
        try scenario.change(Settled.self, nth: 4) { $0.legacyUnits += 1 }
        #expect(scenario.violations().first?.rule == .grant)
    }

    @Test("a member left out of an allotment is found where the next one comes")
    func leftOut() throws {
        var scenario = try Self.correct()
        try scenario.remove(Allotted.self, nth: 1)
        #expect(scenario.violations().contains { $0.rule == .share })
        var endless = try Self.correct()
        try endless.remove(AllotmentClosed.self, nth: 0)
        #expect(endless.violations().contains { $0.rule == .allotment })
    }
}
