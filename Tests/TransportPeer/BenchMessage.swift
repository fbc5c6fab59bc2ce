import Wire

/// `tidemark.bench.v1.Message`.
struct BenchMessage: Message {
    static let protoName = "tidemark.bench.v1.Message"

    var payload: [UInt8] = []
    /// Of `Stream` alone: how many messages to answer, and how long their payloads are.
    var count: UInt64 = 0
    var payloadBytes: UInt32 = 0

    mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.bytes(1, "payload", &payload)
        try fields.uint64(2, "count", &count)
        try fields.uint32(3, "payload_bytes", &payloadBytes)
    }
}
