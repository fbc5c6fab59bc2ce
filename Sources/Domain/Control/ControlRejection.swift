/// Why a command is refused by a freeze or by winding down, or why one about them is, in the
/// order the rules are checked. A refused command changes nothing.
package enum ControlRejection: Rejection, Equatable {
    case woundDown
    case windingDown(until: Instant)
    case poolFrozen(until: Instant, reason: String)
    case payoutsFrozen(reason: String)
    case reasonMustBeGiven(bytes: Int)
    case alreadyFrozen
    case notFrozen(ControlScope)
    case frozenByTheAudit
    case daysOutOfRange(Int)
    case noticeIsForAll
    case tooManyProposals(Int)
    case proposalNotFound(UInt64)
    case proposalIsClosed(UInt64)
    case proposalExpired(UInt64, at: Instant)
    case sameOperator(UInt64, by: String)
    case windDownNotAnnounced
    case noticeRuns(until: Instant)
    case ordersAreHeld(Money)
    case programmeIsOpen(UInt64)
    case pool(PoolRejection)

    package var reason: String {
        switch self {
        case .woundDown: "wound_down"
        case .windingDown: "winding_down"
        case .poolFrozen: "pool_frozen"
        case .payoutsFrozen: "payouts_frozen"
        case .reasonMustBeGiven: "reason_must_be_given"
        case .alreadyFrozen: "already_frozen"
        case .notFrozen: "not_frozen"
        case .frozenByTheAudit: "frozen_by_the_audit"
        case .daysOutOfRange, .tooManyProposals: "limit_reached"
        case .noticeIsForAll: "sandbox_only"
        case .proposalNotFound: "proposal_not_found"
        case .proposalIsClosed: "proposal_is_closed"
        case .proposalExpired: "proposal_expired"
        case .sameOperator: "two_operators_needed"
        case .windDownNotAnnounced: "wind_down_not_announced"
        case .noticeRuns: "notice_runs"
        case .ordersAreHeld: "orders_are_held"
        case .programmeIsOpen: "programme_is_open"
        case .pool(let rejection): rejection.rawValue
        }
    }

    package var kind: RejectionKind {
        switch self {
        case .reasonMustBeGiven: .invalidArgument
        case .daysOutOfRange, .tooManyProposals: .outOfRange
        case .proposalNotFound: .notFound
        case .sameOperator: .permissionDenied
        case .pool(let rejection): rejection.kind
        case .woundDown, .windingDown, .poolFrozen, .payoutsFrozen, .alreadyFrozen, .notFrozen,
            .frozenByTheAudit, .noticeIsForAll, .proposalIsClosed, .proposalExpired,
            .windDownNotAnnounced, .noticeRuns, .ordersAreHeld, .programmeIsOpen:
            .failedPrecondition
        }
    }

    /// Field, value and remedy.
    package var sentence: String {
        switch self {
        case .woundDown: PoolRejection.woundDown.sentence
        case .windingDown(let until):
            "the platform winds down from \(until.microseconds) on; no new receipts are accepted"
        case .poolFrozen(let until, let reason):
            "the pool is frozen until \(until.microseconds): \(reason); wait, or ask an operator "
                + "to thaw it"
        case .payoutsFrozen(let reason):
            "payouts are frozen: \(reason); wait until they are thawed"
        case .reasonMustBeGiven(let bytes):
            "reason has \(bytes) bytes; say why, in 1 to \(ControlBook.reasonBytesMax)"
        case .alreadyFrozen: "payouts are frozen already; thaw them first to give another reason"
        case .notFrozen(let scope):
            "\(scope == .payouts ? "payouts are" : "the pool is") not frozen; nothing to thaw"
        case .frozenByTheAudit:
            "the audit froze payouts; it thaws them, or two operators do: propose THAW_PAYOUTS"
        case .daysOutOfRange(let days):
            "days is \(days); a freeze lasts 1 to \(ControlBook.freezeDaysMax), other actions "
                + "state 0"
        case .noticeIsForAll:
            "skip_notice is set, which only sandbox platforms may, to wind down; leave it out"
        default: proposalSentence
        }
    }

    private var proposalSentence: String {
        switch self {
        case .tooManyProposals(let count): "\(count) proposals are open; confirm one first"
        case .proposalNotFound(let number):
            "proposal \(number) was never made; name one that GetControl shows"
        case .proposalIsClosed(let number): "proposal \(number) is confirmed; it is so once"
        case .proposalExpired(let number, let at):
            "proposal \(number) expired at \(at.microseconds); propose it again"
        case .sameOperator(let number, let by):
            "proposal \(number) is \(by)'s own; another operator must confirm it"
        case .windDownNotAnnounced:
            "winding down was not announced; two operators must propose and confirm it"
        case .noticeRuns(let until):
            "the notice of winding down runs until \(until.microseconds); wait until then"
        case .ordersAreHeld(let held):
            "\(held.fen) fen are held for orders; settle or refund them first"
        case .programmeIsOpen(let programme):
            "programme \(programme) is open, or what was subscribed is being given back; close it, "
                + "and wait until all is given back"
        case .pool(let rejection): rejection.sentence
        default: ""
        }
    }
}
