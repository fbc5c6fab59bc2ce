@testable import Transport

//  | limit: 1 byte | count of cuts: 1 byte | cuts: 1 byte each | data |
//  cut:  | messages to take afterwards: 2 bits | bytes of the piece: 6 bits |

/// The messages of a stream are the same however its data is cut and whenever they are taken.
enum AssemblerFuzzer {
    /// What the data is by the protocol's own words, read in one go.
    private struct Expected {
        var messages: [[UInt8]] = []
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
                } else if head[0] == 1 {
                    failure = .compressed
                }
                guard failure == nil, rest.count >= count else { return }
                messages.append(Array(rest.prefix(count)))
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
            try check(assembler, fed: fed, taken: taken)
        }
        try BrokenPromise.check(
            assembler.failure == expected.failure,
            "the failure depends on the cuts: \(String(describing: assembler.failure))")
        if expected.failure == nil {
            while let message = assembler.take() { taken.append(message) }
            try BrokenPromise.check(
                taken == expected.messages && assembler.isPartial == expected.isPartial,
                "the messages depend on the cuts")
            try check(assembler, fed: fed, taken: taken)
        }
        try BrokenPromise.check(
            taken.elementsEqual(expected.messages.prefix(taken.count)),
            "messages before a failure depend on the cuts")
        try checkDrop(&assembler)
    }

    private static func check(
        _ assembler: MessageAssembler, fed: Int, taken: [[UInt8]]
    ) throws(BrokenPromise) {
        let left = fed - taken.reduce(0) { $0 + $1.count + 5 }
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
