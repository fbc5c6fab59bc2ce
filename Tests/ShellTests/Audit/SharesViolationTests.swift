import Domain
import Testing
import Wire

@testable import Services

/// One thing is spoiled in a pool's journal with shares; the audit finds exactly that.
@Suite("A planted violation about shares is found, and nothing else")
struct SharesViolationTests {
    private static let begin: Int64 = 1_800_000_000_000_000

    private static func terms() -> Domain.ShareTerms {
        Domain.ShareTerms(
            price: Money(fen: 1_000), shares: 20, opens: Instant(microseconds: begin),
            closes: Instant(microseconds: begin + 1_000_000), lockUpDays: 0,
            listing: ShareListing(registration: "R", broker: "B", date: "2030-06-01"))
    }

    /// A successful issue, shares of a founder, and an issue that fails: its three sums go to an
    /// open lot, to a closed one's successor, and into a series of their own.
    static func correct() throws -> BooksScenario {
        var scenario = try BooksScenario(AuditScenario.seedPlan)
        for member in UInt64(1)...3 { try scenario.order(by: member) }
        try scenario.run { try $0.openProgramme(terms()) }
        try subscribe(4, 1, lot: 1, of: 1, in: &scenario)
        try subscribe(3, 1, lot: 2, of: 2, in: &scenario)
        try close(1, true, in: &scenario)
        let at = scenario.nextTime
        try scenario.run { books in
            try books.allotShares(
                MemberID(rawValue: 8), shares: 1_000, reason: "founder",
                ShareUnlocking(start: at, cliff: at, end: Instant(microseconds: begin + 900_000)),
                at: at)
        }
        try scenario.run { [at = scenario.nextTime] books in
            try books.releaseShares(1, shares: 3, at: at)
        }
        try scenario.run { try $0.openProgramme(terms()) }
        try subscribe(2, 2, lot: 3, of: 3, in: &scenario)
        try subscribe(1, 2, lot: 1, of: 1, in: &scenario)
        let left = scenario.books.pool.lot(LotID(rawValue: 1))?.units ?? .zero
        try scenario.run { books in
            try books.redeem(
                MemberID(rawValue: 1), lot: LotID(rawValue: 1), units: left, minimumPayout: .zero)
        }
        try scenario.order(by: 2)
        try close(2, false, in: &scenario)
        try scenario.order(by: 1)
        return scenario
    }

    private static func subscribe(
        _ shares: Int64, _ programme: UInt64, lot: UInt64, of member: UInt64,
        in scenario: inout BooksScenario
    ) throws {
        let at = scenario.nextTime
        try scenario.run { books in
            try books.subscribe(
                programme, MemberID(rawValue: member), lot: LotID(rawValue: lot), shares: shares,
                at: at)
        }
    }

    private static func close(
        _ programme: UInt64, _ isSuccessful: Bool, in scenario: inout BooksScenario
    ) throws {
        let at = scenario.nextTime
        try scenario.run { books in
            try books.closeProgramme(
                programme, isSuccessful: isSuccessful, reference: "minutes", at: at)
        }
    }

    @Test("the set that is spoiled is correct, and things happen in it")
    func sound() throws {
        let scenario = try Self.correct()
        #expect(scenario.violations() == [])
        let kinds = Set(scenario.entries.map(\.kind))
        #expect(
            kinds.isSuperset(of: [
                "programme_opened", "converted", "programme_closed", "reissued", "shares_allotted",
                "shares_released",
            ]))
    }

    static let planted: [LegacyViolationTests.Planted] = [
        .init("an issue without a broker", .listing) {
            try $0.change(ProgrammeOpened.self) { $0.terms?.broker = "" }
        },
        .init("an issue at no price", .programme) {
            try $0.change(ProgrammeOpened.self, nth: 1) { $0.terms?.priceFen = 0 }
        },
        .init("a subscription before the window", .programme) {
            try $0.change(ProgrammeOpened.self) { $0.terms?.opensUs = begin + 900_000 }
        },
        .init("more shares than paid for", .subscription) {
            try $0.change(Converted.self) { event in
                event.shares += 1
                shift(&event.lines, ["share:1": 1, "share_issued": -1])
            }
        },
        .init("the number in the register", .subscription) {
            try $0.change(Converted.self, nth: 1) { $0.entry = 7 }
        },
        .init("units that leave for shares", .conversion) {
            try $0.change(Converted.self, nth: 1) { event in
                event.units += 1
                shift(&event.lines, ["lot:2": -1, "issued": 1])
            }
        },
        .init("whose points leave", .conversion) {
            try $0.change(Converted.self, nth: 1) { event in
                event.member = 1
                for index in event.lines.indices where event.lines[index].account == "share:2" {
                    event.lines[index].account = "share:1"
                }
            }
        },
        .init("the reserve after a conversion", .reserve) {
            try $0.change(Converted.self, nth: 1) { $0.reserveFen += 1 }
        },
        .init("lines that pay a wallet", .posting) {
            try $0.change(Converted.self, nth: 1) { event in
                for index in event.lines.indices
                where event.lines[index].account == "share_subscription_payable" {
                    event.lines[index].account = "wallet:2"
                }
            }
        },
        .init("the sum of an issue", .programme) {
            try $0.change(ProgrammeClosed.self) { $0.amountFen += 1 }
        },
        .init("capital that was not subscribed", .unbalanced) {
            try $0.change(ProgrammeClosed.self) { $0.lines[0].amount += 1 }
        },
        .init("who gets money back", .subscription) {
            try $0.change(Reissued.self) { $0.member = 2 }
        },
        .init("units that come back", .conversion) {
            try $0.change(Reissued.self) { event in
                event.units += 1
                shift(&event.lines, ["lot:\(event.into)": 1, "issued": -1])
            }
        },
        .init("the lot that they come back to", .conversion) {
            try $0.change(Reissued.self, nth: 1) { event in
                let old = "lot:\(event.into)"
                event.into = 1
                for index in event.lines.indices where event.lines[index].account == old {
                    event.lines[index].account = "lot:1"
                }
            }
        },
        .init("a founder's shares as posted", .posting) {
            try $0.change(SharesAllotted.self) { event in
                for index in event.lines.indices { event.lines[index].amount *= 2 }
            }
        },
        .init("a vesting that ends before it begins", .register) {
            try $0.change(SharesAllotted.self) { $0.endUs = 0 }
        },
        .init("shares out of lock-up beyond the entry", .register) {
            try $0.change(SharesReleased.self) { event in
                event.shares = 5
                event.released = 5
            }
        },
        .init("a release at another time", .register) {
            try $0.change(SharesReleased.self) { $0.atUs += 1 }
        },
    ]

    private static func shift(_ lines: inout [Wire.Line], _ changes: [String: Int64]) {
        for index in lines.indices { lines[index].amount += changes[lines[index].account] ?? 0 }
    }

    @Test("it is found", arguments: planted)
    func found(_ planted: LegacyViolationTests.Planted) throws {
        var scenario = try Self.correct()
        try planted.spoil(&scenario)
        let found = scenario.violations()
        #expect(found.first?.rule == planted.rule, "\(found)")
        // A wrong line also leaves its account wrong from then on; nothing else is reported.
        #expect(Set(found.map(\.rule)).count <= 2, "\(found)")
    }
}
