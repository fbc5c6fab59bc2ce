package struct PutProductRequest: Message {
    package static let protoName = "tidemark.catalog.v1.PutProductRequest"

    package var requestID: String = ""
    package var platform: String = ""
    /// `product.product` 0 makes a new one; its stock figures are ignored except `on_hand` of a new
    /// product.
    package var product: Product?

    package init() {}

    package init(
        requestID: String = "", platform: String = "", product: Product? = nil
    ) {
        self.requestID = requestID
        self.platform = platform
        self.product = product
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.message(3, "product", &product)
    }
}

package struct PutProductResponse: Message {
    package static let protoName = "tidemark.catalog.v1.PutProductResponse"

    package var product: Product?

    package init() {}

    package init(
        product: Product? = nil
    ) {
        self.product = product
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.message(1, "product", &product)
    }
}

package struct GetProductRequest: Message {
    package static let protoName = "tidemark.catalog.v1.GetProductRequest"

    package var platform: String = ""
    package var product: UInt64 = 0

    package init() {}

    package init(
        platform: String = "", product: UInt64 = 0
    ) {
        self.platform = platform
        self.product = product
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint64(2, "product", &product)
    }
}

package struct GetProductResponse: Message {
    package static let protoName = "tidemark.catalog.v1.GetProductResponse"

    package var product: Product?

    package init() {}

    package init(
        product: Product? = nil
    ) {
        self.product = product
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.message(1, "product", &product)
    }
}

package struct ListProductsRequest: Message {
    package static let protoName = "tidemark.catalog.v1.ListProductsRequest"

    package var platform: String = ""
    /// Lists products above this id.
    package var afterProduct: UInt64 = 0
    /// 1 to 500; 0 means 100.
    package var limit: UInt32 = 0

    package init() {}

    package init(
        platform: String = "", afterProduct: UInt64 = 0, limit: UInt32 = 0
    ) {
        self.platform = platform
        self.afterProduct = afterProduct
        self.limit = limit
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint64(2, "after_product", &afterProduct)
        try fields.uint32(3, "limit", &limit)
    }
}

package struct ListProductsResponse: Message {
    package static let protoName = "tidemark.catalog.v1.ListProductsResponse"

    package var products: [Product] = []

    package init() {}

    package init(
        products: [Product] = []
    ) {
        self.products = products
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.repeated(1, "products", &products)
    }
}

package struct AdjustStockRequest: Message {
    package static let protoName = "tidemark.catalog.v1.AdjustStockRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var product: UInt64 = 0
    /// Pieces to add, or to take if negative; stock on hand never falls below what is reserved.
    package var by: Int64 = 0
    package var reason: String = ""

    package init() {}

    package init(
        requestID: String = "", platform: String = "", product: UInt64 = 0, by: Int64 = 0,
        reason: String = ""
    ) {
        self.requestID = requestID
        self.platform = platform
        self.product = product
        self.by = by
        self.reason = reason
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "product", &product)
        try fields.int64(4, "by", &by)
        try fields.string(5, "reason", &reason)
    }
}

package struct AdjustStockResponse: Message {
    package static let protoName = "tidemark.catalog.v1.AdjustStockResponse"

    package var product: Product?

    package init() {}

    package init(
        product: Product? = nil
    ) {
        self.product = product
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.message(1, "product", &product)
    }
}
