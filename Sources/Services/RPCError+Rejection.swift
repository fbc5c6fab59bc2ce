package import Domain
package import Transport

extension RPCError {
    /// The one switch from a rule's refusal to its status (money.md §10).
    package init(_ rejection: some Rejection) {
        let code: StatusCode =
            switch rejection.kind {
            case .invalidArgument: .invalidArgument
            case .notFound: .notFound
            case .permissionDenied: .permissionDenied
            case .failedPrecondition: .failedPrecondition
            case .aborted: .aborted
            case .outOfRange: .outOfRange
            case .alreadyExists: .alreadyExists
            }
        self.init(code, rejection.sentence, reason: rejection.reason)
    }
}

/// Runs rules and gives their refusals as statuses.
func refusing<R: Rejection, Result>(_ body: () throws(R) -> Result) throws(RPCError) -> Result {
    do throws(R) {
        return try body()
    } catch {
        throw RPCError(error)
    }
}
