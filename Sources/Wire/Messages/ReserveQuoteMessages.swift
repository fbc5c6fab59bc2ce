/// Refused as `Reserve` would refuse an order of this member now.
package struct QuoteReserveRequest: Message {
    package static let protoName = "tidemark.catalog.v1.QuoteReserveRequest"

    package var platform: String = ""
    package var member: UInt64 = 0
    package var lines: [ReserveLine] = []

    package init() {}

    package init(
        platform: String = "", member: UInt64 = 0, lines: [ReserveLine] = []
    ) {
        self.platform = platform
        self.member = member
        self.lines = lines
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint64(2, "member", &member)
        try fields.repeated(3, "lines", &lines)
    }
}

package struct QuoteReserveResponse: Message {
    package static let protoName = "tidemark.catalog.v1.QuoteReserveResponse"

    package var lines: [ReservedLine] = []

    package init() {}

    package init(
        lines: [ReservedLine] = []
    ) {
        self.lines = lines
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.repeated(1, "lines", &lines)
    }
}
