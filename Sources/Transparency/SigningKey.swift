/// An Ed25519 key with the name it signs under. It signs notes; its text form is a secret.
package struct SigningKey: Sendable {
    package let verifyingKey: VerifyingKey
    private let seed: [UInt8]

    /// A new key from OpenSSL's random generator. Refuses a name that no key may have.
    package init(generatingFor name: String) throws(TransparencyError) {
        try self.init(name: name, seed: randomBytes(count: Ed25519.keyByteCount))
    }

    /// The key of a 32-byte seed (RFC 8032 §5.1.5).
    package init(name: String, seed: [UInt8]) throws(TransparencyError) {
        guard let publicKey = Ed25519.publicKey(seed: seed) else {
            throw TransparencyError(
                .malformedKey,
                "the seed of signing key \(name) has \(seed.count) bytes; Ed25519 takes 32")
        }
        verifyingKey = try VerifyingKey(name: name, publicKey: publicKey)
        self.seed = seed
    }

    /// Reads what `secretText` writes. The text is not repeated in the error.
    package init(secretText text: String) throws(TransparencyError) {
        guard let rest = text.withoutPrefix("PRIVATE+KEY+"), let parts = KeyText(rest),
            parts.data.count == 33, parts.data[0] == VerifyingKey.ed25519
        else {
            throw TransparencyError(
                .malformedKey,
                "a signing key's text is PRIVATE+KEY+name+id+base64 of 0x01 and a 32-byte seed;"
                    + " this is not, make a new key or restore the file")
        }
        try self.init(name: parts.name, seed: Array(parts.data[1...]))
        guard verifyingKey.identifier == parts.identifier else {
            throw TransparencyError(
                .malformedKey,
                "the id in the text of signing key \(parts.name) is not that of its public key;"
                    + " restore the file")
        }
    }

    /// `PRIVATE+KEY+name+id+base64`, as golang.org/x/mod/sumdb/note writes it. A secret.
    package var secretText: String {
        "PRIVATE+KEY+\(verifyingKey.name)+\(KeyText.hex(verifyingKey.identifier))+"
            + Base64.encode([VerifyingKey.ed25519] + seed)
    }

    /// The 64-byte signature of `message` (RFC 8032; deterministic).
    package func sign(_ message: [UInt8]) -> [UInt8] {
        guard let signature = Ed25519.sign(message, seed: seed) else {
            preconditionFailure("OpenSSL signs with every seed of 32 bytes")
        }
        return signature
    }
}

extension SigningKey: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String { "\(verifyingKey.name) <redacted>" }
    package var debugDescription: String { description }
}

/// The public half of a key that signs notes (C2SP signed-note).
package struct VerifyingKey: Hashable, Sendable {
    /// The signature type of Ed25519 in key ids and texts.
    static let ed25519: UInt8 = 1
    /// UTF-8 bytes in a key's name. DNS allows 253; a path below it needs as much again.
    package static let nameBytesMax = 512

    package let name: String
    /// 32 bytes.
    package let publicKey: [UInt8]
    /// The first four bytes of `SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key)`, big-endian.
    package let identifier: UInt32

    /// Refuses a name that is empty, too long, or has white space, control characters or a plus,
    /// and a public key that is not 32 bytes.
    package init(name: String, publicKey: [UInt8]) throws(TransparencyError) {
        guard VerifyingKey.isName(name) else {
            throw TransparencyError(
                .malformedKey,
                "a key's name has 1 to \(VerifyingKey.nameBytesMax) bytes and no white space,"
                    + " control character or plus; got one of \(name.utf8.count) bytes")
        }
        guard publicKey.count == Ed25519.keyByteCount else {
            throw TransparencyError(
                .malformedKey,
                "the public key of \(name) has \(publicKey.count) bytes; Ed25519 takes 32")
        }
        self.name = name
        self.publicKey = publicKey
        let digest = Digest.hash(Array(name.utf8) + [0x0A, VerifyingKey.ed25519] + publicKey)
        identifier = digest.bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Reads what `text` writes.
    package init(text: String) throws(TransparencyError) {
        guard let parts = KeyText(text[...]), parts.data.count == 33,
            parts.data[0] == VerifyingKey.ed25519
        else {
            throw TransparencyError(
                .malformedKey,
                "a verifier key's text is name+id+base64 of 0x01 and a 32-byte Ed25519 key; got"
                    + " \(text.utf8.count) bytes that are not")
        }
        try self.init(name: parts.name, publicKey: Array(parts.data[1...]))
        guard identifier == parts.identifier else {
            throw TransparencyError(
                .malformedKey,
                "verifier key \(name) says its id is \(KeyText.hex(parts.identifier)), and it is"
                    + " \(KeyText.hex(identifier)); ask for the key again")
        }
    }

    /// `name+id+base64`, the verifier key of C2SP signed-note.
    package var text: String {
        "\(name)+\(KeyText.hex(identifier))+\(Base64.encode([VerifyingKey.ed25519] + publicKey))"
    }

    package func verify(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        Ed25519.verify(signature, of: message, publicKey: publicKey)
    }

    static func isName(_ name: some StringProtocol) -> Bool {
        !name.isEmpty && name.utf8.count <= nameBytesMax
            && name.unicodeScalars.allSatisfy { scalar in
                !scalar.properties.isWhitespace && scalar != "+"
                    && scalar.properties.generalCategory != .control
            }
    }
}

/// `name+id+base64`, the shape that both texts of a key share.
struct KeyText {
    let name: String
    let identifier: UInt32
    let data: [UInt8]

    init?(_ text: Substring) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[1].utf8.count == 8,
            parts[1].utf8.allSatisfy({ KeyText.isLowerHex($0) }),
            let identifier = UInt32(parts[1], radix: 16), let data = Base64.decode(parts[2])
        else { return nil }
        name = String(parts[0])
        self.identifier = identifier
        self.data = data
    }

    static func hex(_ identifier: UInt32) -> String {
        let digits = String(identifier, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    private static func isLowerHex(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}

extension String {
    fileprivate func withoutPrefix(_ prefix: String) -> Substring? {
        hasPrefix(prefix) ? dropFirst(prefix.count) : nil
    }
}
