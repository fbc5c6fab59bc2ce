//  gRPC length-prefixed message:  | flag: 1 byte | length: 4 bytes, big-endian | message |

/// Cuts the data of a stream into messages, whatever the frames it comes in.
///
/// Compressed messages are held as they came and inflated when they are taken, so what waits costs
/// no more memory than the peer has sent.
struct MessageAssembler {
    enum Failure: Equatable {
        case tooLarge(bytes: Int)
        /// The content of a compressed message is beyond the limit, however far.
        case inflatesTooLarge
        /// The compressed flag is set although no encoding was agreed.
        case compressed
        case malformedGzip
        case unknownFlag(UInt8)
    }

    private struct Message {
        var bytes: [UInt8]
        var isCompressed: Bool
    }

    private let messageBytesMax: Int
    private var prefix: UInt64 = 0
    private var prefixCount = 0
    private var message: [UInt8] = []
    private var missing = 0
    /// The oldest complete message that nobody has taken; most streams never have another.
    private var first: Message?
    /// The complete messages after it, the first `taken` of which have moved on.
    private var complete: [Message] = []
    private var taken = 0
    /// What the peer said messages with the compressed flag are; nil for nothing. Set before the
    /// first is taken, for data may come in the same batch as the header that says it.
    var gzip: GzipCodec?
    private(set) var failure: Failure?
    /// Bytes held, complete or not.
    private(set) var heldBytes = 0
    private(set) var lastWasCompressed = false

    init(messageBytesMax: Int) {
        self.messageBytesMax = messageBytesMax
    }

    var completeCount: Int { (first == nil ? 0 : 1) + complete.count - taken }

    /// True in the middle of a message.
    var isPartial: Bool { prefixCount > 0 }

    /// Takes in data. After a failure everything is dropped. Messages get the memory of `spares`.
    mutating func append(_ data: UnsafeBufferPointer<UInt8>, spares: SpareMessages? = nil) {
        guard failure == nil else { return }
        heldBytes += data.count
        var index = 0
        while index < data.count {
            if prefixCount < 5 {
                prefix = unsafe prefix << 8 | UInt64(data[index])
                prefixCount += 1
                index += 1
                if prefixCount == 5, !beginMessage(spares) { return }
            } else {
                let count = min(missing, data.count - index)
                unsafe message.append(
                    contentsOf: UnsafeBufferPointer(rebasing: data[index..<(index + count)]))
                missing -= count
                index += count
            }
            if prefixCount == 5, missing == 0 { endMessage() }
        }
    }

    private mutating func beginMessage(_ spares: SpareMessages?) -> Bool {
        let flag = UInt8(prefix >> 32)
        let count = Int(prefix & 0xffff_ffff)
        if flag > 1 {
            fail(.unknownFlag(flag))
        } else if count > messageBytesMax {
            fail(.tooLarge(bytes: count))
        }
        guard failure == nil else { return false }
        missing = count
        // The peer only claimed this length, so memory is not set aside for more than a frame.
        let bytes = min(count, 16_384)
        if let spares, count > 0 {
            message = spares.take(bytes)
        } else {
            message.reserveCapacity(bytes)
        }
        return true
    }

    private mutating func endMessage() {
        let ended = Message(bytes: message, isCompressed: prefix >> 32 == 1)
        if first == nil, complete.isEmpty {
            first = ended
        } else {
            complete.append(ended)
        }
        message = []
        prefixCount = 0
        prefix = 0
    }

    private mutating func fail(_ failure: Failure) {
        self.failure = failure
        _ = drop()
    }

    /// The next complete message, oldest first, inflated if it is compressed. Nil if there is
    /// none, or if it cannot be read: then `failure` says why.
    mutating func take() -> [UInt8]? {
        guard let next = takeHeld() else { return nil }
        heldBytes -= next.bytes.count + 5
        lastWasCompressed = next.isCompressed
        guard next.isCompressed else { return next.bytes }
        guard let gzip else {
            fail(.compressed)
            return nil
        }
        switch gzip.inflated(next.bytes, bytesMax: messageBytesMax) {
        case .message(let bytes): return bytes
        case .tooLarge: fail(.inflatesTooLarge)
        case .malformed: fail(.malformedGzip)
        }
        return nil
    }

    private mutating func takeHeld() -> Message? {
        if let next = first {
            first = nil
            return next
        }
        guard taken < complete.count else { return nil }
        let next = complete[taken]
        complete[taken].bytes = []
        taken += 1
        if taken == complete.count {
            complete.removeAll(keepingCapacity: true)
            taken = 0
        }
        return next
    }

    /// Drops everything held and answers how many bytes that were.
    mutating func drop() -> Int {
        let dropped = heldBytes
        first = nil
        complete = []
        taken = 0
        message = []
        heldBytes = 0
        return dropped
    }
}
