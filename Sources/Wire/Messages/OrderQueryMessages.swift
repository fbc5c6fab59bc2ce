package struct GetOrderRequest: Message {
    package static let protoName = "tidemark.order.v1.GetOrderRequest"

    package var platform: String = ""
    package var order: UInt64 = 0

    package init() {}

    package init(
        platform: String = "", order: UInt64 = 0
    ) {
        self.platform = platform
        self.order = order
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint64(2, "order", &order)
    }
}

package struct GetOrderResponse: Message {
    package static let protoName = "tidemark.order.v1.GetOrderResponse"

    package var order: Order?

    package init() {}

    package init(
        order: Order? = nil
    ) {
        self.order = order
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.message(1, "order", &order)
    }
}

/// Finds orders, by the business time of their placing. The cost is that of the orders shown.
package struct ListOrdersRequest: Message {
    package static let protoName = "tidemark.order.v1.ListOrdersRequest"

    package var platform: String = ""
    /// 0 for all members.
    package var member: UInt64 = 0
    /// Only orders above this id; goes with `unfinished` alone, as those passed over cost as well.
    package var afterOrder: UInt64 = 0
    /// 1 to 500; 0 means 100.
    package var limit: UInt32 = 0
    /// Unspecified for all.
    package var state: OrderState = OrderState.zero
    /// Only orders that do not go on until somebody looks.
    package var stuck: Bool = false
    /// Only orders for which the order service has something left to do.
    package var unfinished: Bool = false
    /// Placed at this moment or later, and before that one: business time, microseconds since 1970
    /// UTC; 0 for no bound.
    package var fromUs: Int64 = 0
    package var untilUs: Int64 = 0
    package var newestFirst: Bool = false
    /// The next_page_token of an answer to the same question; empty for the first page. No order
    /// comes twice, and none is missed that is there from the first page on and still matches.
    package var pageToken: String = ""

    package init() {}

    package init(
        platform: String = "", member: UInt64 = 0, afterOrder: UInt64 = 0, limit: UInt32 = 0,
        state: OrderState = OrderState.zero, stuck: Bool = false, unfinished: Bool = false,
        fromUs: Int64 = 0, untilUs: Int64 = 0, newestFirst: Bool = false, pageToken: String = ""
    ) {
        self.platform = platform
        self.member = member
        self.afterOrder = afterOrder
        self.limit = limit
        self.state = state
        self.stuck = stuck
        self.unfinished = unfinished
        self.fromUs = fromUs
        self.untilUs = untilUs
        self.newestFirst = newestFirst
        self.pageToken = pageToken
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint64(2, "member", &member)
        try fields.uint64(3, "after_order", &afterOrder)
        try fields.uint32(4, "limit", &limit)
        try fields.enumeration(5, "state", &state)
        try fields.bool(6, "stuck", &stuck)
        try fields.bool(7, "unfinished", &unfinished)
        try fields.int64(8, "from_us", &fromUs)
        try fields.int64(9, "until_us", &untilUs)
        try fields.bool(10, "newest_first", &newestFirst)
        try fields.string(11, "page_token", &pageToken)
    }
}

package struct ListOrdersResponse: Message {
    package static let protoName = "tidemark.order.v1.ListOrdersResponse"

    package var orders: [Order] = []
    /// Empty after the last page.
    package var nextPageToken: String = ""
    /// The orders are as of this entry.
    package var sequence: UInt64 = 0

    package init() {}

    package init(
        orders: [Order] = [], nextPageToken: String = "", sequence: UInt64 = 0
    ) {
        self.orders = orders
        self.nextPageToken = nextPageToken
        self.sequence = sequence
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.repeated(1, "orders", &orders)
        try fields.string(2, "next_page_token", &nextPageToken)
        try fields.uint64(3, "sequence", &sequence)
    }
}

/// Streams the order now and after each change, until it is settled, cancelled or stuck.
package struct WatchRequest: Message {
    package static let protoName = "tidemark.order.v1.WatchRequest"

    package var platform: String = ""
    package var order: UInt64 = 0
    /// Begins with what came after this entry, such as the last that was seen; 0 begins with now.
    package var afterSequence: UInt64 = 0

    package init() {}

    package init(
        platform: String = "", order: UInt64 = 0, afterSequence: UInt64 = 0
    ) {
        self.platform = platform
        self.order = order
        self.afterSequence = afterSequence
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint64(2, "order", &order)
        try fields.uint64(3, "after_sequence", &afterSequence)
    }
}

package struct WatchResponse: Message {
    package static let protoName = "tidemark.order.v1.WatchResponse"

    package var order: Order?
    /// The order is as it was after this entry.
    package var sequence: UInt64 = 0

    package init() {}

    package init(
        order: Order? = nil, sequence: UInt64 = 0
    ) {
        self.order = order
        self.sequence = sequence
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.message(1, "order", &order)
        try fields.uint64(2, "sequence", &sequence)
    }
}
