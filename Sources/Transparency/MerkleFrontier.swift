/// The right edge of a growing RFC 6962 tree: the roots of its full subtrees, largest first. From
/// it alone the tree grows and its root is computed.
package struct MerkleFrontier: Hashable, Sendable {
    /// Leaves so far.
    package private(set) var size: UInt64 = 0
    // One root for each bit set in `size`, the highest bit's first.
    private var roots: [Digest] = []

    package init() {}

    /// The frontier of a tree whose full subtrees are known. Refuses (nil) another number of roots
    /// than `size` has bits set.
    package init?(size: UInt64, roots: [Digest]) {
        guard roots.count == size.nonzeroBitCount else { return nil }
        self.size = size
        self.roots = roots
    }

    /// Adds a leaf by its hash. O(1) on average, O(log n) at worst.
    package mutating func append(_ leaf: Digest) {
        append(leaf) { _, _, _ in }
    }

    /// Adds a leaf by its hash, and names every full subtree that it completes: its level (its
    /// leaves are 2^level), its place among those of its level, its root; lowest first.
    package mutating func append(
        _ leaf: Digest, completed: (_ level: Int, _ place: UInt64, _ root: Digest) -> Void
    ) {
        precondition(size < UInt64(Int64.max), "no journal lives to see 2^63 entries")
        var node = leaf
        var level = 0
        while size >> UInt64(level) & 1 == 1, let left = roots.popLast() {
            node = .node(left, node)
            level += 1
            completed(level, size >> UInt64(level), node)
        }
        roots.append(node)
        size += 1
    }

    /// The root over all leaves; of the empty tree SHA-256 of nothing. O(log n) hashes.
    package var root: Digest {
        guard var node = roots.last else { return .emptyRoot }
        for left in roots.dropLast().reversed() {
            node = .node(left, node)
        }
        return node
    }
}
