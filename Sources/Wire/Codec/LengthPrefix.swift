/// gRPC's length-prefixed message (grpc, PROTOCOL-HTTP2 "Length-Prefixed-Message"):
///
///     | compressed flag: 1 byte | length: 4 bytes, big-endian | message |
package enum LengthPrefix {
    package static let byteCount = 5

    /// `message`, at most `WireLimits.messageBytesMax` bytes, behind an uncompressed prefix.
    package static func frame(_ message: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(byteCount + message.count)
        append(message, to: &bytes)
        return bytes
    }

    /// Appends prefix and message. Traps above 4 GiB, which no message of ours can be.
    package static func append(_ message: [UInt8], to bytes: inout [UInt8]) {
        let length = UInt32(message.count)
        bytes.append(0)
        bytes.append(UInt8(truncatingIfNeeded: length >> 24))
        bytes.append(UInt8(truncatingIfNeeded: length >> 16))
        bytes.append(UInt8(truncatingIfNeeded: length >> 8))
        bytes.append(UInt8(truncatingIfNeeded: length))
        bytes.append(contentsOf: message)
    }

    /// Flag and length of a prefix of exactly five bytes.
    package static func read(_ prefix: some Sequence<UInt8>) -> (flag: UInt8, length: Int) {
        var flag: UInt8 = 0
        var length: UInt32 = 0
        for (index, byte) in prefix.prefix(byteCount).enumerated() {
            if index == 0 { flag = byte } else { length = length << 8 | UInt32(byte) }
        }
        return (flag, Int(length))
    }
}
