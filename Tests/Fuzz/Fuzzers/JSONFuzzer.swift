import Wire

//  | message: 1 byte, an index into the schema | JSON text |

/// Whatever JSON text is read is written as text that reads as the same message.
enum JSONFuzzer {
    static func run(_ input: FuzzInput) throws(BrokenPromise) {
        var input = input
        let type = CodecFuzzer.types[input.number(below: CodecFuzzer.types.count)]
        try check(type, String(decoding: input.rest(), as: UTF8.self))
    }

    private static func check<M: Message>(
        _ type: M.Type, _ text: String
    ) throws(BrokenPromise) {
        guard let message = try? M(json: text) else { return }
        let encoded = message.encoded()
        for pretty in [false, true] {
            let again = try read(M.self, message.json(pretty: pretty))
            // Bytes too: to `==` two spellings of é are one text.
            try BrokenPromise.check(
                again == message && again.encoded() == encoded,
                "\(M.protoName) reads its own JSON as another message")
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
