package struct WithdrawalPolicySet: Message {
    package static let protoName = "tidemark.pool.v1.WithdrawalPolicySet"

    package var policy: WithdrawalPolicy?
    package var by: String = ""
    package var atUs: Int64 = 0

    package init() {}

    package init(policy: WithdrawalPolicy? = nil, by: String = "", atUs: Int64 = 0) {
        self.policy = policy
        self.by = by
        self.atUs = atUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.message(1, "policy", &policy)
        try fields.string(2, "by", &by)
        try fields.int64(3, "at_us", &atUs)
    }
}

package struct OperatorLinked: Message {
    package static let protoName = "tidemark.pool.v1.OperatorLinked"

    package var `operator`: String = ""
    package var member: UInt64 = 0
    package var removed: Bool = false
    package var by: String = ""
    package var atUs: Int64 = 0

    package init() {}

    package init(
        operator: String = "", member: UInt64 = 0, removed: Bool = false, by: String = "",
        atUs: Int64 = 0
    ) {
        self.operator = `operator`
        self.member = member
        self.removed = removed
        self.by = by
        self.atUs = atUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "operator", &`operator`)
        try fields.uint64(2, "member", &member)
        try fields.bool(3, "removed", &removed)
        try fields.string(4, "by", &by)
        try fields.int64(5, "at_us", &atUs)
    }
}

package struct PayoutAccountRegistered: Message {
    package static let protoName = "tidemark.pool.v1.PayoutAccountRegistered"

    package var member: UInt64 = 0
    package var channel: PayoutChannel = PayoutChannel.zero
    package var reference: String = ""
    package var usableFromUs: Int64 = 0
    package var by: String = ""
    package var atUs: Int64 = 0

    package init() {}

    package init(
        member: UInt64 = 0, channel: PayoutChannel = .zero, reference: String = "",
        usableFromUs: Int64 = 0, by: String = "", atUs: Int64 = 0
    ) {
        self.member = member
        self.channel = channel
        self.reference = reference
        self.usableFromUs = usableFromUs
        self.by = by
        self.atUs = atUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "member", &member)
        try fields.enumeration(2, "channel", &channel)
        try fields.string(3, "reference", &reference)
        try fields.int64(4, "usable_from_us", &usableFromUs)
        try fields.string(5, "by", &by)
        try fields.int64(6, "at_us", &atUs)
    }
}

package struct WithdrawalRequested: Message {
    package static let protoName = "tidemark.pool.v1.WithdrawalRequested"

    package var withdrawal: UInt64 = 0
    package var member: UInt64 = 0
    package var amountFen: Int64 = 0
    package var channel: PayoutChannel = PayoutChannel.zero
    package var account: String = ""
    package var approvalsNeeded: UInt32 = 0
    package var by: String = ""
    package var atUs: Int64 = 0
    package var lines: [Line] = []

    package init() {}

    package init(
        withdrawal: UInt64 = 0, member: UInt64 = 0, amountFen: Int64 = 0,
        channel: PayoutChannel = .zero, account: String = "", approvalsNeeded: UInt32 = 0,
        by: String = "", atUs: Int64 = 0, lines: [Line] = []
    ) {
        self.withdrawal = withdrawal
        self.member = member
        self.amountFen = amountFen
        self.channel = channel
        self.account = account
        self.approvalsNeeded = approvalsNeeded
        self.by = by
        self.atUs = atUs
        self.lines = lines
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "withdrawal", &withdrawal)
        try fields.uint64(2, "member", &member)
        try fields.int64(3, "amount_fen", &amountFen)
        try fields.enumeration(4, "channel", &channel)
        try fields.string(5, "account", &account)
        try fields.uint32(6, "approvals_needed", &approvalsNeeded)
        try fields.string(7, "by", &by)
        try fields.int64(8, "at_us", &atUs)
        try fields.repeated(9, "lines", &lines)
    }
}

package struct WithdrawalApproved: Message {
    package static let protoName = "tidemark.pool.v1.WithdrawalApproved"

    package var withdrawal: UInt64 = 0
    package var member: UInt64 = 0
    /// With this one.
    package var approvals: UInt32 = 0
    package var by: String = ""
    package var atUs: Int64 = 0

    package init() {}

    package init(
        withdrawal: UInt64 = 0, member: UInt64 = 0, approvals: UInt32 = 0, by: String = "",
        atUs: Int64 = 0
    ) {
        self.withdrawal = withdrawal
        self.member = member
        self.approvals = approvals
        self.by = by
        self.atUs = atUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "withdrawal", &withdrawal)
        try fields.uint64(2, "member", &member)
        try fields.uint32(3, "approvals", &approvals)
        try fields.string(4, "by", &by)
        try fields.int64(5, "at_us", &atUs)
    }
}

package struct WithdrawalCancelled: Message {
    package static let protoName = "tidemark.pool.v1.WithdrawalCancelled"

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

package struct WithdrawalRefused: Message {
    package static let protoName = "tidemark.pool.v1.WithdrawalRefused"

    package var withdrawal: UInt64 = 0
    package var member: UInt64 = 0
    package var amountFen: Int64 = 0
    package var reason: String = ""
    package var by: String = ""
    package var atUs: Int64 = 0
    package var lines: [Line] = []

    package init() {}

    package init(
        withdrawal: UInt64 = 0, member: UInt64 = 0, amountFen: Int64 = 0, reason: String = "",
        by: String = "", atUs: Int64 = 0, lines: [Line] = []
    ) {
        self.withdrawal = withdrawal
        self.member = member
        self.amountFen = amountFen
        self.reason = reason
        self.by = by
        self.atUs = atUs
        self.lines = lines
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "withdrawal", &withdrawal)
        try fields.uint64(2, "member", &member)
        try fields.int64(3, "amount_fen", &amountFen)
        try fields.string(4, "reason", &reason)
        try fields.string(5, "by", &by)
        try fields.int64(6, "at_us", &atUs)
        try fields.repeated(7, "lines", &lines)
    }
}
