import Testing
import Transport
import Wire

@testable import Services

@Suite("The shelf over RPC", .timeLimit(.minutes(3)))
struct ShelfServiceTests {
    private static func search(
        _ desk: ShelfDesk, _ change: (inout SearchProductsRequest) -> Void
    ) async throws -> SearchProductsResponse {
        var request = SearchProductsRequest(platform: desk.shop.platform)
        change(&request)
        return try await desk.shop.catalog.call(ShelfMethods.searchProducts, request)
    }

    @Test("products are found by words, page by page")
    func search() async throws {
        try await TestInstallation.run(ShelfDesk.services) { installation in
            let desk = try ShelfDesk(installation)
            try await desk.shop.open()
            for number in 1...5 {
                _ = try await desk.put(id: "p\(number)") {
                    $0.title = "西湖龙井 \(number)"
                    $0.category = number < 5 ? "茶叶" : "礼品"
                }
            }
            let first = try await Self.search(desk) {
                ($0.text, $0.category, $0.limit) = ("龙井", "茶叶", 3)
            }
            #expect(first.products.map(\.product) == [1, 2, 3])
            let second = try await Self.search(desk) {
                ($0.text, $0.category, $0.limit) = ("龙井", "茶叶", 3)
                $0.pageToken = first.nextPageToken
            }
            #expect(second.products.map(\.product) == [4])
            #expect(second.nextPageToken == "")
            do {
                _ = try await Self.search(desk) { $0.pageToken = first.nextPageToken }
                Issue.record("a token of another question is taken")
            } catch let error as RPCError {
                #expect(error.code == .invalidArgument)
                #expect(error.metadata["field"] == "page_token")
            }
            await desk.close()
        }
    }

    @Test("a product's history has every price and waterfall it had, the oldest first")
    func history() async throws {
        try await ShelfDesk.run { _, desk in
            let product = try await desk.put()
            for price in [90_000, 80_000] as [Int64] {
                _ = try await desk.put(id: "at-\(price)") {
                    $0.product = product
                    $0.priceFen = price
                    $0.waterfall = nil
                    $0.rates = WaterfallRates(
                        costBps: 3_000, commissionBps: 3_000, platformBps: 1_000,
                        contributionBps: 3_000)
                }
            }
            func history(before: UInt64 = 0, limit: UInt32 = 0) async throws
                -> GetProductHistoryResponse
            {
                try await desk.shop.catalog.call(
                    ShelfMethods.getProductHistory,
                    GetProductHistoryRequest(
                        platform: desk.shop.platform, product: product, beforeSequence: before,
                        limit: limit))
            }
            let all = try await history()
            #expect(all.versions.map { $0.product?.priceFen } == [100_000, 90_000, 80_000])
            #expect(
                all.versions.map { $0.product?.waterfall?.costFen } == [30_000, 27_000, 24_000])
            #expect(all.versions.map(\.caller) == Array(repeating: "operator/ann", count: 3))
            #expect(all.earlier == 0)
            let newest = try await history(limit: 1)
            #expect(newest.versions.map { $0.product?.priceFen } == [80_000])
            let before = try await history(before: newest.earlier, limit: 1)
            #expect(before.versions.map { $0.product?.priceFen } == [90_000])
        }
    }
}
