import Testing

@testable import Domain

@Suite("Sorted sets in blocks")
struct SortedBlocksTests {
    @Test(
        "a set is what a sorted list is, walked from anywhere", arguments: 0..<20 as Range<UInt64>)
    func plain(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var set = SortedBlocks<Int>()
        var plain: [Int] = []
        let range = seed.isMultiple(of: 2) ? 0..<4_000 : 0..<100_000
        for step in 0..<6_000 {
            let element = Int.random(in: range, using: &random)
            // First it grows, then it shrinks, down to nothing.
            if Int.random(in: 0..<10, using: &random) < (step < 3_000 ? 8 : 1) {
                let isNew = set.insert(element)
                #expect(isNew != plain.contains(element))
                if !plain.contains(element) { plain.insert(element, at: plain.place(of: element)) }
            } else {
                let victim =
                    Bool.random(using: &random) ? plain.first : plain.randomElement(using: &random)
                let wasIn = set.remove(element)
                #expect(wasIn == plain.contains(element))
                plain.removeAll { $0 == element }
                guard let victim, victim != element else { continue }
                let isGone = set.remove(victim)
                #expect(isGone)
                plain.remove(at: plain.place(of: victim))
            }
            guard step.isMultiple(of: 50) else { continue }
            expectWalks(set, plain, at: Int.random(in: range, using: &random))
        }
        let removed = plain.shuffled(using: &random).filter { set.remove($0) }
        #expect(removed.count == plain.count)
        #expect(set.count == 0 && set.rising(from: .min).element == nil)
        #expect(set.falling(below: .max).element == nil)
    }

    @Test("elements that come in order, from either end", arguments: [255, 256, 257, 1_000])
    func ordered(count: Int) {
        for elements in [Array(0..<count), Array((0..<count).reversed())] {
            var set = SortedBlocks<Int>()
            let new = elements.filter { set.insert($0) }
            let newAgain = elements.filter { set.insert($0) }
            #expect(new == elements && newAgain.isEmpty)
            expectWalks(set, Array(0..<count), at: count / 2)
            expectWalks(set, Array(0..<count), at: -1)
            expectWalks(set, Array(0..<count), at: count)
        }
    }

    private func expectWalks(_ set: SortedBlocks<Int>, _ plain: [Int], at bound: Int) {
        #expect(set.count == plain.count)
        var rising = set.rising(from: bound)
        var falling = set.falling(below: bound)
        var (up, down) = ([Int](), [Int]())
        while let element = rising.element {
            up.append(element)
            rising.advance()
        }
        while let element = falling.element {
            down.append(element)
            falling.advance()
        }
        rising.advance()
        falling.advance()
        #expect(rising.element == nil && falling.element == nil)
        #expect(up == plain.filter { $0 >= bound })
        #expect(down == plain.filter { $0 < bound }.reversed())
    }
}

extension [Int] {
    fileprivate func place(of element: Int) -> Int {
        firstIndex { $0 >= element } ?? count
    }
}
