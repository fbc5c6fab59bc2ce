import Services
import Testing
import Transport
import Wire

@Suite("Refunds of orders that their providers pay out, over TLS", .timeLimit(.minutes(3)))
struct RefundPayoutTests {
    private static func withShop(
        _ body: @Sendable (PaymentShop) async throws -> Void
    ) async throws {
        try await TestInstallation.run { installation in
            let shop = try await PaymentShop(installation)
            try await body(shop)
            await shop.close()
        }
    }

    @Test("a paid order that is cancelled is paid back by the provider, once")
    func cancelled() async throws {
        try await Self.withShop { shop in
            let order = try await shop.paid(id: "a")
            try await shop.cancel(order)
            try await shop.read(until: 1, of: "provider_refund_answered")
            let payment = try await shop.payment(of: order)
            #expect(payment.order == order)
            #expect(payment.refunds.map(\.refund) == ["o\(order)-1-1"])
            #expect(payment.refunds.map(\.amountFen) == [PaymentShop.price])
            #expect(payment.refunds.map(\.state) == [.confirmed])
            try await shop.read(until: 1, of: "goods_returned")
            #expect(try await shop.balances() == [:])
            #expect(try await shop.violations() == [])
        }
    }

    @Test("a provider that fails is asked three times; then the wallet may get it, once")
    func failing() async throws {
        try await Self.withShop { shop in
            _ = try await shop.shop.orders.call(
                PaymentsMethods.sandboxDisturb,
                SandboxDisturbRequest(
                    platform: "demo", copies: 3, forged: true, refundsFail: true))
            let order = try await shop.paid(id: "a")
            try await shop.cancel(order)
            try await shop.read(until: 3, of: "provider_refund_answered")
            let refunds = try await shop.payment(of: order).refunds
            #expect(refunds.map(\.refund) == (1...3).map { "o\(order)-1-\($0)" })
            #expect(refunds.allSatisfy { $0.state == .failed })
            _ = try await shop.shop.pool.call(
                RefundMethods.redirectRefund,
                RedirectRefundRequest(
                    requestID: "w", platform: "demo", order: order, refund: 1,
                    failure: refunds[2].why, identityCheck: "id-1"))
            try await shop.read(until: 1, of: "goods_returned")
            #expect(try await shop.balances()["wallet"] == -PaymentShop.price)
            #expect(try await shop.violations() == [])
        }
    }

    @Test("money that came for goods which the catalog no longer has goes back by itself")
    func goodsAreGone() async throws {
        try await TestInstallation.run { installation in
            let shop = try await PaymentShop(installation)
            let order = try await shop.place(id: "a")
            let catalog = try installation.client(.catalog, as: "service/order")
            _ = try await catalog.call(
                CatalogMethods.release,
                ReleaseRequest(requestID: "gone", platform: "demo", order: order))
            await catalog.close()
            #expect(try await shop.send([SandboxCallback(order: order)]).paid == 1)
            try await shop.read(until: 1, of: "provider_refund_answered")
            let ended = try await shop.shop.settled(order)
            #expect(ended.state == .refunded)
            #expect(ended.cancelled.contains("reservation_is_released"), "\(ended.cancelled)")
            try await shop.read(until: 1, of: "goods_returned")
            #expect(try await shop.balances() == [:])
            #expect(try await shop.violations() == [])
            await shop.close()
        }
    }

    @Test("an answer that never came is asked for again after a restart, and pays once")
    func restart() async throws {
        try await TestInstallation.run([]) { installation in
            try await installation.serve(ServiceName.books) {
                let shop = try await PaymentShop(installation)
                _ = try await shop.shop.orders.call(
                    PaymentsMethods.sandboxDisturb,
                    SandboxDisturbRequest(platform: "demo", delayMs: 10_000))
                try await shop.cancel(try await shop.paid(id: "a"))
                try await shop.read(until: 1, of: "provider_refund_requested")
                await shop.close()
            }
            try await installation.serve(ServiceName.books) {
                let shop = try await PaymentShop(installation)
                try await shop.read(until: 1, of: "provider_refund_answered")
                try await shop.read(until: 1, of: "goods_returned")
                #expect(try await shop.kinds()["provider_refund_requested"] == 1)
                #expect(try await shop.payment(of: 1).refunds.map(\.state) == [.confirmed])
                #expect(try await shop.violations() == [])
                await shop.close()
            }
        }
    }
}

extension PaymentShop {
    /// An order that is paid by its provider's callback and has shared its rewards.
    func paid(by member: UInt64 = 1, id: String) async throws -> UInt64 {
        let order = try await place(by: member, id: id)
        #expect(try await send([SandboxCallback(order: order)]).paid == 1)
        return order
    }

    func cancel(_ order: UInt64) async throws {
        _ = try await shop.orders.call(
            OrdersMethods.cancel,
            CancelRequest(
                requestID: "cancel-\(order)", platform: shop.platform, order: order,
                reason: "changed my mind"))
    }

    /// What is known of the payment that the sandbox provider made for an order.
    func payment(of order: UInt64, _ fen: Int64 = price) async throws -> GetPaymentResponse {
        try await shop.orders.call(
            PaymentsMethods.getPayment,
            GetPaymentRequest(
                platform: shop.platform, provider: "sandbox",
                payment: "\(shop.platform)-\(order)-\(fen)"))
    }
}
