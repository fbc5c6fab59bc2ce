import Testing
import Wire

@testable import Services

@Suite("The audit of withdrawals")
struct WithdrawalAuditTests {
    @Test("correct withdrawals have no findings, in whatever order journals are read")
    func sound() throws {
        let scenario = try PayoutScenario.correct()
        #expect(scenario.base.violations() == [])
        var chance = SeededGenerator(seed: 3)
        #expect(scenario.base.violations(mixedBy: &chance) == [])
    }

    struct Planted: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var rule: AuditRule
        var spoil: @Sendable (inout PayoutScenario) throws -> Void

        init(
            _ title: String, _ rule: AuditRule,
            _ spoil: @escaping @Sendable (inout PayoutScenario) throws -> Void
        ) {
            testDescription = title
            self.rule = rule
            self.spoil = spoil
        }
    }

    /// Changes who the entry says asked for it, and who did.
    private static func sign<Event: Message>(
        _ scenario: inout PayoutScenario, _ type: Event.Type, nth: Int,
        as person: String, _ body: (inout Event) -> Void
    ) throws {
        try scenario.base.change(.pool, type, nth: nth, body)
        try scenario.base.alter(.pool, type, nth: nth) { group, index in
            group[index].caller = person
        }
    }

    static let people: [Planted] = [
        Planted("who approves is who asked", .withdrawal) {
            try sign(&$0, WithdrawalApproved.self, nth: 2, as: "operator/cy") {
                $0.by = "operator/cy"
            }
        },
        Planted("who approves is who asked, with another certificate", .withdrawal) {
            try sign(&$0, WithdrawalApproved.self, nth: 2, as: "gateway/cy") {
                $0.by = "gateway/cy"
            }
        },
        Planted("one person approves twice", .withdrawal) {
            try sign(&$0, WithdrawalApproved.self, nth: 4, as: "operator/ann") {
                $0.by = "operator/ann"
            }
        },
        Planted("who approves is not who called", .withdrawal) {
            try $0.base.change(.pool, WithdrawalApproved.self) { $0.by = "operator/bob" }
        },
        Planted("approvals counted wrongly", .withdrawal) {
            try $0.base.change(.pool, WithdrawalApproved.self) { $0.approvals = 2 }
        },
        Planted("an operator approves for the member they are", .withdrawal) {
            $0 = try PayoutScenario()
            $0.base.add(
                .pool,
                OperatorLinked(
                    operator: "ann", member: 1, by: "operator/bob", atUs: $0.base.now))
            $0.request()
            $0.approve(1)
        },
        Planted("an operator takes a link of their own away", .withdrawal) {
            for isRemoved in [false, true] {
                $0.base.add(
                    .pool,
                    OperatorLinked(
                        operator: "ann", member: 1, removed: isRemoved, by: "operator/ann",
                        atUs: $0.base.now))
            }
        },
    ]

    static let limits: [Planted] = [
        Planted("a day's limit, passed by one fen", .withdrawal) {
            try $0.base.change(.pool, WithdrawalPolicySet.self) { $0.policy?.dayMaxFen -= 1 }
        },
        Planted("the limit for one person, passed by one fen", .withdrawal) {
            try $0.base.change(.pool, WithdrawalRequested.self, nth: 2) { $0.approvalsNeeded = 2 }
        },
        Planted("a policy out of bounds", .withdrawal) {
            $0.set(WithdrawalPolicy(minimumFen: 2, dayMaxFen: 1))
        },
        Planted("the number of a withdrawal", .withdrawal) {
            $0 = try PayoutScenario()
            $0.request()
            try $0.base.change(.pool, WithdrawalRequested.self) { $0.withdrawal = 2 }
        },
        Planted("one fen of a reward is withdrawn before 7 × 24 h", .withdrawal) {
            $0 = try PayoutScenario()
            try $0.base.settle([$0.base.order(by: 2)])
            $0.base.pass(microseconds: 7 * PayoutScenario.dayMicroseconds - 100_000)
            $0.request(wallet($0) - 9_999)
        },
        Planted("a changed account waits less than 72 h", .withdrawal) {
            $0.register(usableFrom: $0.base.now + 3 * PayoutScenario.dayMicroseconds - 1)
        },
        Planted("a withdrawal to a changed account before 72 h", .withdrawal) {
            $0 = try PayoutScenario()
            $0.register(usableFrom: $0.base.now + 3 * PayoutScenario.dayMicroseconds)
            $0.base.pass(microseconds: 3 * PayoutScenario.dayMicroseconds - 1_001)
            $0.request()
        },
        Planted("a withdrawal to another's account", .withdrawal) {
            try $0.base.change(.pool, WithdrawalRequested.self) {
                $0.account = String(repeating: "cd", count: 32)
            }
        },
        Planted("more than the wallet has", .wallet) {
            $0 = try PayoutScenario()
            $0.request(wallet($0) + 1)
        },
    ]

    /// What member 1's wallet has, as the audit's ledger has it.
    private static func wallet(_ scenario: PayoutScenario) -> Int64 {
        var reader = ScenarioReader()
        for entry in (scenario.base.journals[.pool] ?? []).joined() {
            reader.take(entry, of: .pool)
        }
        return -(reader.audit.ledger.fen["wallet:1"] ?? 0)
    }

    static let payouts: [Planted] = [
        Planted("a withdrawal paid twice", .withdrawal) { $0.pay(1) },
        Planted("a failed withdrawal paid", .withdrawal) { $0.pay(2) },
        Planted("a sent withdrawal cancelled", .withdrawal) { $0.cancel(4) },
        Planted("a withdrawal that was never asked for paid", .withdrawal) { $0.pay(9) },
        Planted("one line of a payment", .unbalanced) {
            try $0.base.change(.pool, WithdrawalPaid.self) { $0.lines[0].amount += 1 }
        },
        Planted("a request posts less than it says", .posting) {
            try $0.base.change(.pool, WithdrawalRequested.self, nth: 2) { event in
                for index in event.lines.indices { event.lines[index].amount /= 2 }
            }
            try $0.base.remove(.pool, WithdrawalCancelled.self)
        },
        Planted("the sum of a payout file", .payoutBatch) {
            try $0.base.change(.pool, PayoutBatchSent.self) { $0.totalFen += 1 }
        },
        Planted("the number of a payout file's row", .payoutBatch) {
            try $0.base.change(.pool, WithdrawalSent.self, nth: 1) { $0.row = 3 }
        },
        Planted("a withdrawal sent twice", .payoutBatch) { $0.send([4], batch: 3) },
        Planted("a row without a head", .payoutBatch) {
            $0.base.add(
                .pool,
                WithdrawalSent(withdrawal: 4, member: 1, amountFen: 2_000, batch: 2, row: 2))
        },
        Planted("a payout file beyond custody", .payoutBatch) {
            $0 = try PayoutScenario()
            $0.request()
            $0.approve(1)
            try $0.base.change(.pool, ProviderSettled.self) { event in
                event.receivedFen = PayoutScenario.amount - 1
                event.lines = AuditScenario.lines([
                    "custody": event.receivedFen, "psp_clearing": -event.receivedFen,
                ])
            }
            $0.send([1])
        },
        Planted("an entry's own time", .withdrawal) {
            try $0.base.change(.pool, WithdrawalCancelled.self) { $0.atUs += 1 }
            try $0.base.remove(.pool, PayoutBatchSent.self, nth: 1)
            try $0.base.remove(.pool, WithdrawalSent.self, nth: 2)
        },
        Planted("a callback that did not fit is shown", .callback) { $0.refuseCallback(1) },
        Planted("a provider's payment booked twice", .provider) {
            try $0.base.repeatEntry(.pool, ProviderSettled.self)
        },
    ]

    @Test("what is planted is found, and nothing else", arguments: people + limits + payouts)
    func planted(case planted: Planted) throws {
        var scenario = try PayoutScenario.correct()
        try planted.spoil(&scenario)
        #expect(scenario.base.violations().map(\.rule) == [planted.rule])
    }
}
