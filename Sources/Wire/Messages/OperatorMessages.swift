package enum OperatorMove: Int32, MessageEnum {
    case unspecified = 0
    /// The payment provider pays out what it collected, less its fee: booked as by SettleProvider.
    case providerSettled = 1
    case deposited = 2
    /// At most the platform's income less what the operator has lost.
    case incomeTaken = 3
    case merchantPaid = 4
    case taxPaid = 5

    package static let protoName = "tidemark.pool.v1.OperatorMove"
    package static let zero = Self.unspecified

    package var valueName: String {
        switch self {
        case .unspecified: "OPERATOR_MOVE_UNSPECIFIED"
        case .providerSettled: "OPERATOR_MOVE_PROVIDER_SETTLED"
        case .deposited: "OPERATOR_MOVE_DEPOSITED"
        case .incomeTaken: "OPERATOR_MOVE_INCOME_TAKEN"
        case .merchantPaid: "OPERATOR_MOVE_MERCHANT_PAID"
        case .taxPaid: "OPERATOR_MOVE_TAX_PAID"
        }
    }
}

/// Books what a bank has done.
package struct BookMoveRequest: Message {
    package static let protoName = "tidemark.pool.v1.BookMoveRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var move: OperatorMove = OperatorMove.zero
    /// What custody gained or lost; at least 1.
    package var amountFen: Int64 = 0
    /// What the provider kept; 0 for other moves.
    package var feeFen: Int64 = 0
    /// The bank's reference; each counts once.
    package var reference: String = ""

    package init() {}

    package init(
        requestID: String = "", platform: String = "", move: OperatorMove = .zero,
        amountFen: Int64 = 0, feeFen: Int64 = 0, reference: String = ""
    ) {
        self.requestID = requestID
        self.platform = platform
        self.move = move
        self.amountFen = amountFen
        self.feeFen = feeFen
        self.reference = reference
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.enumeration(3, "move", &move)
        try fields.int64(4, "amount_fen", &amountFen)
        try fields.int64(5, "fee_fen", &feeFen)
        try fields.string(6, "reference", &reference)
    }
}

package struct BookMoveResponse: Message {
    package static let protoName = "tidemark.pool.v1.BookMoveResponse"

    package var custodyFen: Int64 = 0

    package init() {}

    package init(
        custodyFen: Int64 = 0
    ) {
        self.custodyFen = custodyFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.int64(1, "custody_fen", &custodyFen)
    }
}

package struct GetOperatorRequest: Message {
    package static let protoName = "tidemark.pool.v1.GetOperatorRequest"

    package var platform: String = ""

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

/// What the operator owes, has, and may take.
package struct GetOperatorResponse: Message {
    package static let protoName = "tidemark.pool.v1.GetOperatorResponse"

    package var sequence: UInt64 = 0
    package var custodyFen: Int64 = 0
    /// Collected by the provider and not paid out.
    package var pspClearingFen: Int64 = 0
    package var merchantPayableFen: Int64 = 0
    package var taxReserveFen: Int64 = 0
    /// For the provider's fees.
    package var paymentFeeFen: Int64 = 0
    package var platformIncomeFen: Int64 = 0
    package var operatorCapitalFen: Int64 = 0
    package var operatorLossFen: Int64 = 0
    /// Income less losses, as far as custody has it beside withdrawals that are sent.
    package var incomeFreeFen: Int64 = 0

    package init() {}

    package init(
        sequence: UInt64 = 0, custodyFen: Int64 = 0, pspClearingFen: Int64 = 0,
        merchantPayableFen: Int64 = 0, taxReserveFen: Int64 = 0, paymentFeeFen: Int64 = 0,
        platformIncomeFen: Int64 = 0, operatorCapitalFen: Int64 = 0, operatorLossFen: Int64 = 0,
        incomeFreeFen: Int64 = 0
    ) {
        self.sequence = sequence
        self.custodyFen = custodyFen
        self.pspClearingFen = pspClearingFen
        self.merchantPayableFen = merchantPayableFen
        self.taxReserveFen = taxReserveFen
        self.paymentFeeFen = paymentFeeFen
        self.platformIncomeFen = platformIncomeFen
        self.operatorCapitalFen = operatorCapitalFen
        self.operatorLossFen = operatorLossFen
        self.incomeFreeFen = incomeFreeFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "sequence", &sequence)
        try fields.int64(2, "custody_fen", &custodyFen)
        try fields.int64(3, "psp_clearing_fen", &pspClearingFen)
        try fields.int64(4, "merchant_payable_fen", &merchantPayableFen)
        try fields.int64(5, "tax_reserve_fen", &taxReserveFen)
        try fields.int64(6, "payment_fee_fen", &paymentFeeFen)
        try fields.int64(7, "platform_income_fen", &platformIncomeFen)
        try fields.int64(8, "operator_capital_fen", &operatorCapitalFen)
        try fields.int64(9, "operator_loss_fen", &operatorLossFen)
        try fields.int64(10, "income_free_fen", &incomeFreeFen)
    }
}
