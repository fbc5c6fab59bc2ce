/// What `Stream` asks for: `uint64 count = 2; uint32 payload_bytes = 3`, both varints.
struct StreamOrder {
    var count: UInt64 = 0
    var payloadBytes = 0

    init(_ wire: [UInt8]) {
        var rest = wire[...]
        while let key = Self.varint(&rest), let value = Self.varint(&rest) {
            switch key {
            case 0x10: count = value
            case 0x18: payloadBytes = Int(truncatingIfNeeded: value & 0xff_ffff)
            default: return
            }
        }
    }

    /// The message with a payload of the size asked for: `bytes payload = 1`.
    var answer: [UInt8] {
        var length = payloadBytes
        var wire: [UInt8] = [0x0a]
        while length > 0x7f {
            wire.append(UInt8(length & 0x7f) | 0x80)
            length >>= 7
        }
        wire.append(UInt8(length))
        wire.append(contentsOf: repeatElement(0x61, count: payloadBytes))
        return wire
    }

    private static func varint(_ rest: inout ArraySlice<UInt8>) -> UInt64? {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard let byte = rest.popFirst() else { return nil }
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return value }
        }
        return nil
    }
}
