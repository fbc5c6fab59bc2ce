/// How pieces of a product reach the member.
package enum Delivery: String, CaseIterable, Hashable, Sendable {
    case shipped
    case pickedUp = "picked_up"
    case virtual
}

package enum ProductStatus: String, CaseIterable, Hashable, Sendable {
    case draft
    case onSale = "on_sale"
    case retired
}

/// What one piece costs and where that goes.
package enum Pricing: Hashable, Sendable {
    /// Stated per piece. The catalog refuses a waterfall that does not sum to the price.
    case fixed(price: Money, waterfall: Waterfall)
    /// The order gives the price: only for imports of orders of the past.
    case open(WaterfallRates)

    package var isOpen: Bool {
        switch self {
        case .fixed: false
        case .open: true
        }
    }
}

/// The pieces of one product.
package struct Stock: Hashable, Sendable {
    /// Pieces in the house, those reserved included. Not counted while unlimited.
    package var onHand: Int64
    /// Pieces set aside for orders that are not paid.
    package var reserved: Int64
    package var sold: Int64
    package var isUnlimited: Bool

    package init(onHand: Int64, reserved: Int64 = 0, sold: Int64 = 0, isUnlimited: Bool) {
        self.onHand = onHand
        self.reserved = reserved
        self.sold = sold
        self.isUnlimited = isUnlimited
    }

    /// Pieces that can be reserved now.
    package var available: Int64 { isUnlimited ? .max : onHand - reserved }
}

package struct Product: Hashable, Sendable {
    package let id: ProductID
    package var title: String
    package var details: ProductDetails
    package var delivery: Delivery
    package var status: ProductStatus
    package var pricing: Pricing
    package var stock: Stock

    package init(
        id: ProductID, title: String, details: ProductDetails = ProductDetails(),
        delivery: Delivery, status: ProductStatus, pricing: Pricing, stock: Stock
    ) {
        self.id = id
        self.title = title
        self.details = details
        self.delivery = delivery
        self.status = status
        self.pricing = pricing
        self.stock = stock
    }
}
