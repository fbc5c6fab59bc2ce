/// Why a tree, a key or a note is not what it should be.
package struct TransparencyError: Error, Equatable, Sendable, CustomStringConvertible {
    package enum Code: Sendable {
        case outOfRange
        case missingHash
        case malformedKey
        case malformedNote
        case malformedCheckpoint
        case wrongOrigin
        case unsigned
        case badSignature
    }

    package var code: Code
    /// What was attempted, with the values and the remedy.
    package var message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }
}
