import Foundation
import Testing
import Wire

@Suite("JSON as other protobufs have it")
struct JSONGoldenTests {
    static let printed = Golden.all.filter { $0.json != nil }

    @Test("JSON from protobuf for Python reads as the bytes do", arguments: printed)
    func read(golden: Golden) throws {
        let type = try #require(Schema.message(named: golden.message)).type
        let text = try #require(golden.json)
        #expect(try encode(type, json: text) == golden.bytes)
    }

    @Test("our JSON has the members and values of Python's", arguments: printed)
    func write(golden: Golden) throws {
        let type = try #require(Schema.message(named: golden.message)).type
        let expected = try members(#require(golden.json))
        for isPretty in [false, true] {
            let ours = try members(text(type, golden.bytes, isPretty: isPretty))
            #expect(ours == expected)
        }
    }

    @Test("all but google.protobuf.Any is covered")
    func covered() {
        let names = Set(Golden.all.filter { $0.json == nil }.map(\.message))
        #expect(names == ["google.protobuf.Any", "google.rpc.Status"])
    }

    private func encode<M: Message>(_ type: M.Type, json: String) throws -> [UInt8] {
        try M(json: json).encoded()
    }

    private func text<M: Message>(
        _ type: M.Type, _ bytes: [UInt8], isPretty: Bool
    ) throws -> String {
        try M(decoding: bytes, unknown: .refuse).json(pretty: isPretty)
    }

    private func members(_ text: String) throws -> NSDictionary {
        try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary)
    }
}
