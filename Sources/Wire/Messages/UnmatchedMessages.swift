/// A provider received money that is for no order.
package struct ReceiveUnmatchedRequest: Message {
    package static let protoName = "tidemark.pool.v1.ReceiveUnmatchedRequest"

    package var requestID: String = ""
    package var platform: String = ""
    /// The order service's number of it: 1, 2, 3, … in any order, each once.
    package var number: UInt64 = 0
    package var provider: String = ""
    /// The provider's id of the payment.
    package var payment: String = ""
    package var amountFen: Int64 = 0

    package init() {}

    package init(
        requestID: String = "", platform: String = "", number: UInt64 = 0, provider: String = "",
        payment: String = "", amountFen: Int64 = 0
    ) {
        self.requestID = requestID
        self.platform = platform
        self.number = number
        self.provider = provider
        self.payment = payment
        self.amountFen = amountFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "number", &number)
        try fields.string(4, "provider", &provider)
        try fields.string(5, "payment", &payment)
        try fields.int64(6, "amount_fen", &amountFen)
    }
}

package struct ReceiveUnmatchedResponse: Message {
    package static let protoName = "tidemark.pool.v1.ReceiveUnmatchedResponse"

    /// Of all receipts that were not given back yet.
    package var unmatchedFen: Int64 = 0

    package init() {}

    package init(unmatchedFen: Int64 = 0) {
        self.unmatchedFen = unmatchedFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.int64(1, "unmatched_fen", &unmatchedFen)
    }
}

/// The provider gave the whole receipt back.
package struct ReturnUnmatchedRequest: Message {
    package static let protoName = "tidemark.pool.v1.ReturnUnmatchedRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var number: UInt64 = 0
    /// The provider's refund.
    package var refund: String = ""

    package init() {}

    package init(
        requestID: String = "", platform: String = "", number: UInt64 = 0, refund: String = ""
    ) {
        self.requestID = requestID
        self.platform = platform
        self.number = number
        self.refund = refund
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "number", &number)
        try fields.string(4, "refund", &refund)
    }
}

package struct ReturnUnmatchedResponse: Message {
    package static let protoName = "tidemark.pool.v1.ReturnUnmatchedResponse"

    package var unmatchedFen: Int64 = 0

    package init() {}

    package init(unmatchedFen: Int64 = 0) {
        self.unmatchedFen = unmatchedFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.int64(1, "unmatched_fen", &unmatchedFen)
    }
}

package struct ReceiptUnmatched: Message {
    package static let protoName = "tidemark.pool.v1.ReceiptUnmatched"

    package var number: UInt64 = 0
    package var provider: String = ""
    package var payment: String = ""
    package var amountFen: Int64 = 0
    package var atUs: Int64 = 0
    package var lines: [Line] = []

    package init() {}

    package init(
        number: UInt64 = 0, provider: String = "", payment: String = "", amountFen: Int64 = 0,
        atUs: Int64 = 0, lines: [Line] = []
    ) {
        self.number = number
        self.provider = provider
        self.payment = payment
        self.amountFen = amountFen
        self.atUs = atUs
        self.lines = lines
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "number", &number)
        try fields.string(2, "provider", &provider)
        try fields.string(3, "payment", &payment)
        try fields.int64(4, "amount_fen", &amountFen)
        try fields.int64(5, "at_us", &atUs)
        try fields.repeated(6, "lines", &lines)
    }
}

package struct ReceiptReturned: Message {
    package static let protoName = "tidemark.pool.v1.ReceiptReturned"

    package var number: UInt64 = 0
    package var refund: String = ""
    package var amountFen: Int64 = 0
    package var atUs: Int64 = 0
    package var lines: [Line] = []

    package init() {}

    package init(
        number: UInt64 = 0, refund: String = "", amountFen: Int64 = 0, atUs: Int64 = 0,
        lines: [Line] = []
    ) {
        self.number = number
        self.refund = refund
        self.amountFen = amountFen
        self.atUs = atUs
        self.lines = lines
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "number", &number)
        try fields.string(2, "refund", &refund)
        try fields.int64(3, "amount_fen", &amountFen)
        try fields.int64(4, "at_us", &atUs)
        try fields.repeated(5, "lines", &lines)
    }
}
