package struct ReserveLine: Message {
    package static let protoName = "tidemark.catalog.v1.ReserveLine"

    package var product: UInt64 = 0
    package var quantity: UInt32 = 0
    /// The order gives the price: only for a product with an open price.
    package var openPrice: Bool = false
    /// Fen per piece, 0 included; only with `open_price`.
    package var openPriceFen: Int64 = 0

    package init() {}

    package init(
        product: UInt64 = 0, quantity: UInt32 = 0, openPrice: Bool = false, openPriceFen: Int64 = 0
    ) {
        self.product = product
        self.quantity = quantity
        self.openPrice = openPrice
        self.openPriceFen = openPriceFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "product", &product)
        try fields.uint32(2, "quantity", &quantity)
        try fields.bool(3, "open_price", &openPrice)
        try fields.int64(4, "open_price_fen", &openPriceFen)
    }
}

package struct ReserveRequest: Message {
    package static let protoName = "tidemark.catalog.v1.ReserveRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var order: UInt64 = 0
    package var member: UInt64 = 0
    package var lines: [ReserveLine] = []
    /// When the reservation ends by itself, by the catalog's clock; 0 means 15 minutes from now,
    /// and for orders of the past never.
    package var expiresUs: Int64 = 0

    package init() {}

    package init(
        requestID: String = "", platform: String = "", order: UInt64 = 0, member: UInt64 = 0,
        lines: [ReserveLine] = [], expiresUs: Int64 = 0
    ) {
        self.requestID = requestID
        self.platform = platform
        self.order = order
        self.member = member
        self.lines = lines
        self.expiresUs = expiresUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "order", &order)
        try fields.uint64(4, "member", &member)
        try fields.repeated(5, "lines", &lines)
        try fields.int64(6, "expires_us", &expiresUs)
    }
}

/// Price and waterfall of one order line, all pieces together, as they were when reserved.
package struct ReservedLine: Message {
    package static let protoName = "tidemark.catalog.v1.ReservedLine"

    package var product: UInt64 = 0
    package var quantity: UInt32 = 0
    package var paidFen: Int64 = 0
    package var waterfall: Waterfall?
    package var delivery: Delivery = Delivery.zero
    /// The campaign whose price it is; 0 if it is the usual price.
    package var campaign: UInt64 = 0

    package init() {}

    package init(
        product: UInt64 = 0, quantity: UInt32 = 0, paidFen: Int64 = 0, waterfall: Waterfall? = nil,
        delivery: Delivery = .zero, campaign: UInt64 = 0
    ) {
        self.product = product
        self.quantity = quantity
        self.paidFen = paidFen
        self.waterfall = waterfall
        self.delivery = delivery
        self.campaign = campaign
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "product", &product)
        try fields.uint32(2, "quantity", &quantity)
        try fields.int64(3, "paid_fen", &paidFen)
        try fields.message(4, "waterfall", &waterfall)
        try fields.enumeration(5, "delivery", &delivery)
        try fields.uint64(6, "campaign", &campaign)
    }
}

package struct ReserveResponse: Message {
    package static let protoName = "tidemark.catalog.v1.ReserveResponse"

    package var lines: [ReservedLine] = []
    /// 0 if it does not end by itself.
    package var expiresUs: Int64 = 0

    package init() {}

    package init(
        lines: [ReservedLine] = [], expiresUs: Int64 = 0
    ) {
        self.lines = lines
        self.expiresUs = expiresUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.repeated(1, "lines", &lines)
        try fields.int64(2, "expires_us", &expiresUs)
    }
}

package struct CommitRequest: Message {
    package static let protoName = "tidemark.catalog.v1.CommitRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var order: UInt64 = 0

    package init() {}

    package init(
        requestID: String = "", platform: String = "", order: UInt64 = 0
    ) {
        self.requestID = requestID
        self.platform = platform
        self.order = order
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "order", &order)
    }
}

package struct CommitResponse: Message {
    package static let protoName = "tidemark.catalog.v1.CommitResponse"

    package init() {}

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
    }
}

package struct ReleaseRequest: Message {
    package static let protoName = "tidemark.catalog.v1.ReleaseRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var order: UInt64 = 0

    package init() {}

    package init(
        requestID: String = "", platform: String = "", order: UInt64 = 0
    ) {
        self.requestID = requestID
        self.platform = platform
        self.order = order
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "order", &order)
    }
}

package struct ReleaseResponse: Message {
    package static let protoName = "tidemark.catalog.v1.ReleaseResponse"

    package init() {}

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
    }
}

package struct RestockLine: Message {
    package static let protoName = "tidemark.catalog.v1.RestockLine"

    package var product: UInt64 = 0
    package var quantity: UInt32 = 0

    package init() {}

    package init(
        product: UInt64 = 0, quantity: UInt32 = 0
    ) {
        self.product = product
        self.quantity = quantity
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "product", &product)
        try fields.uint32(2, "quantity", &quantity)
    }
}

/// Pieces of a sold order come back: together with earlier ones at most what it bought.
package struct RestockRequest: Message {
    package static let protoName = "tidemark.catalog.v1.RestockRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var order: UInt64 = 0
    package var lines: [RestockLine] = []

    package init() {}

    package init(
        requestID: String = "", platform: String = "", order: UInt64 = 0, lines: [RestockLine] = []
    ) {
        self.requestID = requestID
        self.platform = platform
        self.order = order
        self.lines = lines
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "order", &order)
        try fields.repeated(4, "lines", &lines)
    }
}

package struct RestockResponse: Message {
    package static let protoName = "tidemark.catalog.v1.RestockResponse"

    package init() {}

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
    }
}

/// The clock of a sandbox platform was moved: what waits for a time here goes by it, too.
package struct FollowClockRequest: Message {
    package static let protoName = "tidemark.catalog.v1.FollowClockRequest"

    package var requestID: String = ""
    package var platform: String = ""
    /// How far business time is ahead of wall time. Less than what is known changes nothing.
    package var aheadUs: Int64 = 0

    package init() {}

    package init(
        requestID: String = "", platform: String = "", aheadUs: Int64 = 0
    ) {
        self.requestID = requestID
        self.platform = platform
        self.aheadUs = aheadUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.int64(3, "ahead_us", &aheadUs)
    }
}

package struct FollowClockResponse: Message {
    package static let protoName = "tidemark.catalog.v1.FollowClockResponse"

    package init() {}

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
    }
}
