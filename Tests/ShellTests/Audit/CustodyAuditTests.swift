import Testing
import Wire

@testable import Services

@Suite("The audit of custody")
struct CustodyAuditTests {
    /// The correct withdrawals and what was owed when their day ended; it is the day after.
    private static func nextDay() throws -> (PayoutScenario, owed: Int64) {
        var scenario = try PayoutScenario.correct()
        let owed = scenario.owed
        scenario.base.pass(microseconds: PayoutScenario.dayMicroseconds)
        return (scenario, owed)
    }

    private static let amount = PayoutScenario.amount
    private static let firstPaid = StatementItem(withdrawal: 1, amountFen: -amount)

    private static func rules(_ scenario: PayoutScenario) -> [AuditRule] {
        scenario.base.violations().map(\.rule)
    }

    @Test("what is attested covers what was owed, to the fen", arguments: [-1, 0, 1] as [Int64])
    func cover(difference: Int64) throws {
        var (scenario, owed) = try Self.nextDay()
        scenario.attest(owed + difference, [Self.firstPaid])
        #expect(Self.rules(scenario) == (difference < 0 ? [.cover] : []))
    }

    @Test("a payment that the bank has made and the books wait for is matched by its number")
    func underWay() throws {
        var (scenario, owed) = try Self.nextDay()
        var other = scenario
        other.attest(owed - Self.amount, [Self.firstPaid])
        #expect(Self.rules(other) == [.cover])
        let fourth = StatementItem(withdrawal: 4, amountFen: -Self.amount)
        scenario.attest(owed - Self.amount, [Self.firstPaid, fourth])
        #expect(Self.rules(scenario) == [])
        let file = StatementItem(batch: 2, amountFen: -Self.amount)
        (scenario, owed) = try Self.nextDay()
        scenario.attest(owed - Self.amount, [Self.firstPaid, file])
        #expect(Self.rules(scenario) == [])
    }

    @Test("a payment that the books call made and the bank has not is no cover")
    func notYet() throws {
        var (scenario, owed) = try Self.nextDay()
        scenario.attest(owed)
        #expect(Self.rules(scenario) == [.cover])
        (scenario, owed) = try Self.nextDay()
        scenario.attest(owed + Self.amount)
        #expect(Self.rules(scenario) == [])
    }

    @Test("money that the bank paid out and the books have back is found")
    func returned() throws {
        var (scenario, owed) = try Self.nextDay()
        let failed = StatementItem(withdrawal: 2, amountFen: -Self.amount)
        scenario.attest(owed, [Self.firstPaid, failed])
        #expect(Self.rules(scenario) == [.statement])
        (scenario, owed) = try Self.nextDay()
        let back = StatementItem(withdrawal: 2, amountFen: Self.amount)
        scenario.attest(owed, [Self.firstPaid, failed, back])
        #expect(Self.rules(scenario) == [])
    }

    @Test("payments of other amounts, of unknown numbers and files are found")
    func items() throws {
        for item in [
            StatementItem(withdrawal: 1, amountFen: -Self.amount - 1),
            StatementItem(withdrawal: 9, amountFen: -1),
            StatementItem(batch: 2, amountFen: -1), StatementItem(batch: 9, amountFen: -1),
        ] {
            var (scenario, owed) = try Self.nextDay()
            let items = item.withdrawal == 1 ? [item] : [Self.firstPaid, item]
            scenario.attest(owed + Self.amount, items)
            #expect(Self.rules(scenario) == [.statement], "\(item)")
        }
    }

    @Test("operators do not attest, nor anyone in another's name")
    func people() throws {
        for person in ["operator/ann", "gateway/demo", "custodian"] {
            var (scenario, owed) = try Self.nextDay()
            scenario.attest(owed + Self.amount, by: person)
            let isRight = person.hasPrefix("custodian")
            #expect(Self.rules(scenario) == (isRight ? [] : [.statement]), "\(person)")
        }
        var (scenario, owed) = try Self.nextDay()
        scenario.attest(owed + Self.amount, by: "auditor/eve")
        #expect(Self.rules(scenario) == [])
        try scenario.base.alter(.pool, StatementAttested.self, nth: 0) { group, index in
            group[index].caller = "operator/ann"
        }
        #expect(Self.rules(scenario) == [.statement])
    }

