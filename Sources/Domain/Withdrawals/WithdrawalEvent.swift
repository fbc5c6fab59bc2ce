/// What the withdrawals of a platform record. Those that move money carry their lines.
package enum WithdrawalEvent: Hashable, Sendable {
    case policySet(WithdrawalPolicy, by: Person, at: Instant)
    /// Says that an operator is a member too, or no longer.
    case linked(operatorName: String, MemberID, isLinked: Bool, by: Person, at: Instant)
    case accountRegistered(MemberID, PayoutAccount, by: Person, at: Instant)
    case requested(RequestedWithdrawal)
    case approved(WithdrawalID, MemberID, approvals: Int, by: Person, at: Instant)
    /// The head of a payout file; its rows follow in the same group.
    case batchSent(PayoutBatchID, PayoutChannel, count: Int, total: Money, by: Person, at: Instant)
    case sent(SentWithdrawal)
    case closed(ClosedWithdrawal)
    case callbackRefused(RefusedCallback)
}

/// Money left the wallet for `withdrawal_pending`.
package struct RequestedWithdrawal: Hashable, Sendable {
    package let id: WithdrawalID
    package let member: MemberID
    package let amount: Money
    package let channel: PayoutChannel
    package let account: String
    package let approvalsNeeded: Int
    package let by: Person
    package let at: Instant
    package let lines: [Line]

    package init(
        id: WithdrawalID, member: MemberID, amount: Money, channel: PayoutChannel,
        account: String, approvalsNeeded: Int, by: Person, at: Instant, lines: [Line]
    ) {
        self.id = id
        self.member = member
        self.amount = amount
        self.channel = channel
        self.account = account
        self.approvalsNeeded = approvalsNeeded
        self.by = by
        self.at = at
        self.lines = lines
    }
}

/// One row of a payout file.
package struct SentWithdrawal: Hashable, Sendable {
    package let id: WithdrawalID
    package let member: MemberID
    package let amount: Money
    package let batch: PayoutBatchID
    package let row: Int

    package init(
        id: WithdrawalID, member: MemberID, amount: Money, batch: PayoutBatchID, row: Int
    ) {
        self.id = id
        self.member = member
        self.amount = amount
        self.batch = batch
        self.row = row
    }
}

/// The end of a withdrawal: its money is out of the house, or back in the wallet.
package struct ClosedWithdrawal: Hashable, Sendable {
    package enum End: Hashable, Sendable {
        case paid
        case failed(code: String)
        case cancelled
        case refused(reason: String)
    }

    package let id: WithdrawalID
    package let member: MemberID
    package let amount: Money
    package let end: End
    package let by: Person
    package let at: Instant
    package let lines: [Line]

    package init(
        id: WithdrawalID, member: MemberID, amount: Money, end: End, by: Person, at: Instant,
        lines: [Line]
    ) {
        self.id = id
        self.member = member
        self.amount = amount
        self.end = end
        self.by = by
        self.at = at
        self.lines = lines
    }
}

/// What a payment channel says of a withdrawal.
package struct PayoutCallback: Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
        case paid
        case failed(code: String)
    }

    package let id: WithdrawalID
    package let amount: Money
    package let channel: PayoutChannel
    package let outcome: Outcome

    package init(id: WithdrawalID, amount: Money, channel: PayoutChannel, outcome: Outcome) {
        self.id = id
        self.amount = amount
        self.channel = channel
        self.outcome = outcome
    }
}

/// A callback that does not fit: it posts nothing, and someone has to look into it.
package struct RefusedCallback: Hashable, Sendable {
    /// The first that holds.
    package enum Reason: String, CaseIterable, Hashable, Sendable {
        case unknown = "withdrawal_not_found"
        case channelDiffers = "channel_differs"
        case amountDiffers = "amount_differs"
        case notSent = "withdrawal_not_sent"
        case final = "withdrawal_is_final"
    }

    package let callback: PayoutCallback
    package let reason: Reason
    /// Whose withdrawal it is; nil where there is none.
    package let member: MemberID?
    package let state: Withdrawal.State.Name?
    package let by: Person
    package let at: Instant

    package init(
        callback: PayoutCallback, reason: Reason, member: MemberID?,
        state: Withdrawal.State.Name?, by: Person, at: Instant
    ) {
        self.callback = callback
        self.reason = reason
        self.member = member
        self.state = state
        self.by = by
        self.at = at
    }
}
