/// The other way out for a stuck order: its money goes back. What its provider has and the pool
/// refused to book is put aside as money for no order, which goes back by itself (ListUnmatched).
package struct GiveBackRequest: Message {
    package static let protoName = "tidemark.order.v1.GiveBackRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var order: UInt64 = 0
    /// 1 to 200 bytes.
    package var reason: String = ""

    package init() {}

    package init(
        requestID: String = "", platform: String = "", order: UInt64 = 0, reason: String = ""
    ) {
        self.requestID = requestID
        self.platform = platform
        self.order = order
        self.reason = reason
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "order", &order)
        try fields.string(4, "reason", &reason)
    }
}

package struct GiveBackResponse: Message {
    package static let protoName = "tidemark.order.v1.GiveBackResponse"

    package init() {}

    package mutating func code(_ fields: inout some Fields) throws(WireError) {}
}

/// The money of the order is to go back.
package struct RefundBegun: Message {
    package static let protoName = "tidemark.order.v1.RefundBegun"

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

/// Referral has cancelled the rewards.
package struct RewardsUndone: Message {
    package static let protoName = "tidemark.order.v1.RewardsUndone"

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

/// The pool has given the money back; an order whose goods the member keeps is over.
package struct MoneyReturned: Message {
    package static let protoName = "tidemark.order.v1.MoneyReturned"

    package var order: UInt64 = 0
    /// The pool's number of the refund; 0 for an order of 0 fen.
    package var refund: UInt32 = 0
    package var back: Sources?

    package init() {}

    package init(
        order: UInt64 = 0, refund: UInt32 = 0, back: Sources? = nil
    ) {
        self.order = order
        self.refund = refund
        self.back = back
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.uint32(2, "refund", &refund)
        try fields.message(3, "back", &back)
    }
}

/// The goods are on the shelf again: the order is over.
package struct GoodsReturned: Message {
    package static let protoName = "tidemark.order.v1.GoodsReturned"

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
