import Transparency

/// RFC 6962 §2.1 as it is written, by recursion over all leaves: slow, and independent of the
/// frontier and the tiles.
struct PlainTree {
    var leaves: [Digest]

    /// `count` leaves that all differ.
    init(count: Int) {
        leaves = (0..<count).map { Digest.leaf([UInt8($0 & 255), UInt8($0 >> 8)]) }
    }

    var root: Digest { PlainTree.root(leaves[...]) }

    func root(first count: Int) -> Digest { PlainTree.root(leaves[..<count]) }

    static func root(_ leaves: ArraySlice<Digest>) -> Digest {
        guard let first = leaves.first else { return Digest.hash([]) }
        if leaves.count == 1 { return first }
        var half = 1
        while half * 2 < leaves.count { half *= 2 }
        let middle = leaves.startIndex + half
        return .node(root(leaves[..<middle]), root(leaves[middle...]))
    }

    /// A reader over the tree's first `size` leaves, with tiles computed from the leaves.
    func reader(size: Int) -> TreeReader {
        let leaves = Array(leaves[..<size])
        return TreeReader(size: UInt64(size)) { tile, width in
            let leavesPerHash = 1 << (Tile.height * tile.level)
            return (0..<width).map { offset in
                let start = (Int(tile.index) * 256 + offset) * leavesPerHash
                return PlainTree.root(leaves[start..<start + leavesPerHash])
            }
        }
    }
}
