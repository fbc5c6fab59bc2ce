/// Money for an order. What the member pays out of wallet, coupons and coins is held before the
/// provider is asked for the rest, or with its receipt; an order takes either once.
package struct HoldRequest: Message {
    package static let protoName = "tidemark.pool.v1.HoldRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var order: UInt64 = 0
    package var member: UInt64 = 0
    /// Received by the payment provider.
    package var paidFen: Int64 = 0
    /// The payment provider's id of the payment; empty where it received nothing.
    package var payment: String = ""
    package var walletFen: Int64 = 0
    package var couponFen: Int64 = 0
    package var coins: Int64 = 0

    package init() {}

    package init(
        requestID: String = "", platform: String = "", order: UInt64 = 0, member: UInt64 = 0,
        paidFen: Int64 = 0, payment: String = "", walletFen: Int64 = 0, couponFen: Int64 = 0,
        coins: Int64 = 0
    ) {
        self.requestID = requestID
        self.platform = platform
        self.order = order
        self.member = member
        self.paidFen = paidFen
        self.payment = payment
        self.walletFen = walletFen
        self.couponFen = couponFen
        self.coins = coins
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "order", &order)
        try fields.uint64(4, "member", &member)
        try fields.int64(5, "paid_fen", &paidFen)
        try fields.string(6, "payment", &payment)
        try fields.int64(7, "wallet_fen", &walletFen)
        try fields.int64(8, "coupon_fen", &couponFen)
        try fields.int64(9, "coins", &coins)
    }
}

package struct HoldResponse: Message {
    package static let protoName = "tidemark.pool.v1.HoldResponse"

    package init() {}

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
    }
}

/// One order of a settlement batch.
package struct Settlement: Message {
    package static let protoName = "tidemark.pool.v1.Settlement"

    package var order: UInt64 = 0
    package var member: UInt64 = 0
    package var paidFen: Int64 = 0
    package var waterfall: Waterfall?
    package var rewards: [RewardRow] = []
    package var unallocatedFen: Int64 = 0
    /// The plan version in force when the order was paid.
    package var planVersion: UInt32 = 0
    /// End of the return window, microseconds since 1970 UTC.
    package var windowEndUs: Int64 = 0

    package init() {}

    package init(
        order: UInt64 = 0, member: UInt64 = 0, paidFen: Int64 = 0, waterfall: Waterfall? = nil,
        rewards: [RewardRow] = [], unallocatedFen: Int64 = 0, planVersion: UInt32 = 0,
        windowEndUs: Int64 = 0
    ) {
        self.order = order
        self.member = member
        self.paidFen = paidFen
        self.waterfall = waterfall
        self.rewards = rewards
        self.unallocatedFen = unallocatedFen
        self.planVersion = planVersion
        self.windowEndUs = windowEndUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.uint64(2, "member", &member)
        try fields.int64(3, "paid_fen", &paidFen)
        try fields.message(4, "waterfall", &waterfall)
        try fields.repeated(5, "rewards", &rewards)
        try fields.int64(6, "unallocated_fen", &unallocatedFen)
        try fields.uint32(7, "plan_version", &planVersion)
        try fields.int64(8, "window_end_us", &windowEndUs)
    }
}

package struct SettleBatchRequest: Message {
    package static let protoName = "tidemark.pool.v1.SettleBatchRequest"

    package var requestID: String = ""
    package var platform: String = ""
    /// The settlement number of the first order; any but the next is ABORTED.
    package var firstNumber: UInt64 = 0
    /// At most 256, in order of settlement numbers.
    package var orders: [Settlement] = []

    package init() {}

    package init(
        requestID: String = "", platform: String = "", firstNumber: UInt64 = 0,
        orders: [Settlement] = []
    ) {
        self.requestID = requestID
        self.platform = platform
        self.firstNumber = firstNumber
        self.orders = orders
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "first_number", &firstNumber)
        try fields.repeated(4, "orders", &orders)
    }
}

package enum Outcome: Int32, MessageEnum {
    case unspecified = 0
    /// A lot was granted.
    case granted = 1
    /// Less than one unit: the contribution went to the reserve (or, with no points in circulation,
    /// to the orphan reserve) and no points were granted.
    case roundsToZero = 2
    /// Nothing was paid into the reserve.
    case noContribution = 3
    /// The pool refused the order for its content; the number is skipped.
    case skipped = 4

    package static let protoName = "tidemark.pool.v1.Outcome"
    package static let zero = Self.unspecified

    package var valueName: String {
        switch self {
        case .unspecified: "OUTCOME_UNSPECIFIED"
        case .granted: "OUTCOME_GRANTED"
        case .roundsToZero: "OUTCOME_ROUNDS_TO_ZERO"
        case .noContribution: "OUTCOME_NO_CONTRIBUTION"
        case .skipped: "OUTCOME_SKIPPED"
        }
    }
}

package struct SettlementResult: Message {
    package static let protoName = "tidemark.pool.v1.SettlementResult"

    package var number: UInt64 = 0
    package var order: UInt64 = 0
    package var outcome: Outcome = Outcome.zero
    /// Why, for a skipped order: the refusal's code.
    package var refused: String = ""
    /// Why, in words; also "no points: below one unit".
    package var note: String = ""
    package var lot: UInt64 = 0
    package var valueFen: Int64 = 0
    package var units: Int64 = 0
    /// After this order and all it caused.
    package var reserveFen: Int64 = 0
    package var supplyUnits: Int64 = 0
    /// Lots that this order forced out.
    package var exits: UInt32 = 0

    package init() {}

    package init(
        number: UInt64 = 0, order: UInt64 = 0, outcome: Outcome = .zero, refused: String = "",
        note: String = "", lot: UInt64 = 0, valueFen: Int64 = 0, units: Int64 = 0,
        reserveFen: Int64 = 0, supplyUnits: Int64 = 0, exits: UInt32 = 0
    ) {
        self.number = number
        self.order = order
        self.outcome = outcome
        self.refused = refused
        self.note = note
        self.lot = lot
        self.valueFen = valueFen
        self.units = units
        self.reserveFen = reserveFen
        self.supplyUnits = supplyUnits
        self.exits = exits
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "number", &number)
        try fields.uint64(2, "order", &order)
        try fields.enumeration(3, "outcome", &outcome)
        try fields.string(4, "refused", &refused)
        try fields.string(5, "note", &note)
        try fields.uint64(6, "lot", &lot)
        try fields.int64(7, "value_fen", &valueFen)
        try fields.int64(8, "units", &units)
        try fields.int64(9, "reserve_fen", &reserveFen)
        try fields.int64(10, "supply_units", &supplyUnits)
        try fields.uint32(11, "exits", &exits)
    }
}

package struct SettleBatchResponse: Message {
    package static let protoName = "tidemark.pool.v1.SettleBatchResponse"

    package var results: [SettlementResult] = []

    package init() {}

    package init(
        results: [SettlementResult] = []
    ) {
        self.results = results
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.repeated(1, "results", &results)
    }
}
