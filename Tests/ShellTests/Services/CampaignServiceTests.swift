import Testing
import Transport
import Wire

@testable import Services

@Suite("Campaigns over RPC", .timeLimit(.minutes(3)))
struct CampaignServiceTests {
    private static let half = Waterfall(
        costFen: 15_000, commissionFen: 15_000, platformFen: 5_000, contributionFen: 15_000)

    private static func open(
        _ desk: ShelfDesk, _ product: UInt64, id: String, priceFen: Int64 = 50_000
    ) async throws -> Campaign {
        let reply = try await desk.shop.catalog.call(
            CampaignMethods.openCampaign,
            OpenCampaignRequest(
                requestID: id, platform: desk.shop.platform,
                campaign: Campaign(
                    product: product, startsUs: 1, endsUs: 31_000_000_000_000, priceFen: priceFen,
                    waterfall: half, piecesPerMember: 2)))
        return try #require(reply.campaign)
    }

    @Test("what cannot be opened is refused with its reason")
    func refusals() async throws {
        try await ShelfDesk.run { _, desk in
            let product = try await desk.put()
            do {
                _ = try await Self.open(desk, product, id: "long")
                Issue.record("a window of years is taken")
            } catch let error as RPCError {
                #expect(error.code == .invalidArgument)
                #expect(error.reason == "window_out_of_range")
            }
            await #expect(throws: RPCError.self) {
                _ = try await desk.shop.catalog.call(
                    CampaignMethods.endCampaign,
                    EndCampaignRequest(
                        requestID: "end", platform: desk.shop.platform, campaign: 1))
            }
        }
    }

    @Test("members order at the campaign's price up to its limit; ended, the usual price holds")
    func prices() async throws {
        try await ShelfDesk.run { _, desk in
            let product = try await desk.put()
            var now: Int64 = 0
            try await desk.follow { entry in
                now = entry.timeUs
                return true
            }
            let opened = try await desk.shop.catalog.call(
                CampaignMethods.openCampaign,
                OpenCampaignRequest(
                    requestID: "open", platform: desk.shop.platform,
                    campaign: Campaign(
                        product: product, startsUs: now - 1, endsUs: now + 3_600_000_000,
                        priceFen: 50_000, waterfall: Self.half, piecesPerMember: 2)))
            #expect(opened.campaign?.campaign == 1)
            let first = try await desk.reserve(1, product, 2, by: 7)
            #expect(first.lines.first?.paidFen == 100_000)
            #expect(first.lines.first?.campaign == 1)
            do {
                try await desk.reserve(2, product, 1, by: 7)
                Issue.record("more than the campaign allows is reserved")
            } catch let error as RPCError {
                #expect(error.reason == "campaign_limit_reached")
            }
            _ = try await desk.shop.catalog.call(
                CampaignMethods.endCampaign,
                EndCampaignRequest(requestID: "end", platform: desk.shop.platform, campaign: 1))
            let usual = try await desk.reserve(3, product, 1, by: 7)
            #expect(usual.lines.first?.paidFen == 100_000)
            #expect(usual.lines.first?.campaign == 0)
            let list = try await desk.shop.catalog.call(
                CampaignMethods.listCampaigns,
                ListCampaignsRequest(platform: desk.shop.platform, product: product))
            #expect(list.campaigns.map(\.campaign) == [1])
            #expect((list.campaigns.first?.endsUs ?? 0) < now + 3_600_000_000)
        }
    }
}
