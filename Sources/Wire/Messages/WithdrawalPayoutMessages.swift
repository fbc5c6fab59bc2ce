package struct SendWithdrawalsRequest: Message {
    package static let protoName = "tidemark.pool.v1.SendWithdrawalsRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var channel: PayoutChannel = PayoutChannel.zero
    /// 1 to 1,000 that are approved; none takes the oldest that are.
    package var withdrawals: [UInt64] = []

    package init() {}

    package init(
        requestID: String = "", platform: String = "", channel: PayoutChannel = .zero,
        withdrawals: [UInt64] = []
    ) {
        self.requestID = requestID
        self.platform = platform
        self.channel = channel
        self.withdrawals = withdrawals
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.enumeration(3, "channel", &channel)
        try fields.repeated(4, "withdrawals", &withdrawals)
    }
}

package struct SendWithdrawalsResponse: Message {
    package static let protoName = "tidemark.pool.v1.SendWithdrawalsResponse"

    package var batch: UInt64 = 0
    package var count: UInt32 = 0
    package var totalFen: Int64 = 0

    package init() {}

    package init(batch: UInt64 = 0, count: UInt32 = 0, totalFen: Int64 = 0) {
        self.batch = batch
        self.count = count
        self.totalFen = totalFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "batch", &batch)
        try fields.uint32(2, "count", &count)
        try fields.int64(3, "total_fen", &totalFen)
    }
}

package struct GetPayoutFileRequest: Message {
    package static let protoName = "tidemark.pool.v1.GetPayoutFileRequest"

    package var platform: String = ""
    package var batch: UInt64 = 0

    package init() {}

    package init(platform: String = "", batch: UInt64 = 0) {
        self.platform = platform
        self.batch = batch
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint64(2, "batch", &batch)
    }
}

package struct GetPayoutFileResponse: Message {
    package static let protoName = "tidemark.pool.v1.GetPayoutFileResponse"

    package var batch: UInt64 = 0
    package var count: UInt32 = 0
    package var totalFen: Int64 = 0
    /// CSV in UTF-8: a row for each withdrawal, and a last one with their count and sum.
    package var file: [UInt8] = []

    package init() {}

    package init(batch: UInt64 = 0, count: UInt32 = 0, totalFen: Int64 = 0, file: [UInt8] = []) {
        self.batch = batch
        self.count = count
        self.totalFen = totalFen
        self.file = file
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "batch", &batch)
        try fields.uint32(2, "count", &count)
        try fields.int64(3, "total_fen", &totalFen)
        try fields.bytes(4, "file", &file)
    }
}

/// What a payout channel says of a withdrawal.
package struct PayoutCallbackRequest: Message {
    package static let protoName = "tidemark.pool.v1.PayoutCallbackRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var withdrawal: UInt64 = 0
    package var amountFen: Int64 = 0
    package var channel: PayoutChannel = PayoutChannel.zero
    package var outcome: PayoutOutcome = PayoutOutcome.zero
    /// The channel's code for a failure: 1 to 32 of A-Z, a-z, 0-9, . _ -.
    package var failureCode: String = ""

    package init() {}

    package init(
        requestID: String = "", platform: String = "", withdrawal: UInt64 = 0, amountFen: Int64 = 0,
        channel: PayoutChannel = .zero, outcome: PayoutOutcome = .zero, failureCode: String = ""
    ) {
        self.requestID = requestID
        self.platform = platform
        self.withdrawal = withdrawal
        self.amountFen = amountFen
        self.channel = channel
        self.outcome = outcome
        self.failureCode = failureCode
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "withdrawal", &withdrawal)
        try fields.int64(4, "amount_fen", &amountFen)
        try fields.enumeration(5, "channel", &channel)
        try fields.enumeration(6, "outcome", &outcome)
        try fields.string(7, "failure_code", &failureCode)
    }
}

package struct PayoutCallbackResponse: Message {
    package static let protoName = "tidemark.pool.v1.PayoutCallbackResponse"

    /// False: it did not fit, was recorded as such, and moved no money. Sending it again is of no
    /// use.
    package var accepted: Bool = false
    package var refused: String = ""
    package var state: WithdrawalState = WithdrawalState.zero

    package init() {}

    package init(accepted: Bool = false, refused: String = "", state: WithdrawalState = .zero) {
        self.accepted = accepted
        self.refused = refused
        self.state = state
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.bool(1, "accepted", &accepted)
        try fields.string(2, "refused", &refused)
        try fields.enumeration(3, "state", &state)
    }
}

package struct ListWithdrawalsRequest: Message {
    package static let protoName = "tidemark.pool.v1.ListWithdrawalsRequest"

    package var platform: String = ""
    /// 0 lists those of all members.
    package var member: UInt64 = 0
    /// Unspecified lists all states.
    package var state: WithdrawalState = WithdrawalState.zero
    /// Lists withdrawals above this number.
    package var afterWithdrawal: UInt64 = 0
    /// 1 to 1,000; 0 means 100.
    package var limit: UInt32 = 0

    package init() {}

    package init(
        platform: String = "", member: UInt64 = 0, state: WithdrawalState = .zero,
        afterWithdrawal: UInt64 = 0, limit: UInt32 = 0
    ) {
        self.platform = platform
        self.member = member
        self.state = state
        self.afterWithdrawal = afterWithdrawal
        self.limit = limit
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint64(2, "member", &member)
        try fields.enumeration(3, "state", &state)
        try fields.uint64(4, "after_withdrawal", &afterWithdrawal)
        try fields.uint32(5, "limit", &limit)
    }
}

package struct ListWithdrawalsResponse: Message {
    package static let protoName = "tidemark.pool.v1.ListWithdrawalsResponse"

    package var withdrawals: [Withdrawal] = []

    package init() {}

    package init(withdrawals: [Withdrawal] = []) {
        self.withdrawals = withdrawals
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.repeated(1, "withdrawals", &withdrawals)
    }
}
