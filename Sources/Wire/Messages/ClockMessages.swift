/// Moves the clock of a sandbox platform forward; from then on it runs ahead of wall time.
package struct AdvanceClockRequest: Message {
    package static let protoName = "tidemark.order.v1.AdvanceClockRequest"

    package var requestID = ""
    package var platform = ""
    /// 1 microsecond to 366 days.
    package var byUs: Int64 = 0

    package init() {}

    package init(
        requestID: String = "", platform: String = "", byUs: Int64 = 0
    ) {
        self.requestID = requestID
        self.platform = platform
        self.byUs = byUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.int64(3, "by_us", &byUs)
    }
}

package struct AdvanceClockResponse: Message {
    package static let protoName = "tidemark.order.v1.AdvanceClockResponse"

    /// Business time now, microseconds since 1970 UTC.
    package var atUs: Int64 = 0
    /// How far it is ahead of wall time.
    package var aheadUs: Int64 = 0

    package init() {}

    package init(
        atUs: Int64 = 0, aheadUs: Int64 = 0
    ) {
        self.atUs = atUs
        self.aheadUs = aheadUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.int64(1, "at_us", &atUs)
        try fields.int64(2, "ahead_us", &aheadUs)
    }
}

package struct GetClockRequest: Message {
    package static let protoName = "tidemark.order.v1.GetClockRequest"

    package var platform = ""

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

package struct GetClockResponse: Message {
    package static let protoName = "tidemark.order.v1.GetClockResponse"

    package var atUs: Int64 = 0
    package var aheadUs: Int64 = 0

    package init() {}

    package init(
        atUs: Int64 = 0, aheadUs: Int64 = 0
    ) {
        self.atUs = atUs
        self.aheadUs = aheadUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.int64(1, "at_us", &atUs)
        try fields.int64(2, "ahead_us", &aheadUs)
    }
}

/// From here on business time is the entry's time and what it is ahead.
package struct ClockMoved: Message {
    package static let protoName = "tidemark.order.v1.ClockMoved"

    package var byUs: Int64 = 0
    /// All moves together.
    package var aheadUs: Int64 = 0

    package init() {}

    package init(
        byUs: Int64 = 0, aheadUs: Int64 = 0
    ) {
        self.byUs = byUs
        self.aheadUs = aheadUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.int64(1, "by_us", &byUs)
        try fields.int64(2, "ahead_us", &aheadUs)
    }
}

/// Nobody paid the order in time; its stock is to be released.
package struct Expired: Message {
    package static let protoName = "tidemark.order.v1.Expired"

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
