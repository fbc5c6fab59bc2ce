/// Pieces of a line.
package struct ReturnLine: Message {
    package static let protoName = "tidemark.order.v1.ReturnLine"

    /// 1, 2, 3, … as the lines stand in the order.
    package var line: UInt32 = 0
    package var quantity: UInt32 = 0

    package init() {}

    package init(
        line: UInt32 = 0, quantity: UInt32 = 0
    ) {
        self.line = line
        self.quantity = quantity
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint32(1, "line", &line)
        try fields.uint32(2, "quantity", &quantity)
    }
}

/// Asks to return pieces of a received order within its window. It does not settle until the
/// return is over.
package struct AskReturnRequest: Message {
    package static let protoName = "tidemark.order.v1.AskReturnRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var order: UInt64 = 0
    /// Each line once.
    package var lines: [ReturnLine] = []
    /// 1 to 200 bytes.
    package var reason: String = ""

    package init() {}

    package init(
        requestID: String = "", platform: String = "", order: UInt64 = 0, lines: [ReturnLine] = [],
        reason: String = ""
    ) {
        self.requestID = requestID
        self.platform = platform
        self.order = order
        self.lines = lines
        self.reason = reason
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "order", &order)
        try fields.repeated(4, "lines", &lines)
        try fields.string(5, "reason", &reason)
    }
}

package struct AskReturnResponse: Message {
    package static let protoName = "tidemark.order.v1.AskReturnResponse"

    /// The returns of an order are 1, 2, 3, …
    package var number: UInt32 = 0

    package init() {}

    package init(
        number: UInt32 = 0
    ) {
        self.number = number
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint32(1, "number", &number)
    }
}

/// The pieces are here and as they should be: rewards, money and goods follow.
package struct ApproveReturnRequest: Message {
    package static let protoName = "tidemark.order.v1.ApproveReturnRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var order: UInt64 = 0
    package var number: UInt32 = 0

    package init() {}

    package init(
        requestID: String = "", platform: String = "", order: UInt64 = 0, number: UInt32 = 0
    ) {
        self.requestID = requestID
        self.platform = platform
        self.order = order
        self.number = number
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "order", &order)
        try fields.uint32(4, "number", &number)
    }
}

package struct ApproveReturnResponse: Message {
    package static let protoName = "tidemark.order.v1.ApproveReturnResponse"

    package init() {}

    package mutating func code(_ fields: inout some Fields) throws(WireError) {}
}

/// The order stays as it was received, or settled. A refund after settlement that is stuck, and
/// whose money is not back, is given up by it: nothing of it counts, and it can be asked for anew.
package struct RejectReturnRequest: Message {
    package static let protoName = "tidemark.order.v1.RejectReturnRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var order: UInt64 = 0
    package var number: UInt32 = 0
    /// 1 to 200 bytes.
    package var reason: String = ""

    package init() {}

    package init(
        requestID: String = "", platform: String = "", order: UInt64 = 0, number: UInt32 = 0,
        reason: String = ""
    ) {
        self.requestID = requestID
        self.platform = platform
        self.order = order
        self.number = number
        self.reason = reason
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "order", &order)
        try fields.uint32(4, "number", &number)
        try fields.string(5, "reason", &reason)
    }
}

package struct RejectReturnResponse: Message {
    package static let protoName = "tidemark.order.v1.RejectReturnResponse"

    package init() {}

    package mutating func code(_ fields: inout some Fields) throws(WireError) {}
}

package enum ReturnState: Int32, MessageEnum {
    case unspecified = 0
    /// Waits for an operator.
    case asked = 1
    case rejected = 2
    case approved = 3
    /// The money is back, the goods are to be on the shelf.
    case refunded = 4
    case done = 5

    package static let protoName = "tidemark.order.v1.ReturnState"
    package static let zero = Self.unspecified

    package var valueName: String {
        switch self {
        case .unspecified: "RETURN_STATE_UNSPECIFIED"
        case .asked: "RETURN_STATE_ASKED"
        case .rejected: "RETURN_STATE_REJECTED"
        case .approved: "RETURN_STATE_APPROVED"
        case .refunded: "RETURN_STATE_REFUNDED"
        case .done: "RETURN_STATE_DONE"
        }
    }
}

/// A return as it is shown.
package struct OrderReturn: Message {
    package static let protoName = "tidemark.order.v1.OrderReturn"

    package var number: UInt32 = 0
    package var lines: [ReturnLine] = []
    package var reason: String = ""
    package var state: ReturnState = ReturnState.zero
    /// Why it was rejected.
    package var rejected: String = ""
    /// What each source got back.
    package var back: Sources?
    /// Asked for after settlement.
    package var afterSettlement: Bool = false

    package init() {}

    package init(
        number: UInt32 = 0, lines: [ReturnLine] = [], reason: String = "",
        state: ReturnState = .zero, rejected: String = "", back: Sources? = nil,
        afterSettlement: Bool = false
    ) {
        self.number = number
        self.lines = lines
        self.reason = reason
        self.state = state
        self.rejected = rejected
        self.back = back
        self.afterSettlement = afterSettlement
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint32(1, "number", &number)
        try fields.repeated(2, "lines", &lines)
        try fields.string(3, "reason", &reason)
        try fields.enumeration(4, "state", &state)
        try fields.string(5, "rejected", &rejected)
        try fields.message(6, "back", &back)
        try fields.bool(7, "after_settlement", &afterSettlement)
    }
}
