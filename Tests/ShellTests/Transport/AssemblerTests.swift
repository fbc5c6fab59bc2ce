import Testing

@testable import Transport

@Suite("The messages of a stream")
struct AssemblerTests {
    private func feed(_ assembler: inout MessageAssembler, _ bytes: some Collection<UInt8>) {
        unsafe Array(bytes).withUnsafeBufferPointer { unsafe assembler.append($0) }
    }

    private func framed(_ messages: [[UInt8]]) -> [UInt8] {
        var queue = OutboundQueue()
        for message in messages { queue.append(message) }
        var bytes = [UInt8](repeating: 0, count: queue.bytes)
        let moved = unsafe bytes.withUnsafeMutableBufferPointer { unsafe queue.move(into: $0) }
        #expect(moved == bytes.count && queue.isEmpty)
        return bytes
    }

    @Test("come out the same wherever the data is cut")
    func cuts() {
        let messages: [[UInt8]] = [[1, 2, 3], [], [UInt8](repeating: 4, count: 20), [5]]
        let bytes = framed(messages)
        for cut in 0...bytes.count {
            var assembler = MessageAssembler(messageBytesMax: 20)
            feed(&assembler, bytes[..<cut])
            feed(&assembler, bytes[cut...])
            #expect(assembler.heldBytes == bytes.count)
            #expect(!assembler.isPartial)
            for message in messages { #expect(assembler.take() == message) }
            #expect(assembler.take() == nil)
            #expect(assembler.heldBytes == 0)
        }
    }

    @Test("leave the queue the same whatever room each frame has", arguments: 1...12)
    func rooms(room: Int) {
        let messages: [[UInt8]] = [[1, 2, 3], [], [UInt8](repeating: 4, count: 20), [5]]
        var queue = OutboundQueue()
        for message in messages { queue.append(message) }
        var bytes: [UInt8] = []
        while !queue.isEmpty {
            var frame = [UInt8](repeating: 0, count: room)
            let moved = unsafe frame.withUnsafeMutableBufferPointer { unsafe queue.move(into: $0) }
            bytes += frame.prefix(moved)
        }
        #expect(bytes == framed(messages))
    }

    @Test("may be as large as the limit, and a larger one is refused before it comes")
    func limit() {
        for (count, isRefused) in [(19, false), (20, false), (21, true)] {
            var assembler = MessageAssembler(messageBytesMax: 20)
            feed(&assembler, [0, 0, 0, 0, UInt8(count)])
            #expect(assembler.failure == (isRefused ? .tooLarge(bytes: 21) : nil))
        }
        var assembler = MessageAssembler(messageBytesMax: 20)
        feed(&assembler, [0, 0xff, 0xff, 0xff, 0xff])
        #expect(assembler.failure == .tooLarge(bytes: 0xffff_ffff))
    }

    @Test("are refused when compressed or flagged with what does not exist")
    func flags() {
        var compressed = MessageAssembler(messageBytesMax: 20)
        feed(&compressed, [1, 0, 0, 0, 1, 0])
        #expect(compressed.take() == nil)
        #expect(compressed.failure == .compressed)
        var unknown = MessageAssembler(messageBytesMax: 20)
        feed(&unknown, [2, 0, 0, 0, 1, 0])
        #expect(unknown.failure == .unknownFlag(2))
    }
}
