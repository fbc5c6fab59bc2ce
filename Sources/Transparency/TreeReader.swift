/// Makes roots and proofs of a tree whose hashes lie in tiles. Each tile is read once; a proof over
/// n leaves reads about log₂₅₆ n tiles and twice that for consistency.
package struct TreeReader {
    /// Leaves of the tree that the proofs are about.
    package let size: UInt64
    private let read: (_ tile: Tile, _ width: Int) throws -> [Digest]
    private var tiles: [Tile: [Digest]] = [:]

    /// `read` answers the first `width` hashes of a tile, or throws what the proof then throws.
    package init(size: UInt64, read: @escaping (_ tile: Tile, _ width: Int) throws -> [Digest]) {
        self.size = size
        self.read = read
    }

    /// The root of the whole tree, or of the first `leaves` of it. Refuses more than `size`.
    package mutating func root(leaves: UInt64) throws -> Digest {
        guard leaves <= size else {
            throw TransparencyError(
                .outOfRange, "a root over \(leaves) leaves was asked of a tree of \(size)")
        }
        return leaves == 0 ? .emptyRoot : try root(0..<leaves)
    }

    /// The proof that leaf `index` is in the tree (RFC 6962 §2.1.1). Refuses an index that is not.
    package mutating func inclusion(index: UInt64) throws -> [Digest] {
        guard index < size else {
            throw TransparencyError(
                .outOfRange, "leaf \(index) is not in a tree of \(size) leaves")
        }
        var path: [Digest] = []
        var range = 0..<size
        while range.upperBound - range.lowerBound > 1 {
            let middle = TreeReader.middle(of: range)
            if index < middle {
                path.append(try root(middle..<range.upperBound))
                range = range.lowerBound..<middle
            } else {
                path.append(try root(range.lowerBound..<middle))
                range = middle..<range.upperBound
            }
        }
        return path.reversed()
    }

    /// The proof that the tree of the first `leaves` is a prefix of this one (RFC 6962 §2.1.2).
    /// Empty for the empty tree and for the tree itself. Refuses more leaves than there are.
    package mutating func consistency(from leaves: UInt64) throws -> [Digest] {
        guard leaves <= size else {
            throw TransparencyError(
                .outOfRange, "a tree of \(leaves) leaves is no prefix of one of \(size)")
        }
        guard leaves > 0, leaves < size else { return [] }
        var path: [Digest] = []
        var range = 0..<size
        var isWhole = true
        while leaves != range.upperBound {
            let middle = TreeReader.middle(of: range)
            if leaves <= middle {
                path.append(try root(middle..<range.upperBound))
                range = range.lowerBound..<middle
            } else {
                path.append(try root(range.lowerBound..<middle))
                range = middle..<range.upperBound
                isWhole = false
            }
        }
        if !isWhole {
            path.append(try root(range))
        }
        return path.reversed()
    }

    /// Where RFC 6962 splits a range of more than one leaf: after the largest power of two that is
    /// smaller than its length.
    private static func middle(of range: Range<UInt64>) -> UInt64 {
        let last = range.upperBound - range.lowerBound - 1
        return range.lowerBound + 1 << UInt64(63 - last.leadingZeroBitCount)
    }

    /// The root of a range that RFC 6962's splitting arrives at: its start is a multiple of the
    /// largest power of two not above its length.
    private mutating func root(_ range: Range<UInt64>) throws -> Digest {
        let length = range.upperBound - range.lowerBound
        let level = 63 - length.leadingZeroBitCount
        if length == 1 << UInt64(level) {
            return try subtree(level: level, place: range.lowerBound >> UInt64(level))
        }
        let middle = TreeReader.middle(of: range)
        return .node(try root(range.lowerBound..<middle), try root(middle..<range.upperBound))
    }

    /// The root of the full subtree of 2^level leaves at `place` among those.
    private mutating func subtree(level: Int, place: UInt64) throws -> Digest {
        let inner = level % Tile.height
        let first = place << UInt64(inner)
        let tile = Tile(level: level / Tile.height, index: first / Tile.width)
        let hashes = try hashes(of: tile)
        let start = Int(first % Tile.width)
        let count = 1 << inner
        guard start + count <= hashes.count else {
            throw TransparencyError(
                .missingHash,
                "tile \(tile.path(width: hashes.count)) holds \(hashes.count) hashes, and a proof"
                    + " over \(size) leaves needs \(start + count); the tree's hashes are damaged")
        }
        var nodes = Array(hashes[start..<start + count])
        while nodes.count > 1 {
            nodes = stride(from: 0, to: nodes.count, by: 2).map { .node(nodes[$0], nodes[$0 + 1]) }
        }
        return nodes[0]
    }

    private mutating func hashes(of tile: Tile) throws -> [Digest] {
        if let known = tiles[tile] { return known }
        let hashes = try read(tile, tile.width(size: size))
        tiles[tile] = hashes
        return hashes
    }
}
