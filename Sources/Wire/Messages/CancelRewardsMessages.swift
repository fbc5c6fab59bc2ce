/// The order will not settle: nobody earns.
package struct CancelRewardsRequest: Message {
    package static let protoName = "tidemark.referral.v1.CancelRewardsRequest"

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

package struct CancelRewardsResponse: Message {
    package static let protoName = "tidemark.referral.v1.CancelRewardsResponse"

    package init() {}

    package mutating func code(_ fields: inout some Fields) throws(WireError) {}
}
