import Testing
import Wire

@testable import Services

/// Payments that come in time or too late, and refunds that providers pay out.
@Suite("The audit of orders' payments")
struct OrderPaymentAuditTests {
    /// Order 1 settles, order 2 expires and is paid too late, order 3 gives everything back.
    static func correct() throws -> AuditScenario {
        var scenario = try AuditScenario()
        for member in 1...4 { scenario.join(UInt64(member), inviter: UInt64(member - 1)) }
        try scenario.settle([scenario.order(by: 3)])
        scenario.expire(by: 4)
        scenario.add(
            .order,
            UnmatchedArrived(
                number: 1, provider: "sandbox", payment: "late", order: 2, amountFen: 100_000,
                currency: "CNY", reason: "order_is_finished", atUs: scenario.now))
        scenario.giveBack(scenario.sharedOrder(by: 4))
        return scenario
    }

    @Test("what is in order is found to be, however the journals arrive", arguments: 0..<8)
    func sound(seed: UInt64) throws {
        var scenario = try Self.correct()
        scenario.add(
            .order, ProviderRefundAnswered(refund: "o3-1-1", failed: true, why: "closed"),
            Self.asked("o3-1-2"))
        scenario.add(.order, ProviderRefundAnswered(refund: "o3-1-2"))
        #expect(scenario.violations() == [])
        var random = SeededGenerator(seed: seed)
        #expect(scenario.violations(mixedBy: &random) == [])
    }

    private static func asked(
        _ id: String, _ fen: Int64 = 100_000, of payment: String = "p3"
    ) -> ProviderRefundRequested {
        ProviderRefundRequested(
            refund: id, provider: "sandbox", payment: payment, amountFen: fen)
    }

    private static let redirected = RefundRedirected(
        order: 3, member: 4, refund: 1, amountFen: 100_000, failure: "closed",
        identityCheck: "id-1", checkedBy: "operator/ann",
        lines: AuditScenario.lines(["psp_clearing": 100_000, "wallet:4": -100_000]))

    typealias Planted = PlantedViolationTests.Planted

    static let planted: [Planted] = [
        Planted("an order that is paid after its time to pay", .deadline, "order") {
            try $0.change(.order, Placed.self) { $0.atUs -= PlainClock.paymentUs }
        },
        Planted("money that an order waits for is put aside", .unmatched, "order") {
            $0.wait(by: 4)
            $0.add(
                .order,
                UnmatchedArrived(
                    number: 2, provider: "sandbox", payment: "mine", order: 4,
                    amountFen: 100_000, currency: "CNY", reason: "wrong_state"))
        },
        Planted("a refund that no provider is asked for", .paymentRefund, "order") {
            try $0.remove(.order, ProviderRefundRequested.self)
        },
        Planted("a provider that is asked for less than was given back", .paymentRefund, "order") {
            try $0.change(.order, ProviderRefundRequested.self) { $0.amountFen -= 1 }
        },
        Planted("a payment that is asked back for no refund", .paymentRefund, "order") {
            $0.add(.order, asked("o1-1-1", 1, of: "p1"))
        },
        Planted("a payment that is asked back as if it were for no order", .paymentRefund, "order")
        { $0.add(.order, asked("u1-1", 1, of: "p1")) },
        Planted("a refund that is asked for anew though it was made", .paymentRefund, "order") {
            $0.add(.order, ProviderRefundAnswered(refund: "o3-1-1"))
            $0.add(.order, asked("o3-1-2"))
        },
        Planted("a wallet that gets what the provider paid out", .redirection, "pool") {
            $0.add(.order, ProviderRefundAnswered(refund: "o3-1-1"))
            $0.add(.pool, redirected)
        },
    ]

    @Test("a planted violation gives exactly its finding", arguments: planted)
    func violation(_ planted: Planted) throws {
        try planted.expectAlone(in: try Self.correct())
    }

    @Test("what the provider failed to pay out goes to the wallet, and that is no finding")
    func redirection() throws {
        var scenario = try Self.correct()
        scenario.add(.order, ProviderRefundAnswered(refund: "o3-1-1", failed: true, why: "closed"))
        scenario.add(.pool, Self.redirected)
        #expect(scenario.violations() == [])
    }
}
