import Services
import Testing
import Transport
import Wire

@Suite("What the services refuse", .timeLimit(.minutes(3)))
struct RefusalTests {
    /// A shop with member 1 and four pieces of one product.
    private static func withShop(
        _ body: @Sendable (TestInstallation, Shop, _ product: UInt64) async throws -> Void
    ) async throws {
        try await TestInstallation.run { installation in
            let shop = try Shop(installation)
            try await shop.open()
            var goods = Shop.goods
            goods.onHand = 4
            let product = try await shop.put(goods, id: "tea")
            try await shop.join(1)
            try await body(installation, shop, product)
            await shop.close()
        }
    }

    @Test("an order is refused with the status, reason and sentence of what is wrong with it")
    func orders() async throws {
        try await Self.withShop { _, shop, product in
            func place(_ id: String, _ product: UInt64, _ pieces: UInt32, by member: UInt64 = 1)
                async throws
            {
                _ = try await shop.orders.call(
                    OrdersMethods.place,
                    PlaceRequest(
                        requestID: id, platform: shop.platform, member: member,
                        lines: [OrderLine(product: product, quantity: pieces)]))
            }
            await Refusal.expect(.notFound, "product_not_found", saying: "product 99") {
                try await place("a", 99, 1)
            }
            // The same request again gets the same refusal, and no second order.
            await Refusal.expect(.notFound, "product_not_found", saying: "product 99") {
                try await place("a", 99, 1)
            }
            await Refusal.expect(.failedPrecondition, "insufficient_stock", saying: "5") {
                try await place("b", product, 5)
            }
            await Refusal.expect(.notFound, "member_not_found", saying: "member 7") {
                try await place("c", product, 1, by: 7)
            }
            await Refusal.expect(.invalidArgument, "quantity_out_of_range", saying: "quantity") {
                try await place("d", product, 0)
            }
            await Refusal.expect(.failedPrecondition, "held_by_one_member", saying: "half") {
                try await place("d2", product, 3)
            }
            try await place("e", product, 1)
            await Refusal.expect(.alreadyExists, "request_id_reused", saying: "e") {
                try await place("e", product, 2)
            }
            await Refusal.expect(.invalidArgument, "request_id_malformed", saying: "request_id") {
                try await place("", product, 1)
            }
            let progress = try await shop.orders.call(
                OrdersMethods.getProgress, GetProgressRequest(platform: shop.platform))
            #expect(progress.placed == 4)
            #expect(progress.cancelled == 3)
        }
    }

    @Test("a product whose waterfall does not sum is refused, naming the difference")
    func waterfall() async throws {
        try await Self.withShop { _, shop, _ in
            var wrong = Shop.goods
            wrong.waterfall?.costFen = 29_999
            await Refusal.expect(.invalidArgument, "waterfall_does_not_sum", saying: "1") {
                _ = try await shop.put(wrong, id: "wrong")
            }
            let none = try await shop.catalog.call(
                CatalogMethods.listProducts, ListProductsRequest(platform: shop.platform))
            #expect(none.products.count == 1)
        }
    }

    @Test("who may not call is refused, and nobody acts for another member")
    func callers() async throws {
        try await Self.withShop { installation, shop, product in
            let auditor = try installation.client(.catalog, as: "auditor/eve")
            await Refusal.expect(.permissionDenied, "role_not_allowed", saying: "auditor/eve") {
                _ = try await auditor.call(
                    CatalogMethods.adjustStock,
                    AdjustStockRequest(
                        requestID: "x", platform: shop.platform, product: product, by: 1,
                        reason: "found"))
            }
            let gateway = try installation.client(.order, as: "gateway/demo")
            func place(_ acting: Metadata) async throws {
                _ = try await gateway.call(
                    OrdersMethods.place,
                    PlaceRequest(
                        requestID: "g", platform: shop.platform, member: 1,
                        lines: [OrderLine(product: product, quantity: 1)]), metadata: acting)
            }
            await Refusal.expect(.permissionDenied, "acting_member_missing", saying: "acting") {
                try await place(Metadata())
            }
            var other = Metadata()
            other.add("tidemark-acting-member", "2")
            await Refusal.expect(.permissionDenied, "not_the_owner", saying: "member 1") {
                try await place(other)
            }
            var own = Metadata()
            own.add("tidemark-acting-member", "1")
            try await place(own)
            await auditor.close()
            await gateway.close()
        }
    }

    @Test("a forged payment changes nothing and is recorded")
    func forgery() async throws {
        try await Self.withShop { installation, shop, product in
            _ = try await shop.orders.call(
                OrdersMethods.place,
                PlaceRequest(
                    requestID: "a", platform: shop.platform, member: 1,
                    lines: [OrderLine(product: product, quantity: 1)]))
            let gateway = try installation.client(.order, as: "gateway/demo")
            await Refusal.expect(.permissionDenied, "payment_forged", saying: "signature") {
                _ = try await gateway.call(
                    OrdersMethods.paymentCallback,
                    PaymentCallbackRequest(
                        platform: shop.platform, provider: "sandbox", order: 1, payment: "mine",
                        paidFen: 100_000, signature: Array(repeating: 7, count: 32)))
            }
            let order = try await shop.orders.call(
                OrdersMethods.getOrder, GetOrderRequest(platform: shop.platform, order: 1))
            #expect(order.order?.state == .created)
            await gateway.close()
        }
    }

    @Test("a payment is taken once, under one request id and for one order")
    func payingTwice() async throws {
        try await Self.withShop { _, shop, product in
            for id in ["a", "b"] {
                _ = try await shop.orders.call(
                    OrdersMethods.place,
                    PlaceRequest(
                        requestID: id, platform: shop.platform, member: 1,
                        lines: [OrderLine(product: product, quantity: 1)]))
            }
            func pay(_ id: String, _ order: UInt64) async throws -> SandboxPayResponse {
                try await shop.orders.call(
                    OrdersMethods.sandboxPay,
                    SandboxPayRequest(requestID: id, platform: shop.platform, order: order))
            }
            let first = try await pay("pay", 1)
            #expect(try await pay("pay", 1) == first)
            await Refusal.expect(.alreadyExists, "request_id_reused", saying: "pay") {
                _ = try await pay("pay", 2)
            }
            let held = try await shop.pool.call(
                PoolMethods.getTrialBalance, GetTrialBalanceRequest(platform: shop.platform))
            let clearing = held.balances.first { $0.account == "psp_clearing" }
            #expect(clearing?.amount == 100_000)
        }
    }

    @Test("no platform, no service: what does not exist is said to be missing")
    func platforms() async throws {
        try await Self.withShop { _, shop, _ in
            await Refusal.expect(.notFound, "platform_not_found", saying: "nowhere") {
                _ = try await shop.pool.call(
                    PoolMethods.getPool, GetPoolRequest(platform: "nowhere"))
            }
            await Refusal.expect(.invalidArgument, "platform_malformed", saying: "platform") {
                _ = try await shop.pool.call(
                    PoolMethods.getPool, GetPoolRequest(platform: "No Where"))
            }
        }
    }
}
