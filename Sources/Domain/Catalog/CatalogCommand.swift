/// What a catalog is asked to do (orders.md §1).
package enum CatalogCommand: Hashable, Sendable {
    case put(ProductDraft)
    /// Adds pieces, or takes them if negative.
    case adjustStock(ProductID, by: Int64, reason: String)
    case reserve(ReserveOrder)
    /// The order is paid: what was reserved is sold.
    case commit(OrderID)
    case release(OrderID)
    /// Releases what has not been paid in time: at most `atMost` reservations, oldest first.
    case expire(atMost: Int)
    /// Returned pieces are in the house again.
    case restock(RestockOrder)
    /// Sells a product at another price for a while. The price stands beside the parts so that
    /// parts that do not sum to it are refused.
    case openCampaign(Campaign.Terms, price: Money)
    case endCampaign(CampaignID)
    /// Business time of the platform is so far ahead of wall time; less than is known is old news.
    case followClock(aheadMicroseconds: Int64)
}

/// A product as it shall be. Its stock is not part of it, except how a new product begins.
package struct ProductDraft: Hashable, Sendable {
    /// Nil makes a new product.
    package var id: ProductID?
    package var title: String
    package var details: ProductDetails
    package var delivery: Delivery
    package var status: ProductStatus
    package var pricing: Pricing
    package var stockIsUnlimited: Bool
    /// Ignored for a product that exists.
    package var openingStock: Int64

    package init(
        id: ProductID? = nil, title: String, details: ProductDetails = ProductDetails(),
        delivery: Delivery, status: ProductStatus, pricing: Pricing, stockIsUnlimited: Bool,
        openingStock: Int64 = 0
    ) {
        self.id = id
        self.title = title
        self.details = details
        self.delivery = delivery
        self.status = status
        self.pricing = pricing
        self.stockIsUnlimited = stockIsUnlimited
        self.openingStock = openingStock
    }
}

/// Stock of all lines or of none.
package struct ReserveOrder: Hashable, Sendable {
    package let order: OrderID
    package let member: MemberID
    package let lines: [OrderLine]
    /// Nil: as long as usual.
    package let expiresAt: Instant?

    package init(
        order: OrderID, member: MemberID, lines: [OrderLine], expiresAt: Instant? = nil
    ) {
        self.order = order
        self.member = member
        self.lines = lines
        self.expiresAt = expiresAt
    }
}

/// Pieces of a product that come back.
package struct RestockLine: Hashable, Sendable {
    package let product: ProductID
    package let quantity: Int64

    package init(product: ProductID, quantity: Int64) {
        self.product = product
        self.quantity = quantity
    }
}

/// Returned pieces of an order, with what the order bought: a sold order has left memory, so
/// its pieces are read back from the journal.
package struct RestockOrder: Hashable, Sendable {
    package let order: OrderID
    package let lines: [RestockLine]
    /// All pieces that the order bought, by product.
    package let sold: [ProductID: Int64]

    package init(order: OrderID, lines: [RestockLine], sold: [ProductID: Int64]) {
        self.order = order
        self.lines = lines
        self.sold = sold
    }
}

/// What happened to a catalog. The events alone rebuild it.
package enum CatalogEvent: Hashable, Sendable {
    /// The product as it is from now on, stock included.
    case productPut(Product)
    case stockAdjusted(ProductID, by: Int64, reason: String)
    case stockReserved(Reservation)
    case stockCommitted(OrderID)
    case stockReleased(OrderID)
    case reservationExpired(OrderID)
    case stockRestocked(OrderID, lines: [RestockLine])
    case campaignOpened(Campaign)
    case campaignEnded(CampaignID, at: Instant)
    case clockFollowed(aheadMicroseconds: Int64)
}
