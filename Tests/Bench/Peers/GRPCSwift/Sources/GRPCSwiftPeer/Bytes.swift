import GRPCCore

/// Messages as they are on the wire: neither side pays for a codec.
struct Bytes: MessageSerializer, MessageDeserializer {
    func serialize<Wire: GRPCContiguousBytes>(_ message: [UInt8]) -> Wire {
        Wire(message)
    }

    func deserialize<Wire: GRPCContiguousBytes>(_ serializedMessageBytes: Wire) -> [UInt8] {
        serializedMessageBytes.withUnsafeBytes { [UInt8]($0) }
    }
}
