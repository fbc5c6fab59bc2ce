import Services
import Testing
import Transport
import Wire

@Suite("Refunds that failed for good, over TLS", .timeLimit(.minutes(3)))
struct FailedRefundTests {
    private static func failed(
        _ shop: PaymentShop, after number: UInt64 = 0, limit: UInt32 = 0
    ) async throws -> ListFailedRefundsResponse {
        try await shop.shop.orders.call(
            PaymentsMethods.listFailedRefunds,
            ListFailedRefundsRequest(platform: "demo", afterNumber: number, limit: limit))
    }

    @Test("what providers failed for good is listed, told in the statement, and goes to the wallet")
    func listed() async throws {
        try await TestInstallation.run { installation in
            let shop = try await PaymentShop(installation)
            #expect(try await Self.failed(shop) == ListFailedRefundsResponse())
            _ = try await shop.shop.orders.call(
                PaymentsMethods.sandboxDisturb,
                SandboxDisturbRequest(platform: "demo", refundsFail: true))
            let order = try await shop.paid(id: "a")
            try await shop.cancel(order)
            try await shop.read(until: 3, of: "provider_refund_answered")
            let stray = SandboxCallback(order: 999, payment: "stray", paidFen: 500)
            #expect(try await shop.send([stray]).unmatched == 1)
            try await shop.read(until: 6, of: "provider_refund_answered")
            let all = try await Self.failed(shop)
            #expect(all.count == 2)
            #expect(all.refunds.map(\.order) == [order, 0])
            #expect(all.refunds.map(\.refund) == [1, 0])
            #expect(all.refunds.map(\.unmatched) == [0, 1])
            #expect(all.refunds.map(\.amountFen) == [PaymentShop.price, 500])
            #expect(all.refunds.map(\.why) == ["account_closed", "account_closed"])
            #expect(all.refunds.map(\.redirected) == [false, false])
            #expect(try await Self.failed(shop, after: 1).refunds == [all.refunds[1]])
            #expect(try await Self.failed(shop, limit: 1).refunds == [all.refunds[0]])
            #expect(try await Self.failed(shop, after: 2, limit: 100).refunds == [])
            await Refusal.expect(.invalidArgument, "field_malformed", saying: "at most 100") {
                _ = try await Self.failed(shop, limit: 101)
            }
            _ = try await shop.shop.pool.call(
                RefundMethods.redirectRefund,
                RedirectRefundRequest(
                    requestID: "wallet", platform: "demo", order: order, refund: 1,
                    failure: all.refunds[0].why, identityCheck: "id-1"))
            #expect(try await Self.failed(shop).refunds.map(\.redirected) == [true, false])
            try await expectStatement(of: order, in: shop)
            #expect(try await shop.violations() == [])
            await shop.close()
        }
    }

    /// Three askings and three answers, beside what the order itself did.
    private func expectStatement(of order: UInt64, in shop: PaymentShop) async throws {
        for request in [
            GetOrderStatementRequest(platform: "demo", order: order),
            GetOrderStatementRequest(platform: "demo", member: 1),
        ] {
            let page = try await shop.shop.orders.call(
                OrderReadingMethods.getOrderStatement, request)
            let refunds = page.rows.filter { $0.kind.hasPrefix("provider_refund_") }
            #expect(refunds.count == 6)
            #expect(refunds.allSatisfy { $0.order == order && !$0.sentence.isEmpty })
            #expect(page.rows.contains { $0.kind == "goods_returned" })
        }
    }
}
