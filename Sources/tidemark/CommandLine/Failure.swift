/// Why a command ends without having done what it was asked for.
struct Failure: Error, Equatable, CustomStringConvertible {
    var status: ExitStatus
    /// What was attempted, with values, and the remedy.
    var message: String
    /// The status, such as `NOT_FOUND`, and reason that a service gave; empty otherwise.
    var code: String
    var reason: String

    init(_ status: ExitStatus, _ message: String, code: String = "", reason: String = "") {
        self.status = status
        self.message = message
        self.code = code
        self.reason = reason
    }

    var description: String {
        guard !code.isEmpty else { return message }
        return reason.isEmpty ? "\(code): \(message)" : "\(code) (\(reason)): \(message)"
    }

    /// One object for scripts that asked for JSON.
    var json: String {
        let members = [
            ("exit_status", "\(status.rawValue)"), ("status", JSONText.quoted(code)),
            ("reason", JSONText.quoted(reason)), ("sentence", JSONText.quoted(message)),
        ]
        return "{\"error\":\(JSONText.object(members))}"
    }
}
