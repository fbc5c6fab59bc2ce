/// A failure of this process's own making or surroundings: files, addresses, libraries.
package struct TransportError: Error, Sendable, CustomStringConvertible {
    package enum Code: Sendable, Hashable {
        /// A certificate or key cannot be read or does not fit the others.
        case credentials
        /// The address cannot be listened on.
        case address
        /// A library refused what it always grants, so memory or the installation is at fault.
        case library
    }

    package var code: Code
    /// What was attempted, with values, and the remedy.
    package var message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }
}
