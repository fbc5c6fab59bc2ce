import Services
import Testing
import Transport
import Wire

@testable import Services

/// A shop with one product, its sandbox payment provider, and who reads its journals.
struct PaymentShop {
    let shop: Shop
    let product: UInt64
    private let readers: [AuditedService: Client]

    /// With members 1 to 4, and goods in plenty.
    init(
        _ installation: TestInstallation, platform: String = "demo", returnDays: UInt32 = 0,
        coinShareBps: UInt32 = 0
    ) async throws {
        shop = try Shop(installation, platform: platform)
        try await shop.open(returnDays: returnDays, coinShareBps: coinShareBps)
        product = try await shop.put(Shop.goods, id: "tea")
        for member in UInt64(1)...4 { try await shop.join(member, under: member - 1) }
        readers = [
            .catalog: try installation.client(.catalog, as: "auditor/eve"),
            .order: try installation.client(.order, as: "auditor/eve"),
            .pool: try installation.client(.pool, as: "auditor/eve"),
            .referral: try installation.client(.referral, as: "auditor/eve"),
        ]
    }

    static let price: Int64 = 100_000

    func close() async {
        await shop.close()
        for reader in readers.values { await reader.close() }
    }

    func place(by member: UInt64 = 1, pieces: UInt32 = 1, id: String) async throws -> UInt64 {
        try await shop.orders.call(
            OrdersMethods.place,
            PlaceRequest(
                requestID: id, platform: shop.platform, member: member,
                lines: [OrderLine(product: product, quantity: pieces)])
        ).order
    }

    func send(
        _ callbacks: [SandboxCallback], seed: UInt64 = 0, parallel: UInt32 = 1
    ) async throws -> SandboxSendResponse {
        try await shop.orders.call(
            PaymentsMethods.sandboxSend,
            SandboxSendRequest(
                platform: shop.platform, callbacks: callbacks, seed: seed, parallel: parallel),
            timeoutMilliseconds: 60_000)
    }

    func unmatched() async throws -> [UnmatchedReceipt] {
        try await shop.orders.call(
            PaymentsMethods.listUnmatched,
            ListUnmatchedRequest(platform: shop.platform, limit: 500)
        ).receipts
    }

    func balances() async throws -> [String: Int64] {
        let reply = try await shop.pool.call(
            PoolMethods.getTrialBalance, GetTrialBalanceRequest(platform: shop.platform))
        return Dictionary(
            uniqueKeysWithValues: reply.balances.filter { $0.amount != 0 }.map {
                ($0.account, $0.amount)
            })
    }

    /// Reads the order service's journal, live, until there are `count` entries of a kind; all
    /// entries up to there.
    @discardableResult
    func read(until count: Int, of kind: String) async throws -> [JournalEntry] {
        let reader = try #require(readers[.order])
        var entries: [JournalEntry] = []
        var left = count
        let journal = reader.stream(
            JournalsMethods.subscribe, SubscribeRequest(platform: shop.platform))
        for try await message in journal where left > 0 {
            for bytes in message.batch?.entries ?? [] {
                entries.append(try JournalEntry(decoding: bytes))
                if entries.last?.kind == kind { left -= 1 }
            }
            if left <= 0 { break }
        }
        return entries
    }

    /// How many entries of each kind the order service's journal has now.
    func kinds() async throws -> [String: Int] {
        let reader = try #require(readers[.order])
        var kinds: [String: Int] = [:]
        try await Self.read(reader, shop.platform) { kinds[$0.kind, default: 0] += 1 }
        return kinds
    }

    /// What the audit finds in the four journals as they are now.
    func violations() async throws -> [Violation] {
        var reader = ScenarioReader()
        for service in AuditedService.allCases {
            let client = try #require(readers[service])
            try await Self.read(client, shop.platform) { reader.take($0, of: service) }
        }
        return reader.finished()
    }

    private static func read(
        _ client: Client, _ platform: String, _ take: (JournalEntry) -> Void
    ) async throws {
        let journal = client.stream(
            JournalsMethods.subscribe, SubscribeRequest(platform: platform))
        for try await message in journal {
            for bytes in message.batch?.entries ?? [] { take(try JournalEntry(decoding: bytes)) }
            if message.caughtUp != nil { break }
        }
    }
}