    @Test("a day is attested once for an account, of days that are over, and corrected by number")
    func numbers() throws {
        var (scenario, owed) = try Self.nextDay()
        scenario.attest(owed - 1, [Self.firstPaid])
        var again = scenario
        again.attest(owed, [Self.firstPaid], number: 2)
        #expect(Self.rules(again) == [.cover, .statement])
        again = scenario
        again.attest(owed, [Self.firstPaid], number: 2, corrects: 1)
        #expect(Self.rules(again) == [.cover])
        again = scenario
        again.attest(owed, [Self.firstPaid], number: 3, corrects: 1)
        #expect(Self.rules(again) == [.cover, .statement])
        (scenario, owed) = try Self.nextDay()
        let today = ShanghaiTime.text(microseconds: scenario.base.now).prefix(10)
        scenario.attest(owed, date: String(today))
        #expect(Self.rules(scenario) == [.statement])
        (scenario, owed) = try Self.nextDay()
        scenario.attest(owed, date: "2026-13-01")
        #expect(Self.rules(scenario) == [.statement])
    }

    @Test("several accounts cover together, once each has its statement")
    func accounts() throws {
        var (scenario, owed) = try Self.nextDay()
        scenario.attest(owed, [Self.firstPaid], account: "CN01")
        scenario.base.pass(microseconds: PayoutScenario.dayMicroseconds)
        scenario.attest(1, number: 2, account: "CN02")
        #expect(Self.rules(scenario) == [], "CN01 has no statement of the day yet")
        var short = scenario
        short.attest(owed - 2, number: 3, account: "CN01")
        #expect(Self.rules(short) == [.cover])
        scenario.attest(owed - 1, number: 3, account: "CN01")
        #expect(Self.rules(scenario) == [])
    }

    @Test("statements that do not come are found, day by day, where money is real")
    func overdue() throws {
        var scenario = try PayoutScenario.correct()
        for _ in 0..<10 {
            scenario.base.pass(microseconds: PayoutScenario.dayMicroseconds)
            scenario.base.add(.pool, Held())
        }
        try scenario.base.remove(.pool, Held.self, nth: 2)
        var real = try PayoutScenario.correct()
        try real.base.change(.pool, PlatformCreated.self) { $0.platform?.sandbox = false }
        let before = Self.rules(real).count { $0 == .overdue }
        let owed = real.owed
        for day in 0..<14 {
            real.base.pass(microseconds: PayoutScenario.dayMicroseconds)
            if day < 7 {
                real.attest(
                    owed, [Self.firstPaid].filter { _ in day == 0 }, number: UInt64(day + 1))
            } else {
                real.set(
                    WithdrawalPolicy(
                        minimumFen: 100, dayMaxFen: 100, twoPeopleAboveFen: Int64(day)))
            }
        }
        // Seven days without, of which the first is early and two more are no working days:
        // from the second working day that is over, each day begins with a finding.
        let after = Self.rules(real).filter { $0 == .overdue }.count - before
        #expect((4...6).contains(after))
        #expect(!Self.rules(real).contains(.cover))
        #expect(!Self.rules(scenario).contains(.overdue), "no real money on a sandbox")
    }

    @Test(
        "dates are counted as the calendar has them",
        arguments: [
            ("1970-01-01", 0), ("2000-02-29", 11_016), ("2026-03-05", 20_517),
            ("9999-12-31", 2_932_896), ("2026-02-29", nil), ("2026-00-01", nil),
            ("2026-1-01", nil), ("2026-01-32", nil), ("+026-01-01", nil), ("", nil),
            ("1969-12-31", nil),
        ] as [(String, Int64?)])
    func dates(text: String, day: Int64?) {
        #expect(PlainDate.day(text) == day)
    }
}
