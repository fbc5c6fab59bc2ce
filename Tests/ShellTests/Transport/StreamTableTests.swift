import Testing

@testable import Transport

@Suite("The table of a session's streams")
struct StreamTableTests {
    @Test(
        "finds what a dictionary finds, whatever comes and goes", arguments: 0..<40 as Range<UInt64>
    )
    func random(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var table = StreamTable()
        var plain: [Int32: HTTP2Stream] = [:]
        var next: Int32 = 1
        for _ in 0..<2_000 {
            if Bool.random(using: &random), plain.count < 300 {
                // Some ids are passed over, so that streams meet in a slot.
                next += 2 * Int32.random(in: 1...40, using: &random)
                let stream = HTTP2Stream(id: next, limits: TransportLimits())
                table.insert(stream)
                plain[next] = stream
            } else if let id = plain.keys.sorted().randomElement(using: &random) {
                #expect(table.remove(id) === plain.removeValue(forKey: id))
            }
            #expect(table.count == plain.count && table.isEmpty == plain.isEmpty)
            let asked = Int32.random(in: 0...(next + 2), using: &random)
            #expect(table[asked] === plain[asked])
        }
        #expect(Set(table.all.map(\.id)) == Set(plain.keys))
        for (id, stream) in plain { #expect(table.remove(id) === stream) }
        #expect(table.isEmpty && table.all.isEmpty)
    }

    @Test("knows no stream 0, none below 0, and the largest", arguments: [Int32.min, -1, 0])
    func bounds(id: Int32) {
        var table = StreamTable()
        table.insert(HTTP2Stream(id: .max, limits: TransportLimits()))
        #expect(table[id] == nil && table.remove(id) == nil)
        #expect(table[.max] != nil && table[.max - 2] == nil)
    }
}
