import Services
import Testing
import Transport
import Wire

@Suite("Money that goes back, over TLS", .timeLimit(.minutes(5)))
struct RefundWayTests {
    private static func withTill(
        _ body: @Sendable (TestInstallation, Till) async throws -> Void
    ) async throws {
        try await TestInstallation.run([.pool]) { installation in
            let till = try Till(installation)
            try await till.open()
            try await body(installation, till)
            await till.close()
        }
    }

    @Test("held money goes back to what paid it, once per request id, and the rest settles")
    func refund() async throws {
        try await Self.withTill { _, till in
            try await till.hold(1, provider: 100_000)
            let first = try await till.refund(1, 1, Sources(providerFen: 40_000))
            #expect(first.left == Sources(providerFen: 60_000))
            #expect(try await till.refund(1, 1, Sources(providerFen: 40_000)) == first)
            await Refusal.expect(.alreadyExists, "request_id_reused", saying: "o1/refund/1") {
                _ = try await till.refund(1, 1, Sources(providerFen: 1))
            }
            await Refusal.expect(.failedPrecondition, "exceeds_source", saying: "60000") {
                _ = try await till.refund(1, 2, Sources(providerFen: 60_001))
            }
            await Refusal.expect(.notFound, "order_not_found", saying: "order 2") {
                _ = try await till.refund(2, 1, nil)
            }
            await Refusal.expect(.failedPrecondition, "insufficient_balance", saying: "wallet:7") {
                try await till.hold(2, provider: 0, wallet: 1)
            }
            await Refusal.expect(.invalidArgument, "amount_must_be_positive", saying: "wallet") {
                _ = try await till.refund(1, 2, Sources(walletFen: -1))
            }
            await Refusal.expect(.permissionDenied, "role_not_allowed", saying: "operator/ann") {
                _ = try await till.ann.call(
                    RefundMethods.refund,
                    RefundRequest(requestID: "x", platform: "demo", order: 1, reason: "r"))
            }
            let settled = try await till.settle(1, at: 1, paid: 60_000)
            #expect(settled.outcome == .granted)
            await Refusal.expect(.failedPrecondition, "order_already_settled", saying: "claw") {
                _ = try await till.refund(1, 3, nil)
            }
            #expect(settled.lot == 1)
        }
    }

    @Test("a clawback gives what its quote said, and both say what is given up")
    func clawback() async throws {
        try await Self.withTill { _, till in
            try await till.hold(1, provider: 100_000)
            _ = try await till.settle(1, at: 1, paid: 100_000)
            _ = try await till.redeem("r", units: 105_000_000)
            let claim = Till.claim(1, paid: 100_000)
            let quote = try await till.ann.call(
                RefundMethods.quoteClawback,
                QuoteClawbackRequest(platform: "demo", claim: claim))
            let made = try await till.clawback("c", claim)
            #expect(made.outcome == quote.outcome)
            #expect(made.outcome?.burntUnits == 105_000_000)
            #expect(made.outcome?.proceedsFen == 12_000)
            #expect(made.outcome?.returnedFen == 18_000)
            #expect(made.outcome?.back == Sources(providerFen: 88_000))
            #expect(made.outcome?.operatorFen == 0)
            #expect(try await till.clawback("c", claim) == made)
            await Refusal.expect(.failedPrecondition, "exceeds_settlement", saying: "paid") {
                _ = try await till.clawback("d", claim)
            }
            var unclear = claim
            unclear.proceeds = .unspecified
            await Refusal.expect(.invalidArgument, "field_malformed", saying: "proceeds") {
                _ = try await till.clawback("e", unclear)
            }
        }
    }

    @Test("what a provider cannot pay out goes to the wallet once, by an operator's check")
    func redirected() async throws {
        try await Self.withTill { _, till in
            try await till.hold(1, provider: 100_000)
            _ = try await till.refund(1, 1, nil)
            func redirect(_ id: String, check: String = "id-1") async throws
                -> RedirectRefundResponse
            {
                try await till.ann.call(
                    RefundMethods.redirectRefund,
                    RedirectRefundRequest(
                        requestID: id, platform: "demo", order: 1, refund: 1,
                        failure: "closed card", identityCheck: check))
            }
            await Refusal.expect(.invalidArgument, "text_must_be_stated", saying: "identity") {
                _ = try await redirect("a", check: "")
            }
            let made = try await redirect("b")
            #expect(made == RedirectRefundResponse(member: 7, amountFen: 100_000))
            #expect(try await redirect("b") == made)
            await Refusal.expect(
                .failedPrecondition, "refund_already_redirected", saying: "once"
            ) {
                _ = try await redirect("c")
            }
            let money = try await till.ann.call(
                RefundMethods.getOrderMoney,
                GetOrderMoneyRequest(platform: "demo", order: 1))
            #expect(money.state == .refunded)
            #expect(money.refunds.map(\.redirected) == [true])
        }
    }

    @Test("after a restart the books are what they were, and ids are remembered")
    func restart() async throws {
        try await TestInstallation.run([]) { installation in
            let claim = Till.claim(2, paid: 90_000, of: 3)
            func run(_ body: @escaping @Sendable (Till) async throws -> Void) async throws {
                try await installation.serve([.pool]) {
                    let till = try Till(installation)
                    try await body(till)
                    await till.close()
                }
            }
            let recorded = Recorded()
            try await run { till in
                try await till.open()
                try await till.hold(1, provider: 100_000)
                _ = try await till.settle(1, at: 1, paid: 100_000)
                _ = try await till.redeem("r", units: 100_000_000)
                try await till.hold(2, provider: 80_000, wallet: 10_000)
                try await till.hold(3, by: 8, provider: 7)
                _ = try await till.refund(3, 1, Sources(providerFen: 3))
                _ = try await till.settle(2, at: 2, paid: 90_000)
                await recorded.set(
                    try await till.clawback("c", claim), try await till.balances())
            }
            try await run { till in
                #expect(try await till.balances() == recorded.balances)
                #expect(try await till.clawback("c", claim) == recorded.clawback)
                let again = try await till.clawback("d", claim)
                #expect(again.outcome?.refund == 2)
                await Refusal.expect(.failedPrecondition, "exceeds_source", saying: "4") {
                    _ = try await till.refund(3, 2, Sources(providerFen: 5))
                }
            }
        }
    }

    private actor Recorded {
        var clawback = ClawbackResponse()
        var balances = GetTrialBalanceResponse()

        func set(_ clawback: ClawbackResponse, _ balances: GetTrialBalanceResponse) {
            self.clawback = clawback
            self.balances = balances
        }
    }
}
