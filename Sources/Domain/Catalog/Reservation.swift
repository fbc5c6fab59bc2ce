/// What an order asks the catalog for.
package struct OrderLine: Hashable, Sendable {
    package let product: ProductID
    package let quantity: Int64
    /// Per piece; only for a product with an open price.
    package let openPrice: Money?

    package init(product: ProductID, quantity: Int64, openPrice: Money? = nil) {
        self.product = product
        self.quantity = quantity
        self.openPrice = openPrice
    }
}

/// Price and waterfall of one order line, all pieces together, as they were when reserved:
/// nothing that the catalog does later changes them.
package struct ReservedLine: Hashable, Sendable {
    package let product: ProductID
    package let quantity: Int64
    /// Its total is what the line costs.
    package let waterfall: Waterfall
    package let delivery: Delivery
    /// Whose price it is, if it is a campaign's.
    package let campaign: CampaignID?

    package init(
        product: ProductID, quantity: Int64, waterfall: Waterfall, delivery: Delivery,
        campaign: CampaignID? = nil
    ) {
        self.product = product
        self.quantity = quantity
        self.waterfall = waterfall
        self.delivery = delivery
        self.campaign = campaign
    }

    package var price: Money { waterfall.total }
}

/// Stock set aside for an order that is not paid.
package struct Reservation: Hashable, Sendable {
    package let order: OrderID
    package let member: MemberID
    package let lines: [ReservedLine]
    /// Nil: it is kept until committed or released.
    package let expiresAt: Instant?

    package init(
        order: OrderID, member: MemberID, lines: [ReservedLine], expiresAt: Instant?
    ) {
        self.order = order
        self.member = member
        self.lines = lines
        self.expiresAt = expiresAt
    }
}
