// Other prices for a while.

extension Catalog {
    /// The campaign whose price holds for this product now.
    package func campaign(of product: ProductID, at now: Instant) -> Campaign? {
        campaigns(of: product).last { $0.isRunning(at: now) }
    }

    /// All campaigns that the product has had and will have, in order of opening.
    package func campaigns(of product: ProductID) -> [Campaign] {
        campaignsOfProducts[product, default: []].compactMap { campaigns[$0] }
    }

    func open(
        _ terms: Campaign.Terms, price: Money, at now: Instant
    ) throws(CatalogRejection) -> [CatalogEvent] {
        guard let product = products[terms.product] else { throw .productNotFound(terms.product) }
        let longest = terms.starts.advanced(by: CatalogLimits.campaignMicrosecondsMax)
        guard terms.starts < terms.ends, now < terms.ends, terms.ends <= longest else {
            throw .campaign(.windowOutOfRange)
        }
        guard (1...CatalogLimits.quantityMax).contains(terms.piecesPerMember) else {
            throw .campaign(.piecesPerMemberOutOfRange(terms.piecesPerMember))
        }
        // A reserve fed by sales at a loss is fiction.
        guard price == terms.waterfall.total else {
            throw .waterfallDoesNotSum(price: price, sum: terms.waterfall.total)
        }
        guard !product.pricing.isOpen else { throw .campaign(.priceIsOpen(product.id)) }
        let others = campaigns(of: product.id)
        if let other = others.first(where: {
            $0.terms.starts < terms.ends && terms.starts < $0.ends
        }) {
            throw .campaign(.overlaps(other.id))
        }
        guard others.count < CatalogLimits.campaignsPerProductMax else {
            throw .campaign(.tooMany(product.id))
        }
        let id = CampaignID(rawValue: UInt64(campaigns.count) + 1)
        return [.campaignOpened(Campaign(id: id, terms: terms))]
    }

    func end(_ id: CampaignID, at now: Instant) throws(CatalogRejection) -> [CatalogEvent] {
        guard let campaign = campaigns[id] else { throw .campaign(.notFound(id)) }
        guard now < campaign.ends else { throw .campaign(.isOver(id)) }
        return [.campaignEnded(id, at: max(now, campaign.terms.starts))]
    }

    /// Refuses more pieces than the campaigns of an order's lines allow the member.
    func checkCampaigns(
        of lines: [ReservedLine], by member: MemberID, freeing freed: Freed
    ) throws(CatalogRejection) {
        var asked: [CampaignID: Int64] = [:]
        for line in lines {
            guard let id = line.campaign, let campaign = campaigns[id] else { continue }
            asked[id, default: 0] += line.quantity
            let purchase = Purchase(campaign: id, member: member)
            let had = bought[purchase, default: 0] - freed.bought[purchase, default: 0]
            let left = campaign.terms.piecesPerMember - had
            guard asked[id, default: 0] <= left else {
                throw .campaign(.memberLimit(id, asked: asked[id, default: 0], left: left))
            }
        }
    }
}
