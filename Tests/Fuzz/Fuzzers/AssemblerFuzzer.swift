@testable import Transport

//  | limit: 1 byte | count of cuts: 1 byte | cuts: 1 byte each | data |
//  cut:  | messages to take afterwards: 2 bits | bytes of the piece: 6 bits |

/// The messages of a stream are the same however its data is cut and whenever they are taken.
/// With an odd limit compressed messages are gzip, with an even one nothing was agreed.
enum AssemblerFuzzer {
    private struct Message: Equatable {
        var bytes: [UInt8]
        var isCompressed: Bool
    }

    /// What the data is by the protocol's own words, read in one go.
    private struct Expected {
        var messages: [Message] = []
        /// What cannot be a message at all; that a message cannot be read is seen when it is taken.
        var failure: MessageAssembler.Failure?
        var isPartial = false

        init(_ data: [UInt8], limit: Int) {
            var rest = data[...]
            while !rest.isEmpty {
                isPartial = true
                guard rest.count >= 5 else { return }
                let head = Array(rest.prefix(5))
                let count = head[1...].reduce(0) { $0 << 8 | Int($1) }
                rest = rest.dropFirst(5)
                if head[0] > 1 {
                    failure = .unknownFlag(head[0])
                } else if count > limit {
                    failure = .tooLarge(bytes: count)
                }
                guard failure == nil, rest.count >= count else { return }
                messages.append(
                    Message(bytes: Array(rest.prefix(count)), isCompressed: head[0] == 1))
                rest = rest.dropFirst(count)
                isPartial = false
            }
        }
    }

    static func run(_ input: FuzzInput) throws(BrokenPromise) {
        var input = input
        let limit = input.number(below: 256)
        let cuts = input.counted()
        let data = input.rest()
        let expected = Expected(data, limit: limit)

        var assembler = MessageAssembler(messageBytesMax: limit)
        assembler.gzip = limit & 1 == 1 ? GzipCodec() : nil
        var taken = 0
        var rest = data[...]
        var fed = 0
        for cut in cuts + [0xff] {
            let piece = Array(cut == 0xff ? rest : rest.prefix(Int(cut & 63)))
            rest = rest.dropFirst(piece.count)
            unsafe piece.withUnsafeBufferPointer { unsafe assembler.append($0) }
            fed += piece.count
            for _ in 0..<(cut >> 6) {
                guard try take(from: &assembler, expected, limit, &taken) else {
                    try checkDrop(&assembler)
                    return
                }
            }
            try check(assembler, fed: fed, taken: expected.messages.prefix(taken))
        }
        try BrokenPromise.check(
            assembler.failure == expected.failure,
            "the failure depends on the cuts: \(String(describing: assembler.failure))")
        while expected.failure == nil, taken < expected.messages.count {
            guard try take(from: &assembler, expected, limit, &taken) else { break }
        }
        if assembler.failure == nil {
            try BrokenPromise.check(
                assembler.isPartial == expected.isPartial, "the end depends on the cuts")
            try check(assembler, fed: fed, taken: expected.messages.prefix(taken))
        }
        try checkDrop(&assembler)
    }

    /// False once a message cannot be read, which ends everything.
    private static func take(
        from assembler: inout MessageAssembler, _ expected: Expected, _ limit: Int,
        _ taken: inout Int
    ) throws(BrokenPromise) -> Bool {
        let message = assembler.take()
        guard assembler.failure == nil || assembler.failure == expected.failure else {
            try BrokenPromise.check(
                message == nil && taken < expected.messages.count
                    && expected.messages[taken].isCompressed && assembler.heldBytes == 0,
                "a message that is not compressed cannot be inflated")
            return false
        }
        guard let message else { return true }
        try BrokenPromise.check(taken < expected.messages.count, "a message comes from nowhere")
        let next = expected.messages[taken]
        taken += 1
        try BrokenPromise.check(
            next.isCompressed == assembler.lastWasCompressed
                && (next.isCompressed ? message.count <= limit : message == next.bytes),
            "the messages depend on the cuts")
        return true
    }

    private static func check(
        _ assembler: MessageAssembler, fed: Int, taken: ArraySlice<Message>
    ) throws(BrokenPromise) {
        let left = fed - taken.reduce(0) { $0 + $1.bytes.count + 5 }
        let held = assembler.failure == nil ? left : 0
        try BrokenPromise.check(
            assembler.heldBytes == held, "\(assembler.heldBytes) bytes are held, not \(held)")
    }

    private static func checkDrop(_ assembler: inout MessageAssembler) throws(BrokenPromise) {
        let held = assembler.heldBytes
        try BrokenPromise.check(
            assembler.drop() == held && assembler.heldBytes == 0 && assembler.take() == nil,
            "what was held is not what is dropped")
    }
}
