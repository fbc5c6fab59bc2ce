import Testing

@testable import Domain

@Suite("Collections that rules keep")
struct MinHeapTests {
    @Test("a heap gives back what was put in, in order", arguments: 0..<20 as Range<UInt64>)
    func order(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var heap = MinHeap<Int>()
        var plain: [Int] = []
        for _ in 0..<300 {
            if Int.random(in: 0..<3, using: &random) > 0 {
                let number = Int.random(in: 0..<50, using: &random)
                heap.insert(number)
                plain.append(number)
                plain.sort()
            } else {
                let expected = plain.isEmpty ? nil : plain.removeFirst()
                #expect(heap.removeSmallest() == expected)
            }
            let count = Int.random(in: 0..<10, using: &random)
            let limit = Int.random(in: 0..<60, using: &random)
            let before = heap
            #expect(heap.prefix(count) { $0 < limit } == plain.prefix(count).filter { $0 < limit })
            #expect(heap == before)
            #expect(heap.smallest == plain.first)
            #expect(heap.count == plain.count)
        }
    }

    @Test("a set of numbers has what was put in", arguments: 0..<5 as Range<UInt64>)
    func numbers(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var set = NumberSet()
        var plain: Set<UInt64> = []
        for _ in 0..<500 {
            let number = UInt64.random(in: 0..<700, using: &random)
            set.insert(number)
            plain.insert(number)
        }
        set.insert(.max)
        #expect(set.contains(.max))
        for number in 0..<700 as Range<UInt64> {
            #expect(set.contains(number) == plain.contains(number))
        }
    }
}
