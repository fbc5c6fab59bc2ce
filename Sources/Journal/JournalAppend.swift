package import Transparency

/// Where a journal ends: its size, which is its last sequence, and the root over all entries.
package struct JournalHead: Hashable, Sendable {
    package static let empty = JournalHead(size: 0, root: .emptyRoot)

    package var size: UInt64
    package var root: Digest

    package init(size: UInt64, root: Digest) {
        self.size = size
        self.root = root
    }
}

/// What one batch adds to one journal, with the hashes that it completes.
struct JournalAppend: Sendable {
    /// A stored hash above the leaves: the root of 2^level of them.
    struct Subtree: Sendable {
        var level: Int
        var place: UInt64
        var root: Digest
    }

    let journal: JournalName
    /// The size that the store must still have.
    let expectedSize: UInt64
    private(set) var frontier: MerkleFrontier
    private(set) var entries: [(leaf: Digest, bytes: [UInt8])] = []
    private(set) var byteCount = 0
    private(set) var subtrees: [Subtree] = []

    init(to journal: JournalName, after frontier: MerkleFrontier) {
        self.journal = journal
        self.frontier = frontier
        expectedSize = frontier.size
    }

    /// Adds an entry's exact bytes, which the caller has measured.
    mutating func add(_ bytes: [UInt8]) {
        let leaf = Digest.leaf(bytes)
        frontier.append(leaf) { level, place, root in
            guard level.isMultiple(of: Tile.height) else { return }
            subtrees.append(Subtree(level: level, place: place, root: root))
        }
        entries.append((leaf, bytes))
        byteCount += bytes.count
    }

    /// The head once this is written. O(log n) hashes.
    var head: JournalHead { JournalHead(size: frontier.size, root: frontier.root) }
}
