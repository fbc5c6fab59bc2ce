import Testing
import Wire

@testable import Services

@Suite("The audit recomputes what refunds after settlement claim")
struct ReclaimViolationTests {
    /// Order 1 settles with three pieces, order 2 with one of two; then two pieces of order 1
    /// come back, one by one, and the last one of order 2; order 3 keeps the price up.
    static func correct() throws -> AuditScenario {
        var scenario = try AuditScenario(plan: ReturnViolationTests.plan)
        for member in 1...4 { scenario.join(UInt64(member), inviter: UInt64(member - 1)) }
        let first = scenario.receivedOrder(by: 3, pieces: 3)
        let second = scenario.receivedOrder(by: 4, pieces: 2)
        let third = scenario.receivedOrder(by: 1, pieces: 1)
        var one = AuditScenario.Rest(first, pieces: 3)
        var two = AuditScenario.Rest(second, pieces: 2)
        scenario.giveBack(&two, pieces: 1)
        scenario.pass(microseconds: 8 * 86_400_000_000)
        try scenario.settle([one.order, two.order, third])
        try scenario.reclaim(&one, pieces: 1)
        try scenario.reclaim(&two, pieces: 1)
        try scenario.reclaim(&one, pieces: 1)
        return scenario
    }

    @Test("the journals that are spoiled are correct, however they interleave", arguments: 0..<8)
    func sound(seed: UInt64) throws {
        var random = Seeded(seed)
        let scenario = try Self.correct()
        #expect(scenario.violations() == [])
        #expect(scenario.violations(in: AuditedService.allCases.reversed()) == [])
        #expect(scenario.violations(mixedBy: &random) == [])
        var reader = ScenarioReader()
        reader.take(scenario)
        #expect(reader.finished() == [])
        #expect(reader.audit.orders.checked == 3)
        #expect(reader.audit.orders.records.isEmpty, "orders that are over leave memory")
    }

    typealias Planted = PlantedViolationTests.Planted

    /// Changes the claim that the member asked for and the pool's, which agree with one another.
    private static func both(
        _ nth: Int, _ scenario: inout AuditScenario, _ body: (inout ReturnClaim) -> Void
    ) throws {
        func change(_ claim: inout ReturnClaim?) {
            var changed = claim ?? ReturnClaim()
            body(&changed)
            claim = changed
        }
        try scenario.change(.order, RefundAsked.self, nth: nth) { change(&$0.claim) }
        try scenario.change(.pool, ClawedBack.self, nth: nth) { change(&$0.claim) }
    }

    /// Moves `fen` of what the pool's entry posts from one account to another.
    private static func shift(
        _ nth: Int, from account: String, to other: String, _ fen: Int64,
        _ scenario: inout AuditScenario
    ) throws {
        try scenario.change(.pool, ClawedBack.self, nth: nth) { event in
            var amounts: [String: Int64] = [:]
            for line in event.lines { amounts[line.account, default: 0] += line.amount }
            amounts[account, default: 0] -= fen
            amounts[other, default: 0] += fen
            event.lines = AuditScenario.lines(amounts)
        }
    }

    /// Less of a part is taken back, and the operator bears it.
    private static func spare(
        _ nth: Int, _ account: String, _ fen: Int64, _ scenario: inout AuditScenario
    ) throws {
        try shift(nth, from: account, to: "operator_loss", fen, &scenario)
        try scenario.change(.order, RefundAsked.self, nth: nth) { $0.outcome?.operatorFen += fen }
        try scenario.change(.pool, ClawedBack.self, nth: nth) { $0.outcome?.operatorFen += fen }
    }

    /// The member of the last refund gets less than the piece cost, as every journal agrees.
    private static func giveLess(_ fen: Int64, _ scenario: inout AuditScenario) throws {
        try both(2, &scenario) { claim in
            claim.paidBackFen -= fen
            claim.back?.providerFen -= fen
        }
        func less(_ outcome: inout ClawbackOutcome?) {
            outcome?.back?.providerFen -= fen
            outcome?.operatorFen -= fen
        }
        try scenario.change(.order, RefundAsked.self, nth: 2) { less(&$0.outcome) }
        try scenario.change(.pool, ClawedBack.self, nth: 2) { event in
            less(&event.outcome)
            event.lotPaidBackFen -= fen
        }
        try shift(2, from: "operator_loss", to: "psp_clearing", fen, &scenario)
        try scenario.change(.order, ReturnRefunded.self, nth: 3) { $0.back?.providerFen -= fen }
        try scenario.change(.order, ProviderRefundRequested.self, nth: 3) { $0.amountFen -= fen }
    }

    static let claims: [Planted] = [
        Planted("less cost back than the piece had", .refundPath, "order") {
            try both(0, &$0) { $0.reversed?.costFen -= 5 }
            try spare(0, "merchant_payable", 5, &$0)
        },
        Planted("less of what rewards had left", .refundPath, "order") {
            try both(2, &$0) { $0.reversed?.unallocatedFen -= 5 }
            try spare(2, "commission_unallocated", 5, &$0)
        },
        Planted("less of a reward than the piece earned", .refundPath, "order") {
            try both(0, &$0) { $0.rewards[0].amountFen -= 5 }
            try spare(0, "wallet:2", 5, &$0)
        },
        Planted("less back than the piece cost", .refundPath, "order") { try giveLess(5, &$0) },
        Planted("pieces left that came back before settlement", .refundPath, "order") {
            try $0.change(.order, RefundAsked.self, nth: 1) { $0.left[0].left = 1 }
        },
    ]

    static let rewards: [Planted] = [
        Planted("rewards after settlement at another rate", .rewards, "referral") {
            try $0.change(.referral, RewardsRecomputed.self, nth: 1) { $0.rows[0].amountFen += 5 }
        },
        Planted("a part of the budget that is lost after settlement", .budget, "referral") {
            try $0.change(.referral, RewardsRecomputed.self, nth: 1) { $0.unallocatedFen -= 1 }
        },
        Planted("a difference after settlement that is not booked", .rewards, "referral") {
            try $0.change(.referral, RewardsRecomputed.self, nth: 1) { $0.changes.removeLast() }
        },
        Planted("more pieces left after settlement than before it", .rewards, "referral") {
            try $0.change(.referral, RewardsRecomputed.self, nth: 2) { $0.left[0].left = 1 }
        },
    ]

    @Test("a planted violation gives exactly its finding", arguments: claims + rewards)
    func violation(_ planted: Planted) throws {
        try planted.expectAlone(in: try Self.correct())
    }

    @Test("an order that gave all back before it settled has nothing to refund")
    func nothingSettled() throws {
        var scenario = try AuditScenario(plan: ReturnViolationTests.plan)
        scenario.join(1)
        let order = scenario.receivedOrder(by: 1, pieces: 1)
        var rest = AuditScenario.Rest(order, pieces: 1)
        scenario.giveBack(&rest, pieces: 1)
        #expect(scenario.violations() == [])
        scenario.add(
            .order,
            RefundAsked(
                order: 1, number: 2, member: 1, lines: [ReturnLine(line: 1, quantity: 1)],
                products: [1], left: [PiecesLeft(line: 1, left: 0, pieces: 1)],
                claim: ReturnClaim(order: 1), outcome: ClawbackOutcome(), atUs: scenario.now))
        #expect(scenario.violations().map(\.rule) == [.hopOrder])
    }
}
