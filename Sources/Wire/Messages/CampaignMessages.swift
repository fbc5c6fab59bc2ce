package struct OpenCampaignRequest: Message {
    package static let protoName = "tidemark.catalog.v1.OpenCampaignRequest"

    package var requestID: String = ""
    package var platform: String = ""
    /// Its number is given by the catalog.
    package var campaign: Campaign?

    package init() {}

    package init(
        requestID: String = "", platform: String = "", campaign: Campaign? = nil
    ) {
        self.requestID = requestID
        self.platform = platform
        self.campaign = campaign
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.message(3, "campaign", &campaign)
    }
}

package struct OpenCampaignResponse: Message {
    package static let protoName = "tidemark.catalog.v1.OpenCampaignResponse"

    package var campaign: Campaign?

    package init() {}

    package init(
        campaign: Campaign? = nil
    ) {
        self.campaign = campaign
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.message(1, "campaign", &campaign)
    }
}

/// Ends a campaign now, or before it begins.
package struct EndCampaignRequest: Message {
    package static let protoName = "tidemark.catalog.v1.EndCampaignRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var campaign: UInt64 = 0

    package init() {}

    package init(
        requestID: String = "", platform: String = "", campaign: UInt64 = 0
    ) {
        self.requestID = requestID
        self.platform = platform
        self.campaign = campaign
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "campaign", &campaign)
    }
}

package struct EndCampaignResponse: Message {
    package static let protoName = "tidemark.catalog.v1.EndCampaignResponse"

    package init() {}

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
    }
}

package struct ListCampaignsRequest: Message {
    package static let protoName = "tidemark.catalog.v1.ListCampaignsRequest"

    package var platform: String = ""
    /// 0 for all products.
    package var product: UInt64 = 0
    /// Lists campaigns above this number.
    package var afterCampaign: UInt64 = 0
    /// 1 to 500; 0 means 100.
    package var limit: UInt32 = 0

    package init() {}

    package init(
        platform: String = "", product: UInt64 = 0, afterCampaign: UInt64 = 0, limit: UInt32 = 0
    ) {
        self.platform = platform
        self.product = product
        self.afterCampaign = afterCampaign
        self.limit = limit
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint64(2, "product", &product)
        try fields.uint64(3, "after_campaign", &afterCampaign)
        try fields.uint32(4, "limit", &limit)
    }
}

package struct ListCampaignsResponse: Message {
    package static let protoName = "tidemark.catalog.v1.ListCampaignsResponse"

    package var campaigns: [Campaign] = []

    package init() {}

    package init(
        campaigns: [Campaign] = []
    ) {
        self.campaigns = campaigns
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.repeated(1, "campaigns", &campaigns)
    }
}
