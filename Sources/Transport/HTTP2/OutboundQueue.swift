/// Messages of a stream on their way out, each framed with its five-byte prefix while it is
/// copied, so that no message is copied to make room for the prefix.
struct OutboundQueue {
    private var messages: [[UInt8]] = []
    private var first = 0
    /// Bytes of the first message, prefix included, that have left.
    private var sentOfFirst = 0
    /// Bytes that have not left, prefixes included.
    private(set) var bytes = 0
    /// No more messages will come.
    var isFinished = false

    var isEmpty: Bool { bytes == 0 }

    mutating func append(_ message: [UInt8]) {
        precondition(message.count <= Int(UInt32.max), "the length has four bytes")
        messages.append(message)
        bytes += message.count + 5
    }

    mutating func removeAll() {
        messages = []
        first = 0
        sentOfFirst = 0
        bytes = 0
    }

    /// Moves as many bytes as fit into `target` and answers how many.
    mutating func move(into target: UnsafeMutableBufferPointer<UInt8>) -> Int {
        var written = 0
        while written < target.count, first < messages.count {
            let room = unsafe UnsafeMutableBufferPointer(rebasing: target[written...])
            let moved = unsafe moveFirst(into: room)
            written += moved
            sentOfFirst += moved
            if sentOfFirst == messages[first].count + 5 {
                messages[first] = []
                first += 1
                sentOfFirst = 0
            }
        }
        bytes -= written
        if first == messages.count {
            messages.removeAll(keepingCapacity: true)
            first = 0
        } else if first > 64, first * 2 > messages.count {
            messages.removeFirst(first)
            first = 0
        }
        return written
    }

    private func moveFirst(into room: UnsafeMutableBufferPointer<UInt8>) -> Int {
        let message = messages[first]
        if sentOfFirst < 5 {
            let prefix = UInt64(message.count)
            let count = min(5 - sentOfFirst, room.count)
            for index in 0..<count {
                let shift = UInt64(8 * (4 - (sentOfFirst + index)))
                unsafe room[index] = UInt8(truncatingIfNeeded: prefix >> shift)
            }
            return count
        }
        let start = sentOfFirst - 5
        let count = min(message.count - start, room.count)
        unsafe message.withUnsafeBufferPointer { bytes in
            guard count > 0 else { return }
            let part = unsafe UnsafeBufferPointer(rebasing: bytes[start..<(start + count)])
            _ = unsafe room.update(fromContentsOf: part)
        }
        return count
    }
}
