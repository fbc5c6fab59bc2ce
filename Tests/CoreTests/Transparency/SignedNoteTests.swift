import Testing
import Transparency

@Suite("Keys and signed notes")
struct SignedNoteTests {
    private static let specKey =
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    private static let specNote = """
        This is an example message.

        \u{2014} example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYj\
        OBH3mFXmRKuwHjG1Yu72IneyaQM=

        """
    private static let peterText = """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.

        """
    private static let peterLine = """
        \u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvq\
        fqdngotpRZb6KE6RyyBwJnAM=

        """
    private static let peterSecret =
        "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"

    @Test(
        "Ed25519 signs and verifies as RFC 8032 §7.1",
        arguments: [
            (
                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                    + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
            ),
            (
                "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                    + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
            ),
            (
                "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                    + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
            ),
        ] as [(String, String, String, String)])
    func rfc8032(seed: String, publicKey: String, message: String, signature: String) throws {
        let key = try SigningKey(name: "test", seed: hexBytes(seed))
        #expect(key.verifyingKey.publicKey == hexBytes(publicKey))
        #expect(key.sign(hexBytes(message)) == hexBytes(signature))
        #expect(key.verifyingKey.verify(hexBytes(signature), of: hexBytes(message)))
        #expect(!key.verifyingKey.verify(hexBytes(signature), of: hexBytes(message) + [0]))
        for bit in 0..<512 {
            var changed = hexBytes(signature)
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(!key.verifyingKey.verify(changed, of: hexBytes(message)))
        }
    }

    @Test("HMAC-SHA-256 is that of RFC 4231")
    func rfc4231() {
        let first = MessageAuthenticator(key: [UInt8](repeating: 0x0b, count: 20))
        #expect(
            first.authenticate(Array("Hi There".utf8)).hex
                == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
        let second = MessageAuthenticator(key: Array("Jefe".utf8))
        #expect(
            second.authenticate(Array("what do ya want for nothing?".utf8)).hex
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        let sixth = MessageAuthenticator(key: [UInt8](repeating: 0xaa, count: 131))
        let message = "Test Using Larger Than Block-Size Key - Hash Key First"
        #expect(
            sixth.authenticate(Array(message.utf8)).hex
                == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
    }

    @Test("the example of C2SP signed-note verifies, and its key writes itself back")
    func specExample() throws {
        let key = try VerifyingKey(text: Self.specKey)
        #expect(key.text == Self.specKey)
        let note = try SignedNote(text: Self.specNote)
        #expect(note.body == "This is an example message.\n")
        #expect(note.text == Self.specNote)
        try note.verify(with: key)
    }

    @Test("signing writes the note of the reference implementation byte for byte")
    func referenceNote() throws {
        let key = try SigningKey(secretText: Self.peterSecret)
        #expect(key.secretText == Self.peterSecret)
        var note = try SignedNote(body: Self.peterText)
        note.sign(with: key)
        #expect(note.text == Self.peterText + "\n" + Self.peterLine)
        #expect("\(key)" == "PeterNeumann <redacted>")
    }

    @Test("a note with any byte changed is refused")
    func everyChangedByte() throws {
        let key = try VerifyingKey(text: Self.specKey)
        let bytes = Array(Self.specNote.utf8)
        for place in bytes.indices {
            for flip in [UInt8(1), 0x10, 0x80] {
                var changed = bytes
                changed[place] ^= flip
                guard let text = String(validating: changed, as: UTF8.self) else { continue }
                #expect(throws: TransparencyError.self) {
                    try SignedNote(text: text).verify(with: key)
                }
            }
        }
    }

    @Test("a cut verifier key is refused, and so is one with a byte changed")
    func mangledKeys() {
        let bytes = Array(Self.specKey.utf8)
        for start in bytes.indices {
            for end in start...bytes.count where start > 0 || end < bytes.count {
                let text = String(decoding: bytes[start..<end], as: UTF8.self)
                #expect(throws: TransparencyError.self) { try VerifyingKey(text: text) }
            }
            var changed = bytes
            changed[start] += 1
            #expect(throws: TransparencyError.self) {
                try VerifyingKey(text: String(decoding: changed, as: UTF8.self))
            }
        }
    }

    @Test(
        "a malformed note is refused",
        arguments: [
            "", "\n", "text\n", "text\n\n", "text\n\nno dash\n", "text\n\n\u{2014} name AAAA\n",
            "text\n\n\u{2014} name AAAAAAA=", "text\n\n\u{2014}  AAAAAAA=\n",
            "text\n\n\u{2014} name AAAAAAA=\n\n", "te\u{0}xt\n\n\u{2014} name AAAAAAA=\n",
            "\n\u{2014} name AAAAAAA=\n", "text\n\n\u{2014} na+me AAAAAAA=\n",
        ])
    func malformedNotes(text: String) {
        #expect(throws: TransparencyError.self) { try SignedNote(text: text) }
    }

    @Test("a checkpoint signs, verifies and reads back; another origin or key is refused")
    func checkpoints() throws {
        let key = try SigningKey(generatingFor: "tidemark/order")
        let checkpoint = Checkpoint(
            origin: "tidemark/order/demo", size: 1_000_001, root: .leaf([1, 2, 3]))
        let text = try checkpoint.signed(by: key).text
        let note = try SignedNote(text: text)
        let read = try Checkpoint(
            note: note, key: key.verifyingKey, origin: "tidemark/order/demo")
        #expect(read == checkpoint)
        #expect(throws: TransparencyError.self) {
            try Checkpoint(note: note, key: key.verifyingKey, origin: "tidemark/order/other")
        }
        let other = try SigningKey(generatingFor: "tidemark/order")
        #expect(throws: TransparencyError.self) {
            try Checkpoint(note: note, key: other.verifyingKey, origin: "tidemark/order/demo")
        }
    }

    @Test(
        "a malformed checkpoint is refused",
        arguments: [
            "", "o\n1\n", "o\n01\nAAAA\n", "o\n1\nAAAA\n", "\n1\n\(root)\n", "o\n-1\n\(root)\n",
            "o\n1\n\(root)", "o\n9223372036854775808\n\(root)\n", "o\n1\n\(root)\n\n",
        ])
    func malformedCheckpoints(text: String) {
        #expect(throws: TransparencyError.self) { try Checkpoint(text: text) }
    }

    private static let root = Base64.encode(Digest.zero.bytes)

    @Test("a checkpoint's size may be anything below 2^63, and extensions are kept")
    func checkpointBounds() throws {
        let largest = try Checkpoint(text: "o\n9223372036854775807\n\(Self.root)\n")
        #expect(largest.size == UInt64(Int64.max))
        let extended = try Checkpoint(text: "o\n0\n\(Self.root)\nextra one\n")
        #expect(extended.extensions == ["extra one"])
        #expect(extended.text == "o\n0\n\(Self.root)\nextra one\n")
    }

    @Test("base 64 reads back what it wrote, at every length, and takes one text per value")
    func base64() {
        for count in 0...66 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        }
        #expect(Base64.encode(Array("foobar".utf8)) == "Zm9vYmFy")
        #expect(Base64.encode(Array("foob".utf8)) == "Zm9vYg==")
        for text in ["Zg=", "Zg", "Zh==", "Zm9=", "Zg==Zg==", " Zg==", "Z===", "====", "Zm-_"] {
            #expect(Base64.decode(text) == nil, "\(text)")
        }
    }
}
