/// Why the catalog refuses a command, in the order the rules are checked within a command.
package enum CatalogRejection: Rejection, Equatable {
    case productNotFound(ProductID)
    case titleOutOfRange(bytes: Int)
    case textOutOfRange(field: String, bytes: Int, most: Int)
    case tooManyImages(Int)
    case imageMalformed(Int)
    case waterfallDoesNotSum(price: Money, sum: Money)
    case openPriceNeedsUnlimitedStock
    case stockOutOfRange(Int64)
    case tooManyProducts
    case adjustmentMustNotBeZero
    case reasonOutOfRange(bytes: Int)
    case stockIsUnlimited(ProductID)
    case linesOutOfRange(Int)
    case quantityOutOfRange(ProductID, Int64)
    case orderAlreadyReserved(OrderID)
    case expiryIsPast(OrderID)
    case productNotOnSale(ProductID, ProductStatus)
    case openPriceMissing(ProductID)
    case priceIsFixed(ProductID)
    case priceOutOfRange(ProductID, WaterfallRejection)
    case orderTotalOutOfRange
    case insufficientStock(ProductID, asked: Int64, available: Int64)
    /// One member would hold more than half of the stock without paying.
    case heldByOneMember(ProductID, asked: Int64, held: Int64, most: Int64)
    case tooManyUnpaidReservations(MemberID)
    case campaign(CampaignRejection)
    case reservationNotFound(OrderID)
    case reservationIsCommitted(OrderID)
    case reservationIsReleased(OrderID)
    case orderIsNotSold(OrderID)
    case moreThanSold(ProductID, asked: Int64, left: Int64)

    package var kind: RejectionKind {
        switch self {
        case .campaign(let rejection): rejection.kind
        case .titleOutOfRange, .textOutOfRange, .tooManyImages, .imageMalformed,
            .waterfallDoesNotSum, .openPriceNeedsUnlimitedStock,
            .adjustmentMustNotBeZero, .reasonOutOfRange, .linesOutOfRange, .quantityOutOfRange,
            .openPriceMissing, .priceIsFixed:
            .invalidArgument
        case .productNotFound, .reservationNotFound:
            .notFound
        case .stockOutOfRange, .tooManyProducts, .priceOutOfRange, .orderTotalOutOfRange:
            .outOfRange
        case .orderAlreadyReserved:
            .alreadyExists
        case .stockIsUnlimited, .productNotOnSale, .insufficientStock,
            .heldByOneMember, .tooManyUnpaidReservations, .reservationIsCommitted,
            .reservationIsReleased, .orderIsNotSold, .moreThanSold, .expiryIsPast:
            .failedPrecondition
        }
    }

    package var reason: String {
        switch self {
        case .campaign(let rejection): rejection.reason
        case .productNotFound: "product_not_found"
        case .titleOutOfRange: "title_out_of_range"
        case .textOutOfRange: "text_out_of_range"
        case .tooManyImages: "too_many_images"
        case .imageMalformed: "image_malformed"
        case .waterfallDoesNotSum: "waterfall_does_not_sum"
        case .openPriceNeedsUnlimitedStock: "open_price_needs_unlimited_stock"
        case .stockOutOfRange, .tooManyProducts, .priceOutOfRange, .orderTotalOutOfRange:
            "limit_reached"
        case .adjustmentMustNotBeZero: "adjustment_must_not_be_zero"
        case .reasonOutOfRange: "reason_out_of_range"
        case .stockIsUnlimited: "stock_is_unlimited"
        case .linesOutOfRange: "lines_out_of_range"
        case .quantityOutOfRange: "quantity_out_of_range"
        case .orderAlreadyReserved: "order_already_reserved"
        case .productNotOnSale: "product_not_on_sale"
        case .openPriceMissing: "open_price_missing"
        case .priceIsFixed: "price_is_fixed"
        case .insufficientStock: "insufficient_stock"
        case .expiryIsPast: "expiry_is_past"
        case .heldByOneMember: "held_by_one_member"
        case .orderIsNotSold: "order_is_not_sold"
        case .moreThanSold: "more_than_sold"
        case .tooManyUnpaidReservations: "too_many_unpaid_reservations"
        case .reservationNotFound: "reservation_not_found"
        case .reservationIsCommitted: "reservation_is_committed"
        case .reservationIsReleased: "reservation_is_released"
        }
    }
}

