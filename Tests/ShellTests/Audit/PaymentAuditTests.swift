import Testing
import Wire

@testable import Services

@Suite("The audit of payments")
struct PaymentAuditTests {
    /// An order that settles, and receipt 1, which came for no order and went back.
    private static func correct(returned: Bool = true) throws -> AuditScenario {
        var scenario = try AuditScenario()
        scenario.join(1)
        try scenario.settle([scenario.order(by: 1)])
        scenario.add(
            .order,
            UnmatchedArrived(
                number: 1, provider: "sandbox", payment: "stray", order: 99, amountFen: 700,
                currency: "CNY", reason: "order_not_found", atUs: scenario.now))
        scenario.add(
            .pool,
            ReceiptUnmatched(
                number: 1, provider: "sandbox", payment: "stray", amountFen: 700,
                atUs: scenario.now,
                lines: AuditScenario.lines(["psp_clearing": 700, "unmatched_receipts": -700])))
        scenario.add(.order, UnmatchedBooked(number: 1))
        scenario.add(
            .order,
            ProviderRefundRequested(
                refund: "u1-1", provider: "sandbox", payment: "stray", amountFen: 700,
                atUs: scenario.now))
        guard returned else { return scenario }
        scenario.add(.order, ProviderRefundAnswered(refund: "u1-1", atUs: scenario.now))
        scenario.add(
            .pool,
            ReceiptReturned(
                number: 1, refund: "u1-1", amountFen: 700, atUs: scenario.now,
                lines: AuditScenario.lines(["psp_clearing": -700, "unmatched_receipts": 700])))
        scenario.add(.order, UnmatchedReturned(number: 1))
        scenario.add(.order, CallbackForged(provider: "sandbox", payment: "x"))
        scenario.add(.order, ForgeriesCounted(count: 5))
        return scenario
    }

    @Test("what is in order is found to be, however the journals arrive", arguments: 0..<20)
    func sound(seed: UInt64) throws {
        let scenario = try Self.correct()
        #expect(scenario.violations() == [])
        var random = SeededGenerator(seed: seed)
        #expect(scenario.violations(mixedBy: &random) == [])
    }

    private typealias Spoil = @Sendable (inout AuditScenario) throws -> Void

    private static let planted: [(String, AuditRule, Spoil)] = [
        (
            "a payment is accepted for two orders", .payment,
            {
                try $0.change(.order, UnmatchedArrived.self) { $0.payment = "p1" }
                try $0.change(.order, ProviderRefundRequested.self) { $0.payment = "p1" }
                try $0.change(.pool, ReceiptUnmatched.self) { $0.payment = "p1" }
            }
        ),
        (
            "a refund is answered against its final state", .paymentCallback,
            { $0.add(.order, ProviderRefundAnswered(refund: "u1-1", failed: true, why: "late")) }
        ),
        (
            "a provider contradicts itself", .paymentCallback,
            {
                $0.add(
                    .order,
                    CallbackContradicted(
                        provider: "sandbox", payment: "stray", amountFen: 701, known: "700 fen"))
            }
        ),
        (
            "more is asked back than was paid", .paymentRefund,
            {
                $0.add(
                    .order,
                    ProviderRefundRequested(
                        refund: "x", provider: "sandbox", payment: "p1", amountFen: 100_001))
            }
        ),
        (
            "a receipt is booked as given back by a refund that failed", .paymentRefund,
            { try $0.change(.order, ProviderRefundAnswered.self) { $0.failed = true } }
        ),
        (
            "the pool holds another amount", .unmatched,
            {
                try $0.change(.order, UnmatchedArrived.self) { $0.amountFen = 701 }
            }
        ),
        (
            "a receipt goes back twice in the pool", .unmatched,
            { scenario in
                scenario.add(
                    .pool,
                    ReceiptUnmatched(
                        number: 2, provider: "sandbox", payment: "b", amountFen: 700,
                        lines: AuditScenario.lines([
                            "psp_clearing": 700, "unmatched_receipts": -700,
                        ])))
                scenario.add(
                    .pool,
                    ReceiptReturned(
                        number: 1, refund: "u1-1", amountFen: 700,
                        lines: AuditScenario.lines([
                            "psp_clearing": -700, "unmatched_receipts": 700,
                        ])))
            }
        ),
        (
            "a receipt is returned twice", .unmatched,
            { try $0.repeatEntry(.order, UnmatchedReturned.self) }
        ),
        (
            "other lines are posted", .posting,
            {
                try $0.change(.pool, ReceiptUnmatched.self) {
                    $0.lines = AuditScenario.lines([
                        "psp_clearing": 700, "operator_capital": -700,
                    ])
                }
            }
        ),
    ]

    @Test("a planted violation is found", arguments: planted.indices)
    func found(index: Int) throws {
        let (title, rule, spoil) = Self.planted[index]
        var scenario = try Self.correct()
        try spoil(&scenario)
        let rules = scenario.violations().map(\.rule)
        // Lines that bypass the account also leave it short when the receipt goes back, and an
        // order's payment goes back as if it were for no order.
        let also: [AuditRule: AuditRule] = [.posting: .floor, .payment: .paymentRefund]
        let expected = [rule] + [also[rule]].compactMap { $0 }
        #expect(rules == expected, "\(title)")
    }

    @Test("a receipt that is held for more than a day is found, once", arguments: [0, 1])
    func overdue(late: Int64) throws {
        var scenario = try Self.correct(returned: false)
        // Three groups of a millisecond each have passed since it arrived, and one more comes.
        scenario.pass(microseconds: 86_400_000_000 - 4_000 + late)
        scenario.add(.order, ForgeriesCounted(count: 1))
        if late > 0 { scenario.add(.order, ForgeriesCounted(count: 1)) }
        let rules = scenario.violations().map(\.rule)
        #expect(rules == (late > 0 ? [.unmatchedOverdue] : []))
    }
}
