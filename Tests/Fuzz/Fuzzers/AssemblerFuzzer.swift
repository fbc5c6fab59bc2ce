@testable import Transport

//  | limit: 1 byte | mode: 1 byte | count of cuts: 1 byte | cuts: 1 byte each | data |
//  cut:  | messages to take afterwards: 2 bits | bytes of the piece: 6 bits |

/// The messages of a stream are the same however its data is cut and whenever they are taken.
enum AssemblerFuzzer {
    /// What the data is by the protocol's own words, read in one go.
    private struct Expected {
        /// How many bytes each complete message takes, prefix included.
        var sizes: [Int] = []
        /// The messages up to the first that cannot be read.
        var readable: [[UInt8]] = []
        /// Why that one cannot.
        var unreadable: MessageAssembler.Failure?
        /// Why the data ends before its end.
        var failure: MessageAssembler.Failure?
        var isPartial = false

        init(_ data: [UInt8], limit: Int, gzip: GzipCodec?) {
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
                add(Array(rest.prefix(count)), head[0] == 1, limit, gzip)
                rest = rest.dropFirst(count)
                isPartial = false
            }
        }

        private mutating func add(
            _ message: [UInt8], _ isCompressed: Bool, _ limit: Int, _ gzip: GzipCodec?
        ) {
            sizes.append(message.count + 5)
            guard unreadable == nil else { return }
            guard isCompressed else {
                readable.append(message)
                return
            }
            guard let gzip else {
                unreadable = .compressed
                return
            }
            switch gzip.inflated(message, bytesMax: limit) {
            case .message(let content): readable.append(content)
            case .tooLarge: unreadable = .inflatesTooLarge
            case .malformed: unreadable = .malformedGzip
            }
        }
    }

    static func run(_ input: FuzzInput) throws(BrokenPromise) {
        var input = input
        let limit = input.number(below: 256)
        let mode = input.byte()
        let cuts = input.counted()
        let codec = GzipCodec()
        let data = mode & 1 == 0 ? input.rest() : compose(&input, codec)
        let gzip = mode & 2 == 0 ? nil : codec
        let expected = Expected(data, limit: limit, gzip: gzip)

        var assembler = MessageAssembler(messageBytesMax: limit)
        assembler.gzip = gzip
        var taken: [[UInt8]] = []
        var rest = data[...]
        var fed = 0
        for cut in cuts + [0xff] {
            let piece = Array(cut == 0xff ? rest : rest.prefix(Int(cut & 63)))
            rest = rest.dropFirst(piece.count)
            unsafe piece.withUnsafeBufferPointer { unsafe assembler.append($0) }
            fed += piece.count
            for _ in 0..<(cut >> 6) {
                if let message = assembler.take() { taken.append(message) }
            }
            try check(assembler, fed: fed, taken: taken.count, expected)
        }
        while let message = assembler.take() { taken.append(message) }
        try check(assembler, fed: fed, taken: taken.count, expected)
        try checkEnd(assembler, taken, expected)
        let held = assembler.heldBytes
        try BrokenPromise.check(
            assembler.drop() == held && assembler.heldBytes == 0 && assembler.take() == nil,
            "what was held is not what is dropped")
    }

    /// Messages as the input says, compressed or damaged or neither.
    private static func compose(_ input: inout FuzzInput, _ codec: GzipCodec) -> [UInt8] {
        var data: [UInt8] = []
        while !input.isEmpty {
            let kind = input.byte()
            var message = input.counted()
            // Content that inflates to much more than it takes.
            if kind & 4 != 0 { message += [UInt8](repeating: kind, count: 4 * Int(input.byte())) }
            if kind & 1 != 0, let deflated = codec.deflated(message) { message = deflated }
            if kind & 2 != 0, !message.isEmpty {
                message[Int(input.byte()) % message.count] ^= input.byte()
            }
            let count = kind & 0x18 == 0x18 ? Int(input.byte()) : message.count
            data += [kind & 1, 0, 0, UInt8(truncatingIfNeeded: count >> 8)]
            data += [UInt8(truncatingIfNeeded: count)] + message
        }
        return data
    }

    private static func check(
        _ assembler: MessageAssembler, fed: Int, taken: Int, _ expected: Expected
    ) throws(BrokenPromise) {
        let left = fed - expected.sizes.prefix(taken).reduce(0, +)
        let held = assembler.failure == nil ? left : 0
        try BrokenPromise.check(
            assembler.heldBytes == held, "\(assembler.heldBytes) bytes are held, not \(held)")
    }

    private static func checkEnd(
        _ assembler: MessageAssembler, _ taken: [[UInt8]], _ expected: Expected
    ) throws(BrokenPromise) {
        try BrokenPromise.check(
            taken.elementsEqual(expected.readable.prefix(taken.count)),
            "what the messages are depends on the cuts")
        let failure = assembler.failure
        // Where data and a message are both at fault, it depends on which is looked at first.
        let isExpected =
            failure == nil
            ? expected.failure == nil && expected.unreadable == nil
            : failure == expected.failure || failure == expected.unreadable
        try BrokenPromise.check(
            isExpected, "the failure depends on the cuts: \(String(describing: failure))")
        guard failure == nil || failure != expected.failure else { return }
        try BrokenPromise.check(
            taken.count == expected.readable.count, "\(taken.count) messages come out")
        guard failure == nil else { return }
        try BrokenPromise.check(assembler.isPartial == expected.isPartial, "the end is misjudged")
    }
}
