/// The return window is over: the order has its settlement number. The entries of one group are one
/// batch, settled together.
package struct Due: Message {
    package static let protoName = "tidemark.order.v1.Due"

    package var order: UInt64 = 0
    package var number: UInt64 = 0
    /// The number of the batch's first order.
    package var firstNumber: UInt64 = 0

    package init() {}

    package init(
        order: UInt64 = 0, number: UInt64 = 0, firstNumber: UInt64 = 0
    ) {
        self.order = order
        self.number = number
        self.firstNumber = firstNumber
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.uint64(2, "number", &number)
        try fields.uint64(3, "first_number", &firstNumber)
    }
}

package struct OrderSettled: Message {
    package static let protoName = "tidemark.order.v1.OrderSettled"

    package var result: SettlementResult?

    package init() {}

    package init(
        result: SettlementResult? = nil
    ) {
        self.result = result
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.message(1, "result", &result)
    }
}

/// The batch from this number on is confirmed by referral: its orders are finished.
package struct BatchConfirmed: Message {
    package static let protoName = "tidemark.order.v1.BatchConfirmed"

    package var firstNumber: UInt64 = 0

    package init() {}

    package init(
        firstNumber: UInt64 = 0
    ) {
        self.firstNumber = firstNumber
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "first_number", &firstNumber)
    }
}

package struct Stuck: Message {
    package static let protoName = "tidemark.order.v1.Stuck"

    package var order: UInt64 = 0
    package var step: String = ""
    package var status: UInt32 = 0
    package var reason: String = ""
    package var sentence: String = ""

    package init() {}

    package init(
        order: UInt64 = 0, step: String = "", status: UInt32 = 0, reason: String = "",
        sentence: String = ""
    ) {
        self.order = order
        self.step = step
        self.status = status
        self.reason = reason
        self.sentence = sentence
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.string(2, "step", &step)
        try fields.uint32(3, "status", &status)
        try fields.string(4, "reason", &reason)
        try fields.string(5, "sentence", &sentence)
    }
}

package struct Retried: Message {
    package static let protoName = "tidemark.order.v1.Retried"

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

/// A payment callback whose signature is wrong: nothing else changed.
package struct PaymentForged: Message {
    package static let protoName = "tidemark.order.v1.PaymentForged"

    package var order: UInt64 = 0
    package var provider: String = ""
    package var payment: String = ""

    package init() {}

    package init(
        order: UInt64 = 0, provider: String = "", payment: String = ""
    ) {
        self.order = order
        self.provider = provider
        self.payment = payment
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.string(2, "provider", &provider)
        try fields.string(3, "payment", &payment)
    }
}
