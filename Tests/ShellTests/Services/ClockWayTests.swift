import Services
import Testing
import Transport
import Wire

@Suite("Orders and time, over TLS", .timeLimit(.minutes(3)))
struct ClockWayTests {
    private static let day: Int64 = 86_400_000_000

    /// A shop whose goods can be returned for 7 days, with one member.
    private static func withShop(
        _ body: @Sendable (TestInstallation, Shop) async throws -> Void
    ) async throws {
        try await TestInstallation.run { installation in
            let shop = try Shop(installation)
            try await shop.open(returnDays: 7)
            _ = try await shop.put(Shop.goods, id: "tea")
            try await shop.join(1)
            try await shop.join(2, under: 1)
            try await body(installation, shop)
            await shop.close()
        }
    }

    @Test("an unpaid order expires when the clock passes 15 minutes, and its stock is free")
    func expiry() async throws {
        try await Self.withShop { _, shop in
            let order = try await shop.place(1, by: 2, id: "o", pieces: 3)
            #expect(try await shop.available() == 97)
            _ = try await shop.advance(15 * 60_000_000 - 60_000_000, id: "almost")
            #expect(try await shop.state(order) == .created)
            _ = try await shop.advance(60_000_000, id: "over")
            let ended = try await shop.settled(order)
            #expect(ended.state == .cancelled)
            #expect(ended.cancelled == "not paid within 15 minutes")
            try await shop.wait { try await shop.available() == 100 }
            await Refusal.expect(.failedPrecondition, "order_is_finished", saying: "order 1") {
                try await shop.pay(order, id: "late")
            }
        }
    }

    @Test("the catalog goes by the platform's clock: reservations end, campaigns begin")
    func catalogFollows() async throws {
        try await Self.withShop { installation, shop in
            let order = try installation.client(.catalog, as: "service/order")
            let kept = try await order.call(
                CatalogMethods.reserve,
                ReserveRequest(
                    requestID: "r", platform: shop.platform, order: 1_000, member: 2,
                    lines: [ReserveLine(product: 1, quantity: 4)]))
            let day = kept.expiresUs + Self.day
            _ = try await shop.catalog.call(
                CampaignMethods.openCampaign,
                OpenCampaignRequest(
                    requestID: "c", platform: shop.platform,
                    campaign: Campaign(
                        product: 1, startsUs: day, endsUs: day + Self.day, priceFen: 10,
                        waterfall: Waterfall(costFen: 10), piecesPerMember: 1)))
            #expect(try await shop.available() == 96)
            _ = try await shop.advance(Self.day + 15 * 60_000_000, id: "day")
            try await shop.wait { try await shop.available() == 100 }
            let placed = try await shop.orders.call(
                OrdersMethods.place,
                PlaceRequest(
                    requestID: "cheap", platform: shop.platform, member: 2,
                    lines: [OrderLine(product: 1, quantity: 1)]))
            #expect(placed.toPayFen == 10)
            await Refusal.expect(.permissionDenied, "role_not_allowed", saying: "operator/ann") {
                _ = try await shop.catalog.call(
                    CatalogMethods.followClock,
                    FollowClockRequest(requestID: "f", platform: shop.platform, aheadUs: 1))
            }
            await order.close()
        }
    }

    @Test("delivered goods are received after 10 days, and settle when the return window is over")
    func receipt() async throws {
        try await Self.withShop { _, shop in
            let order = try await shop.place(1, by: 2, id: "o", pieces: 1)
            try await shop.pay(order, id: "pay")
            try await shop.deliver(order)
            _ = try await shop.advance(10 * Self.day, id: "ten")
            try await shop.wait { try await shop.state(order) == .received }
            let clock = try await shop.orders.call(
                ClockMethods.getClock, GetClockRequest(platform: shop.platform))
            #expect(clock.aheadUs == 10 * Self.day)
            _ = try await shop.advance(8 * Self.day, id: "eight")
            let settled = try await shop.settled(order)
            #expect(settled.state == .settled)
            #expect(settled.settlementNumber == 1)
        }
    }

