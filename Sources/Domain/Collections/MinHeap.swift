/// A binary heap: the smallest element is at the root, no element is larger than its children.
package struct MinHeap<Element: Comparable & Sendable>: Sendable {
    private var elements: [Element] = []

    package init() {}

    package var isEmpty: Bool { elements.isEmpty }
    package var count: Int { elements.count }
    package var smallest: Element? { elements.first }

    /// O(log n).
    package mutating func insert(_ element: Element) {
        var index = elements.count
        elements.append(element)
        while index > 0, elements[index] < elements[(index - 1) / 2] {
            elements.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    /// O(log n). Nil when empty.
    @discardableResult
    package mutating func removeSmallest() -> Element? {
        guard let last = elements.popLast() else { return nil }
        guard let smallest = elements.first else { return last }
        elements[0] = last
        var index = 0
        while let child = smallestChild(of: index), elements[child] < elements[index] {
            elements.swapAt(index, child)
            index = child
        }
        return smallest
    }

    /// The smallest elements in rising order: at most `count`, and only while `isWanted`, which
    /// must hold for every element smaller than one for which it holds. The heap stays as it is.
    /// O(count · log count), however large the heap.
    package func prefix(_ count: Int, while isWanted: (Element) -> Bool) -> [Element] {
        var found: [Element] = []
        var candidates = MinHeap<Candidate>()
        if let smallest { candidates.insert(Candidate(element: smallest, index: 0)) }
        while found.count < count, let next = candidates.removeSmallest(),
            isWanted(next.element)
        {
            found.append(next.element)
            for child in [2 * next.index + 1, 2 * next.index + 2] where child < elements.count {
                candidates.insert(Candidate(element: elements[child], index: child))
            }
        }
        return found
    }

    private func smallestChild(of index: Int) -> Int? {
        let left = 2 * index + 1
        guard left < elements.count else { return nil }
        let right = left + 1
        return right < elements.count && elements[right] < elements[left] ? right : left
    }

    private struct Candidate: Comparable, Sendable {
        let element: Element
        let index: Int

        static func < (one: Candidate, other: Candidate) -> Bool {
            one.element < other.element
        }
    }
}

extension MinHeap: Equatable where Element: Equatable {}
