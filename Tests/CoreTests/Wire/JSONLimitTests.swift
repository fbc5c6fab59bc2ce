import Testing
import Wire

@Suite("Limits of JSON")
struct JSONLimitTests {
    @Test("levels are bounded", arguments: [-1, 0, 1])
    func depth(above: Int) {
        let depth = WireLimits.jsonDepthMax + above
        let text =
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        // No message is so deep: within the limit the text is JSON, though not this message.
        let error = #expect(throws: WireError.self) { try Settlement(json: text) }
        #expect(error?.code == (above > 0 ? .tooLarge : .wrongType))
    }

    @Test("elements of lists are counted over the whole text", arguments: [-1, 0, 1])
    func elements(above: Int) throws {
        let count = WireLimits.elementsMax + above
        let numbers = Array(repeating: "1", count: count).joined(separator: ",")
        let text = "{\"orders\":[\(numbers)]}"
        guard above > 0 else {
            #expect(try ConfirmRequest(json: text).orders.count == count)
            return
        }
        let error = #expect(throws: WireError.self) { try ConfirmRequest(json: text) }
        #expect(error?.code == .tooLarge)
    }

    @Test("values are counted", arguments: [-1, 0, 1])
    func values(above: Int) throws {
        // One value is the object itself.
        let members = Array(repeating: "\"\":1", count: WireLimits.jsonValuesMax - 1 + above)
        let error = #expect(throws: WireError.self) {
            try HoldResponse(json: "{\(members.joined(separator: ","))}")
        }
        #expect(error?.code == (above > 0 ? .tooLarge : .unknownField))
    }

    @Test("bytes are counted before they are read", arguments: [-1, 0, 1])
    func bytes(above: Int) {
        // Not JSON from its first byte on, so that nothing else is read.
        let text = String(repeating: "x", count: WireLimits.jsonBytesMax + above)
        let error = #expect(throws: WireError.self) { try HoldResponse(json: text) }
        #expect(error?.code == (above > 0 ? .tooLarge : .malformed))
    }
}
