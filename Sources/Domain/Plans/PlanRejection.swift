/// Why a version of a plan is not adopted, in the order the rules are checked.
package enum PlanRejection: Rejection, Equatable {
    case woundDown
    case tooManyVersions(Int)
    case noticeTooShort(from: Instant, earliest: Instant)
    case beforeTheLast(from: Instant, last: Instant)

    package var reason: String {
        switch self {
        case .woundDown: "wound_down"
        case .tooManyVersions: "limit_reached"
        case .noticeTooShort: "notice_too_short"
        case .beforeTheLast: "plan_out_of_turn"
        }
    }

    package var kind: RejectionKind {
        switch self {
        case .tooManyVersions: .outOfRange
        case .woundDown, .noticeTooShort, .beforeTheLast: .failedPrecondition
        }
    }

    /// Field, value and remedy.
    package var sentence: String {
        switch self {
        case .woundDown: PoolRejection.woundDown.sentence
        case .tooManyVersions(let count):
            "\(count) versions are announced and not in force; wait until one is"
        case .noticeTooShort(let from, let earliest):
            "in_force_from_us is \(from.microseconds); members get 7 days' notice: state "
                + "\(earliest.microseconds) or later"
        case .beforeTheLast(let from, let last):
            "in_force_from_us is \(from.microseconds), before the \(last.microseconds) of the "
                + "version announced last; state that or later"
        }
    }
}
