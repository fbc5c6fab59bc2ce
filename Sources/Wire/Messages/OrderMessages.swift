package enum OrderState: Int32, MessageEnum {
    case unspecified = 0
    /// Placed; stock is not reserved yet.
    case placed = 1
    /// Price and waterfall are fixed; waits for payment.
    case created = 2
    case paid = 3
    case shipped = 4
    case delivered = 5
    case received = 6
    /// Has a settlement number.
    case due = 7
    case settled = 8
    case cancelled = 9
    /// The money goes back.
    case refunding = 10
    case refunded = 11
    /// Pieces of it are to come back.
    case returning = 12

    package static let protoName = "tidemark.order.v1.OrderState"
    package static let zero = Self.unspecified

    package var valueName: String {
        switch self {
        case .unspecified: "ORDER_STATE_UNSPECIFIED"
        case .placed: "ORDER_STATE_PLACED"
        case .created: "ORDER_STATE_CREATED"
        case .paid: "ORDER_STATE_PAID"
        case .shipped: "ORDER_STATE_SHIPPED"
        case .delivered: "ORDER_STATE_DELIVERED"
        case .received: "ORDER_STATE_RECEIVED"
        case .due: "ORDER_STATE_DUE"
        case .settled: "ORDER_STATE_SETTLED"
        case .cancelled: "ORDER_STATE_CANCELLED"
        case .refunding: "ORDER_STATE_REFUNDING"
        case .refunded: "ORDER_STATE_REFUNDED"
        case .returning: "ORDER_STATE_RETURNING"
        }
    }
}

package struct OrderLine: Message {
    package static let protoName = "tidemark.order.v1.OrderLine"

    package var product: UInt64 = 0
    package var quantity: UInt32 = 0

    package init() {}

    package init(
        product: UInt64 = 0, quantity: UInt32 = 0
    ) {
        self.product = product
        self.quantity = quantity
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "product", &product)
        try fields.uint32(2, "quantity", &quantity)
    }
}

package struct Order: Message {
    package static let protoName = "tidemark.order.v1.Order"

    package var order: UInt64 = 0
    package var member: UInt64 = 0
    package var state: OrderState = OrderState.zero
    /// As reserved: price and waterfall of each line.
    package var lines: [ReservedLine] = []
    package var paidFen: Int64 = 0
    package var rewards: [RewardRow] = []
    package var unallocatedFen: Int64 = 0
    /// 0 until due.
    package var settlementNumber: UInt64 = 0
    /// Once settled.
    package var settlement: SettlementResult?
    /// Why the order does not go on, if it does not: the step, the status and the sentence.
    package var stuck: String = ""
    /// Why it was cancelled or refused.
    package var cancelled: String = ""
    /// The id under which the payment provider knows the payment; empty until paid.
    package var payment: String = ""
    package var returns: [OrderReturn] = []
    /// When it was placed: business time, microseconds since 1970 UTC.
    package var placedUs: Int64 = 0
    /// What the provider is to bring; the rest of the price is paid by what is held.
    package var restFen: Int64 = 0
    /// Of the member's wallet, coupons and coins.
    package var held: Sources?
    /// Of a subsidy.
    package var subsidyFen: Int64 = 0

    package init() {}

    package init(
        order: UInt64 = 0, member: UInt64 = 0, state: OrderState = .zero,
        lines: [ReservedLine] = [], paidFen: Int64 = 0, rewards: [RewardRow] = [],
        unallocatedFen: Int64 = 0, settlementNumber: UInt64 = 0,
        settlement: SettlementResult? = nil, stuck: String = "", cancelled: String = "",
        payment: String = "", returns: [OrderReturn] = [], placedUs: Int64 = 0
    ) {
        self.order = order
        self.member = member
        self.state = state
        self.lines = lines
        self.paidFen = paidFen
        self.rewards = rewards
        self.unallocatedFen = unallocatedFen
        self.settlementNumber = settlementNumber
        self.settlement = settlement
        self.stuck = stuck
        self.cancelled = cancelled
        self.payment = payment
        self.returns = returns
        self.placedUs = placedUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.uint64(2, "member", &member)
        try fields.enumeration(3, "state", &state)
        try fields.repeated(4, "lines", &lines)
        try fields.int64(5, "paid_fen", &paidFen)
        try fields.repeated(6, "rewards", &rewards)
        try fields.int64(7, "unallocated_fen", &unallocatedFen)
        try fields.uint64(8, "settlement_number", &settlementNumber)
        try fields.message(9, "settlement", &settlement)
        try fields.string(10, "stuck", &stuck)
        try fields.string(11, "cancelled", &cancelled)
        try fields.string(12, "payment", &payment)
        try fields.repeated(13, "returns", &returns)
        try fields.int64(20, "placed_us", &placedUs)
        try fields.int64(30, "rest_fen", &restFen)
        try fields.message(31, "held", &held)
        try fields.int64(32, "subsidy_fen", &subsidyFen)
    }
}
