import Domain
import Testing
import Wire

@testable import Services

@Suite("The live predicates of compliance, on platforms with real money")
struct ComplianceAuditTests {
    private static let place = EntryPlace(journal: "pool/demo", sequence: 1)

    private static func compliance(sandbox: Bool = false) -> PlainCompliance {
        var compliance = PlainCompliance()
        var sheet = ViolationSheet()
        var plan = AuditScenario.seedPlan
        plan.returnDays = 7
        compliance.create(Platform(sandbox: sandbox, plan: plan), at: place, &sheet)
        #expect(sheet.take() == [])
        return compliance
    }

    private static func settled(
        member: UInt64 = 1, _ paid: Int64, rewards: [String: Int64] = [:],
        outcome: Outcome = .granted
    ) -> Settled {
        Settled(
            order: 1, member: member, paidFen: paid, outcome: outcome,
            lines: AuditScenario.lines(rewards.mapValues { -$0 }))
    }

    @Test("R07: rewards are 30 % of the price at most", arguments: [-1, 0, 1] as [Int64])
    func rewards(difference: Int64) {
        for (kind, coupon) in [("wallet:2", 0), ("recovery_receivable:2", 400)] as [(String, Int64)]
        {
            var compliance = Self.compliance()
            var sheet = ViolationSheet()
            let event = Self.settled(
                1_000 - coupon, rewards: [kind: 200, "commission_pending": 100 + difference])
            compliance.settle(event, coupon: coupon, at: Self.place, &sheet)
            #expect(sheet.take().map(\.rule) == (difference > 0 ? [.rewardShare] : []))
        }
    }

    @Test("R09: money taken is found at half, at 80 % and at all of a million yuan, once each")
    func money() {
        var compliance = Self.compliance()
        var found: [[AuditRule]] = []
        // 499,999.99, 500,000, 800,000 − 1 fen, 800,000, 1,000,000 and 1,000,001 yuan in all.
        for fen in [49_999_999, 1, 29_999_999, 1, 20_000_000, 100] as [Int64] {
            var sheet = ViolationSheet()
            compliance.settle(Self.settled(fen), coupon: 0, at: Self.place, &sheet)
            found.append(sheet.take().map(\.rule))
        }
        #expect(found == [[], [.depositMeter], [], [.depositMeter], [.depositLimit], []])
    }

    @Test("R09: so are 150 people; orders without points are no deposits")
    func people() {
        var compliance = Self.compliance()
        var found: [UInt64: [AuditRule]] = [:]
        for member in UInt64(1)...151 {
            var sheet = ViolationSheet()
            compliance.settle(Self.settled(member: member, 1), coupon: 0, at: Self.place, &sheet)
            compliance.settle(
                Self.settled(member: member + 1_000, 1, outcome: .noContribution), coupon: 0,
                at: Self.place, &sheet)
            let rules = sheet.take().map(\.rule)
            if !rules.isEmpty { found[member] = rules }
        }
        #expect(found == [75: [.depositMeter], 120: [.depositMeter], 150: [.depositLimit]])
    }

    @Test("R05: people who invite and are invited, and turnover, whichever is known first")
    func organiser() {
        for isKnownFirst in [true, false] {
            var compliance = isKnownFirst ? Self.compliance() : PlainCompliance()
            var sheet = ViolationSheet()
            for member in UInt64(1)...119 {
                let place = EntryPlace(journal: "referral/demo", sequence: member)
                compliance.join(
                    Joined(member: member, inviter: member - 1), at: place, &sheet)
            }
            if !isKnownFirst {
                #expect(sheet.take() == [])
                var plan = AuditScenario.seedPlan
                plan.returnDays = 7
                compliance.create(Platform(plan: plan), at: Self.place, &sheet)
            }
            let found = sheet.take()
            #expect(found.map(\.rule) == [.organiserMeter, .organiserMeter])
            #expect(found.map(\.place.sequence) == [60, 96])
            compliance.join(
                Joined(member: 120, inviter: 119), at: Self.place, &sheet)
            #expect(sheet.take().map(\.rule) == [.organiserMeter])
        }
        var compliance = Self.compliance()
        var sheet = ViolationSheet()
        let event = Self.settled(124_999_999, outcome: .noContribution)
        compliance.settle(event, coupon: 0, at: Self.place, &sheet)
        #expect(sheet.take() == [])
        compliance.settle(
            Self.settled(1, outcome: .noContribution), coupon: 0, at: Self.place, &sheet)
        #expect(sheet.take().map(\.rule) == [.organiserMeter])
    }

    @Test("R13: goods can be given back for seven days", arguments: [6, 7, 8] as [UInt32])
    func returns(days: UInt32) {
        var plan = AuditScenario.seedPlan
        plan.returnDays = days
        let rules: [AuditRule] = days < 7 ? [.returnDays] : []
        var compliance = PlainCompliance()
        var sheet = ViolationSheet()
        compliance.create(Platform(plan: plan), at: Self.place, &sheet)
        #expect(sheet.take().map(\.rule) == rules)
        Self.compliance().adopt(plan, at: Self.place, &sheet)
        #expect(sheet.take().map(\.rule) == rules)
    }

    @Test("in a sandbox any plan may be run")
    func sandbox() {
        var compliance = PlainCompliance()
        var sheet = ViolationSheet()
        compliance.create(
            Platform(sandbox: true, plan: AuditScenario.seedPlan), at: Self.place, &sheet)
        for member in UInt64(1)...200 {
            compliance.join(Joined(member: member, inviter: 1), at: Self.place, &sheet)
            compliance.settle(
                Self.settled(member: member, 100_000_000, rewards: ["wallet:1": 90_000_000]),
                coupon: 0, at: Self.place, &sheet)
        }
        #expect(sheet.take() == [])
    }

    @Test("a journal of a platform with real money gives exactly the finding")
    func journal() throws {
        var journal = try BookJournal()
        try journal.order(by: 1, paid: 50_000_000)
        #expect(journal.violations().map(\.rule) == [.depositMeter])
        journal = try BookJournal(sandbox: true)
        try journal.order(by: 1, paid: 50_000_000)
        #expect(journal.violations() == [])
        journal = try BookJournal()
        try journal.change(PlatformCreated.self) { $0.platform?.plan?.returnDays = 6 }
        #expect(journal.violations().map(\.rule) == [.returnDays])
    }
}
