package struct Placed: Message {
    package static let protoName = "tidemark.order.v1.Placed"

    package var order: UInt64 = 0
    package var member: UInt64 = 0
    package var lines: [OrderLine] = []
    /// Business time, microseconds since 1970 UTC.
    package var atUs: Int64 = 0
    /// Only for an imported order: fen, the row's line and its quantity as written.
    package var imported: Bool = false
    package var openPriceFen: Int64 = 0
    package var fileLine: UInt64 = 0
    package var quantityText: String = ""
    /// An imported order is received when it is placed, so that the end of its return window is
    /// known and keeps its place in the queue of settlements.
    package var windowEndUs: Int64 = 0

    package init() {}

    package init(
        order: UInt64 = 0, member: UInt64 = 0, lines: [OrderLine] = [], atUs: Int64 = 0,
        imported: Bool = false, openPriceFen: Int64 = 0, fileLine: UInt64 = 0,
        quantityText: String = "", windowEndUs: Int64 = 0
    ) {
        self.order = order
        self.member = member
        self.lines = lines
        self.atUs = atUs
        self.imported = imported
        self.openPriceFen = openPriceFen
        self.fileLine = fileLine
        self.quantityText = quantityText
        self.windowEndUs = windowEndUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.uint64(2, "member", &member)
        try fields.repeated(3, "lines", &lines)
        try fields.int64(4, "at_us", &atUs)
        try fields.bool(5, "imported", &imported)
        try fields.int64(6, "open_price_fen", &openPriceFen)
        try fields.uint64(7, "file_line", &fileLine)
        try fields.string(8, "quantity_text", &quantityText)
        try fields.int64(9, "window_end_us", &windowEndUs)
    }
}

package struct Reserved: Message {
    package static let protoName = "tidemark.order.v1.Reserved"

    package var order: UInt64 = 0
    package var lines: [ReservedLine] = []
    package var toPayFen: Int64 = 0

    package init() {}

    package init(
        order: UInt64 = 0, lines: [ReservedLine] = [], toPayFen: Int64 = 0
    ) {
        self.order = order
        self.lines = lines
        self.toPayFen = toPayFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.repeated(2, "lines", &lines)
        try fields.int64(3, "to_pay_fen", &toPayFen)
    }
}

/// The catalog will not reserve: the order is over.
package struct Refused: Message {
    package static let protoName = "tidemark.order.v1.Refused"

    package var order: UInt64 = 0
    /// The gRPC status of the catalog's answer.
    package var status: UInt32 = 0
    package var reason: String = ""
    package var sentence: String = ""

    package init() {}

    package init(
        order: UInt64 = 0, status: UInt32 = 0, reason: String = "", sentence: String = ""
    ) {
        self.order = order
        self.status = status
        self.reason = reason
        self.sentence = sentence
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.uint32(2, "status", &status)
        try fields.string(3, "reason", &reason)
        try fields.string(4, "sentence", &sentence)
    }
}

/// Nobody pays any more; its stock is to be released.
package struct Cancelled: Message {
    package static let protoName = "tidemark.order.v1.Cancelled"

    package var order: UInt64 = 0
    package var reason: String = ""

    package init() {}

    package init(
        order: UInt64 = 0, reason: String = ""
    ) {
        self.order = order
        self.reason = reason
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.string(2, "reason", &reason)
    }
}

/// The stock of a cancelled order is released: the order is over.
package struct Released: Message {
    package static let protoName = "tidemark.order.v1.Released"

    package var order: UInt64 = 0

    package init() {}

    package init(
        order: UInt64 = 0
    ) {
        self.order = order
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
    }
}

/// Provider and payment are empty where nobody was asked: for 0 fen, and for orders of the past.
package struct Paid: Message {
    package static let protoName = "tidemark.order.v1.Paid"

    package var order: UInt64 = 0
    package var provider: String = ""
    package var payment: String = ""
    package var paidFen: Int64 = 0
    package var atUs: Int64 = 0
    /// The plan version in force.
    package var rates: RewardRates?

    package init() {}

    package init(
        order: UInt64 = 0, provider: String = "", payment: String = "", paidFen: Int64 = 0,
        atUs: Int64 = 0, rates: RewardRates? = nil
    ) {
        self.order = order
        self.provider = provider
        self.payment = payment
        self.paidFen = paidFen
        self.atUs = atUs
        self.rates = rates
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.string(2, "provider", &provider)
        try fields.string(3, "payment", &payment)
        try fields.int64(4, "paid_fen", &paidFen)
        try fields.int64(5, "at_us", &atUs)
        try fields.message(6, "rates", &rates)
    }
}

package struct MoneyHeld: Message {
    package static let protoName = "tidemark.order.v1.MoneyHeld"

    package var order: UInt64 = 0

    package init() {}

    package init(
        order: UInt64 = 0
    ) {
        self.order = order
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
    }
}

package struct Committed: Message {
    package static let protoName = "tidemark.order.v1.Committed"

    package var order: UInt64 = 0

    package init() {}

    package init(
        order: UInt64 = 0
    ) {
        self.order = order
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
    }
}

package struct RewardsShared: Message {
    package static let protoName = "tidemark.order.v1.RewardsShared"

    package var order: UInt64 = 0
    package var rows: [RewardRow] = []
    package var unallocatedFen: Int64 = 0

    package init() {}

    package init(
        order: UInt64 = 0, rows: [RewardRow] = [], unallocatedFen: Int64 = 0
    ) {
        self.order = order
        self.rows = rows
        self.unallocatedFen = unallocatedFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.repeated(2, "rows", &rows)
        try fields.int64(3, "unallocated_fen", &unallocatedFen)
    }
}

package struct Shipped: Message {
    package static let protoName = "tidemark.order.v1.Shipped"

    package var order: UInt64 = 0

    package init() {}

    package init(
        order: UInt64 = 0
    ) {
        self.order = order
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
    }
}

package struct Delivered: Message {
    package static let protoName = "tidemark.order.v1.Delivered"

    package var order: UInt64 = 0
    package var atUs: Int64 = 0

    package init() {}

    package init(
        order: UInt64 = 0, atUs: Int64 = 0
    ) {
        self.order = order
        self.atUs = atUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.int64(2, "at_us", &atUs)
    }
}

package struct Received: Message {
    package static let protoName = "tidemark.order.v1.Received"

    package var order: UInt64 = 0
    package var atUs: Int64 = 0
    package var windowEndUs: Int64 = 0
    /// Nobody said so within the days that there are for it.
    package var byItself: Bool = false

    package init() {}

    package init(
        order: UInt64 = 0, atUs: Int64 = 0, windowEndUs: Int64 = 0, byItself: Bool = false
    ) {
        self.order = order
        self.atUs = atUs
        self.windowEndUs = windowEndUs
        self.byItself = byItself
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.int64(2, "at_us", &atUs)
        try fields.int64(3, "window_end_us", &windowEndUs)
        try fields.bool(4, "by_itself", &byItself)
    }
}
