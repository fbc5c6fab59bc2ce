package struct ReturnAsked: Message {
    package static let protoName = "tidemark.order.v1.ReturnAsked"

    package var order: UInt64 = 0
    package var number: UInt32 = 0
    package var lines: [ReturnLine] = []
    package var reason: String = ""
    /// Business time.
    package var atUs: Int64 = 0

    package init() {}

    package init(
        order: UInt64 = 0, number: UInt32 = 0, lines: [ReturnLine] = [], reason: String = "",
        atUs: Int64 = 0
    ) {
        self.order = order
        self.number = number
        self.lines = lines
        self.reason = reason
        self.atUs = atUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.uint32(2, "number", &number)
        try fields.repeated(3, "lines", &lines)
        try fields.string(4, "reason", &reason)
        try fields.int64(5, "at_us", &atUs)
    }
}

package struct ReturnRejected: Message {
    package static let protoName = "tidemark.order.v1.ReturnRejected"

    package var order: UInt64 = 0
    package var number: UInt32 = 0
    package var reason: String = ""

    package init() {}

    package init(
        order: UInt64 = 0, number: UInt32 = 0, reason: String = ""
    ) {
        self.order = order
        self.number = number
        self.reason = reason
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.uint32(2, "number", &number)
        try fields.string(3, "reason", &reason)
    }
}

package struct ReturnApproved: Message {
    package static let protoName = "tidemark.order.v1.ReturnApproved"

    package var order: UInt64 = 0
    package var number: UInt32 = 0

    package init() {}

    package init(
        order: UInt64 = 0, number: UInt32 = 0
    ) {
        self.order = order
        self.number = number
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.uint32(2, "number", &number)
    }
}

/// Referral has worked out the rewards of what is left.
package struct ReturnRecomputed: Message {
    package static let protoName = "tidemark.order.v1.ReturnRecomputed"

    package var order: UInt64 = 0
    package var number: UInt32 = 0
    package var rows: [RewardRow] = []
    package var unallocatedFen: Int64 = 0

    package init() {}

    package init(
        order: UInt64 = 0, number: UInt32 = 0, rows: [RewardRow] = [], unallocatedFen: Int64 = 0
    ) {
        self.order = order
        self.number = number
        self.rows = rows
        self.unallocatedFen = unallocatedFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.uint32(2, "number", &number)
        try fields.repeated(3, "rows", &rows)
        try fields.int64(4, "unallocated_fen", &unallocatedFen)
    }
}

/// The pool has given the price of the pieces back.
package struct ReturnRefunded: Message {
    package static let protoName = "tidemark.order.v1.ReturnRefunded"

    package var order: UInt64 = 0
    package var number: UInt32 = 0
    /// The pool's number of the refund; 0 for pieces of 0 fen.
    package var refund: UInt32 = 0
    package var back: Sources?

    package init() {}

    package init(
        order: UInt64 = 0, number: UInt32 = 0, refund: UInt32 = 0, back: Sources? = nil
    ) {
        self.order = order
        self.number = number
        self.refund = refund
        self.back = back
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.uint32(2, "number", &number)
        try fields.uint32(3, "refund", &refund)
        try fields.message(4, "back", &back)
    }
}

/// The pieces are on the shelf again. An order of which nothing is left is over.
package struct ReturnRestocked: Message {
    package static let protoName = "tidemark.order.v1.ReturnRestocked"

    package var order: UInt64 = 0
    package var number: UInt32 = 0

    package init() {}

    package init(
        order: UInt64 = 0, number: UInt32 = 0
    ) {
        self.order = order
        self.number = number
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.uint32(2, "number", &number)
    }
}

/// A refund after settlement that was stuck is rejected, and referral has the rewards as before.
package struct ReturnGivenUp: Message {
    package static let protoName = "tidemark.order.v1.ReturnGivenUp"

    package var order: UInt64 = 0
    package var number: UInt32 = 0
    package var rows: [RewardRow] = []
    package var unallocatedFen: Int64 = 0

    package init() {}

    package init(
        order: UInt64 = 0, number: UInt32 = 0, rows: [RewardRow] = [], unallocatedFen: Int64 = 0
    ) {
        self.order = order
        self.number = number
        self.rows = rows
        self.unallocatedFen = unallocatedFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.uint32(2, "number", &number)
        try fields.repeated(3, "rows", &rows)
        try fields.int64(4, "unallocated_fen", &unallocatedFen)
    }
}
