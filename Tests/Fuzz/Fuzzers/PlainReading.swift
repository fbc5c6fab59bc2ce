import Wire

/// Says of bytes whether they are a message, by the protobuf encoding's own words: field by field,
/// with the schema as the only guide, unknown fields passed over. It is written without a look at
/// the codec, so that the two do not err alike. Counts of elements are left to the codec.
struct PlainReading {
    private typealias Fields = [Int: FieldSchema]

    private static let messages: [String: Fields] = Dictionary(
        Schema.files.flatMap(\.messages).map { ($0.name, table($0)) },
        uniquingKeysWith: { first, _ in first })

    private static func table(_ message: MessageSchema) -> Fields {
        Dictionary(message.fields.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private var rest: ArraySlice<UInt8>

    static func accepts(_ bytes: [UInt8], as message: String) -> Bool {
        guard let fields = messages[message] else { return false }
        var reading = PlainReading(rest: bytes[...])
        return reading.isMessage(fields, depth: 0)
    }

    private mutating func varint() -> UInt64? {
        var value: UInt64 = 0
        for place in 0..<10 {
            guard let byte = rest.popFirst() else { return nil }
            if place == 9, byte > 1 { return nil }
            value += UInt64(byte % 128) << UInt64(7 * place)
            if byte < 128 { return value }
        }
        return nil
    }

    private mutating func bytes() -> ArraySlice<UInt8>? {
        guard let count = varint(), count <= UInt64(rest.count) else { return nil }
        defer { rest = rest.dropFirst(Int(count)) }
        return rest.prefix(Int(count))
    }

    private mutating func tag() -> (number: Int, type: UInt64)? {
        guard let tag = varint(), tag >= 8, tag / 8 < 1 << 29, tag % 8 < 6 else { return nil }
        return (Int(tag / 8), tag % 8)
    }

    private mutating func isMessage(_ fields: Fields, depth: Int) -> Bool {
        while !rest.isEmpty {
            guard let tag = tag() else { return false }
            let isRead =
                fields[tag.number].map { isValue($0, tag.type, depth: depth) }
                ?? isPassed(tag.number, tag.type, groups: 0)
            guard isRead else { return false }
        }
        return true
    }

    private mutating func isValue(_ field: FieldSchema, _ type: UInt64, depth: Int) -> Bool {
        switch field.kind {
        case .bool, .int32, .int64, .uint32, .uint64, .enumeration:
            if type == 0 { return varint() != nil }
            guard type == 2, field.isRepeated, let run = bytes() else { return false }
            var packed = PlainReading(rest: run)
            while !packed.rest.isEmpty {
                guard packed.varint() != nil else { return false }
            }
            return true
        case .string:
            guard type == 2, let text = bytes() else { return false }
            return String(validating: text, as: UTF8.self) != nil
        case .bytes: return type == 2 && bytes() != nil
        case .message(let name):
            return type == 2 && isSubmessage(Self.messages[name], depth: depth)
        case .map(let entry): return type == 2 && isSubmessage(Self.table(entry), depth: depth)
        }
    }

    private mutating func isSubmessage(_ fields: Fields?, depth: Int) -> Bool {
        guard let fields, let inner = bytes(), depth < WireLimits.depthMax else { return false }
        var reading = PlainReading(rest: inner)
        return reading.isMessage(fields, depth: depth + 1)
    }

    /// Passes over a field that the schema does not have, a group with all that is in it.
    private mutating func isPassed(_ number: Int, _ type: UInt64, groups: Int) -> Bool {
        switch type {
        case 0: return varint() != nil
        case 1: return passes(8)
        case 2: return bytes() != nil
        case 5: return passes(4)
        case 3:
            guard groups < WireLimits.depthMax else { return false }
            while let tag = tag() {
                if tag.type == 4 { return tag.number == number }
                guard isPassed(tag.number, tag.type, groups: groups + 1) else { return false }
            }
            return false
        default: return false
        }
    }

    private mutating func passes(_ count: Int) -> Bool {
        guard rest.count >= count else { return false }
        rest = rest.dropFirst(count)
        return true
    }
}
