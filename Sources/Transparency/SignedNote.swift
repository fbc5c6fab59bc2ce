/// A text with signatures, as C2SP signed-note writes it:
///
///     text, every line ended by a newline
///     (an empty line)
///     — <key name> <base64(key id, 4 bytes ‖ signature)>
package struct SignedNote: Hashable, Sendable {
    /// One signature line.
    package struct Signature: Hashable, Sendable {
        package var name: String
        package var identifier: UInt32
        /// 64 bytes for Ed25519; other signature types have others.
        package var bytes: [UInt8]

        var line: String {
            let id = (0..<4).map { UInt8(truncatingIfNeeded: identifier >> (24 - 8 * UInt32($0))) }
            return "\u{2014} \(name) \(Base64.encode(id + bytes))\n"
        }
    }

    /// Bytes of a whole note. Checkpoints are far below; it bounds what a peer makes us hold.
    package static let noteBytesMax = 1_000_000
    /// Signature lines in a note. As many as the reference implementation takes.
    package static let signaturesMax = 100

    /// The text that is signed, its last newline included.
    package let body: String
    package private(set) var signatures: [Signature]

    /// A note without signatures yet. Refuses a body that is empty, does not end in a newline, or
    /// has control characters other than newlines.
    package init(body: String) throws(TransparencyError) {
        let hasControls = body.utf8.contains { $0 < 0x20 && $0 != 0x0A }
        guard body.utf8.last == 0x0A, !hasControls, body.utf8.count <= SignedNote.noteBytesMax
        else {
            throw TransparencyError(
                .malformedNote,
                "a note's text ends in a newline and has no other control characters and at most"
                    + " \(SignedNote.noteBytesMax) bytes; got \(body.utf8.count) bytes that do not")
        }
        self.body = body
        signatures = []
    }

    /// Reads what `text` writes. Refuses malformed lines; checks no signature.
    package init(text: String) throws(TransparencyError) {
        guard text.utf8.count <= SignedNote.noteBytesMax else {
            throw TransparencyError(
                .malformedNote,
                "a note has at most \(SignedNote.noteBytesMax) bytes; got \(text.utf8.count)")
        }
        // The last empty line parts them: a text may hold empty lines, signatures may not.
        let bytes = Array(text.utf8)
        let split = bytes.indices.dropLast().last { bytes[$0] == 0x0A && bytes[$0 + 1] == 0x0A }
        guard let split, split + 2 < bytes.count, bytes.last == 0x0A else {
            throw TransparencyError(
                .malformedNote,
                "a note is a text, an empty line and signature lines; got \(bytes.count) bytes"
                    + " without that")
        }
        try self.init(body: String(decoding: bytes[...split], as: UTF8.self))
        let lines = bytes[(split + 2)...].dropLast()
            .split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count <= SignedNote.signaturesMax else {
            throw TransparencyError(
                .malformedNote,
                "a note has at most \(SignedNote.signaturesMax) signatures; got \(lines.count)")
        }
        for line in lines {
            let line = String(decoding: line, as: UTF8.self)
            guard let signature = Signature(line: line) else {
                throw TransparencyError(
                    .malformedNote,
                    "signature line \(signatures.count + 1) of a note is not \"\u{2014} name"
                        + " base64\" with at least five bytes")
            }
            signatures.append(signature)
        }
    }

    /// The note as it is stored and served.
    package var text: String {
        body + "\n" + signatures.map(\.line).joined()
    }

    package mutating func sign(with key: SigningKey) {
        signatures.append(
            Signature(
                name: key.verifyingKey.name, identifier: key.verifyingKey.identifier,
                bytes: key.sign(Array(body.utf8))))
    }

    /// Checks the signatures of `key`; those of other keys are not looked at. Refuses a note that
    /// `key` did not sign, and one where any line under its name and id does not verify.
    package func verify(with key: VerifyingKey) throws(TransparencyError) {
        let own = signatures.filter { $0.name == key.name && $0.identifier == key.identifier }
        guard !own.isEmpty else {
            throw TransparencyError(.unsigned, "the note is not signed by \(key.name)")
        }
        let message = Array(body.utf8)
        guard own.allSatisfy({ key.verify($0.bytes, of: message) }) else {
            throw TransparencyError(
                .badSignature,
                "a signature under the name of \(key.name) is not that key's over this text; the"
                    + " text or the signature was changed")
        }
    }
}

extension SignedNote.Signature {
    fileprivate init?(line: String) {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "\u{2014}", VerifyingKey.isName(parts[1]),
            let data = Base64.decode(parts[2]), data.count >= 5
        else { return nil }
        self.init(
            name: String(parts[1]),
            identifier: data.prefix(4).reduce(0) { $0 << 8 | UInt32($1) },
            bytes: Array(data.dropFirst(4)))
    }
}

extension Checkpoint {
    /// The checkpoint as a note signed by `key`. Refuses an origin with control characters.
    package func signed(by key: SigningKey) throws(TransparencyError) -> SignedNote {
        var note = try SignedNote(body: text)
        note.sign(with: key)
        return note
    }

    /// The checkpoint of a note. Refuses a note that `key` did not sign, one that is no checkpoint,
    /// and one of another log than `origin`.
    package init(
        note: SignedNote, key: VerifyingKey, origin: String
    ) throws(TransparencyError) {
        try note.verify(with: key)
        try self.init(text: note.body)
        guard self.origin == origin else {
            throw TransparencyError(
                .wrongOrigin,
                "the checkpoint is of log \(self.origin), and one of \(origin) was expected")
        }
    }
}
