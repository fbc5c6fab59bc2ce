//  gRPC length-prefixed message:  | flag: 1 byte | length: 4 bytes, big-endian | message |

/// Cuts the data of a stream into messages, whatever the frames it comes in.
struct MessageAssembler {
    enum Failure: Equatable {
        case tooLarge(bytes: Int)
        /// The compressed flag is set although no encoding was agreed.
        case compressed
        case unknownFlag(UInt8)
    }

    private let messageBytesMax: Int
    private var prefix: UInt64 = 0
    private var prefixCount = 0
    private var message: [UInt8] = []
    private var missing = 0
    /// Complete messages that nobody has taken yet.
    private var complete: [[UInt8]] = []
    private var taken = 0
    private(set) var failure: Failure?
    /// Bytes held, complete or not.
    private(set) var heldBytes = 0

    init(messageBytesMax: Int) {
        self.messageBytesMax = messageBytesMax
    }

    var completeCount: Int { complete.count - taken }

    /// True in the middle of a message.
    var isPartial: Bool { prefixCount > 0 }

    /// Takes in data. After a failure everything is dropped.
    mutating func append(_ data: UnsafeBufferPointer<UInt8>) {
        guard failure == nil else { return }
        heldBytes += data.count
        var index = 0
        while index < data.count {
            if prefixCount < 5 {
                prefix = unsafe prefix << 8 | UInt64(data[index])
                prefixCount += 1
                index += 1
                if prefixCount == 5, !beginMessage() { return }
            } else {
                let count = min(missing, data.count - index)
                unsafe message.append(
                    contentsOf: UnsafeBufferPointer(rebasing: data[index..<(index + count)]))
                missing -= count
                index += count
            }
            if prefixCount == 5, missing == 0 {
                complete.append(message)
                message = []
                prefixCount = 0
                prefix = 0
            }
        }
    }

    private mutating func beginMessage() -> Bool {
        let flag = UInt8(prefix >> 32)
        let count = Int(prefix & 0xffff_ffff)
        if flag > 1 {
            failure = .unknownFlag(flag)
        } else if count > messageBytesMax {
            failure = .tooLarge(bytes: count)
        } else if flag == 1 {
            failure = .compressed
        }
        guard failure == nil else {
            heldBytes = 0
            complete = []
            taken = 0
            return false
        }
        missing = count
        // The peer only claimed this length, so memory is not set aside for more than a frame.
        message.reserveCapacity(min(count, 16_384))
        return true
    }

    /// The next complete message, oldest first.
    mutating func take() -> [UInt8]? {
        guard taken < complete.count else { return nil }
        let next = complete[taken]
        complete[taken] = []
        taken += 1
        heldBytes -= next.count + 5
        if taken == complete.count {
            complete.removeAll(keepingCapacity: true)
            taken = 0
        }
        return next
    }

    /// Drops everything held and answers how many bytes that were.
    mutating func drop() -> Int {
        let dropped = heldBytes
        complete = []
        taken = 0
        message = []
        heldBytes = 0
        return dropped
    }
}
