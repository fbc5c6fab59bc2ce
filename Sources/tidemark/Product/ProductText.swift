import ArgumentParser
import Wire

enum ProductText {
    static func lines(_ product: Product) -> [String] {
        var sheet = Sheet()
        sheet.add("product", "\(product.product)")
        sheet.add("title", product.title)
        if !product.description.isEmpty { sheet.add("description", product.description) }
        for image in product.images { sheet.add("image", image) }
        if !product.category.isEmpty { sheet.add("category", product.category) }
        if !product.merchant.isEmpty { sheet.add("merchant", product.merchant) }
        sheet.add("price", price(product))
        if let parts = product.waterfall { sheet.add("goes to", text(parts)) }
        if let rates = product.rates { sheet.add("goes to", text(rates)) }
        sheet.add("delivery", EnumText.words(product.delivery))
        sheet.add("status", EnumText.words(product.status))
        sheet.add("stock", stock(product))
        return sheet.lines
    }

    static func table(_ products: [Product]) -> [String] {
        guard !products.isEmpty else { return ["  no products"] }
        var table = Table(
            ("product", .right), ("title", .left), ("yuan", .right), ("delivery", .left),
            ("status", .left), ("on hand", .right), ("reserved", .right), ("sold", .right))
        for product in products {
            table.add(
                "\(product.product)", String(product.title.prefix(24)),
                product.openPrice ? "open" : FigureText.yuan(product.priceFen),
                EnumText.words(product.delivery), EnumText.words(product.status),
                product.stockUnlimited ? "∞" : "\(product.onHand)", "\(product.reserved)",
                "\(product.sold)")
        }
        return table.lines
    }

    /// Refused lines that are shown; the rest are counted.
    private static let refusedShownMax = 20

    static func lines(_ reply: ImportProductsResponse, _ duration: Duration) -> [String] {
        var sheet = Sheet()
        let microseconds = UInt64(max(1, duration / .microseconds(1)))
        sheet.add("lines", FigureText.count(reply.lines))
        sheet.add("taken", FigureText.count(reply.taken))
        sheet.add(
            "took",
            "\(ImportText.seconds(duration)) s, "
                + "\(FigureText.count(reply.lines * 1_000_000 / microseconds)) lines/s")
        let refused = reply.refused.prefix(refusedShownMax).map {
            "  line \($0.line): \($0.sentence)"
        }
        let more = reply.refused.count - refused.count
        return sheet.lines + refused + (more > 0 ? ["  and \(more) more"] : [])
    }

    static func table(_ campaigns: [Campaign]) -> [String] {
        guard !campaigns.isEmpty else { return ["  no campaigns"] }
        var table = Table(
            ("campaign", .right), ("product", .right), ("from", .left), ("until", .left),
            ("yuan", .right), ("each", .right), ("goes to", .left))
        for campaign in campaigns {
            table.add(
                "\(campaign.campaign)", "\(campaign.product)", moment(campaign.startsUs),
                moment(campaign.endsUs), FigureText.yuan(campaign.priceFen),
                "\(campaign.piecesPerMember)", campaign.waterfall.map { text($0) } ?? "")
        }
        return table.lines
    }

    private static func moment(_ microseconds: Int64) -> String {
        MomentText.shanghai(microseconds: microseconds)
    }

    static func history(_ versions: [ProductVersion]) -> [String] {
        guard !versions.isEmpty else { return ["  no versions"] }
        var table = Table(
            ("entry", .right), ("by", .left), ("yuan", .right), ("status", .left),
            ("goes to", .left))
        for version in versions {
            let product = version.product ?? Product()
            let parts = product.waterfall.map { text($0) } ?? product.rates.map { text($0) }
            table.add(
                "\(version.sequence)", version.caller,
                product.openPrice ? "open" : FigureText.yuan(product.priceFen),
                EnumText.words(product.status), parts ?? "")
        }
        return table.lines
    }

    private static func price(_ product: Product) -> String {
        product.openPrice
            ? "open: each order gives it" : "\(FigureText.yuan(product.priceFen)) yuan"
    }

    private static func stock(_ product: Product) -> String {
        let onHand = product.stockUnlimited ? "unlimited" : "\(product.onHand) on hand"
        return "\(onHand), \(product.reserved) reserved, \(product.sold) sold"
    }

    /// Where an amount goes, parts of nothing left out.
    static func text(_ parts: Waterfall) -> String {
        text([
            ("cost", parts.costFen), ("commission", parts.commissionFen),
            ("platform", parts.platformFen), ("tax", parts.taxFen),
            ("fee", parts.paymentFeeFen), ("reserve", parts.contributionFen),
        ]) { FigureText.yuan($0) }
    }

    private static func text(_ rates: WaterfallRates) -> String {
        text([
            ("cost", Int64(rates.costBps)), ("commission", Int64(rates.commissionBps)),
            ("platform", Int64(rates.platformBps)), ("tax", Int64(rates.taxBps)),
            ("fee", Int64(rates.paymentFeeBps)), ("reserve", Int64(rates.contributionBps)),
        ]) { FigureText.percent(UInt32(clamping: $0)) }
    }

    private static func text(_ parts: [(String, Int64)], _ figure: (Int64) -> String) -> String {
        parts.filter { $0.1 != 0 }.map { "\($0.0) \(figure($0.1))" }.joined(separator: ", ")
    }
}

/// Values of a message's enumerations in words, such as `on sale`.
enum EnumText {
    static func words<Value: MessageEnum>(_ value: Value) -> String {
        // DELIVERY_PICKED_UP of DELIVERY_UNSPECIFIED: what all values begin with is left out.
        let prefix = Value.zero.valueName.dropLast("UNSPECIFIED".count)
        return value.valueName.dropFirst(prefix.count).lowercased().replacing("_", with: " ")
    }
}

extension Waterfall {
    init(_ parts: SixParts) {
        self.init(
            costFen: parts.values[0], commissionFen: parts.values[1],
            platformFen: parts.values[2], taxFen: parts.values[3],
            paymentFeeFen: parts.values[4], contributionFen: parts.values[5])
    }
}

extension WaterfallRates {
    /// Nil if one does not fit 32 bits.
    init?(_ parts: SixParts) {
        let rates = parts.values.compactMap { UInt32(exactly: $0) }
        guard rates.count == 6 else { return nil }
        self.init(
            costBps: rates[0], commissionBps: rates[1], platformBps: rates[2],
            taxBps: rates[3], paymentFeeBps: rates[4], contributionBps: rates[5])
    }
}

enum DeliveryArgument: String, ExpressibleByArgument, CaseIterable, Sendable {
    case shipped
    case pickedUp = "picked-up"
    case virtual

    var delivery: Delivery {
        switch self {
        case .shipped: .shipped
        case .pickedUp: .pickedUp
        case .virtual: .virtual
        }
    }
}

enum StatusArgument: String, ExpressibleByArgument, CaseIterable, Sendable {
    case draft
    case onSale = "on-sale"
    case retired

    var status: ProductStatus {
        switch self {
        case .draft: .draft
        case .onSale: .onSale
        case .retired: .retired
        }
    }
}
