import Testing
import Wire

@testable import Services

/// Refunds of orders that their provider failed: asked again, credited to the wallet, or owed.
@Suite("The audit of refunds that failed")
struct OwedRefundAuditTests {
    private static let day: Int64 = 86_400_000_000
    /// Entries may be written so long before they arrive.
    private static let grace: Int64 = 3_600_000_000
    private static let failed = ProviderRefundAnswered(
        refund: "o2-1-1", failed: true, why: "closed")

    /// Order 1 settles, and the provider fails what order 2 gives back.
    private static func failing() throws -> AuditScenario {
        var scenario = try AuditScenario()
        for member in 1...2 { scenario.join(UInt64(member), inviter: UInt64(member - 1)) }
        try scenario.settle([scenario.order(by: 1)])
        scenario.giveBack(scenario.sharedOrder(by: 2))
        scenario.add(.order, failed)
        return scenario
    }

    /// The next group is written a day after the failure, and `late` microseconds.
    private static func failing(late: Int64) throws -> AuditScenario {
        var scenario = try failing()
        scenario.pass(microseconds: day - 1_000 + late)
        return scenario
    }

    /// All three askings of the order service fail, each at once.
    private static func failingForGood() throws -> AuditScenario {
        var scenario = try failing()
        for attempt in 2...3 {
            let id = "o2-1-\(attempt)"
            scenario.add(.order, asked(id))
            scenario.add(.order, ProviderRefundAnswered(refund: id, failed: true, why: "closed"))
        }
        return scenario
    }

    private static func asked(_ id: String) -> ProviderRefundRequested {
        ProviderRefundRequested(
            refund: id, provider: "sandbox", payment: "p2", amountFen: 100_000)
    }

    private static let redirected = RefundRedirected(
        order: 2, member: 2, refund: 1, amountFen: 100_000, failure: "closed",
        identityCheck: "id-1", checkedBy: "operator/ann",
        lines: AuditScenario.lines(["psp_clearing": 100_000, "wallet:2": -100_000]))

    /// Both journals go on, long after.
    private static func goOn(_ scenario: inout AuditScenario) {
        scenario.pass(microseconds: day)
        scenario.add(.order, ForgeriesCounted(count: 1))
        scenario.receiveSubsidy(1)
    }

    /// However the journals interleave.
    private static func expect(
        _ rules: [AuditRule], _ scenario: AuditScenario,
        location: SourceLocation = #_sourceLocation
    ) {
        #expect(scenario.violations().map(\.rule) == rules, sourceLocation: location)
        for services in [AuditedService.allCases, AuditedService.allCases.reversed()] {
            let found = scenario.violations(in: services)
            #expect(found.map(\.rule) == rules, "\(services)", sourceLocation: location)
        }
        for seed in UInt64(0)..<8 {
            var random = SeededGenerator(seed: seed)
            let found = scenario.violations(mixedBy: &random)
            #expect(found.map(\.rule) == rules, "seed \(seed)", sourceLocation: location)
        }
    }

    private static let limits: [(Int64, [AuditRule])] = [
        (-1, []), (0, []), (1, [.refundOverdue]),
    ]

    // MARK: - Time

    @Test("a failed refund is overdue after a day in which nothing is recorded", arguments: limits)
    func silence(late: Int64, rules: [AuditRule]) throws {
        let scenario = try Self.failing()
        let failedUs = scenario.now - 1_000
        var reader = ScenarioReader()
        reader.take(scenario)
        reader.pass(to: failedUs + Self.day + Self.grace + late)
        #expect(reader.finished().map(\.rule) == rules)
    }

    @Test("it is reported once, however time passes, and names order, amount and remedy")
    func once() throws {
        var scenario = try Self.failingForGood()
        let place = EntryPlace(
            journal: "order/demo",
            sequence: UInt64((scenario.journals[.order] ?? []).joined().count))
        var silent = ScenarioReader()
        silent.take(scenario)
        for hour in 0..<100 as Range<Int64> {
            silent.pass(to: scenario.now + hour * 3_600_000_000)
        }
        let first = silent.finished()
        #expect(first.map(\.rule) == [.refundOverdue])
        #expect(first.map(\.place) == [place])
        let sentence = first.first?.sentence ?? ""
        for part in ["100000 fen", "of order 2", "tidemark refund redirect 2 --refund 1"] {
            #expect(sentence.contains(part), "\(sentence)")
        }
        // After a restart entries show what the hour had shown: the same finding.
        Self.goOn(&scenario)
        let second = scenario.violations()
        #expect(second.map(\.rule) == [.refundOverdue])
        #expect(second.map(\.place) == [place])
        #expect(second.map(\.sentence) == [sentence])
    }

    @Test("entries of both journals show it, and those of one do not", arguments: limits)
    func entries(late: Int64, rules: [AuditRule]) throws {
        var scenario = try Self.failing(late: late)
        scenario.add(.order, ForgeriesCounted(count: 1))
        Self.expect([], scenario)
        scenario.receiveSubsidy(1)
        Self.expect(rules, scenario)
        var other = try Self.failing(late: late)
        other.receiveSubsidy(1)
        Self.expect([], other)
    }

    // MARK: - Ways out

    @Test("a wallet that is credited within a day settles it", arguments: limits)
    func credited(late: Int64, rules: [AuditRule]) throws {
        var scenario = try Self.failing(late: late)
        scenario.add(.pool, Self.redirected)
        Self.goOn(&scenario)
        Self.expect(rules, scenario)
    }

    @Test("so does a provider that is asked again within a day", arguments: limits)
    func askedAgain(late: Int64, rules: [AuditRule]) throws {
        var scenario = try Self.failing(late: late)
        scenario.add(.order, Self.asked("o2-1-2"))
        scenario.add(.order, ProviderRefundAnswered(refund: "o2-1-2"))
        Self.goOn(&scenario)
        Self.expect(rules, scenario)
    }

    @Test("an asking that fails too gives another day", arguments: limits)
    func failedAgain(late: Int64, rules: [AuditRule]) throws {
        var scenario = try Self.failing(late: -Self.day / 2)
        scenario.add(.order, Self.asked("o2-1-2"))
        scenario.add(.order, ProviderRefundAnswered(refund: "o2-1-2", failed: true, why: "closed"))
        scenario.pass(microseconds: Self.day - 1_000 + late)
        scenario.add(.pool, Self.redirected)
        Self.goOn(&scenario)
        Self.expect(rules, scenario)
    }

    typealias Planted = PlantedViolationTests.Planted

    static let planted: [Planted] = [
        Planted("a refund that no wallet got", .refundOverdue, "order") {
            try $0.remove(.pool, RefundRedirected.self)
        },
        Planted("a refund that is not asked for again either", .refundOverdue, "order") {
            try $0.remove(.pool, RefundRedirected.self)
            for attempt in [2, 1] {
                try $0.remove(.order, ProviderRefundAnswered.self, nth: attempt)
                try $0.remove(.order, ProviderRefundRequested.self, nth: attempt)
            }
        },
    ]

    @Test("a planted violation gives exactly its finding", arguments: planted)
    func violation(_ planted: Planted) throws {
        var scenario = try Self.failingForGood()
        scenario.add(.pool, Self.redirected)
        Self.goOn(&scenario)
        Self.expect([], scenario)
        try planted.expectAlone(in: scenario)
    }
}
