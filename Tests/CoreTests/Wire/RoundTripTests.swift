import Testing
import Wire

@Suite("Round trips")
struct RoundTripTests {
    static let types = Schema.files.flatMap(\.messages).map { $0.type }

    @Test("any message reads back from its bytes and from its JSON", arguments: 0..<32)
    func roundTrip(seed: UInt64) throws {
        func check<M: Message>(_ type: M.Type) throws {
            let message = try RandomFields.message(type, seed: seed)
            let bytes = message.encoded()
            #expect(try M(decoding: bytes, unknown: .refuse) == message)
            #expect(try M(json: message.json()).encoded() == bytes)
            #expect(try M(json: message.json(pretty: true)).encoded() == bytes)
        }
        for type in Self.types { try check(type) }
    }

    @Test("an empty message has no bytes, and is what no bytes and no members read as")
    func empty() throws {
        func check<M: Message>(_ type: M.Type) throws {
            #expect(M().encoded().isEmpty)
            #expect(try M(decoding: [], unknown: .refuse) == M())
            #expect(try M(json: "{}") == M())
            #expect(try M(json: M().json()) == M())
        }
        for type in Self.types { try check(type) }
    }

    @Test("with any bit flipped no message reads as it was, but for a true spelt another way")
    func flip() throws {
        func check<M: Message>(_ type: M.Type, _ bytes: [UInt8]) throws {
            let whole = try M(decoding: bytes, unknown: .refuse)
            for bit in 0..<bytes.count * 8 where bytes[bit / 8] != 1 {
                var flipped = bytes
                flipped[bit / 8] ^= 1 << UInt8(bit % 8)
                guard let message = try? M(decoding: flipped, unknown: .refuse) else { continue }
                if message == whole { Issue.record("\(M.protoName), bit \(bit)") }
            }
        }
        for golden in Golden.one where golden.bytes.count <= 512 {
            let type = try #require(Schema.message(named: golden.message)).type
            try check(type, golden.bytes)
        }
    }
}