    @Test("the clock is a sandbox's and an operator's, goes forward, and an id moves it once")
    func refusals() async throws {
        try await Self.withShop { installation, shop in
            let first = try await shop.advance(Self.day, id: "once")
            #expect(try await shop.advance(Self.day, id: "once") == first)
            #expect(first.aheadUs == Self.day)
            for step in [0, -1, 366 * Self.day + 1] {
                await Refusal.expect(
                    .invalidArgument, "clock_move_out_of_range", saying: "by_us is \(step)"
                ) { _ = try await shop.advance(step, id: "x") }
            }
            _ = try await shop.pool.call(
                PoolMethods.createPlatform,
                CreatePlatformRequest(
                    requestID: "real", platform: "real", title: "Real", plan: Shop.plan(7)))
            await Refusal.expect(.failedPrecondition, "not_a_sandbox", saying: "real") {
                _ = try await shop.orders.call(
                    ClockMethods.advanceClock,
                    AdvanceClockRequest(requestID: "y", platform: "real", byUs: 1))
            }
            let gateway = try installation.client(.order, as: "gateway/demo")
            await Refusal.expect(.permissionDenied, "role_not_allowed", saying: "gateway/demo") {
                _ = try await gateway.call(
                    ClockMethods.advanceClock,
                    AdvanceClockRequest(requestID: "z", platform: "demo", byUs: 1))
            }
            await gateway.close()
        }
    }

    @Test("a paid order that is cancelled gives money back and nobody earns")
    func cancelled() async throws {
        try await Self.withShop { _, shop in
            let order = try await shop.place(1, by: 2, id: "o", pieces: 1)
            try await shop.pay(order, id: "pay")
            _ = try await shop.orders.call(
                OrdersMethods.cancel,
                CancelRequest(
                    requestID: "cancel", platform: shop.platform, order: order,
                    reason: "changed my mind"))
            let ended = try await shop.settled(order)
            #expect(ended.state == .refunded)
            let money = try await shop.pool.call(
                RefundMethods.getOrderMoney,
                GetOrderMoneyRequest(platform: shop.platform, order: order))
            #expect(money.state == .refunded)
            #expect(money.refunds.map(\.providerFen) == [100_000])
            _ = try await shop.advance(30 * Self.day, id: "later")
            let inviter = try await shop.pool.call(
                PoolMethods.getPosition, GetPositionRequest(platform: shop.platform, member: 1))
            #expect(inviter.walletFen == 0)
            await Refusal.expect(.failedPrecondition, "order_is_finished", saying: "is finished") {
                try await shop.deliver(order)
            }
        }
    }
}

extension Shop {
    static func plan(_ returnDays: UInt32, coinShareBps: UInt32 = 0) -> Plan {
        var plan = seed
        plan.returnDays = returnDays
        plan.coinShareBps = coinShareBps
        return plan
    }

    func open(returnDays: UInt32, coinShareBps: UInt32 = 0) async throws {
        _ = try await pool.call(
            PoolMethods.createPlatform,
            CreatePlatformRequest(
                requestID: "platform", platform: platform, title: "Demo", sandbox: true,
                plan: Self.plan(returnDays, coinShareBps: coinShareBps)))
    }

    func place(
        _ product: UInt64, by member: UInt64, id: String, pieces: UInt32
    ) async throws -> UInt64 {
        try await orders.call(
            OrdersMethods.place,
            PlaceRequest(
                requestID: "\(id)-place", platform: platform, member: member,
                lines: [OrderLine(product: product, quantity: pieces)])
        ).order
    }

    func pay(_ order: UInt64, id: String) async throws {
        _ = try await orders.call(
            OrdersMethods.sandboxPay,
            SandboxPayRequest(requestID: id, platform: platform, order: order))
    }

    /// Ships and delivers.
    func deliver(_ order: UInt64) async throws {
        _ = try await orders.call(
            OrdersMethods.ship,
            ShipRequest(requestID: "ship-\(order)", platform: platform, order: order))
        _ = try await orders.call(
            OrdersMethods.deliver,
            DeliverRequest(requestID: "deliver-\(order)", platform: platform, order: order))
    }

    func advance(_ microseconds: Int64, id: String) async throws -> AdvanceClockResponse {
        try await orders.call(
            ClockMethods.advanceClock,
            AdvanceClockRequest(requestID: id, platform: platform, byUs: microseconds))
    }

    func state(_ order: UInt64) async throws -> OrderState? {
        try await orders.call(
            OrdersMethods.getOrder, GetOrderRequest(platform: platform, order: order)
        ).order?.state
    }

    func available(of product: UInt64 = 1) async throws -> Int64 {
        let found = try await catalog.call(
            CatalogMethods.getProduct, GetProductRequest(platform: platform, product: product)
        ).product
        return (found?.onHand ?? 0) - (found?.reserved ?? 0)
    }

    /// Asks until it is so; the suite's time limit bounds it.
    func wait(until isSo: () async throws -> Bool) async throws {
        while try await !isSo() { try Task.checkCancellation() }
    }
}
