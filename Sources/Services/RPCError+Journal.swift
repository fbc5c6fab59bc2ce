package import Journal
package import Transport

extension RPCError {
    /// What a journal refuses or cannot do, as a status.
    package init(_ error: JournalError) {
        let (code, reason): (StatusCode, String) =
            switch error.code {
            case .malformedCommand: (.invalidArgument, "malformed_command")
            case .requestIDReused: (.alreadyExists, "request_id_reused")
            case .overloaded: (.resourceExhausted, "overloaded")
            case .diskLow: (.resourceExhausted, "disk_low")
            case .beyondHead: (.outOfRange, "beyond_head")
            case .historyDiffers: (.dataLoss, "history_differs")
            case .gap: (.dataLoss, "gap")
            case .corrupt: (.dataLoss, "corrupt")
            case .stopping: (.unavailable, "stopping")
            case .appendFailed: (.unavailable, "append_failed")
            case .malformedDecision: (.internal, "malformed_decision")
            case .alreadyOpen: (.internal, "already_open")
            case .storage: (.internal, "storage")
            }
        self.init(code, error.message, reason: reason)
    }
}
