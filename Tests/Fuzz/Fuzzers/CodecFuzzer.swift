import Wire

//  | message: 1 byte, an index into the schema | mode: 1 byte | protobuf bytes |

/// Whatever the codec reads it writes as canonical bytes, which read as the same message.
enum CodecFuzzer {
    static let types = Schema.files.flatMap(\.messages).map(\.type)

    static func run(_ input: FuzzInput) throws(BrokenPromise) {
        var input = input
        let type = types[input.number(below: types.count)]
        let unknown: UnknownFields = input.byte() & 1 == 0 ? .skip : .refuse
        try check(type, input.rest(), unknown)
    }

    private static func check<M: Message>(
        _ type: M.Type, _ bytes: [UInt8], _ unknown: UnknownFields
    ) throws(BrokenPromise) {
        guard let message = try? M(decoding: bytes, unknown: unknown) else {
            if unknown == .skip {
                try BrokenPromise.check(
                    (try? M(decoding: bytes, unknown: .refuse)) == nil,
                    "\(M.protoName) is refused where unknown fields are skipped, and read where "
                        + "they are refused")
            }
            return
        }
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
