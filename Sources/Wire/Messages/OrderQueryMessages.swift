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

package struct ListOrdersRequest: Message {
    package static let protoName = "tidemark.order.v1.ListOrdersRequest"

    package var platform: String = ""
    /// 0 for all members.
    package var member: UInt64 = 0
    /// Lists orders above this id that are not finished.
    package var afterOrder: UInt64 = 0
    /// 1 to 500; 0 means 100.
    package var limit: UInt32 = 0

    package init() {}

    package init(
        platform: String = "", member: UInt64 = 0, afterOrder: UInt64 = 0, limit: UInt32 = 0
    ) {
        self.platform = platform
        self.member = member
        self.afterOrder = afterOrder
        self.limit = limit
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint64(2, "member", &member)
        try fields.uint64(3, "after_order", &afterOrder)
        try fields.uint32(4, "limit", &limit)
    }
}

package struct ListOrdersResponse: Message {
    package static let protoName = "tidemark.order.v1.ListOrdersResponse"

    package var orders: [Order] = []

    package init() {}

    package init(
        orders: [Order] = []
    ) {
        self.orders = orders
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.repeated(1, "orders", &orders)
    }
}

/// Streams the order now and after each change, until it is settled, cancelled or stuck.
package struct WatchRequest: Message {
    package static let protoName = "tidemark.order.v1.WatchRequest"

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

package struct WatchResponse: Message {
    package static let protoName = "tidemark.order.v1.WatchResponse"

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