extension CatalogRejection {
    package var sentence: String {
        switch self {
        case .campaign(let rejection): rejection.sentence
        case .titleOutOfRange(let bytes):
            "title has \(bytes) bytes; state 1 to \(CatalogLimits.titleBytesMax)"
        case .textOutOfRange(let field, let bytes, let most):
            "\(field) has \(bytes) bytes; state at most \(most)"
        case .tooManyImages(let images):
            "images are \(images); state at most \(CatalogLimits.imagesMax)"
        case .imageMalformed(let number):
            "image \(number) is no https address of at most \(CatalogLimits.imageBytesMax) "
                + "printable ASCII bytes; state one"
        case .waterfallDoesNotSum(let price, let sum):
            "the waterfall sums to \(sum.fen) fen, price_fen is \(price.fen): "
                + "\(Self.difference(price, sum)); change the parts or the price"
        case .openPriceNeedsUnlimitedStock:
            "open_price is set, stock_unlimited is not; set both"
        case .stockOutOfRange(let pieces):
            "on_hand would be \(pieces); keep it between what is reserved and "
                + "\(CatalogLimits.stockMax)"
        case .tooManyProducts:
            "the catalog has \(CatalogLimits.productsMax) products, its most; reuse one"
        case .adjustmentMustNotBeZero:
            "by is 0; state how many pieces came or went"
        case .reasonOutOfRange(let bytes):
            "reason has \(bytes) bytes; state 1 to \(CatalogLimits.reasonBytesMax)"
        case .stockIsUnlimited(let product):
            "product \(product) has unlimited stock; limit it before counting pieces"
        case .productNotFound(let product):
            "product \(product) does not exist; list the products"
        default: reservationSentence
        }
    }

    private var reservationSentence: String {
        switch self {
        case .linesOutOfRange(let lines):
            "lines are \(lines); state 1 to \(CatalogLimits.linesMax)"
        case .quantityOutOfRange(let product, let quantity):
            "quantity of product \(product) is \(quantity); state 1 to "
                + "\(CatalogLimits.quantityMax)"
        case .orderAlreadyReserved(let order):
            "order \(order) has had its reservation; place a new order"
        case .productNotOnSale(let product, let status):
            "product \(product) is \(status.rawValue), not on_sale; put it on sale first"
        case .openPriceMissing(let product):
            "product \(product) has an open price; state open_price_fen"
        case .priceIsFixed(let product):
            "product \(product) has a fixed price; leave open_price_fen out"
        case .priceOutOfRange(let product, let rejection):
            "product \(product): \(rejection.sentence)"
        case .orderTotalOutOfRange:
            "the order costs more than \(Money.amountMax.fen) fen; order less"
        case .insufficientStock(let product, let asked, let available):
            "product \(product) has \(available) pieces left, \(asked) were asked for; "
                + "order at most that"
        case .expiryIsPast(let order):
            "expires_us of order \(order) is past; place a new order"
        case .heldByOneMember(let product, let asked, let held, let most):
            "a member may hold \(most) pieces of product \(product) unpaid, half of its stock; "
                + "\(held) are held and \(asked) were asked for; order less, or pay first"
        case .orderIsNotSold(let order):
            "order \(order) is not sold, so nothing of it comes back; commit it first"
        case .moreThanSold(let product, let asked, let left):
            "\(asked) pieces of product \(product) would come back, \(left) are left of those "
                + "that the order bought; restock at most that"
        case .tooManyUnpaidReservations(let member):
            "member \(member) has \(CatalogLimits.unpaidPerMemberMax) unpaid orders; "
                + "pay or cancel one first"
        case .reservationNotFound(let order):
            "order \(order) has no reservation; reserve first"
        case .reservationIsCommitted(let order):
            "the stock of order \(order) is sold already; nothing is left to do"
        case .reservationIsReleased(let order):
            "the reservation of order \(order) was released or expired; place a new order"
        default: ""
        }
    }

    private static func difference(_ price: Money, _ sum: Money) -> String {
        guard let missing = price.subtracting(sum) else { return "far apart" }
        return missing > .zero
            ? "\(missing.fen) fen are missing" : "\(missing.fen.magnitude) fen are too many"
    }
}
