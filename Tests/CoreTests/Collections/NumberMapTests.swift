import Testing

@testable import Domain

@Suite("Values by number")
struct NumberMapTests {
    @Test("a map of numbers holds what a dictionary holds", arguments: 0..<20 as Range<UInt64>)
    func same(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var map = NumberMap<Int>()
        var plain: [UInt64: Int] = [:]
        for step in 0..<2_000 {
            let number = UInt64.random(in: 0..<200, using: &random)
            let value = Int.random(in: 0..<3, using: &random) > 0 ? step : nil
            map[number] = value
            plain[number] = value
            let asked = UInt64.random(in: 0..<220, using: &random)
            #expect(map[asked] == plain[asked])
            #expect(map.count == plain.count)
        }
        var seen: [UInt64: Int] = [:]
        map.forEach { seen[$0] = $1 }
        #expect(seen == plain)
    }

    @Test("a page's first and last number and the largest of all are kept apart")
    func edges() {
        var map = NumberMap<String>()
        let numbers: [UInt64] = [0, 63, 64, 127, .max - 64, .max - 63, .max]
        for number in numbers { map[number] = "\(number)" }
        for number in numbers { #expect(map[number] == "\(number)") }
        for number in [1, 62, 65, 126, 128, .max - 1] as [UInt64] { #expect(map[number] == nil) }
        #expect(map.count == numbers.count)
    }

    @Test("what was removed leaves nothing: the map equals one that never had it")
    func removal() {
        var map = NumberMap<Int>()
        for number in 0..<130 as Range<UInt64> { map[number] = 1 }
        for number in 0..<130 as Range<UInt64> where number != 70 { map[number] = nil }
        map[500] = nil
        var other = NumberMap<Int>()
        other[70] = 1
        #expect(map == other)
        other[70] = 2
        #expect(map != other)
    }
}
