import Domain
import Journal
import Transport
import Wire

/// The methods of campaigns.
struct CampaignFace: Sendable {
    let gate: CommandGate<CatalogBook>

    func register(on router: inout Router) {
        router.unary(CampaignMethods.openCampaign) { [self] in try await open($0, $1) }
        router.unary(CampaignMethods.endCampaign) { [self] in try await end($0, $1) }
        router.unary(CampaignMethods.listCampaigns) { [self] in try await list($1) }
    }

    private func open(
        _ call: Call, _ request: OpenCampaignRequest
    ) async throws -> OpenCampaignResponse {
        guard let campaign = request.campaign else {
            throw RPCError.malformed("campaign", "campaign is missing; state the whole campaign")
        }
        guard campaign.campaign == 0 else {
            throw RPCError.malformed(
                "campaign", "campaign has a number already; leave it out, the catalog gives it")
        }
        let terms = try Domain.Campaign.Terms(campaign)
        let price = Money(fen: campaign.priceFen)
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, time in
            let events = try book.run(.openCampaign(terms, price: price), at: time)
            guard case .campaignOpened(let campaign)? = events.first else {
                preconditionFailure("opening a campaign is one event")
            }
            return (events.map(\.entry), OpenCampaignResponse(campaign: campaign.message))
        }
    }

    private func end(
        _ call: Call, _ request: EndCampaignRequest
    ) async throws -> EndCampaignResponse {
        let campaign = try CampaignID(request.campaign, field: "campaign")
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, time in
            (try book.run(.endCampaign(campaign), at: time).map(\.entry), EndCampaignResponse())
        }
    }

    private func list(_ request: ListCampaignsRequest) async throws -> ListCampaignsResponse {
        let count = try pageCount(request.limit, most: 500)
        return try await gate.read(request.platform) { book in
            let catalog = book.catalog
            guard request.product == 0 else {
                let campaigns = catalog.campaigns(of: ProductID(rawValue: request.product))
                    .filter { $0.id.rawValue > request.afterCampaign }
                return ListCampaignsResponse(
                    campaigns: campaigns.prefix(count).map(\.message))
            }
            let last = UInt64(catalog.campaigns.count)
            let numbers = (min(request.afterCampaign, last) + 1..<last + 1).prefix(count)
            return ListCampaignsResponse(
                campaigns: numbers.compactMap {
                    catalog.campaigns[CampaignID(rawValue: $0)]?.message
                })
        }
    }
}
