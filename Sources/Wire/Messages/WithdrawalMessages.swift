package enum PayoutChannel: Int32, MessageEnum {
    case unspecified = 0
    case bank = 1
    case alipay = 2
    case wechat = 3

    package static let protoName = "tidemark.pool.v1.PayoutChannel"
    package static let zero = Self.unspecified

    package var valueName: String {
        switch self {
        case .unspecified: "PAYOUT_CHANNEL_UNSPECIFIED"
        case .bank: "PAYOUT_CHANNEL_BANK"
        case .alipay: "PAYOUT_CHANNEL_ALIPAY"
        case .wechat: "PAYOUT_CHANNEL_WECHAT"
        }
    }
}

package enum WithdrawalState: Int32, MessageEnum {
    case unspecified = 0
    case requested = 1
    case approved = 2
    case sent = 3
    case paid = 4
    case failed = 5
    case cancelled = 6
    case refused = 7

    package static let protoName = "tidemark.pool.v1.WithdrawalState"
    package static let zero = Self.unspecified

    package var valueName: String {
        switch self {
        case .unspecified: "WITHDRAWAL_STATE_UNSPECIFIED"
        case .requested: "WITHDRAWAL_STATE_REQUESTED"
        case .approved: "WITHDRAWAL_STATE_APPROVED"
        case .sent: "WITHDRAWAL_STATE_SENT"
        case .paid: "WITHDRAWAL_STATE_PAID"
        case .failed: "WITHDRAWAL_STATE_FAILED"
        case .cancelled: "WITHDRAWAL_STATE_CANCELLED"
        case .refused: "WITHDRAWAL_STATE_REFUSED"
        }
    }
}

package enum PayoutOutcome: Int32, MessageEnum {
    case unspecified = 0
    case paid = 1
    case failed = 2

    package static let protoName = "tidemark.pool.v1.PayoutOutcome"
    package static let zero = Self.unspecified

    package var valueName: String {
        switch self {
        case .unspecified: "PAYOUT_OUTCOME_UNSPECIFIED"
        case .paid: "PAYOUT_OUTCOME_PAID"
        case .failed: "PAYOUT_OUTCOME_FAILED"
        }
    }
}

/// Limits for one member and day in Shanghai, summed over the day's requests whose money did not
/// come back.
package struct WithdrawalPolicy: Message {
    package static let protoName = "tidemark.pool.v1.WithdrawalPolicy"

    /// The least of one withdrawal.
    package var minimumFen: Int64 = 0
    /// The most of one day.
    package var dayMaxFen: Int64 = 0
    /// A request with which the day's sum passes this needs two people to approve it.
    package var twoPeopleAboveFen: Int64 = 0

    package init() {}

    package init(minimumFen: Int64 = 0, dayMaxFen: Int64 = 0, twoPeopleAboveFen: Int64 = 0) {
        self.minimumFen = minimumFen
        self.dayMaxFen = dayMaxFen
        self.twoPeopleAboveFen = twoPeopleAboveFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.int64(1, "minimum_fen", &minimumFen)
        try fields.int64(2, "day_max_fen", &dayMaxFen)
        try fields.int64(3, "two_people_above_fen", &twoPeopleAboveFen)
    }
}

package struct SetWithdrawalPolicyRequest: Message {
    package static let protoName = "tidemark.pool.v1.SetWithdrawalPolicyRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var policy: WithdrawalPolicy?

    package init() {}

    package init(requestID: String = "", platform: String = "", policy: WithdrawalPolicy? = nil) {
        self.requestID = requestID
        self.platform = platform
        self.policy = policy
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.message(3, "policy", &policy)
    }
}

package struct SetWithdrawalPolicyResponse: Message {
    package static let protoName = "tidemark.pool.v1.SetWithdrawalPolicyResponse"

    package var policy: WithdrawalPolicy?

    package init() {}

    package init(policy: WithdrawalPolicy? = nil) {
        self.policy = policy
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.message(1, "policy", &policy)
    }
}

