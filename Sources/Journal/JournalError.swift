/// What went wrong in a journal. The code is what callers and tests switch on; the status that a
/// caller over the wire gets is beside each.
package struct JournalError: Error, Sendable, CustomStringConvertible {
    package enum Code: Sendable {
        /// A name, request id or limit is not what it may be. INVALID_ARGUMENT.
        case malformedCommand
        /// The request id was used for another request. ALREADY_EXISTS.
        case requestIDReused
        /// More commands wait than the queue holds. RESOURCE_EXHAUSTED.
        case overloaded
        /// Too little free disk to decide anything. RESOURCE_EXHAUSTED.
        case diskLow
        /// A sequence beyond the head was named. OUT_OF_RANGE.
        case beyondHead
        /// Entries came that do not follow the last one. FAILED_PRECONDITION.
        case gap
        /// The other side's root is not ours. DATA_LOSS.
        case historyDiffers
        /// Stored bytes are not those that were written. DATA_LOSS.
        case corrupt
        /// The journal is draining or has stopped. UNAVAILABLE.
        case stopping
        /// An append failed and its outcome is unknown until the next start. UNKNOWN.
        case appendFailed
        /// Our own rules made an entry that no journal takes. INTERNAL.
        case malformedDecision
        /// Another process has the journal open. Only at start.
        case alreadyOpen
        /// The file system or SQLite refused. INTERNAL.
        case storage
    }

    package var code: Code
    /// What was attempted, with the values and the remedy.
    package var message: String
    package var cause: (any Error)?

    package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    package var description: String {
        guard let cause else { return message }
        return "\(message) (\(cause))"
    }
}
