/// A question to the catalog. What is nil or empty asks for nothing.
package struct ProductSearch: Hashable, Sendable {
    package var text: String
    package var category: String
    package var merchant: String
    package var status: ProductStatus?
    /// Products with an open price have none, and are found without bounds only.
    package var least: Money?
    package var most: Money?

    package init(
        text: String = "", category: String = "", merchant: String = "",
        status: ProductStatus? = nil, least: Money? = nil, most: Money? = nil
    ) {
        self.text = text
        self.category = category
        self.merchant = merchant
        self.status = status
        self.least = least
        self.most = most
    }

    /// Tells one question from another: a page token goes with its question alone.
    fileprivate var fingerprint: UInt64 {
        [
            text, category, merchant, status?.rawValue ?? "", least.map { "\($0.fen)" } ?? "",
            most.map { "\($0.fen)" } ?? "",
        ].reduce(FNV.start) { $0.adding($1) }.value
    }

    func matches(_ product: Product) -> Bool {
        guard status == nil || product.status == status,
            category.isEmpty || product.details.category == category,
            merchant.isEmpty || product.details.merchant == merchant
        else { return false }
        guard least != nil || most != nil else { return true }
        guard case .fixed(let price, _) = product.pricing else { return false }
        return (least ?? .zero) <= price && price <= (most ?? Money.amountMax)
    }
}

/// Where a page ended: the number of the last product that was looked at. Numbers never change,
/// so products that come, change or go meanwhile neither repeat nor hide others.
package struct PagePosition: Hashable, Sendable {
    package let after: UInt64

    /// `1z.3w5e11264sgsf`: position and question in base 36.
    package func token(for search: ProductSearch) -> String {
        String(after, radix: 36) + "." + String(search.fingerprint, radix: 36)
    }

    package init(after: UInt64) { self.after = after }

    /// The empty token is the first page. Nil for what is no token of this question.
    package init?(token: String, of search: ProductSearch) {
        guard !token.isEmpty else {
            after = 0
            return
        }
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let position = UInt64(parts[0], radix: 36),
            position <= CatalogLimits.productsMax
        else { return nil }
        after = position
        guard self.token(for: search) == token else { return nil }
    }
}

/// What was found.
package struct ProductPage: Sendable {
    package var products: [Product] = []
    /// Nil after the last page.
    package var next: PagePosition?
    /// Products that were looked at; at most `CatalogLimits.examinedPerPageMax`.
    package var examined = 0
}
