/// One row of a file of historical orders: one piece of the open-price product.
package struct ImportRow: Message {
    package static let protoName = "tidemark.order.v1.ImportRow"

    /// YYYY-MM-DD; the order's time is 00:00 Asia/Shanghai. Rows never go back in time.
    package var date: String = ""
    package var member: UInt64 = 0
    /// Kept as written.
    package var quantity: String = ""
    package var amountFen: Int64 = 0

    package init() {}

    package init(
        date: String = "", member: UInt64 = 0, quantity: String = "", amountFen: Int64 = 0
    ) {
        self.date = date
        self.member = member
        self.quantity = quantity
        self.amountFen = amountFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "date", &date)
        try fields.uint64(2, "member", &member)
        try fields.string(3, "quantity", &quantity)
        try fields.int64(4, "amount_fen", &amountFen)
    }
}

package struct ImportOrdersRequest: Message {
    package static let protoName = "tidemark.order.v1.ImportOrdersRequest"

    /// Made from the file's SHA-256 and the first row's line.
    package var requestID: String = ""
    package var platform: String = ""
    package var fileSHA256: [UInt8] = []
    /// Counted from 1, the header being line 1.
    package var firstLine: UInt64 = 0
    /// The platform's open-price product.
    package var product: UInt64 = 0
    /// 1 to 500.
    package var rows: [ImportRow] = []

    package init() {}

    package init(
        requestID: String = "", platform: String = "", fileSHA256: [UInt8] = [],
        firstLine: UInt64 = 0, product: UInt64 = 0, rows: [ImportRow] = []
    ) {
        self.requestID = requestID
        self.platform = platform
        self.fileSHA256 = fileSHA256
        self.firstLine = firstLine
        self.product = product
        self.rows = rows
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.bytes(3, "file_sha256", &fileSHA256)
        try fields.uint64(4, "first_line", &firstLine)
        try fields.uint64(5, "product", &product)
        try fields.repeated(6, "rows", &rows)
    }
}

/// Sent when the orders are placed and durable; they go on by themselves.
package struct ImportOrdersResponse: Message {
    package static let protoName = "tidemark.order.v1.ImportOrdersResponse"

    package var firstOrder: UInt64 = 0
    package var lastOrder: UInt64 = 0

    package init() {}

    package init(
        firstOrder: UInt64 = 0, lastOrder: UInt64 = 0
    ) {
        self.firstOrder = firstOrder
        self.lastOrder = lastOrder
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "first_order", &firstOrder)
        try fields.uint64(2, "last_order", &lastOrder)
    }
}

package struct GetProgressRequest: Message {
    package static let protoName = "tidemark.order.v1.GetProgressRequest"

    package var platform: String = ""

    package init() {}

    package init(
        platform: String = ""
    ) {
        self.platform = platform
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
    }
}

package struct GetProgressResponse: Message {
    package static let protoName = "tidemark.order.v1.GetProgressResponse"

    package var placed: UInt64 = 0
    package var settled: UInt64 = 0
    package var cancelled: UInt64 = 0
    package var stuck: UInt64 = 0
    package var open: UInt64 = 0
    package var granted: UInt64 = 0
    package var settledFen: Int64 = 0
    package var refunded: UInt64 = 0

    package init() {}

    package init(
        placed: UInt64 = 0, settled: UInt64 = 0, cancelled: UInt64 = 0, stuck: UInt64 = 0,
        open: UInt64 = 0, granted: UInt64 = 0, settledFen: Int64 = 0, refunded: UInt64 = 0
    ) {
        self.placed = placed
        self.settled = settled
        self.cancelled = cancelled
        self.stuck = stuck
        self.open = open
        self.granted = granted
        self.settledFen = settledFen
        self.refunded = refunded
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "placed", &placed)
        try fields.uint64(2, "settled", &settled)
        try fields.uint64(3, "cancelled", &cancelled)
        try fields.uint64(4, "stuck", &stuck)
        try fields.uint64(5, "open", &open)
        try fields.uint64(6, "granted", &granted)
        try fields.int64(7, "settled_fen", &settledFen)
        try fields.uint64(8, "refunded", &refunded)
    }
}
