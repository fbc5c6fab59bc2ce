/// A refund that its provider failed for good: it is not asked again.
package struct FailedRefund: Message {
    package static let protoName = "tidemark.order.v1.FailedRefund"

    /// 1, 2, 3, … in order of failing.
    package var number: UInt64 = 0
    package var provider: String = ""
    package var payment: String = ""
    package var amountFen: Int64 = 0
    /// Of the last attempt.
    package var why: String = ""
    package var atUs: Int64 = 0
    /// The order and the pool's number of its refund; 0 for money that was for no order.
    package var order: UInt64 = 0
    package var refund: UInt32 = 0
    /// The receipt of money that was for no order.
    package var unmatched: UInt64 = 0
    /// The member's wallet got it instead (RedirectRefund).
    package var redirected: Bool = false

    package init() {}

    package init(
        number: UInt64 = 0, provider: String = "", payment: String = "", amountFen: Int64 = 0,
        why: String = "", atUs: Int64 = 0, order: UInt64 = 0, refund: UInt32 = 0,
        unmatched: UInt64 = 0, redirected: Bool = false
    ) {
        self.number = number
        self.provider = provider
        self.payment = payment
        self.amountFen = amountFen
        self.why = why
        self.atUs = atUs
        self.order = order
        self.refund = refund
        self.unmatched = unmatched
        self.redirected = redirected
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "number", &number)
        try fields.string(2, "provider", &provider)
        try fields.string(3, "payment", &payment)
        try fields.int64(4, "amount_fen", &amountFen)
        try fields.string(5, "why", &why)
        try fields.int64(6, "at_us", &atUs)
        try fields.uint64(7, "order", &order)
        try fields.uint32(8, "refund", &refund)
        try fields.uint64(9, "unmatched", &unmatched)
        try fields.bool(10, "redirected", &redirected)
    }
}

/// Refunds that failed for good, the oldest first; of those of orders whether the wallet got it.
/// One that no wallet gets within a day is a finding of the audit (payments.refund_overdue).
package struct ListFailedRefundsRequest: Message {
    package static let protoName = "tidemark.order.v1.ListFailedRefundsRequest"

    package var platform: String = ""
    /// Lists those above this number.
    package var afterNumber: UInt64 = 0
    /// 1 to 100; 0 means 100. Each of an order costs a look at the pool.
    package var limit: UInt32 = 0

    package init() {}

    package init(
        platform: String = "", afterNumber: UInt64 = 0, limit: UInt32 = 0
    ) {
        self.platform = platform
        self.afterNumber = afterNumber
        self.limit = limit
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint64(2, "after_number", &afterNumber)
        try fields.uint32(3, "limit", &limit)
    }
}

package struct ListFailedRefundsResponse: Message {
    package static let protoName = "tidemark.order.v1.ListFailedRefundsResponse"

    package var refunds: [FailedRefund] = []
    /// Of all that failed for good.
    package var count: UInt64 = 0

    package init() {}

    package init(
        refunds: [FailedRefund] = [], count: UInt64 = 0
    ) {
        self.refunds = refunds
        self.count = count
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.repeated(1, "refunds", &refunds)
        try fields.uint64(2, "count", &count)
    }
}
