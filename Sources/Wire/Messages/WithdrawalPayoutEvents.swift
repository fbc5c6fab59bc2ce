/// The head of a payout file; its rows follow in the same group.
package struct PayoutBatchSent: Message {
    package static let protoName = "tidemark.pool.v1.PayoutBatchSent"

    package var batch: UInt64 = 0
    package var channel: PayoutChannel = PayoutChannel.zero
    package var count: UInt32 = 0
    package var totalFen: Int64 = 0
    package var by: String = ""
    package var atUs: Int64 = 0

    package init() {}

    package init(
        batch: UInt64 = 0, channel: PayoutChannel = .zero, count: UInt32 = 0, totalFen: Int64 = 0,
        by: String = "", atUs: Int64 = 0
    ) {
        self.batch = batch
        self.channel = channel
        self.count = count
        self.totalFen = totalFen
        self.by = by
        self.atUs = atUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "batch", &batch)
        try fields.enumeration(2, "channel", &channel)
        try fields.uint32(3, "count", &count)
        try fields.int64(4, "total_fen", &totalFen)
        try fields.string(5, "by", &by)
        try fields.int64(6, "at_us", &atUs)
    }
}

package struct WithdrawalSent: Message {
    package static let protoName = "tidemark.pool.v1.WithdrawalSent"

    package var withdrawal: UInt64 = 0
    package var member: UInt64 = 0
    package var amountFen: Int64 = 0
    package var batch: UInt64 = 0
    package var row: UInt32 = 0

    package init() {}

    package init(
        withdrawal: UInt64 = 0, member: UInt64 = 0, amountFen: Int64 = 0, batch: UInt64 = 0,
        row: UInt32 = 0
    ) {
        self.withdrawal = withdrawal
        self.member = member
        self.amountFen = amountFen
        self.batch = batch
        self.row = row
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "withdrawal", &withdrawal)
        try fields.uint64(2, "member", &member)
        try fields.int64(3, "amount_fen", &amountFen)
        try fields.uint64(4, "batch", &batch)
        try fields.uint32(5, "row", &row)
    }
}

package struct WithdrawalPaid: Message {
    package static let protoName = "tidemark.pool.v1.WithdrawalPaid"

    package var withdrawal: UInt64 = 0
    package var member: UInt64 = 0
    package var amountFen: Int64 = 0
    package var by: String = ""
    package var atUs: Int64 = 0
    package var lines: [Line] = []

    package init() {}

    package init(
        withdrawal: UInt64 = 0, member: UInt64 = 0, amountFen: Int64 = 0, by: String = "",
        atUs: Int64 = 0, lines: [Line] = []
    ) {
        self.withdrawal = withdrawal
        self.member = member
        self.amountFen = amountFen
        self.by = by
        self.atUs = atUs
        self.lines = lines
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "withdrawal", &withdrawal)
        try fields.uint64(2, "member", &member)
        try fields.int64(3, "amount_fen", &amountFen)
        try fields.string(4, "by", &by)
        try fields.int64(5, "at_us", &atUs)
        try fields.repeated(6, "lines", &lines)
    }
}

package struct WithdrawalFailed: Message {
    package static let protoName = "tidemark.pool.v1.WithdrawalFailed"

    package var withdrawal: UInt64 = 0
    package var member: UInt64 = 0
    package var amountFen: Int64 = 0
    package var failureCode: String = ""
    package var by: String = ""
    package var atUs: Int64 = 0
    package var lines: [Line] = []

    package init() {}

    package init(
        withdrawal: UInt64 = 0, member: UInt64 = 0, amountFen: Int64 = 0, failureCode: String = "",
        by: String = "", atUs: Int64 = 0, lines: [Line] = []
    ) {
        self.withdrawal = withdrawal
        self.member = member
        self.amountFen = amountFen
        self.failureCode = failureCode
        self.by = by
        self.atUs = atUs
        self.lines = lines
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "withdrawal", &withdrawal)
        try fields.uint64(2, "member", &member)
        try fields.int64(3, "amount_fen", &amountFen)
        try fields.string(4, "failure_code", &failureCode)
        try fields.string(5, "by", &by)
        try fields.int64(6, "at_us", &atUs)
        try fields.repeated(7, "lines", &lines)
    }
}

/// A callback that did not fit; nothing was posted.
package struct CallbackRefused: Message {
    package static let protoName = "tidemark.pool.v1.CallbackRefused"

    package var withdrawal: UInt64 = 0
    /// 0 where there is no such withdrawal.
    package var member: UInt64 = 0
    package var amountFen: Int64 = 0
    package var channel: PayoutChannel = PayoutChannel.zero
    package var outcome: PayoutOutcome = PayoutOutcome.zero
    package var failureCode: String = ""
    package var reason: String = ""
    package var state: WithdrawalState = WithdrawalState.zero
    package var by: String = ""
    package var atUs: Int64 = 0

    package init() {}

    package init(
        withdrawal: UInt64 = 0, member: UInt64 = 0, amountFen: Int64 = 0,
        channel: PayoutChannel = .zero, outcome: PayoutOutcome = .zero, failureCode: String = "",
        reason: String = "", state: WithdrawalState = .zero, by: String = "", atUs: Int64 = 0
    ) {
        self.withdrawal = withdrawal
        self.member = member
        self.amountFen = amountFen
        self.channel = channel
        self.outcome = outcome
        self.failureCode = failureCode
        self.reason = reason
        self.state = state
        self.by = by
        self.atUs = atUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "withdrawal", &withdrawal)
        try fields.uint64(2, "member", &member)
        try fields.int64(3, "amount_fen", &amountFen)
        try fields.enumeration(4, "channel", &channel)
        try fields.enumeration(5, "outcome", &outcome)
        try fields.string(6, "failure_code", &failureCode)
        try fields.string(7, "reason", &reason)
        try fields.enumeration(8, "state", &state)
        try fields.string(9, "by", &by)
        try fields.int64(10, "at_us", &atUs)
    }
}
