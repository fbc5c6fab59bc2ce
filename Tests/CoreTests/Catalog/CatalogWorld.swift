@testable import Domain

/// A catalog that keeps its events and shows that they alone rebuild it.
struct CatalogWorld {
    private(set) var catalog = Catalog()
    private(set) var events: [CatalogEvent] = []

    @discardableResult
    mutating func run(_ command: CatalogCommand, at now: Int64 = 0) throws -> [CatalogEvent] {
        let made = try catalog.decide(command, at: Instant(microseconds: now))
        try catalog.apply(made)
        events += made
        return made
    }

    /// Whether the catalog accepted `command`; if so, it has happened.
    mutating func accepts(_ command: CatalogCommand) -> Bool {
        do {
            try run(command)
            return true
        } catch { return false }
    }

    func rebuilt() throws -> Catalog {
        var copy = Catalog()
        try copy.apply(events)
        return copy
    }

    func stock(_ product: UInt64) -> Stock? {
        catalog.products[ProductID(rawValue: product)]?.stock
    }
}

extension CatalogRejection {
    /// The refusal of `command`; nil if it is accepted.
    static func of(
        _ command: CatalogCommand, in catalog: Catalog, at now: Int64 = 0
    ) -> CatalogRejection? {
        do throws(CatalogRejection) {
            _ = try catalog.decide(command, at: Instant(microseconds: now))
            return nil
        } catch { return error }
    }
}

extension Waterfall {
    /// The seed plan's thousand yuan: 300 + 300 + 100 + 0 + 0 + 300.
    static func seed(yuan: Int64 = 1_000) throws -> Waterfall {
        try Waterfall(
            cost: Money(fen: yuan * 30), commission: Money(fen: yuan * 30),
            platform: Money(fen: yuan * 10), tax: .zero, paymentFee: .zero,
            contribution: Money(fen: yuan * 30))
    }
}

extension WaterfallRates {
    static func seed() throws -> WaterfallRates {
        try WaterfallRates(
            cost: BasisPoints(3_000), commission: BasisPoints(3_000),
            platform: BasisPoints(1_000), tax: .zero, paymentFee: .zero,
            contribution: BasisPoints(3_000))
    }
}

extension ProductDraft {
    static func seed(
        stock: Int64? = nil, status: ProductStatus = .onSale, delivery: Delivery = .virtual
    ) throws -> ProductDraft {
        ProductDraft(
            title: "a thousand yuan", delivery: delivery, status: status,
            pricing: .fixed(price: Money(fen: 100_000), waterfall: try .seed()),
            stockIsUnlimited: stock == nil, openingStock: stock ?? 0)
    }

    static func openPrice() throws -> ProductDraft {
        ProductDraft(
            title: "import", delivery: .virtual, status: .onSale, pricing: .open(try .seed()),
            stockIsUnlimited: true)
    }
}

extension OrderLine {
    init(_ product: UInt64, _ quantity: Int64, open: Int64? = nil) {
        self.init(
            product: ProductID(rawValue: product), quantity: quantity,
            openPrice: open.map { Money(fen: $0) })
    }
}

extension CatalogCommand {
    static func reserve(
        _ order: UInt64, member: UInt64 = 1, _ lines: [OrderLine], expires: Int64? = nil
    ) -> CatalogCommand {
        .reserve(
            ReserveOrder(
                order: OrderID(rawValue: order), member: MemberID(rawValue: member),
                lines: lines, expiresAt: expires.map { Instant(microseconds: $0) }))
    }

    static func restock(
        _ order: UInt64, _ lines: [(product: UInt64, quantity: Int64)],
        of sold: [UInt64: Int64]
    ) -> CatalogCommand {
        .restock(
            RestockOrder(
                order: OrderID(rawValue: order),
                lines: lines.map {
                    RestockLine(
                        product: ProductID(rawValue: $0.product), quantity: $0.quantity)
                },
                sold: Dictionary(
                    uniqueKeysWithValues: sold.map { (ProductID(rawValue: $0), $1) })))
    }

    static func commit(_ order: UInt64) -> CatalogCommand { .commit(OrderID(rawValue: order)) }
    static func release(_ order: UInt64) -> CatalogCommand { .release(OrderID(rawValue: order)) }
}
