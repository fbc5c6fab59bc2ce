/// A sorted set in blocks of bounded size: elements are found, filed and taken out in O(log n) and
/// a move within one block, and walked from anywhere in either direction.
///
/// Elements that arrive in order fill their blocks; those that arrive anywhere leave them half full
/// at worst, and a third full on average after as many removals.
package struct SortedBlocks<Element: Comparable & Sendable>: Sendable {
    /// 256 elements of 16 bytes are 4 KiB: what one move costs at most.
    package static var blockMax: Int { 256 }

    /// None is empty.
    private var blocks: [[Element]] = []
    /// The last element of each block, side by side, where searches look first.
    private var lasts: [Element] = []
    package private(set) var count = 0

    package init() {}

    /// False if it is in already.
    @discardableResult
    package mutating func insert(_ element: Element) -> Bool {
        let place = place(atOrAfter: element)
        guard place.block < blocks.count else {
            append(element)
            return true
        }
        guard blocks[place.block][place.offset] != element else { return false }
        blocks[place.block].insert(element, at: place.offset)
        count += 1
        splitIfFull(place.block)
        return true
    }

    /// False if it is not in.
    @discardableResult
    package mutating func remove(_ element: Element) -> Bool {
        let place = place(atOrAfter: element)
        guard place.block < blocks.count, blocks[place.block][place.offset] == element else {
            return false
        }
        blocks[place.block].remove(at: place.offset)
        count -= 1
        joinIfSmall(place.block)
        return true
    }

    /// What is largest goes to the end of a full block's successor, so that a rising sequence
    /// leaves full blocks behind.
    private mutating func append(_ element: Element) {
        count += 1
        guard let last = blocks.indices.last, blocks[last].count < Self.blockMax else {
            blocks.append([element])
            lasts.append(element)
            return
        }
        blocks[last].append(element)
        lasts[last] = element
    }

    private mutating func splitIfFull(_ index: Int) {
        guard blocks[index].count > Self.blockMax else { return }
        let half = blocks[index].count / 2
        let upper = Array(blocks[index][half...])
        blocks[index].removeSubrange(half...)
        blocks.insert(upper, at: index + 1)
        lasts.insert(blocks[index][half - 1], at: index)
    }

    private mutating func joinIfSmall(_ index: Int) {
        guard let last = blocks[index].last else {
            blocks.remove(at: index)
            lasts.remove(at: index)
            return
        }
        lasts[index] = last
        let next = index + 1
        guard blocks[index].count < Self.blockMax / 4, next < blocks.count,
            blocks[index].count + blocks[next].count <= Self.blockMax * 3 / 4
        else { return }
        blocks[index] += blocks[next]
        blocks.remove(at: next)
        lasts.remove(at: index)
    }
}

// MARK: - Finding and walking

extension SortedBlocks {
    fileprivate struct Place {
        var block: Int
        var offset: Int
    }

    /// Where the first element is that is not smaller; beyond the last block if there is none.
    private func place(atOrAfter element: Element) -> Place {
        let block = Self.first(in: lasts.count) { !(lasts[$0] < element) }
        guard block < blocks.count else { return Place(block: block, offset: 0) }
        let offset = Self.first(in: blocks[block].count) { !(blocks[block][$0] < element) }
        return Place(block: block, offset: offset)
    }

    /// The first of `count` indices for which `holds`, which then must hold for all after it.
    private static func first(in count: Int, where holds: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if holds(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// Steps through the set as it was when it began.
    package struct Walk: Sendable {
        private let blocks: [[Element]]
        private var place: Place
        private let isRising: Bool

        fileprivate init(_ blocks: [[Element]], at place: Place, isRising: Bool) {
            self.blocks = blocks
            self.place = place
            self.isRising = isRising
        }

        /// Nil at the end.
        package var element: Element? {
            blocks.indices.contains(place.block) ? blocks[place.block][place.offset] : nil
        }

        package mutating func advance() {
            guard blocks.indices.contains(place.block) else { return }
            if isRising {
                place.offset += 1
                guard place.offset == blocks[place.block].count else { return }
                place = Place(block: place.block + 1, offset: 0)
            } else if place.offset > 0 {
                place.offset -= 1
            } else {
                place.block -= 1
                guard place.block >= 0 else { return }
                place.offset = blocks[place.block].count - 1
            }
        }
    }

    /// Rising from the first element that is not smaller than `first`.
    package func rising(from first: Element) -> Walk {
        Walk(blocks, at: place(atOrAfter: first), isRising: true)
    }

    /// Falling from the last element that is smaller than `bound`.
    package func falling(below bound: Element) -> Walk {
        var walk = Walk(blocks, at: place(atOrAfter: bound), isRising: false)
        walk.stepBack()
        return walk
    }
}

extension SortedBlocks.Walk {
    /// From a place that may be beyond the last element to the one before it.
    fileprivate mutating func stepBack() {
        if place.block < blocks.count { return advance() }
        place.block = blocks.count - 1
        place.offset = (blocks.last?.count ?? 1) - 1
    }
}
