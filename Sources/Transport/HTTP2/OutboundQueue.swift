/// Messages of a stream on their way out, each framed with its five-byte prefix while it is
/// copied, so that no message is copied to make room for the prefix.
struct OutboundQueue {
    private struct Message {
        var bytes: [UInt8]
        /// The five bytes before the message as a number; nil for bytes that stand for themselves.
        var prefix: UInt64?

        var prefixBytes: Int { prefix == nil ? 0 : 5 }
    }

    /// The oldest message; most streams never queue another behind it.
    private var current: Message?
    private var messages: [Message] = []
    private var next = 0
    /// Bytes of the current message, prefix included, that have left.
    private var sentOfCurrent = 0
    /// Bytes that have not left, prefixes included.
    private(set) var bytes = 0
    /// No more messages will come.
    var isFinished = false

    var isEmpty: Bool { bytes == 0 }

    mutating func append(_ message: [UInt8], isCompressed: Bool = false) {
        precondition(message.count <= Int(UInt32.max), "the length has four bytes")
        let flag: UInt64 = isCompressed ? 1 << 32 : 0
        append(Message(bytes: message, prefix: flag | UInt64(message.count)))
    }

    /// Appends bytes that are no gRPC message.
    mutating func append(plain body: [UInt8]) {
        guard !body.isEmpty else { return }
        append(Message(bytes: body, prefix: nil))
    }

    private mutating func append(_ message: Message) {
        bytes += message.bytes.count + message.prefixBytes
        if current == nil {
            current = message
        } else {
            messages.append(message)
        }
    }

    mutating func removeAll() {
        current = nil
        messages = []
        next = 0
        sentOfCurrent = 0
        bytes = 0
    }

    /// Moves as many bytes as fit into `target` and answers how many.
    mutating func move(into target: UnsafeMutableBufferPointer<UInt8>) -> Int {
        var written = 0
        while written < target.count, let message = current {
            let room = unsafe UnsafeMutableBufferPointer(rebasing: target[written...])
            let moved = unsafe Self.move(message, from: sentOfCurrent, into: room)
            written += moved
            sentOfCurrent += moved
            if sentOfCurrent == message.bytes.count + message.prefixBytes { advance() }
        }
        bytes -= written
        return written
    }

    private mutating func advance() {
        sentOfCurrent = 0
        guard next < messages.count else {
            current = nil
            return
        }
        current = messages[next]
        messages[next].bytes = []
        next += 1
        if next == messages.count {
            messages.removeAll(keepingCapacity: true)
            next = 0
        } else if next > 64, next * 2 > messages.count {
            messages.removeFirst(next)
            next = 0
        }
    }

    private static func move(
        _ message: Message, from sent: Int, into room: UnsafeMutableBufferPointer<UInt8>
    ) -> Int {
        if let prefix = message.prefix, sent < 5 {
            let count = min(5 - sent, room.count)
            for index in 0..<count {
                let shift = UInt64(8 * (4 - (sent + index)))
                unsafe room[index] = UInt8(truncatingIfNeeded: prefix >> shift)
            }
            return count
        }
        let start = sent - message.prefixBytes
        let count = min(message.bytes.count - start, room.count)
        guard count > 0 else { return 0 }
        unsafe message.bytes.withUnsafeBufferPointer { bytes in
            let part = unsafe UnsafeBufferPointer(rebasing: bytes[start..<(start + count)])
            _ = unsafe room.update(fromContentsOf: part)
        }
        return count
    }
}