/// Says that an operator, one of the staff or a payer of subsidies is a member too: nobody
/// approves withdrawals of their own, and points they hold while subsidies enter are disclosed.
package struct LinkOperatorRequest: Message {
    package static let protoName = "tidemark.pool.v1.LinkOperatorRequest"

    package var requestID: String = ""
    package var platform: String = ""
    /// The name in the operator's certificate, or whom the member is of the staff or payer.
    package var `operator`: String = ""
    package var member: UInt64 = 0
    /// Takes the link away; nobody their own.
    package var remove: Bool = false

    package init() {}

    package init(
        requestID: String = "", platform: String = "", operator: String = "", member: UInt64 = 0,
        remove: Bool = false
    ) {
        self.requestID = requestID
        self.platform = platform
        self.operator = `operator`
        self.member = member
        self.remove = remove
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.string(3, "operator", &`operator`)
        try fields.uint64(4, "member", &member)
        try fields.bool(5, "remove", &remove)
    }
}

package struct LinkOperatorResponse: Message {
    package static let protoName = "tidemark.pool.v1.LinkOperatorResponse"

    package init() {}

    package mutating func code(_ fields: inout some Fields) throws(WireError) {}
}

/// What a payout account is called. Never part of a journal or a stored reply.
package struct PayoutAccountText: Message {
    package static let protoName = "tidemark.pool.v1.PayoutAccountText"

    package var holder: String = ""
    package var account: String = ""
    /// The bank's name, for a bank account.
    package var bank: String = ""

    package init() {}

    package init(holder: String = "", account: String = "", bank: String = "") {
        self.holder = holder
        self.account = account
        self.bank = bank
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "holder", &holder)
        try fields.string(2, "account", &account)
        try fields.string(3, "bank", &bank)
    }
}

package struct RegisterPayoutAccountRequest: Message {
    package static let protoName = "tidemark.pool.v1.RegisterPayoutAccountRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var member: UInt64 = 0
    package var channel: PayoutChannel = PayoutChannel.zero
    package var text: PayoutAccountText?

    package init() {}

    package init(
        requestID: String = "", platform: String = "", member: UInt64 = 0,
        channel: PayoutChannel = .zero, text: PayoutAccountText? = nil
    ) {
        self.requestID = requestID
        self.platform = platform
        self.member = member
        self.channel = channel
        self.text = text
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "member", &member)
        try fields.enumeration(4, "channel", &channel)
        try fields.message(5, "text", &text)
    }
}

package struct RegisterPayoutAccountResponse: Message {
    package static let protoName = "tidemark.pool.v1.RegisterPayoutAccountResponse"

    /// Says nothing to those who lack the service's key.
    package var reference: String = ""
    /// Microseconds since 1970 UTC; 72 h after a change.
    package var usableFromUs: Int64 = 0

    package init() {}

    package init(reference: String = "", usableFromUs: Int64 = 0) {
        self.reference = reference
        self.usableFromUs = usableFromUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "reference", &reference)
        try fields.int64(2, "usable_from_us", &usableFromUs)
    }
}

package struct GetWithdrawableRequest: Message {
    package static let protoName = "tidemark.pool.v1.GetWithdrawableRequest"

    package var platform: String = ""
    package var member: UInt64 = 0

    package init() {}

    package init(platform: String = "", member: UInt64 = 0) {
        self.platform = platform
        self.member = member
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint64(2, "member", &member)
    }
}

