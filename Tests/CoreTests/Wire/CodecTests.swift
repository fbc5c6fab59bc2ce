import Testing
import Wire

@Suite("Codec")
struct CodecTests {
    static let entry = JournalEntry(
        sequence: 17, timeUs: -1, kind: "settled", event: Array(repeating: 7, count: 300),
        keys: ["order:17", "member:42"], caller: "service/order", requestID: "o17/settle/1",
        reply: [1], groupLeft: 3)

    @Test("what is written reads back as it was")
    func roundTrip() throws {
        #expect(try JournalEntry(decoding: Self.entry.encoded()) == Self.entry)
        let nested = SettleBatchRequest(
            requestID: "a", platform: "demo", firstNumber: 1,
            orders: [
                Settlement(
                    order: 1, member: 2, paidFen: 3,
                    waterfall: Waterfall(costFen: 1, contributionFen: 2),
                    rewards: [RewardRow(line: 1, rule: .direct, payee: 9, amountFen: 5)])
            ])
        #expect(try SettleBatchRequest(decoding: nested.encoded(), unknown: .refuse) == nested)
        let members = ImportMembersRequest(members: [1, 300, .max])
        #expect(try ImportMembersRequest(decoding: members.encoded()) == members)
        #expect(JournalEntry().encoded().isEmpty)
    }

    @Test("unknown fields are passed over, groups included, or refused as asked")
    func unknownFields() throws {
        // Field 99: varint; fixed64; a group with a varint inside; then sequence = 5.
        let bytes: [UInt8] = [
            0x98, 0x06, 0x01, 0x99, 0x06, 1, 2, 3, 4, 5, 6, 7, 8, 0x9B, 0x06, 0x08, 0x01, 0x9C,
            0x06, 0x08, 0x05,
        ]
        #expect(try JournalEntry(decoding: bytes).sequence == 5)
        #expect(throws: WireError.self) { try JournalEntry(decoding: bytes, unknown: .refuse) }
    }

    @Test("packed and unpacked numbers read alike")
    func packing() throws {
        let expected = ImportMembersRequest(members: [1, 2, 300])
        let unpacked: [UInt8] = [0x18, 1, 0x18, 2, 0x18, 0xAC, 0x02]
        #expect(try ImportMembersRequest(decoding: unpacked) == expected)
        let mixed: [UInt8] = [0x1A, 2, 1, 2, 0x18, 0xAC, 0x02]
        #expect(try ImportMembersRequest(decoding: mixed) == expected)
    }

    @Test("of several members of a oneof the last one holds")
    func oneof() throws {
        let batch = SubscribeResponse(batch: Batch(firstSequence: 7)).encoded()
        let heartbeat = SubscribeResponse(heartbeat: Heartbeat(size: 9)).encoded()
        let both = try SubscribeResponse(decoding: batch + heartbeat)
        #expect(both == SubscribeResponse(heartbeat: Heartbeat(size: 9)))
        let back = try SubscribeResponse(decoding: batch + heartbeat + batch)
        #expect(back == SubscribeResponse(batch: Batch(firstSequence: 7)))
        let split = SubscribeResponse(batch: Batch(entries: [[1]])).encoded()
        let merged = try SubscribeResponse(decoding: batch + split)
        #expect(merged == SubscribeResponse(batch: Batch(firstSequence: 7, entries: [[1]])))
    }
}
