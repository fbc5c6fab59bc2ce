/// Why a rule refuses a command. A refused command changes nothing.
package protocol Rejection: Error, Sendable {
    /// What the caller can do about it.
    var kind: RejectionKind { get }
    /// The code of the refusal, as on the wire, like `insufficient_stock`.
    var reason: String { get }
    /// Field, value and remedy, in words.
    var sentence: String { get }
}