package struct GetWithdrawableResponse: Message {
    package static let protoName = "tidemark.pool.v1.GetWithdrawableResponse"

    package var member: UInt64 = 0
    package var sequence: UInt64 = 0
    package var walletFen: Int64 = 0
    /// The wallet less rewards that can still be reversed; 0 while the member owes.
    package var withdrawableFen: Int64 = 0
    /// Rewards of the last 7 days, less their reversals.
    package var heldRewardsFen: Int64 = 0
    package var owedFen: Int64 = 0
    /// Asked for today.
    package var askedTodayFen: Int64 = 0
    package var policy: WithdrawalPolicy?
    /// Of the payout account; empty where there is none.
    package var account: String = ""
    package var channel: PayoutChannel = PayoutChannel.zero
    package var usableFromUs: Int64 = 0

    package init() {}

    package init(
        member: UInt64 = 0, sequence: UInt64 = 0, walletFen: Int64 = 0, withdrawableFen: Int64 = 0,
        heldRewardsFen: Int64 = 0, owedFen: Int64 = 0, askedTodayFen: Int64 = 0,
        policy: WithdrawalPolicy? = nil, account: String = "", channel: PayoutChannel = .zero,
        usableFromUs: Int64 = 0
    ) {
        self.member = member
        self.sequence = sequence
        self.walletFen = walletFen
        self.withdrawableFen = withdrawableFen
        self.heldRewardsFen = heldRewardsFen
        self.owedFen = owedFen
        self.askedTodayFen = askedTodayFen
        self.policy = policy
        self.account = account
        self.channel = channel
        self.usableFromUs = usableFromUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "member", &member)
        try fields.uint64(2, "sequence", &sequence)
        try fields.int64(3, "wallet_fen", &walletFen)
        try fields.int64(4, "withdrawable_fen", &withdrawableFen)
        try fields.int64(5, "held_rewards_fen", &heldRewardsFen)
        try fields.int64(6, "owed_fen", &owedFen)
        try fields.int64(7, "asked_today_fen", &askedTodayFen)
        try fields.message(8, "policy", &policy)
        try fields.string(9, "account", &account)
        try fields.enumeration(10, "channel", &channel)
        try fields.int64(11, "usable_from_us", &usableFromUs)
    }
}

package struct Withdrawal: Message {
    package static let protoName = "tidemark.pool.v1.Withdrawal"

    package var withdrawal: UInt64 = 0
    package var member: UInt64 = 0
    package var amountFen: Int64 = 0
    package var channel: PayoutChannel = PayoutChannel.zero
    /// The reference of the payout account.
    package var account: String = ""
    package var state: WithdrawalState = WithdrawalState.zero
    package var requestedBy: String = ""
    package var requestedUs: Int64 = 0
    package var approvalsNeeded: UInt32 = 0
    package var approvedBy: [String] = []
    /// While it is sent.
    package var batch: UInt64 = 0
    package var row: UInt32 = 0
    /// The channel's code for a failure.
    package var failureCode: String = ""
    /// Why an operator refused it.
    package var reason: String = ""

    package init() {}

    package init(
        withdrawal: UInt64 = 0, member: UInt64 = 0, amountFen: Int64 = 0,
        channel: PayoutChannel = .zero, account: String = "", state: WithdrawalState = .zero,
        requestedBy: String = "", requestedUs: Int64 = 0, approvalsNeeded: UInt32 = 0,
        approvedBy: [String] = [], batch: UInt64 = 0, row: UInt32 = 0, failureCode: String = "",
        reason: String = ""
    ) {
        self.withdrawal = withdrawal
        self.member = member
        self.amountFen = amountFen
        self.channel = channel
        self.account = account
        self.state = state
        self.requestedBy = requestedBy
        self.requestedUs = requestedUs
        self.approvalsNeeded = approvalsNeeded
        self.approvedBy = approvedBy
        self.batch = batch
        self.row = row
        self.failureCode = failureCode
        self.reason = reason
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "withdrawal", &withdrawal)
        try fields.uint64(2, "member", &member)
        try fields.int64(3, "amount_fen", &amountFen)
        try fields.enumeration(4, "channel", &channel)
        try fields.string(5, "account", &account)
        try fields.enumeration(6, "state", &state)
        try fields.string(7, "requested_by", &requestedBy)
        try fields.int64(8, "requested_us", &requestedUs)
        try fields.uint32(9, "approvals_needed", &approvalsNeeded)
        try fields.repeated(10, "approved_by", &approvedBy)
        try fields.uint64(11, "batch", &batch)
        try fields.uint32(12, "row", &row)
        try fields.string(13, "failure_code", &failureCode)
        try fields.string(14, "reason", &reason)
    }
}
