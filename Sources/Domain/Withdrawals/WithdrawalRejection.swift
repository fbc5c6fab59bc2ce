/// Why a withdrawal is refused, in the order the rules are checked. A refused command changes
/// nothing.
package enum WithdrawalRejection: Rejection, Equatable {
    case policyOutOfRange(minimum: Money, Money, Money)
    case operatorMalformed(String)
    case ownLink(Person)
    case tooManyLinks(String)
    case linkNotFound(String, MemberID)
    case notFound(WithdrawalID)
    case batchNotFound(PayoutBatchID)
    case notTheOwner(WithdrawalID, MemberID)
    case payoutsFrozen
    case amountMustBePositive(Money)
    case amountTooLarge(Money)
    case belowMinimum(Money, minimum: Money)
    case accountNotFound(MemberID)
    case accountWaits(MemberID, until: Instant)
    case recoveryReceivableOpen(MemberID, owed: Money)
    case exceedsWithdrawable(MemberID, Money, withdrawable: Money, held: Money)
    case exceedsDayLimit(MemberID, Money, asked: Money, limit: Money)
    case wrongState(WithdrawalID, Withdrawal.State.Name, needed: String)
    case ownRequest(WithdrawalID, Person)
    case linkedMember(WithdrawalID, Person, MemberID)
    case approvedBefore(WithdrawalID, Person)
    case reasonMalformed(Int)
    case codeMalformed
    case batchSize(Int)
    case repeatedInBatch(WithdrawalID)
    case otherChannel(WithdrawalID, PayoutChannel, batch: PayoutChannel)
    case exceedsCustody(Money, custody: Money, inFlight: Money)
    case ledger(LedgerRejection)

    package var reason: String {
        switch self {
        case .policyOutOfRange: "policy_out_of_range"
        case .operatorMalformed: "operator_malformed"
        case .ownLink: "own_link"
        case .tooManyLinks, .amountTooLarge, .batchSize: "limit_reached"
        case .linkNotFound: "link_not_found"
        case .notFound: "withdrawal_not_found"
        case .batchNotFound: "batch_not_found"
        case .notTheOwner: "not_the_owner"
        case .payoutsFrozen: "payouts_frozen"
        case .amountMustBePositive: "amount_must_be_positive"
        case .belowMinimum: "amount_below_minimum"
        case .accountNotFound: "payout_account_not_found"
        case .accountWaits: "payout_account_waits"
        case .recoveryReceivableOpen: "recovery_receivable_open"
        case .exceedsWithdrawable: "exceeds_withdrawable"
        case .exceedsDayLimit: "exceeds_day_limit"
        case .wrongState: "wrong_state"
        case .ownRequest: "own_request"
        case .linkedMember: "linked_member"
        case .approvedBefore: "approved_before"
        case .reasonMalformed: "reason_malformed"
        case .codeMalformed: "code_malformed"
        case .repeatedInBatch: "repeated_in_batch"
        case .otherChannel: "other_channel"
        case .exceedsCustody: "exceeds_custody"
        case .ledger(let rejection): rejection.reason
        }
    }

    package var kind: RejectionKind {
        switch self {
        case .policyOutOfRange, .operatorMalformed, .amountMustBePositive, .reasonMalformed,
            .codeMalformed, .repeatedInBatch:
            .invalidArgument
        case .linkNotFound, .notFound, .batchNotFound, .accountNotFound: .notFound
        case .notTheOwner, .ownLink, .ownRequest, .linkedMember, .approvedBefore:
            .permissionDenied
        case .payoutsFrozen, .belowMinimum, .accountWaits, .recoveryReceivableOpen,
            .exceedsWithdrawable, .exceedsDayLimit, .wrongState, .otherChannel, .exceedsCustody:
            .failedPrecondition
        case .tooManyLinks, .amountTooLarge, .batchSize: .outOfRange
        case .ledger(let rejection): rejection.kind
        }
    }
}
