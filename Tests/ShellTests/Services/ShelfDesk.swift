import Services
import Testing
import Transport
import Wire

/// A catalog and its operators, gateway and order service, without the services around it: the
/// tests ask the catalog what the order service asks.
struct ShelfDesk: Sendable {
    let shop: Shop
    let order: Client
    let auditor: Client

    static let services: [ServiceName] = [.pool, .catalog]

    init(_ installation: TestInstallation) throws {
        shop = try Shop(installation)
        order = try installation.client(.catalog, as: "service/order")
        auditor = try installation.client(.catalog, as: "auditor/eve")
    }

    static func run(_ body: @Sendable (TestInstallation, ShelfDesk) async throws -> Void)
        async throws
    {
        try await TestInstallation.run(services) { installation in
            let desk = try ShelfDesk(installation)
            try await desk.shop.open()
            try await body(installation, desk)
            await desk.close()
        }
    }

    /// A new product like the shop's goods.
    func put(id: String = "tea", _ change: (inout Product) -> Void = { _ in }) async throws
        -> UInt64
    {
        var goods = Shop.goods
        change(&goods)
        return try await shop.put(goods, id: id)
    }

    @discardableResult
    func reserve(
        _ order: UInt64, _ product: UInt64, _ pieces: UInt32 = 1, by member: UInt64? = nil,
        expiresUs: Int64 = 0
    ) async throws -> ReserveResponse {
        try await self.order.call(
            CatalogMethods.reserve,
            ReserveRequest(
                requestID: "o\(order)/reserve/1", platform: shop.platform, order: order,
                member: member ?? order,
                lines: [ReserveLine(product: product, quantity: pieces)], expiresUs: expiresUs))
    }

    func commit(_ order: UInt64) async throws {
        _ = try await self.order.call(
            CatalogMethods.commit,
            CommitRequest(
                requestID: "o\(order)/commit/1", platform: shop.platform, order: order))
    }

    func restock(_ order: UInt64, _ product: UInt64, _ pieces: UInt32, part: Int) async throws {
        _ = try await self.order.call(
            CatalogMethods.restock,
            RestockRequest(
                requestID: "o\(order)/restock/\(part)", platform: shop.platform, order: order,
                lines: [RestockLine(product: product, quantity: pieces)]))
    }

    func product(_ product: UInt64) async throws -> Product {
        let reply = try await shop.catalog.call(
            CatalogMethods.getProduct,
            GetProductRequest(platform: shop.platform, product: product))
        return try #require(reply.product)
    }

    /// The catalog's entries in order, until `body` says that one was the last.
    func follow(until isLast: (JournalEntry) throws -> Bool) async throws {
        let replies = auditor.stream(
            JournalsMethods.subscribe, SubscribeRequest(platform: shop.platform))
        for try await reply in replies {
            for bytes in reply.batch?.entries ?? [] {
                if try isLast(try JournalEntry(decoding: bytes)) { return }
            }
        }
    }

    /// How many entries of each kind the catalog's journal has.
    func kinds() async throws -> [String: Int] {
        var kinds: [String: Int] = [:]
        let replies = auditor.stream(
            JournalsMethods.subscribe, SubscribeRequest(platform: shop.platform))
        for try await reply in replies {
            for bytes in reply.batch?.entries ?? [] {
                kinds[try JournalEntry(decoding: bytes).kind, default: 0] += 1
            }
            if reply.caughtUp != nil { break }
        }
        return kinds
    }

    func close() async {
        await shop.close()
        await order.close()
        await auditor.close()
    }
}
