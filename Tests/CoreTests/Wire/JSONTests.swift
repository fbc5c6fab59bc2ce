import Testing
import Wire

@Suite("JSON")
struct JSONTests {
    @Test("absent and zero are told apart as protobuf tells them apart")
    func presence() {
        #expect(
            JoinResponse().json() == "{}")
        #expect(
            JoinResponse(member: Member()).json()
                == #"{"member":{"member":"0","inviter":"0","depth":0,"#
                + #""status":"MEMBER_STATUS_UNSPECIFIED"}}"#)
        #expect(ConfirmRequest().json() == #"{"requestId":"","platform":"","orders":[]}"#)
        #expect(ConfirmResponse().json(pretty: true) == "{}")
    }

    @Test("pretty JSON has one member a line")
    func pretty() {
        let batch = SubscribeResponse(batch: Batch(firstSequence: 7, entries: [[1], []]))
        #expect(
            batch.json(pretty: true) == """
                {
                  "batch": {
                    "firstSequence": "7",
                    "entries": [
                      "AQ==",
                      ""
                    ]
                  }
                }
                """)
    }

    @Test("of two entries of a map with one key the last is written")
    func mapKeys() throws {
        let info = ErrorInfo(
            reason: "r", domain: "d",
            metadata: [
                .init(key: "a", value: "1"), .init(key: "b", value: "2"),
                .init(key: "a", value: "3"),
            ])
        #expect(info.json() == #"{"reason":"r","domain":"d","metadata":{"b":"2","a":"3"}}"#)
    }

    @Test(
        "every spelling of a value reads",
        arguments: [
            (text: #"{"paid_fen":5}"#, expected: Settlement(paidFen: 5)),
            (#"{"paidFen":"5"}"#, Settlement(paidFen: 5)),
            (#"{"paidFen":5.0}"#, Settlement(paidFen: 5)),
            (#"{"paidFen":-1.25e2}"#, Settlement(paidFen: -125)),
            (#"{"paidFen":"12E+1"}"#, Settlement(paidFen: 120)),
            (#"{"paidFen":500e-2}"#, Settlement(paidFen: 5)),
            (#"{"paidFen":-0}"#, Settlement()),
            (#"{"paidFen":0e999999999999}"#, Settlement()),
            (#"{"paidFen":-9223372036854775808}"#, Settlement(paidFen: .min)),
            (#"{"order":18446744073709551615}"#, Settlement(order: .max)),
            (#"{"planVersion":"4294967295"}"#, Settlement(planVersion: .max)),
            (#"{"rewards":null,"waterfall":null,"order":null}"#, Settlement()),
            (#" { "rewards" : [ ] } "#, Settlement()),
            (#"{"rewards":[{"rule":2}]}"#, Settlement(rewards: [RewardRow(rule: .indirect)])),
            (
                #"{"rewards":[{"rule":"REWARD_RULE_DIRECT"},{}]}"#,
                Settlement(rewards: [RewardRow(rule: .direct), RewardRow()])
            ),
            (
                #"{"rewards":[{"explanation":"\"\\\/\b\f\n\r\t\u00e9\uD83D\ude00 é"}]}"#,
                Settlement(rewards: [RewardRow(explanation: "\"\\/\u{8}\u{c}\n\r\té😀 é")])
            ),
        ] as [(String, Settlement)])
    func accepted(text: String, expected: Settlement) throws {
        #expect(try Settlement(json: text) == expected)
    }

    @Test(
        "bytes read from either base64, padded or not",
        arguments: [
            (text: "", bytes: []), ("+/8=", [0xFB, 0xFF]), ("-_8", [0xFB, 0xFF]),
            ("AA", [0]), ("AA==", [0]), ("AAEC", [0, 1, 2]),
        ] as [(String, [UInt8])])
    func base64(text: String, bytes: [UInt8]) throws {
        #expect(try JournalEntry(json: #"{"event":"\#(text)"}"#).event == bytes)
    }

    @Test(
        "bytes in no base64 are refused",
        arguments: ["A", "AAAAA", "AB", "AA=", "=", "====", "A===", "AA=A", "A A=", "é", "AA\\n"])
    func noBase64(text: String) {
        let error = #expect(throws: WireError.self) {
            try JournalEntry(json: #"{"event":"\#(text)"}"#)
        }
        #expect(error?.code == .wrongType)
    }

    @Test("JSON cut anywhere is refused")
    func cut() throws {
        func check<M: Message>(_ type: M.Type, _ bytes: [UInt8]) throws {
            let text = try M(decoding: bytes, unknown: .refuse).json()
            for index in text.indices {
                guard (try? M(json: String(text[..<index]))) != nil else { continue }
                Issue.record("\(M.protoName) is read from \(text[..<index])")
            }
        }
        for golden in Golden.one where golden.bytes.count <= 256 {
            let type = try #require(Schema.message(named: golden.message)).type
            try check(type, golden.bytes)
        }
    }
}
