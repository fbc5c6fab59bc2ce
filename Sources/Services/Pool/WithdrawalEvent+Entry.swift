import Domain
import Journal
import Wire

extension WithdrawalEvent {
    var entry: EntryDraft {
        switch self {
        case .policySet(let policy, let by, let at):
            EntryDraft(
                WithdrawalPolicySet(
                    policy: policy.message, by: by.text, atUs: at.microseconds), keys: [])
        case .linked(let name, let member, let isLinked, let by, let at):
            EntryDraft(
                OperatorLinked(
                    operator: name, member: member.rawValue, removed: !isLinked, by: by.text,
                    atUs: at.microseconds), keys: ["member:\(member)"])
        case .accountRegistered(let member, let account, let by, let at):
            EntryDraft(
                PayoutAccountRegistered(
                    member: member.rawValue, channel: account.channel.message,
                    reference: account.reference, usableFromUs: account.usableFrom.microseconds,
                    by: by.text, atUs: at.microseconds), keys: ["member:\(member)"])
        case .requested(let request): request.entry
        case .approved(let id, let member, let approvals, let by, let at):
            EntryDraft(
                WithdrawalApproved(
                    withdrawal: id.rawValue, member: member.rawValue,
                    approvals: UInt32(clamping: approvals), by: by.text, atUs: at.microseconds),
                keys: Self.keys(id, member))
        case .batchSent(let id, let channel, let count, let total, let by, let at):
            EntryDraft(
                PayoutBatchSent(
                    batch: id.rawValue, channel: channel.message, count: UInt32(clamping: count),
                    totalFen: total.fen, by: by.text, atUs: at.microseconds),
                keys: ["batch:\(id)"])
        case .sent(let row):
            EntryDraft(
                WithdrawalSent(
                    withdrawal: row.id.rawValue, member: row.member.rawValue,
                    amountFen: row.amount.fen, batch: row.batch.rawValue,
                    row: UInt32(clamping: row.row)), keys: Self.keys(row.id, row.member))
        case .closed(let closed): closed.entry
        case .callbackRefused(let refused): refused.entry
        }
    }

    fileprivate static func keys(_ id: WithdrawalID, _ member: MemberID) -> [String] {
        ["withdrawal:\(id)", "member:\(member)"]
    }
}

extension RequestedWithdrawal {
    fileprivate var entry: EntryDraft {
        EntryDraft(
            WithdrawalRequested(
                withdrawal: id.rawValue, member: member.rawValue, amountFen: amount.fen,
                channel: channel.message, account: account,
                approvalsNeeded: UInt32(clamping: approvalsNeeded), by: by.text,
                atUs: at.microseconds, lines: lines.map(\.message)),
            keys: WithdrawalEvent.keys(id, member))
    }
}

extension ClosedWithdrawal {
    fileprivate var entry: EntryDraft {
        let (id, member) = (id.rawValue, member.rawValue)
        let lines = lines.map(\.message)
        let keys = WithdrawalEvent.keys(self.id, self.member)
        switch end {
        case .paid:
            return EntryDraft(
                WithdrawalPaid(
                    withdrawal: id, member: member, amountFen: amount.fen, by: by.text,
                    atUs: at.microseconds, lines: lines), keys: keys)
        case .failed(let code):
            return EntryDraft(
                WithdrawalFailed(
                    withdrawal: id, member: member, amountFen: amount.fen, failureCode: code,
                    by: by.text, atUs: at.microseconds, lines: lines), keys: keys)
        case .cancelled:
            return EntryDraft(
                WithdrawalCancelled(
                    withdrawal: id, member: member, amountFen: amount.fen, by: by.text,
                    atUs: at.microseconds, lines: lines), keys: keys)
        case .refused(let reason):
            return EntryDraft(
                WithdrawalRefused(
                    withdrawal: id, member: member, amountFen: amount.fen, reason: reason,
                    by: by.text, atUs: at.microseconds, lines: lines), keys: keys)
        }
    }
}

extension RefusedCallback {
    fileprivate var entry: EntryDraft {
        var event = CallbackRefused(
            withdrawal: callback.id.rawValue, member: member?.rawValue ?? 0,
            amountFen: callback.amount.fen, channel: callback.channel.message, outcome: .paid,
            reason: reason.rawValue, state: state?.message ?? .unspecified, by: by.text,
            atUs: at.microseconds)
        if case .failed(let code) = callback.outcome {
            event.outcome = .failed
            event.failureCode = code
        }
        let key = "withdrawal:\(callback.id)"
        return EntryDraft(event, keys: [key] + (member.map { ["member:\($0)"] } ?? []))
    }
}
