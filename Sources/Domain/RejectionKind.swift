/// What a caller can do about a refusal; every face maps these to the statuses of the same
/// name (money.md §10).
package enum RejectionKind: Sendable {
    /// Never accepted as stated.
    case invalidArgument
    case notFound
    case permissionDenied
    /// Accepted once the state has changed.
    case failedPrecondition
    /// Accepted when the sequence of calls is begun anew.
    case aborted
    case outOfRange
    case alreadyExists
}
