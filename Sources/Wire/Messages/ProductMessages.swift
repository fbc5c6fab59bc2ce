/// Where the price goes, in fen. The parts sum to the price exactly.
package struct Waterfall: Message {
    package static let protoName = "tidemark.catalog.v1.Waterfall"

    package var costFen: Int64 = 0
    package var commissionFen: Int64 = 0
    package var platformFen: Int64 = 0
    package var taxFen: Int64 = 0
    package var paymentFeeFen: Int64 = 0
    package var contributionFen: Int64 = 0

    package init() {}

    package init(
        costFen: Int64 = 0, commissionFen: Int64 = 0, platformFen: Int64 = 0, taxFen: Int64 = 0,
        paymentFeeFen: Int64 = 0, contributionFen: Int64 = 0
    ) {
        self.costFen = costFen
        self.commissionFen = commissionFen
        self.platformFen = platformFen
        self.taxFen = taxFen
        self.paymentFeeFen = paymentFeeFen
        self.contributionFen = contributionFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.int64(1, "cost_fen", &costFen)
        try fields.int64(2, "commission_fen", &commissionFen)
        try fields.int64(3, "platform_fen", &platformFen)
        try fields.int64(4, "tax_fen", &taxFen)
        try fields.int64(5, "payment_fee_fen", &paymentFeeFen)
        try fields.int64(6, "contribution_fen", &contributionFen)
    }
}

/// The same in basis points, summing to 10,000. Every part is floored; what is left over goes to
/// the platform, or to cost where the platform's rate is 0.
package struct WaterfallRates: Message {
    package static let protoName = "tidemark.catalog.v1.WaterfallRates"

    package var costBps: UInt32 = 0
    package var commissionBps: UInt32 = 0
    package var platformBps: UInt32 = 0
    package var taxBps: UInt32 = 0
    package var paymentFeeBps: UInt32 = 0
    package var contributionBps: UInt32 = 0

    package init() {}

    package init(
        costBps: UInt32 = 0, commissionBps: UInt32 = 0, platformBps: UInt32 = 0, taxBps: UInt32 = 0,
        paymentFeeBps: UInt32 = 0, contributionBps: UInt32 = 0
    ) {
        self.costBps = costBps
        self.commissionBps = commissionBps
        self.platformBps = platformBps
        self.taxBps = taxBps
        self.paymentFeeBps = paymentFeeBps
        self.contributionBps = contributionBps
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint32(1, "cost_bps", &costBps)
        try fields.uint32(2, "commission_bps", &commissionBps)
        try fields.uint32(3, "platform_bps", &platformBps)
        try fields.uint32(4, "tax_bps", &taxBps)
        try fields.uint32(5, "payment_fee_bps", &paymentFeeBps)
        try fields.uint32(6, "contribution_bps", &contributionBps)
    }
}

package enum Delivery: Int32, MessageEnum {
    case unspecified = 0
    case shipped = 1
    case pickedUp = 2
    case virtual = 3

    package static let protoName = "tidemark.catalog.v1.Delivery"
    package static let zero = Self.unspecified

    package var valueName: String {
        switch self {
        case .unspecified: "DELIVERY_UNSPECIFIED"
        case .shipped: "DELIVERY_SHIPPED"
        case .pickedUp: "DELIVERY_PICKED_UP"
        case .virtual: "DELIVERY_VIRTUAL"
        }
    }
}

package enum ProductStatus: Int32, MessageEnum {
    case unspecified = 0
    case draft = 1
    case onSale = 2
    case retired = 3

    package static let protoName = "tidemark.catalog.v1.ProductStatus"
    package static let zero = Self.unspecified

    package var valueName: String {
        switch self {
        case .unspecified: "PRODUCT_STATUS_UNSPECIFIED"
        case .draft: "PRODUCT_STATUS_DRAFT"
        case .onSale: "PRODUCT_STATUS_ON_SALE"
        case .retired: "PRODUCT_STATUS_RETIRED"
        }
    }
}

package struct Product: Message {
    package static let protoName = "tidemark.catalog.v1.Product"

    package var product: UInt64 = 0
    package var title: String = ""
    package var delivery: Delivery = Delivery.zero
    package var status: ProductStatus = ProductStatus.zero
    /// Fen per piece; 0 with an open price, which the order then gives.
    package var priceFen: Int64 = 0
    /// Per piece. Absent with an open price.
    package var waterfall: Waterfall?
    /// With an open price; or in a request, instead of `waterfall`, which then is its result.
    package var rates: WaterfallRates?
    package var openPrice: Bool = false
    package var stockUnlimited: Bool = false
    package var onHand: Int64 = 0
    package var reserved: Int64 = 0
    package var sold: Int64 = 0
    package var description: String = ""
    /// Addresses that a browser loads over TLS.
    package var images: [String] = []
    package var category: String = ""
    package var merchant: String = ""

    package init() {}

    package init(
        product: UInt64 = 0, title: String = "", delivery: Delivery = .zero,
        status: ProductStatus = .zero, priceFen: Int64 = 0, waterfall: Waterfall? = nil,
        rates: WaterfallRates? = nil, openPrice: Bool = false, stockUnlimited: Bool = false,
        onHand: Int64 = 0, reserved: Int64 = 0, sold: Int64 = 0, description: String = "",
        images: [String] = [], category: String = "", merchant: String = ""
    ) {
        self.product = product
        self.title = title
        self.delivery = delivery
        self.status = status
        self.priceFen = priceFen
        self.waterfall = waterfall
        self.rates = rates
        self.openPrice = openPrice
        self.stockUnlimited = stockUnlimited
        self.onHand = onHand
        self.reserved = reserved
        self.sold = sold
        self.description = description
        self.images = images
        self.category = category
        self.merchant = merchant
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "product", &product)
        try fields.string(2, "title", &title)
        try fields.enumeration(3, "delivery", &delivery)
        try fields.enumeration(4, "status", &status)
        try fields.int64(5, "price_fen", &priceFen)
        try fields.message(6, "waterfall", &waterfall)
        try fields.message(7, "rates", &rates)
        try fields.bool(8, "open_price", &openPrice)
        try fields.bool(9, "stock_unlimited", &stockUnlimited)
        try fields.int64(10, "on_hand", &onHand)
        try fields.int64(11, "reserved", &reserved)
        try fields.int64(12, "sold", &sold)
        try fields.string(13, "description", &description)
        try fields.repeated(14, "images", &images)
        try fields.string(15, "category", &category)
        try fields.string(16, "merchant", &merchant)
    }
}
