/// A product as it is from now on.
package struct ProductPut: Message {
    package static let protoName = "tidemark.catalog.v1.ProductPut"

    package var product: Product?

    package init() {}

    package init(
        product: Product? = nil
    ) {
        self.product = product
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.message(1, "product", &product)
    }
}

package struct StockAdjusted: Message {
    package static let protoName = "tidemark.catalog.v1.StockAdjusted"

    package var product: UInt64 = 0
    package var by: Int64 = 0
    package var reason: String = ""

    package init() {}

    package init(
        product: UInt64 = 0, by: Int64 = 0, reason: String = ""
    ) {
        self.product = product
        self.by = by
        self.reason = reason
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "product", &product)
        try fields.int64(2, "by", &by)
        try fields.string(3, "reason", &reason)
    }
}

/// Stock is set aside for an order: all of its lines or none.
package struct StockReserved: Message {
    package static let protoName = "tidemark.catalog.v1.StockReserved"

    package var order: UInt64 = 0
    package var member: UInt64 = 0
    package var lines: [ReservedLine] = []
    /// When it ends by itself; 0 if never.
    package var expiresUs: Int64 = 0

    package init() {}

    package init(
        order: UInt64 = 0, member: UInt64 = 0, lines: [ReservedLine] = [],
        expiresUs: Int64 = 0
    ) {
        self.order = order
        self.member = member
        self.lines = lines
        self.expiresUs = expiresUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.uint64(2, "member", &member)
        try fields.repeated(3, "lines", &lines)
        try fields.int64(4, "expires_us", &expiresUs)
    }
}

/// The order is paid: its reservation becomes sold.
package struct StockCommitted: Message {
    package static let protoName = "tidemark.catalog.v1.StockCommitted"

    package var order: UInt64 = 0

    package init() {}

    package init(
        order: UInt64 = 0
    ) {
        self.order = order
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
    }
}

package struct StockReleased: Message {
    package static let protoName = "tidemark.catalog.v1.StockReleased"

    package var order: UInt64 = 0

    package init() {}

    package init(
        order: UInt64 = 0
    ) {
        self.order = order
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
    }
}

/// The order was not paid in time.
package struct ReservationExpired: Message {
    package static let protoName = "tidemark.catalog.v1.ReservationExpired"

    package var order: UInt64 = 0

    package init() {}

    package init(
        order: UInt64 = 0
    ) {
        self.order = order
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
    }
}

package struct StockRestocked: Message {
    package static let protoName = "tidemark.catalog.v1.StockRestocked"

    package var order: UInt64 = 0
    package var lines: [RestockLine] = []

    package init() {}

    package init(
        order: UInt64 = 0, lines: [RestockLine] = []
    ) {
        self.order = order
        self.lines = lines
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.repeated(2, "lines", &lines)
    }
}

/// A product at another price for a while.
package struct Campaign: Message {
    package static let protoName = "tidemark.catalog.v1.Campaign"

    package var campaign: UInt64 = 0
    package var product: UInt64 = 0
    /// By the catalog's clock: from `starts_us` on, and not any more at `ends_us`.
    package var startsUs: Int64 = 0
    package var endsUs: Int64 = 0
    package var priceFen: Int64 = 0
    /// Per piece; the parts sum to the price exactly.
    package var waterfall: Waterfall?
    /// Pieces that a member may order at this price in the whole window.
    package var piecesPerMember: UInt32 = 0

    package init() {}

    package init(
        campaign: UInt64 = 0, product: UInt64 = 0, startsUs: Int64 = 0, endsUs: Int64 = 0,
        priceFen: Int64 = 0, waterfall: Waterfall? = nil, piecesPerMember: UInt32 = 0
    ) {
        self.campaign = campaign
        self.product = product
        self.startsUs = startsUs
        self.endsUs = endsUs
        self.priceFen = priceFen
        self.waterfall = waterfall
        self.piecesPerMember = piecesPerMember
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "campaign", &campaign)
        try fields.uint64(2, "product", &product)
        try fields.int64(3, "starts_us", &startsUs)
        try fields.int64(4, "ends_us", &endsUs)
        try fields.int64(5, "price_fen", &priceFen)
        try fields.message(6, "waterfall", &waterfall)
        try fields.uint32(7, "pieces_per_member", &piecesPerMember)
    }
}

package struct CampaignOpened: Message {
    package static let protoName = "tidemark.catalog.v1.CampaignOpened"

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

package struct CampaignEnded: Message {
    package static let protoName = "tidemark.catalog.v1.CampaignEnded"

    package var campaign: UInt64 = 0
    package var atUs: Int64 = 0

    package init() {}

    package init(
        campaign: UInt64 = 0, atUs: Int64 = 0
    ) {
        self.campaign = campaign
        self.atUs = atUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "campaign", &campaign)
        try fields.int64(2, "at_us", &atUs)
    }
}

/// Business time is so far ahead of wall time from here on.
package struct ClockFollowed: Message {
    package static let protoName = "tidemark.catalog.v1.ClockFollowed"

    package var aheadUs: Int64 = 0

    package init() {}

    package init(
        aheadUs: Int64 = 0
    ) {
        self.aheadUs = aheadUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.int64(1, "ahead_us", &aheadUs)
    }
}
