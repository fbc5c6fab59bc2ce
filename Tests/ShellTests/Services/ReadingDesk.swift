import Services
import Testing
import Transport
import Wire

/// A shop with members and tea, and the calls that read its orders.
struct ReadingDesk {
    let installation: TestInstallation
    let shop: Shop
    let tea: UInt64

    var platform: String { shop.platform }

    static func run(
        stock: Int64 = 1_000, _ body: @Sendable (ReadingDesk) async throws -> Void
    ) async throws {
        try await TestInstallation.run { installation in
            let desk = try await open(installation, stock: stock)
            try await body(desk)
            await desk.shop.close()
        }
    }

    /// Members 1 to 3, each invited by the one before.
    static func open(
        _ installation: TestInstallation, stock: Int64 = 1_000
    ) async throws -> ReadingDesk {
        let shop = try Shop(installation)
        try await shop.open()
        var goods = Shop.goods
        goods.onHand = stock
        let tea = try await shop.put(goods, id: "tea")
        for member in UInt64(1)...3 { try await shop.join(member, under: member - 1) }
        return ReadingDesk(installation: installation, shop: shop, tea: tea)
    }

    static func acting(_ member: UInt64) -> Metadata {
        var metadata = Metadata()
        metadata.add("tidemark-acting-member", "\(member)")
        return metadata
    }

    @discardableResult
    func place(
        _ id: String, by member: UInt64, _ lines: [OrderLine]? = nil
    ) async throws -> UInt64 {
        try await shop.orders.call(
            OrdersMethods.place,
            PlaceRequest(
                requestID: id, platform: platform, member: member,
                lines: lines ?? [OrderLine(product: tea, quantity: 1)])
        ).order
    }

    func pay(_ order: UInt64) async throws {
        _ = try await shop.orders.call(
            OrdersMethods.sandboxPay,
            SandboxPayRequest(requestID: "pay-\(order)", platform: platform, order: order))
    }

    func ship(_ order: UInt64) async throws {
        _ = try await shop.orders.call(
            OrdersMethods.ship,
            ShipRequest(requestID: "ship-\(order)", platform: platform, order: order))
    }

    func deliver(_ order: UInt64) async throws {
        _ = try await shop.orders.call(
            OrdersMethods.deliver,
            DeliverRequest(requestID: "deliver-\(order)", platform: platform, order: order))
    }

    func cancel(_ order: UInt64) async throws {
        _ = try await shop.orders.call(
            OrdersMethods.cancel,
            CancelRequest(
                requestID: "cancel-\(order)", platform: platform, order: order, reason: "why"))
    }

    func order(_ order: UInt64) async throws -> Order {
        let reply = try await shop.orders.call(
            OrdersMethods.getOrder, GetOrderRequest(platform: platform, order: order))
        return try #require(reply.order)
    }

    func quote(_ member: UInt64, _ lines: [OrderLine]) async throws -> QuoteOrderResponse {
        try await shop.orders.call(
            OrderReadingMethods.quote,
            QuoteOrderRequest(platform: platform, member: member, lines: lines))
    }

    /// All pages of one question, with what is done between them.
    func pages(
        _ request: ListOrdersRequest, as client: Client? = nil, metadata: Metadata = Metadata(),
        between: (Int) async throws -> Void = { _ in }
    ) async throws -> [ListOrdersResponse] {
        var request = request
        request.platform = platform
        var pages: [ListOrdersResponse] = []
        repeat {
            let page = try await (client ?? shop.orders).call(
                OrdersMethods.listOrders, request, metadata: metadata)
            pages.append(page)
            request.pageToken = page.nextPageToken
            try await between(pages.count)
        } while !request.pageToken.isEmpty && pages.count < 200
        return pages
    }

    /// How many entries each journal of the platform has.
    func sizes() async throws -> [String: UInt64] {
        var sizes: [String: UInt64] = [:]
        for service in ServiceName.books {
            let client = try installation.client(service, as: "auditor/eve")
            let reply = try await client.call(
                JournalsMethods.listJournals, ListJournalsRequest())
            for head in reply.journals { sizes["\(service)/\(head.platform)"] = head.size }
            await client.close()
        }
        return sizes
    }
}
