import Domain
import Journal
import Transport
import Wire

extension WithdrawalEvent {
    /// Nil for a kind that is not of withdrawals.
    init?(_ entry: JournalEntry) throws {
        switch entry.kind {
        case "withdrawal_policy_set", "operator_linked", "payout_account_registered":
            self = try Self.setting(entry)
        case "withdrawal_requested":
            let event = try WithdrawalRequested(decoding: entry.event)
            self = .requested(try RequestedWithdrawal(event))
        case "withdrawal_approved":
            let event = try WithdrawalApproved(decoding: entry.event)
            self = .approved(
                try WithdrawalID(event.withdrawal, field: "withdrawal"),
                try MemberID(event.member, field: "member"), approvals: Int(event.approvals),
                by: Person(event.by), at: Instant(microseconds: event.atUs))
        case "payout_batch_sent":
            let event = try PayoutBatchSent(decoding: entry.event)
            self = .batchSent(
                try PayoutBatchID(event.batch, field: "batch"),
                try Domain.PayoutChannel(event.channel), count: Int(event.count),
                total: Money(fen: event.totalFen), by: Person(event.by),
                at: Instant(microseconds: event.atUs))
        case "withdrawal_sent":
            let event = try WithdrawalSent(decoding: entry.event)
            self = .sent(
                SentWithdrawal(
                    id: try WithdrawalID(event.withdrawal, field: "withdrawal"),
                    member: try MemberID(event.member, field: "member"),
                    amount: Money(fen: event.amountFen),
                    batch: try PayoutBatchID(event.batch, field: "batch"), row: Int(event.row)))
        case "withdrawal_cancelled", "withdrawal_refused", "withdrawal_paid",
            "withdrawal_failed":
            self = .closed(try ClosedWithdrawal(entry))
        case "callback_refused":
            self = .callbackRefused(
                try RefusedCallback(try CallbackRefused(decoding: entry.event)))
        default: return nil
        }
    }

    private static func setting(_ entry: JournalEntry) throws -> WithdrawalEvent {
        switch entry.kind {
        case "withdrawal_policy_set":
            let event = try WithdrawalPolicySet(decoding: entry.event)
            return .policySet(
                try Domain.WithdrawalPolicy(event.policy), by: Person(event.by),
                at: Instant(microseconds: event.atUs))
        case "operator_linked":
            let event = try OperatorLinked(decoding: entry.event)
            return .linked(
                operatorName: event.operator, try MemberID(event.member, field: "member"),
                isLinked: !event.removed, by: Person(event.by),
                at: Instant(microseconds: event.atUs))
        default:
            let event = try PayoutAccountRegistered(decoding: entry.event)
            let account = PayoutAccount(
                channel: try Domain.PayoutChannel(event.channel), reference: event.reference,
                usableFrom: Instant(microseconds: event.usableFromUs))
            return .accountRegistered(
                try MemberID(event.member, field: "member"), account, by: Person(event.by),
                at: Instant(microseconds: event.atUs))
        }
    }
}

extension RequestedWithdrawal {
    fileprivate init(_ event: WithdrawalRequested) throws {
        self.init(
            id: try WithdrawalID(event.withdrawal, field: "withdrawal"),
            member: try MemberID(event.member, field: "member"),
            amount: Money(fen: event.amountFen), channel: try Domain.PayoutChannel(event.channel),
            account: event.account, approvalsNeeded: Int(event.approvalsNeeded),
            by: Person(event.by), at: Instant(microseconds: event.atUs),
            lines: try event.lines.map { line throws in try Domain.Line(line) })
    }
}

extension ClosedWithdrawal {
    fileprivate init(_ entry: JournalEntry) throws {
        switch entry.kind {
        case "withdrawal_cancelled":
            let event = try WithdrawalCancelled(decoding: entry.event)
            try self.init(
                event.withdrawal, event.member, event.amountFen, .cancelled, event.by,
                event.atUs, event.lines)
        case "withdrawal_refused":
            let event = try WithdrawalRefused(decoding: entry.event)
            try self.init(
                event.withdrawal, event.member, event.amountFen, .refused(reason: event.reason),
                event.by, event.atUs, event.lines)
        case "withdrawal_paid":
            let event = try WithdrawalPaid(decoding: entry.event)
            try self.init(
                event.withdrawal, event.member, event.amountFen, .paid, event.by, event.atUs,
                event.lines)
        default:
            let event = try WithdrawalFailed(decoding: entry.event)
            try self.init(
                event.withdrawal, event.member, event.amountFen,
                .failed(code: event.failureCode), event.by, event.atUs, event.lines)
        }
    }

    private init(
        _ withdrawal: UInt64, _ member: UInt64, _ amountFen: Int64, _ end: End, _ by: String,
        _ atUs: Int64, _ lines: [Wire.Line]
    ) throws {
        self.init(
            id: try WithdrawalID(withdrawal, field: "withdrawal"),
            member: try MemberID(member, field: "member"), amount: Money(fen: amountFen),
            end: end, by: Person(by), at: Instant(microseconds: atUs),
            lines: try lines.map { line throws in try Domain.Line(line) })
    }
}

extension RefusedCallback {
    fileprivate init(_ event: CallbackRefused) throws {
        guard let reason = Reason(rawValue: event.reason) else {
            throw RPCError.malformed("reason", "\(event.reason) is no reason of a callback")
        }
        let callback = PayoutCallback(
            id: WithdrawalID(rawValue: event.withdrawal), amount: Money(fen: event.amountFen),
            channel: try Domain.PayoutChannel(event.channel),
            outcome: event.outcome == .paid ? .paid : .failed(code: event.failureCode))
        self.init(
            callback: callback, reason: reason,
            member: event.member == 0 ? nil : MemberID(rawValue: event.member),
            state: Domain.Withdrawal.State.Name(event.state), by: Person(event.by),
            at: Instant(microseconds: event.atUs))
    }
}
