/// The methods of tidemark.catalog.v1.Campaigns.
package enum CampaignMethods {
    package static let service = "tidemark.catalog.v1.Campaigns"

    package static let openCampaign = Method<OpenCampaignRequest, OpenCampaignResponse>(
        service, "OpenCampaign")
    package static let endCampaign = Method<EndCampaignRequest, EndCampaignResponse>(
        service, "EndCampaign")
    package static let listCampaigns = Method<ListCampaignsRequest, ListCampaignsResponse>(
        service, "ListCampaigns")

    static let schema = ServiceSchema(
        service, [openCampaign.schema, endCampaign.schema, listCampaigns.schema])
}
