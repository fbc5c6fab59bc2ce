import Services
import Testing
import Transport
import Wire

@Suite("Quotes of orders that more than a provider pays, over TLS", .timeLimit(.minutes(3)))
struct QuotePartsTests {
    private static func quote(
        _ shop: PaymentShop, wallet: Int64 = 0, coupon: Int64 = 0, source: String = "",
        subsidy: Int64 = 0
    ) async throws -> QuoteOrderResponse {
        try await shop.shop.orders.call(
            OrderReadingMethods.quote,
            QuoteOrderRequest(
                platform: "demo", member: 1, lines: [OrderLine(product: shop.product, quantity: 1)],
                walletFen: wallet, couponFen: coupon, source: source, subsidyFen: subsidy))
    }

    /// Member 1 has 100 yuan in the wallet, and advertising 200 yuan.
    private static func withShop(
        _ body: @Sendable (PaymentShop) async throws -> Void
    ) async throws {
        try await TestInstallation.run { installation in
            let shop = try await PaymentShop(installation)
            try await shop.earn()
            try await shop.read(until: 1, of: "batch_confirmed")
            try await shop.receiveSubsidy(20_000)
            try await body(shop)
            #expect(try await shop.violations() == [])
            await shop.close()
        }
    }

    @Test("an order that several pay does what its quote said, each paying its part")
    func outcome() async throws {
        try await Self.withShop { shop in
            let plain = try await Self.quote(shop)
            #expect(plain.toPayFen == 100_000)
            #expect(plain.paidBy == Sources(providerFen: 100_000))
            let quote = try await Self.quote(
                shop, wallet: 10_000, source: "advertising", subsidy: 20_000)
            #expect(quote.toPayFen == 70_000)
            #expect(
                quote.paidBy
                    == Sources(providerFen: 70_000, walletFen: 10_000, subsidyFen: 20_000))
            let order = try await shop.place(id: "a")
            #expect(try await shop.grant(order, 20_000, id: "g").restFen == 80_000)
            #expect(try await shop.pay(order, wallet: 10_000, id: "w").restFen == quote.toPayFen)
            let callback = SandboxCallback(order: order, paidFen: quote.toPayFen)
            #expect(try await shop.send([callback]).paid == 1)
            try await shop.read(until: 2, of: "rewards_shared")
            try await shop.shop.deliver(order)
            _ = try await shop.shop.orders.call(
                OrdersMethods.receive,
                ReceiveRequest(requestID: "r", platform: "demo", order: order))
            let settled = try await shop.shop.settled(order)
            #expect(settled.rewards == quote.rewards)
            #expect(settled.unallocatedFen == quote.unallocatedFen)
            #expect(settled.settlement?.units == quote.settlement?.units)
            let position = try await shop.shop.pool.call(
                PoolMethods.getPosition, GetPositionRequest(platform: "demo", member: 1))
            #expect(position.lots.last?.breakEvenPrice == quote.settlement?.breakEvenPrice)
        }
    }

    @Test("a part that would not be held is refused as holding it is, and leaves no trace")
    func refusals() async throws {
        try await Self.withShop { shop in
            let kinds = try await shop.kinds()
            let balances = try await shop.balances()
            await Refusal.expect(.failedPrecondition, "insufficient_balance", saying: "wallet:1") {
                _ = try await Self.quote(shop, wallet: 10_001)
            }
            await Refusal.expect(.failedPrecondition, "insufficient_balance", saying: "coupon:1") {
                _ = try await Self.quote(shop, coupon: 1)
            }
            await Refusal.expect(
                .failedPrecondition, "exceeds_price", saying: "of the order are left"
            ) { _ = try await Self.quote(shop, wallet: 100_001) }
            await Refusal.expect(.failedPrecondition, "exceeds_subsidy", saying: "advertising") {
                _ = try await Self.quote(shop, source: "advertising", subsidy: 20_001)
            }
            let unnamed = await #expect(throws: RPCError.self) {
                _ = try await Self.quote(shop, subsidy: 1)
            }
            #expect(unnamed?.code == .invalidArgument)
            #expect(try await Self.quote(shop, wallet: 10_000).toPayFen == 90_000)
            #expect(try await shop.kinds() == kinds)
            #expect(try await shop.balances() == balances)
        }
    }
}
