/// Fields left empty ask for nothing. Products come by their numbers, which never change, so pages
/// stay stable while products do.
package struct SearchProductsRequest: Message {
    package static let protoName = "tidemark.catalog.v1.SearchProductsRequest"

    package var platform: String = ""
    /// Words of title or category, each the beginning of one; of Chinese text any part.
    package var text: String = ""
    package var category: String = ""
    package var merchant: String = ""
    package var status: ProductStatus = ProductStatus.zero
    /// Fen per piece; products with an open price have no price.
    package var leastFen: Int64 = 0
    /// 0 for no bound.
    package var mostFen: Int64 = 0
    /// From the page before, with the same question; empty for the first page.
    package var pageToken: String = ""
    /// 1 to 500; 0 means 100.
    package var limit: UInt32 = 0

    package init() {}

    package init(
        platform: String = "", text: String = "", category: String = "", merchant: String = "",
        status: ProductStatus = .zero, leastFen: Int64 = 0, mostFen: Int64 = 0,
        pageToken: String = "", limit: UInt32 = 0
    ) {
        self.platform = platform
        self.text = text
        self.category = category
        self.merchant = merchant
        self.status = status
        self.leastFen = leastFen
        self.mostFen = mostFen
        self.pageToken = pageToken
        self.limit = limit
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.string(2, "text", &text)
        try fields.string(3, "category", &category)
        try fields.string(4, "merchant", &merchant)
        try fields.enumeration(5, "status", &status)
        try fields.int64(6, "least_fen", &leastFen)
        try fields.int64(7, "most_fen", &mostFen)
        try fields.string(8, "page_token", &pageToken)
        try fields.uint32(9, "limit", &limit)
    }
}

package struct SearchProductsResponse: Message {
    package static let protoName = "tidemark.catalog.v1.SearchProductsResponse"

    package var products: [Product] = []
    /// Empty after the last page. A page may be short, or even empty, before the last.
    package var nextPageToken: String = ""
    /// Products that were looked at for this page.
    package var examined: UInt32 = 0

    package init() {}

    package init(
        products: [Product] = [], nextPageToken: String = "", examined: UInt32 = 0
    ) {
        self.products = products
        self.nextPageToken = nextPageToken
        self.examined = examined
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.repeated(1, "products", &products)
        try fields.string(2, "next_page_token", &nextPageToken)
        try fields.uint32(3, "examined", &examined)
    }
}

package struct GetProductHistoryRequest: Message {
    package static let protoName = "tidemark.catalog.v1.GetProductHistoryRequest"

    package var platform: String = ""
    package var product: UInt64 = 0
    /// Versions before this entry; 0 for the newest.
    package var beforeSequence: UInt64 = 0
    /// Entries about the product that are looked at, 1 to 500; 0 means 100.
    package var limit: UInt32 = 0

    package init() {}

    package init(
        platform: String = "", product: UInt64 = 0, beforeSequence: UInt64 = 0, limit: UInt32 = 0
    ) {
        self.platform = platform
        self.product = product
        self.beforeSequence = beforeSequence
        self.limit = limit
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint64(2, "product", &product)
        try fields.uint64(3, "before_sequence", &beforeSequence)
        try fields.uint32(4, "limit", &limit)
    }
}

/// A product as an entry put it.
package struct ProductVersion: Message {
    package static let protoName = "tidemark.catalog.v1.ProductVersion"

    package var sequence: UInt64 = 0
    package var timeUs: Int64 = 0
    /// Who put it; empty within an import.
    package var caller: String = ""
    package var product: Product?

    package init() {}

    package init(
        sequence: UInt64 = 0, timeUs: Int64 = 0, caller: String = "", product: Product? = nil
    ) {
        self.sequence = sequence
        self.timeUs = timeUs
        self.caller = caller
        self.product = product
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "sequence", &sequence)
        try fields.int64(2, "time_us", &timeUs)
        try fields.string(3, "caller", &caller)
        try fields.message(4, "product", &product)
    }
}

package struct GetProductHistoryResponse: Message {
    package static let protoName = "tidemark.catalog.v1.GetProductHistoryResponse"

    /// The oldest first.
    package var versions: [ProductVersion] = []
    /// What to ask for as `before_sequence` to see what was before; 0 if nothing was.
    package var earlier: UInt64 = 0

    package init() {}

    package init(
        versions: [ProductVersion] = [], earlier: UInt64 = 0
    ) {
        self.versions = versions
        self.earlier = earlier
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.repeated(1, "versions", &versions)
        try fields.uint64(2, "earlier", &earlier)
    }
}
