internal import Wire

/// What an entry about withdrawals records.
enum WithdrawalEntry: Sendable {
    case policySet(WithdrawalPolicySet)
    case linked(OperatorLinked)
    case accountRegistered(PayoutAccountRegistered)
    case requested(WithdrawalRequested)
    case approved(WithdrawalApproved)
    case cancelled(WithdrawalCancelled)
    case refused(WithdrawalRefused)
    case batchSent(PayoutBatchSent)
    case sent(WithdrawalSent)
    case paid(WithdrawalPaid)
    case failed(WithdrawalFailed)
    case callbackRefused(CallbackRefused)

    /// Nil for any other kind.
    init?(kind: String, _ bytes: [UInt8]) throws(WireError) {
        switch kind {
        case "withdrawal_policy_set":
            self = .policySet(try WithdrawalPolicySet(decoding: bytes))
        case "operator_linked": self = .linked(try OperatorLinked(decoding: bytes))
        case "payout_account_registered":
            self = .accountRegistered(try PayoutAccountRegistered(decoding: bytes))
        case "withdrawal_requested": self = .requested(try WithdrawalRequested(decoding: bytes))
        case "withdrawal_approved": self = .approved(try WithdrawalApproved(decoding: bytes))
        case "withdrawal_cancelled": self = .cancelled(try WithdrawalCancelled(decoding: bytes))
        case "withdrawal_refused": self = .refused(try WithdrawalRefused(decoding: bytes))
        case "payout_batch_sent": self = .batchSent(try PayoutBatchSent(decoding: bytes))
        case "withdrawal_sent": self = .sent(try WithdrawalSent(decoding: bytes))
        case "withdrawal_paid": self = .paid(try WithdrawalPaid(decoding: bytes))
        case "withdrawal_failed": self = .failed(try WithdrawalFailed(decoding: bytes))
        case "callback_refused": self = .callbackRefused(try CallbackRefused(decoding: bytes))
        default: return nil
        }
    }

    var message: any Message {
        switch self {
        case .policySet(let event): event
        case .linked(let event): event
        case .accountRegistered(let event): event
        case .requested(let event): event
        case .approved(let event): event
        case .cancelled(let event): event
        case .refused(let event): event
        case .batchSent(let event): event
        case .sent(let event): event
        case .paid(let event): event
        case .failed(let event): event
        case .callbackRefused(let event): event
        }
    }

    /// Who asked for it, and when; nil for a row of a batch.
    var origin: (by: String, atUs: Int64)? {
        switch self {
        case .policySet(let event): (event.by, event.atUs)
        case .linked(let event): (event.by, event.atUs)
        case .accountRegistered(let event): (event.by, event.atUs)
        case .requested(let event): (event.by, event.atUs)
        case .approved(let event): (event.by, event.atUs)
        case .cancelled(let event): (event.by, event.atUs)
        case .refused(let event): (event.by, event.atUs)
        case .batchSent(let event): (event.by, event.atUs)
        case .sent: nil
        case .paid(let event): (event.by, event.atUs)
        case .failed(let event): (event.by, event.atUs)
        case .callbackRefused(let event): (event.by, event.atUs)
        }
    }

    /// What the entry says, in words.
    var sentence: String {
        switch self {
        case .policySet(let event):
            let policy = event.policy ?? WithdrawalPolicy()
            return "A member may withdraw \(PlainText.yuan(policy.minimumFen)) or more, at most "
                + "\(PlainText.yuan(policy.dayMaxFen)) a day; above "
                + "\(PlainText.yuan(policy.twoPeopleAboveFen)) a day two people approve."
        case .linked(let event):
            return "Operator \(event.operator) is \(event.removed ? "no longer" : "also") member "
                + "\(event.member)."
        case .accountRegistered(let event):
            return "Member \(event.member) is paid to another account from "
                + "\(ShanghaiTime.text(microseconds: event.usableFromUs)) on."
        case .requested(let event):
            return "Member \(event.member) asked for \(PlainText.yuan(event.amountFen)), "
                + "withdrawal \(event.withdrawal); \(event.approvalsNeeded) must approve."
        case .approved(let event):
            return "\(event.by) approved withdrawal \(event.withdrawal)."
        case .cancelled(let event):
            return "Withdrawal \(event.withdrawal) was cancelled; the money is in the wallet."
        case .refused(let event):
            return "Withdrawal \(event.withdrawal) was refused (\(event.reason)); the money is in "
                + "the wallet."
        case .batchSent(let event):
            return "Payout file \(event.batch): \(event.count) withdrawals, "
                + "\(PlainText.yuan(event.totalFen)) in all."
        case .sent(let event):
            return "Withdrawal \(event.withdrawal) is row \(event.row) of payout file "
                + "\(event.batch)."
        case .paid(let event):
            return "Withdrawal \(event.withdrawal) was paid: \(PlainText.yuan(event.amountFen))."
        case .failed(let event):
            return "Withdrawal \(event.withdrawal) failed (\(event.failureCode)); the money is in "
                + "the wallet."
        case .callbackRefused(let event):
            return "A callback about withdrawal \(event.withdrawal) did not fit "
                + "(\(event.reason)); nothing was posted."
        }
    }
}
