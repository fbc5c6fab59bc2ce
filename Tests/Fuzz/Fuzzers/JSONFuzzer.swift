import Wire

//  | message: 1 byte, an index into the schema | JSON text |

/// Whatever JSON text is read is written as text that reads as the same message.
enum JSONFuzzer {
    static func run(_ input: FuzzInput) throws(BrokenPromise) {
        var input = input
        let schema = CodecFuzzer.schemas[input.number(below: CodecFuzzer.schemas.count)]
        try check(schema.type, String(decoding: input.rest(), as: UTF8.self))
    }

    private static func check<M: Message>(
        _ type: M.Type, _ text: String
    ) throws(BrokenPromise) {
        guard let message = try? M(json: text) else { return }
        let encoded = message.encoded()
        let plain = message.json()
        for text in [plain, message.json(pretty: true), escaped(plain)] {
            let again = try read(M.self, text)
            // Bytes too: to `==` two spellings of é are one text.
            try BrokenPromise.check(
                again == message && again.encoded() == encoded,
                "\(M.protoName) reads its own JSON as another message")
        }
    }

    /// The same JSON in ASCII, which says by number what the writer says by letter (RFC 8259 §7).
    private static func escaped(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { escaped, scalar in
            guard !scalar.isASCII else {
                escaped.unicodeScalars.append(scalar)
                return
            }
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16)
                escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
    }

    /// The promise for messages that did not come from JSON, whose maps may have a key twice.
    static func check<M: Message>(_ message: M) throws(BrokenPromise) {
        let text = message.json()
        try BrokenPromise.check(
            try read(M.self, text).json() == text,
            "\(M.protoName) writes other JSON for what its JSON reads as")
    }

    private static func read<M: Message>(_ type: M.Type, _ text: String) throws(BrokenPromise) -> M
    {
        do {
            return try M(json: text)
        } catch {
            throw BrokenPromise("\(M.protoName) does not read its own JSON: \(error)")
        }
    }
}
