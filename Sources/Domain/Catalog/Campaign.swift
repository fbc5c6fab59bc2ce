/// A product at another price for a while, at most so many pieces for each member.
package struct Campaign: Hashable, Sendable {
    package let id: CampaignID
    package let terms: Terms
    /// Where it is over already: earlier than its terms say, if somebody ended it.
    package internal(set) var ends: Instant

    /// What is asked for.
    package struct Terms: Hashable, Sendable {
        package let product: ProductID
        /// The window: from `starts` on, and not any more at `ends`.
        package let starts: Instant
        package let ends: Instant
        /// Per piece; its total is the price.
        package let waterfall: Waterfall
        /// Pieces that a member may order at this price in the whole window.
        package let piecesPerMember: Int64

        package init(
            product: ProductID, starts: Instant, ends: Instant, waterfall: Waterfall,
            piecesPerMember: Int64
        ) {
            self.product = product
            self.starts = starts
            self.ends = ends
            self.waterfall = waterfall
            self.piecesPerMember = piecesPerMember
        }
    }

    package init(id: CampaignID, terms: Terms) {
        self.id = id
        self.terms = terms
        ends = terms.ends
    }

    package func isRunning(at now: Instant) -> Bool { terms.starts <= now && now < ends }
}

/// Why the catalog refuses a campaign, or an order within one.
package enum CampaignRejection: Rejection, Equatable {
    case notFound(CampaignID)
    case windowOutOfRange
    case piecesPerMemberOutOfRange(Int64)
    case priceIsOpen(ProductID)
    case overlaps(CampaignID)
    case tooMany(ProductID)
    case isOver(CampaignID)
    /// More pieces than the campaign allows a member.
    case memberLimit(CampaignID, asked: Int64, left: Int64)

    package var kind: RejectionKind {
        switch self {
        case .notFound: .notFound
        case .windowOutOfRange, .piecesPerMemberOutOfRange: .invalidArgument
        case .priceIsOpen, .overlaps, .isOver, .memberLimit: .failedPrecondition
        case .tooMany: .outOfRange
        }
    }

    package var reason: String {
        switch self {
        case .notFound: "campaign_not_found"
        case .windowOutOfRange: "window_out_of_range"
        case .piecesPerMemberOutOfRange: "pieces_per_member_out_of_range"
        case .priceIsOpen: "price_is_open"
        case .overlaps: "campaigns_overlap"
        case .tooMany: "limit_reached"
        case .isOver: "campaign_is_over"
        case .memberLimit: "campaign_limit_reached"
        }
    }

    package var sentence: String {
        switch self {
        case .notFound(let campaign):
            "campaign \(campaign) does not exist; list the campaigns"
        case .windowOutOfRange:
            "the window from starts_us to ends_us is empty, past, or longer than "
                + "\(CatalogLimits.campaignDaysMax) days; state one that is none of this"
        case .piecesPerMemberOutOfRange(let pieces):
            "pieces_per_member is \(pieces); state 1 to \(CatalogLimits.quantityMax)"
        case .priceIsOpen(let product):
            "product \(product) has an open price, which no campaign changes; fix its price first"
        case .overlaps(let other):
            "campaign \(other) of the same product runs within this window; end it first"
        case .tooMany(let product):
            "product \(product) has had \(CatalogLimits.campaignsPerProductMax) campaigns, its "
                + "most; sell it as a new product"
        case .isOver(let campaign):
            "campaign \(campaign) is over already; nothing is left to do"
        case .memberLimit(let campaign, let asked, let left):
            "campaign \(campaign) leaves this member \(left) pieces, \(asked) were asked for; "
                + "order at most that"
        }
    }
}
