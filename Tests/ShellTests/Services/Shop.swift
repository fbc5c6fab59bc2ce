import Services
import Testing
import Transport
import Wire

/// What the tests do with a shop: the calls of operators, with ids that count up.
struct Shop {
    let platform: String
    let catalog: Client
    let orders: Client
    let pool: Client
    let referral: Client

    init(_ installation: TestInstallation, platform: String = "demo") throws {
        self.platform = platform
        catalog = try installation.client(.catalog, as: "operator/ann")
        orders = try installation.client(.order, as: "operator/ann")
        pool = try installation.client(.pool, as: "operator/ann")
        referral = try installation.client(.referral, as: "operator/ann")
    }

    static let seed = Plan(
        openingPriceFen: 100, grantBps: 7_000, retentionBps: 2_000, exitMultipleBps: 30_000,
        splitPriceMultiple: 1_000, legacyReleaseBps: 0, directBps: 1_000, indirectBps: 500,
        returnDays: 0, unallocated: .platform)

    static let goods = Product(
        title: "Tea", delivery: .shipped, status: .onSale, priceFen: 100_000,
        waterfall: Waterfall(
            costFen: 30_000, commissionFen: 30_000, platformFen: 10_000, contributionFen: 30_000),
        onHand: 100)

    func open() async throws {
        _ = try await pool.call(
            PoolMethods.createPlatform,
            CreatePlatformRequest(
                requestID: "platform", platform: platform, title: "Demo", sandbox: true,
                plan: Self.seed))
    }

    func put(_ product: Product, id: String) async throws -> UInt64 {
        let reply = try await catalog.call(
            CatalogMethods.putProduct,
            PutProductRequest(requestID: id, platform: platform, product: product))
        return try #require(reply.product).product
    }

    func join(_ member: UInt64, under inviter: UInt64 = 0) async throws {
        _ = try await referral.call(
            ReferralMethods.join,
            JoinRequest(
                requestID: "join-\(member)", platform: platform, member: member, inviter: inviter))
    }

    /// Places an order of one piece and sends it all the way to settlement.
    func order(_ product: UInt64, by member: UInt64, id: String) async throws -> Order {
        let placed = try await orders.call(
            OrdersMethods.place,
            PlaceRequest(
                requestID: "\(id)-place", platform: platform, member: member,
                lines: [OrderLine(product: product, quantity: 1)]))
        let order = placed.order
        _ = try await orders.call(
            OrdersMethods.sandboxPay,
            SandboxPayRequest(requestID: "\(id)-pay", platform: platform, order: order))
        _ = try await orders.call(
            OrdersMethods.ship,
            ShipRequest(requestID: "\(id)-ship", platform: platform, order: order))
        _ = try await orders.call(
            OrdersMethods.deliver,
            DeliverRequest(requestID: "\(id)-deliver", platform: platform, order: order))
        _ = try await orders.call(
            OrdersMethods.receive,
            ReceiveRequest(requestID: "\(id)-receive", platform: platform, order: order))
        return try await settled(order)
    }

    func settled(_ order: UInt64) async throws -> Order {
        let changes = orders.stream(
            OrdersMethods.watch, WatchRequest(platform: platform, order: order))
        var last = Order()
        for try await change in changes { last = change.order ?? last }
        return last
    }

    /// Waits until no order is under way: a batch that settled is confirmed a moment later.
    func rest() async throws {
        var open: UInt64 = 1
        while open > 0 {
            try Task.checkCancellation()
            open = try await orders.call(
                OrdersMethods.getProgress, GetProgressRequest(platform: platform)
            ).open
        }
    }

    func close() async {
        for client in [catalog, orders, pool, referral] { await client.close() }
    }
}
