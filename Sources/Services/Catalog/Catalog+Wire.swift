import Domain
import Transport
import Wire

extension Domain.Waterfall {
    init(_ message: Wire.Waterfall?) throws(RPCError) {
        guard let message else {
            throw RPCError.malformed(
                "waterfall", "waterfall is missing; state where the price goes, in fen")
        }
        self = try refusing { () throws(WaterfallRejection) in
            try Domain.Waterfall(
                cost: Money(fen: message.costFen), commission: Money(fen: message.commissionFen),
                platform: Money(fen: message.platformFen), tax: Money(fen: message.taxFen),
                paymentFee: Money(fen: message.paymentFeeFen),
                contribution: Money(fen: message.contributionFen))
        }
    }

    var message: Wire.Waterfall {
        Wire.Waterfall(
            costFen: cost.fen, commissionFen: commission.fen, platformFen: platform.fen,
            taxFen: tax.fen, paymentFeeFen: paymentFee.fen, contributionFen: contribution.fen)
    }
}

extension Domain.WaterfallRates {
    init(_ message: Wire.WaterfallRates) throws(RPCError) {
        self = try refusing { () throws(WaterfallRejection) in
            try Domain.WaterfallRates(
                cost: BasisPoints(Int(message.costBps)),
                commission: BasisPoints(Int(message.commissionBps)),
                platform: BasisPoints(Int(message.platformBps)),
                tax: BasisPoints(Int(message.taxBps)),
                paymentFee: BasisPoints(Int(message.paymentFeeBps)),
                contribution: BasisPoints(Int(message.contributionBps)))
        }
    }

    var message: Wire.WaterfallRates {
        Wire.WaterfallRates(
            costBps: UInt32(cost.rawValue), commissionBps: UInt32(commission.rawValue),
            platformBps: UInt32(platform.rawValue), taxBps: UInt32(tax.rawValue),
            paymentFeeBps: UInt32(paymentFee.rawValue),
            contributionBps: UInt32(contribution.rawValue))
    }
}

extension Domain.Delivery {
    init(_ message: Wire.Delivery) throws(RPCError) {
        switch message {
        case .shipped: self = .shipped
        case .pickedUp: self = .pickedUp
        case .virtual: self = .virtual
        case .unspecified:
            throw RPCError.malformed(
                "delivery", "delivery is missing; state shipped, picked up or virtual")
        }
    }

    var message: Wire.Delivery {
        switch self {
        case .shipped: .shipped
        case .pickedUp: .pickedUp
        case .virtual: .virtual
        }
    }
}

extension Domain.ProductStatus {
    init(_ message: Wire.ProductStatus) throws(RPCError) {
        switch message {
        case .draft: self = .draft
        case .onSale: self = .onSale
        case .retired: self = .retired
        case .unspecified:
            throw RPCError.malformed(
                "status", "status is missing; state draft, on sale or retired")
        }
    }

    var message: Wire.ProductStatus {
        switch self {
        case .draft: .draft
        case .onSale: .onSale
        case .retired: .retired
        }
    }
}

extension Pricing {
    init(_ message: Wire.Product) throws(RPCError) {
        guard !message.openPrice else {
            guard let rates = message.rates else {
                throw RPCError.malformed(
                    "rates", "rates are missing; an open price is split by basis points")
            }
            guard message.priceFen == 0, message.waterfall == nil else {
                throw RPCError.malformed(
                    "price_fen",
                    "price_fen is \(message.priceFen) beside an open price, which each order "
                        + "gives; leave out price_fen and waterfall")
            }
            self = .open(try Domain.WaterfallRates(rates))
            return
        }
        let price = Money(fen: message.priceFen)
        guard let rates = message.rates else {
            self = .fixed(price: price, waterfall: try Domain.Waterfall(message.waterfall))
            return
        }
        guard message.waterfall == nil else {
            throw RPCError.malformed(
                "rates", "rates stand beside a waterfall; state where the price goes once")
        }
        let split = try Domain.WaterfallRates(rates)
        self = .fixed(
            price: price,
            waterfall: try refusing { () throws(WaterfallRejection) in
                try split.applied(to: price)
            })
    }
}

extension ProductDraft {
    init(_ message: Wire.Product) throws(RPCError) {
        self.init(
            id: message.product == 0 ? nil : ProductID(rawValue: message.product),
            title: message.title, details: ProductDetails(message),
            delivery: try Domain.Delivery(message.delivery),
            status: try Domain.ProductStatus(message.status), pricing: try Pricing(message),
            stockIsUnlimited: message.stockUnlimited, openingStock: message.onHand)
    }
}

extension ProductDetails {
    init(_ message: Wire.Product) {
        self.init(
            description: message.description, images: message.images, category: message.category,
            merchant: message.merchant)
    }
}

extension Domain.Product {
    init(_ message: Wire.Product) throws(RPCError) {
        self.init(
            id: try ProductID(message.product, field: "product"), title: message.title,
            details: ProductDetails(message), delivery: try Domain.Delivery(message.delivery),
            status: try Domain.ProductStatus(message.status), pricing: try Pricing(message),
            stock: Stock(
                onHand: message.onHand, reserved: message.reserved, sold: message.sold,
                isUnlimited: message.stockUnlimited))
    }

    var message: Wire.Product {
        var message = Wire.Product(
            product: id.rawValue, title: title, delivery: delivery.message, status: status.message,
            stockUnlimited: stock.isUnlimited, onHand: stock.onHand, reserved: stock.reserved,
            sold: stock.sold, description: details.description, images: details.images,
            category: details.category, merchant: details.merchant)
        switch pricing {
        case .fixed(let price, let waterfall):
            message.priceFen = price.fen
            message.waterfall = waterfall.message
        case .open(let rates):
            message.openPrice = true
            message.rates = rates.message
        }
        return message
    }
}

extension Domain.ReservedLine {
    init(_ message: Wire.ReservedLine) throws(RPCError) {
        self.init(
            product: try ProductID(message.product, field: "product"),
            quantity: Int64(message.quantity), waterfall: try Domain.Waterfall(message.waterfall),
            delivery: try Domain.Delivery(message.delivery),
            campaign: message.campaign == 0 ? nil : CampaignID(rawValue: message.campaign))
        guard price.fen == message.paidFen else {
            throw RPCError.malformed(
                "paid_fen", "paid_fen is \(message.paidFen), the waterfall sums to \(price.fen)")
        }
    }

    var message: Wire.ReservedLine {
        Wire.ReservedLine(
            product: product.rawValue, quantity: UInt32(clamping: quantity), paidFen: price.fen,
            waterfall: waterfall.message, delivery: delivery.message,
            campaign: campaign?.rawValue ?? 0)
    }
}

extension Domain.RestockLine {
    init(_ message: Wire.RestockLine) throws(RPCError) {
        self.init(
            product: try ProductID(message.product, field: "product"),
            quantity: Int64(message.quantity))
    }

    var message: Wire.RestockLine {
        Wire.RestockLine(product: product.rawValue, quantity: UInt32(clamping: quantity))
    }
}
