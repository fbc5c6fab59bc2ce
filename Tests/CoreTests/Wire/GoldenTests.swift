import Testing
import Wire

@Suite("Messages")
struct GoldenTests {
    @Test("every message of Protos has golden bytes, and every golden message a table")
    func complete() {
        let messages = Schema.files.flatMap(\.messages).map(\.name)
        #expect(Set(messages) == Set(Golden.all.map(\.message)))
    }

    @Test("bytes from protoc read, and are written again as they were", arguments: Golden.all)
    func same(golden: Golden) throws {
        let type = try #require(Schema.message(named: golden.message)).type
        #expect(try reencode(type, golden.bytes, unknown: .refuse) == golden.bytes)
    }

    @Test("bytes cut anywhere are refused, or are whole fields", arguments: Golden.one)
    func cut(golden: Golden) throws {
        let type = try #require(Schema.message(named: golden.message)).type
        let bytes = golden.bytes
        for count in bytes.indices {
            let prefix = Array(bytes.prefix(count))
            guard let again = try? reencode(type, prefix, unknown: .refuse) else { continue }
            #expect(again == prefix, "cut to \(count) bytes")
        }
    }

    @Test("a flipped bit is refused or gives another message", arguments: Golden.one)
    func flip(golden: Golden) throws {
        let type = try #require(Schema.message(named: golden.message)).type
        let bytes = golden.bytes
        // Of long messages every 13th bit, which comes by each bit of a byte in turn.
        let step = bytes.count > 64 ? 13 : 1
        for bit in stride(from: 0, to: bytes.count * 8, by: step) {
            var flipped = bytes
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            guard let again = try? reencode(type, flipped, unknown: .refuse) else { continue }
            #expect(try reencode(type, again, unknown: .refuse) == again, "bit \(bit)")
        }
    }

    @Test(
        "bytes of chance are refused or read, never a trap",
        arguments: 1...20 as ClosedRange<UInt64>)
    func noise(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for golden in Golden.one {
            guard let type = Schema.message(named: golden.message)?.type else { continue }
            let noise = (0..<24).map { _ in UInt8(truncatingIfNeeded: generator.next() >> 40) & 0x3F
            }
            for unknown in [UnknownFields.skip, .refuse] {
                guard let once = try? reencode(type, noise, unknown: unknown) else { continue }
                let twice = try? reencode(type, once, unknown: .refuse)
                #expect(twice == once, "seed \(seed), \(golden.message)")
            }
        }
    }

    @Test(
        "fields in any order give the same message", arguments: 1...20 as ClosedRange<UInt64>)
    func shuffled(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for golden in Golden.all where !golden.message.hasSuffix("Response") {
            let type = try #require(Schema.message(named: golden.message)).type
            // A table takes a repeated field's elements in their order, so runs stay together.
            let runs = fieldRuns(golden.bytes).shuffled(using: &generator)
            let again = try reencode(type, runs.flatMap { $0 }, unknown: .refuse)
            #expect(again == golden.bytes, "seed \(seed), \(golden.message)")
        }
    }

    private func reencode<M: Message>(
        _ type: M.Type, _ bytes: [UInt8], unknown: UnknownFields
    ) throws -> [UInt8] {
        try M(decoding: bytes, unknown: unknown).encoded()
    }

    /// The bytes of each field, all elements of a repeated one together. Written apart from the
    /// reader; tags below 16 and varints and lengths are all that golden messages have.
    private func fieldRuns(_ bytes: [UInt8]) -> [[UInt8]] {
        var runs: [UInt64: [UInt8]] = [:]
        var index = 0
        func varint() -> UInt64 {
            var value: UInt64 = 0
            var shift: UInt64 = 0
            repeat {
                value |= UInt64(bytes[index] & 0x7F) << shift
                shift += 7
                index += 1
            } while bytes[index - 1] >= 0x80
            return value
        }
        while index < bytes.count {
            let start = index
            let tag = varint()
            let value = varint()
            if tag & 7 == 2 { index += Int(value) }
            runs[tag, default: []] += bytes[start..<index]
        }
        return runs.keys.sorted().map { runs[$0, default: []] }
    }
}
