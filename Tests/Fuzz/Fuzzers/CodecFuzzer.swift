import Wire

//  | message: 1 byte, an index into the schema | mode: 1 byte | protobuf bytes |

/// The codec reads what is a message and nothing else, and writes it as canonical bytes, which
/// read as the same message.
enum CodecFuzzer {
    static let schemas = Schema.files.flatMap(\.messages)

    static func run(_ input: FuzzInput) throws(BrokenPromise) {
        var input = input
        let schema = schemas[input.number(below: schemas.count)]
        let unknown: UnknownFields = input.byte() & 1 == 0 ? .skip : .refuse
        try check(schema.type, schema.name, input.rest(), unknown)
    }

    private static func check<M: Message>(
        _ type: M.Type, _ name: String, _ bytes: [UInt8], _ unknown: UnknownFields
    ) throws(BrokenPromise) {
        let isMessage = PlainReading.accepts(bytes, as: name)
        guard let message = try? M(decoding: bytes, unknown: unknown) else {
            try BrokenPromise.check(
                !isMessage || unknown == .refuse, "\(name) is refused, but it is well-formed")
            return
        }
        try BrokenPromise.check(isMessage, "\(name) is read, but it is malformed")
        let encoded = message.encoded()
        let again: M
        do {
            again = try M(decoding: encoded, unknown: .refuse)
        } catch {
            throw BrokenPromise("\(M.protoName) does not read what it wrote: \(error)")
        }
        try BrokenPromise.check(
            again == message && again.encoded() == encoded,
            "\(M.protoName) reads what it wrote as another message")
        try JSONFuzzer.check(message)
    }
}
