import Services
import Testing
import Transport
import Wire

@Suite("Freezes beside withdrawals, shares and refunds, over the wire", .timeLimit(.minutes(3)))
struct FreezeServiceTests {
    private static func freeze(_ client: Client) async throws {
        _ = try await client.call(
            ControlMethods.freezePayouts,
            FreezePayoutsRequest(
                requestID: "freeze", platform: "demo", reason: "custody is short"))
    }

    /// Two operators freeze the pool.
    private static func freezePool(_ ann: Client, _ bob: Client) async throws {
        let proposal = try await ann.call(
            ControlMethods.propose,
            ProposeRequest(
                requestID: "propose", platform: "demo", action: .freeze, reason: "a test", days: 3))
        _ = try await bob.call(
            ControlMethods.confirmProposal,
            ConfirmProposalRequest(
                requestID: "confirm", platform: "demo", proposal: proposal.proposal))
    }

    private static func thaw(_ client: Client) async throws {
        _ = try await client.call(
            ControlMethods.thaw,
            ThawRequest(requestID: "thaw", platform: "demo", scope: .payouts, reason: "it is there")
        )
    }

    @Test("approving and sending are refused while payouts are frozen, asking is not")
    func withdrawals() async throws {
        try await TestInstallation.run([.pool]) { installation in
            let desk = try PayoutDesk(installation)
            try await desk.open()
            try await desk.register()
            let first = try await desk.request(1_000, id: "w1").withdrawal
            _ = try await desk.approve(first, by: desk.ann, id: "a1")
            try await Self.freeze(desk.ann)
            let second = try await desk.request(1_000, id: "w2").withdrawal
            await Refusal.expect(.failedPrecondition, "payouts_frozen", saying: "frozen") {
                _ = try await desk.approve(second, by: desk.ann, id: "a2")
            }
            await Refusal.expect(.failedPrecondition, "payouts_frozen", saying: "frozen") {
                _ = try await desk.send([first], id: "s1")
            }
            try await Self.thaw(desk.ann)
            _ = try await desk.approve(second, by: desk.ann, id: "a2")
            _ = try await desk.send([first, second], id: "s1")
            await desk.close()
        }
    }

    @Test("points become no shares while payouts are frozen")
    func shares() async throws {
        try await TestInstallation.run([.pool]) { installation in
            let desk = try PoolDesk(installation)
            try await desk.open()
            try await desk.order(1, by: 1)
            let terms = ShareTerms(
                priceFen: 1_000, shares: 20, opensUs: 0, closesUs: .max, lockUpDays: 0,
                registration: "REG-7", broker: "First Broker", listingDate: "2030-06-01")
            _ = try await desk.ann.call(
                SharesMethods.openProgramme,
                OpenProgrammeRequest(requestID: "open", platform: "demo", terms: terms))
            func convert() async throws -> ConvertResponse {
                try await desk.gateway.call(
                    SharesMethods.convert,
                    ConvertRequest(
                        requestID: "c", platform: "demo", member: 1, lot: 1, programme: 1,
                        shares: 5),
                    metadata: PoolDesk.acting(for: 1))
            }
            try await Self.freeze(desk.ann)
            await Refusal.expect(.failedPrecondition, "payouts_frozen", saying: "custody") {
                _ = try await convert()
            }
            try await Self.thaw(desk.ann)
            #expect(try await convert().amountFen == 5_000)
            await desk.close()
        }
    }

    @Test("receipts, refunds, clawbacks and redirections go on while all is frozen")
    func refunds() async throws {
        try await TestInstallation.run([.pool]) { installation in
            let till = try Till(installation)
            let bob = try installation.client(.pool, as: "operator/bob")
            try await till.open()
            try await till.hold(1, provider: 100_000)
            _ = try await till.settle(1, at: 1, paid: 100_000)
            try await Self.freeze(till.ann)
            try await Self.freezePool(till.ann, bob)
            try await till.hold(2, provider: 500)
            await Refusal.expect(.failedPrecondition, "pool_frozen", saying: "a test") {
                _ = try await till.settle(2, at: 2, paid: 500)
            }
            _ = try await till.refund(2, 1, nil)
            _ = try await till.ann.call(
                RefundMethods.redirectRefund,
                RedirectRefundRequest(
                    requestID: "redirect", platform: "demo", order: 2, refund: 1, failure: "F-1",
                    identityCheck: "C-1"))
            _ = try await till.clawback("c", Till.claim(1, paid: 100_000))
            let balances = try await till.balances().balances
            #expect(balances.first { $0.account == "wallet" }?.amount == -500)
            await bob.close()
            await till.close()
        }
    }

    @Test("a statement shows what subsidies paid, of the account and of the member")
    func statement() async throws {
        try await TestInstallation.run([.pool]) { installation in
            let till = try Till(installation)
            try await till.open()
            _ = try await till.ann.call(
                SubsidiesMethods.receiveSubsidy,
                ReceiveSubsidyRequest(
                    requestID: "s", platform: "demo", source: "game", amountFen: 900,
                    reference: "B1"))
            _ = try await till.order.call(
                SubsidiesMethods.grantCoupon,
                GrantCouponRequest(
                    requestID: "g", platform: "demo", order: 1, member: 7, source: "game",
                    amountFen: 300))
            let source = try await till.ann.call(
                StatementMethods.getStatement,
                GetStatementRequest(platform: "demo", account: "subsidy:game"))
            #expect(source.rows.map(\.kind) == ["coupon_granted", "subsidy_received"])
            #expect(source.rows.flatMap(\.lines).map(\.amount) == [300, -900])
            #expect(source.balances.map(\.amount) == [-600])
            let member = try await till.ann.call(
                StatementMethods.getStatement, GetStatementRequest(platform: "demo", member: 7))
            #expect(member.rows.map(\.kind) == ["coupon_granted"])
            #expect(member.rows.flatMap(\.lines).map(\.account) == ["order_held:1"])
            await till.close()
        }
    }
}
