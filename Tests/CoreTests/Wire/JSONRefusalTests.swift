import Testing
import Wire

@Suite("JSON that is refused")
struct JSONRefusalTests {
    @Test(
        "what is not the message is refused by field, value and remedy",
        arguments: [
            (text: "[]", message: "a list of 0; give an object"),
            (#"{"ordr":1}"#, "ordr is no field of tidemark.pool.v1.Settlement"),
            (#"{"rewards":[{},{"lin":1}]}"#, "rewards[1].lin is no field of"),
            (#"{"order":1,"order":1}"#, "order is there twice"),
            (#"{"paidFen":1,"paid_fen":1}"#, "paid_fen is there twice"),
            (#"{"order":-1}"#, "order is -1; give a whole number from 0 to 18446744073709551615"),
            (#"{"order":18446744073709551616}"#, "order is 18446744073709551616; give"),
            (#"{"paidFen":9223372036854775808}"#, "paid_fen is 9223372036854775808; give"),
            (#"{"paidFen":-9223372036854775809}"#, "paid_fen is -9223372036854775809; give"),
            (#"{"planVersion":4294967296}"#, "to 4294967295"),
            (#"{"paidFen":0.5}"#, "paid_fen is 0.5; give a whole number"),
            (#"{"paidFen":1e-1}"#, "paid_fen is 1e-1; give a whole number"),
            (#"{"paidFen":1e19}"#, "paid_fen is 1e19; give a whole number"),
            (#"{"paidFen":1e999999999999999999999}"#, "give a whole number"),
            (#"{"paidFen":""}"#, #"paid_fen is ""; give a whole number"#),
            (#"{"paidFen":" 1"}"#, #"paid_fen is " 1"; give a whole number"#),
            (#"{"paidFen":"+1"}"#, #"paid_fen is "+1"; give a whole number"#),
            (#"{"paidFen":"0x1"}"#, #"paid_fen is "0x1"; give a whole number"#),
            (#"{"paidFen":true}"#, "paid_fen is true; give a whole number"),
            (#"{"waterfall":{"taxFen":[]}}"#, "waterfall.tax_fen is a list of 0; give"),
            (#"{"waterfall":[]}"#, "waterfall is a list of 0; give an object"),
            (#"{"rewards":{}}"#, "rewards is an object of 0; give a list"),
            (#"{"rewards":[null]}"#, "rewards[0] is null; give an object"),
            (#"{"rewards":[{"rule":"DIRECT"}]}"#, #"rewards[0].rule is "DIRECT"; give a value of"#),
            (#"{"rewards":[{"rule":3}]}"#, "REWARD_RULE_DIRECT, REWARD_RULE_INDIRECT"),
            (#"{"rewards":[{"capped":1}]}"#, "rewards[0].capped is 1; give true or false"),
            (#"{"rewards":[{"explanation":1}]}"#, "rewards[0].explanation is 1; give text"),
        ] as [(String, String)])
    func refused(text: String, message: String) {
        let error = #expect(throws: WireError.self) { try Settlement(json: text) }
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }

    @Test("a name that String takes for a field's is not the field's")
    func kelvin() {
        // U+212A, the Kelvin sign, which is canonically a K.
        let error = #expect(throws: WireError.self) {
            try StatusResponse(json: "{\"verifier\u{212A}ey\":\"a\"}")
        }
        #expect(error?.code == .unknownField)
    }

    @Test("of a oneof only one member is taken")
    func oneof() throws {
        let error = #expect(throws: WireError.self) {
            try SubscribeResponse(json: #"{"batch":{},"caughtUp":{}}"#)
        }
        #expect(error?.message == "caught_up stands beside batch; give only one of item")
        let one = try SubscribeResponse(json: #"{"batch":null,"caughtUp":{}}"#)
        #expect(one == SubscribeResponse(caughtUp: CaughtUp()))
    }

    @Test("a map's keys differ and have values; a spelling of é is a key of its own")
    func map() throws {
        let both = try ErrorInfo(json: #"{"metadata":{"\u00e9":"1","e\u0301":"2"}}"#)
        #expect(both.metadata.map(\.value) == ["1", "2"])
        for text in [#"{"metadata":{"a":"1","a":"1"}}"#, #"{"metadata":{"a":null}}"#] {
            let error = #expect(throws: WireError.self) { try ErrorInfo(json: text) }
            #expect(error?.message.contains(#"metadata["a"]"#) == true)
        }
    }

    @Test(
        "what is not JSON is refused",
        arguments: [
            "", " ", "{", "}", "{]", "{\"order\"}", "{\"order\":}", "{\"order\":1,}", "{,}",
            "{order:1}", "{'order':1}", "{} {}", "{}x", "nul", "{\"order\":01}", "{\"order\":.5}",
            "{\"order\":1.}", "{\"order\":1e}", "{\"order\":-}", "{\"order\":+1}",
            "{\"order\":NaN}", "{\"rewards\":[,]}", "{\"rewards\":[{},]}", "// a\n{}",
            "\u{FEFF}{}", "\u{A0}{}", #"{"a\"#, #"{"a\x":1}"#, #"{"a\u12":1}"#, #"{"a\u12G4":1}"#,
            "{\"a\nb\":1}", "{\"a\0\":1}", "{\"a",
        ])
    func notJSON(text: String) {
        let error = #expect(throws: WireError.self) { try Settlement(json: text) }
        #expect(error?.code == .malformed)
        #expect(error?.message.hasPrefix("JSON line ") == true, "\(error?.message ?? "")")
    }

    @Test(
        "half a surrogate pair is refused",
        arguments: [
            #"\ud83d"#, #"\ude00"#, #"\ud83dx"#, #"\ud83d\n"#, #"\ud83d\u0041"#, #"\ud83d\ud83d"#,
        ])
    func surrogates(escape: String) {
        let error = #expect(throws: WireError.self) {
            try HoldRequest(json: #"{"payment":"\#(escape)"}"#)
        }
        #expect(error?.code == .malformed)
    }

    @Test("an error says where")
    func place() {
        let error = #expect(throws: WireError.self) {
            try Settlement(json: "{\n  \"order\": tru\n}")
        }
        #expect(error?.message.hasPrefix("JSON line 2, byte 12: ") == true)
    }
}
