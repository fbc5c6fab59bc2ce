/// Checks of RFC 6962 proofs; pure. The algorithms are those of RFC 9162 §2.1.3.2 and §2.1.4.2.
package enum MerkleProof {
    /// Hashes in the longest proof over 2^63 leaves. Longer ones are refused before any hashing.
    package static let hashesMax = 64

    /// Whether `proof` shows that `leaf` (a leaf's hash) is at `index` in the tree of `size` leaves
    /// with `root`.
    package static func verifyInclusion(
        leaf: Digest, index: UInt64, size: UInt64, proof: [Digest], root: Digest
    ) -> Bool {
        guard index < size, proof.count <= hashesMax else { return false }
        var place = index
        var last = size - 1
        var node = leaf
        for hash in proof {
            guard last != 0 else { return false }
            if place & 1 == 1 || place == last {
                node = .node(hash, node)
                while place & 1 == 0, place != 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                node = .node(node, hash)
            }
            place >>= 1
            last >>= 1
        }
        return last == 0 && node == root
    }

    /// Whether `proof` shows that the tree of `from` leaves with `fromRoot` is a prefix of the tree
    /// of `to` leaves with `toRoot`. The empty tree is a prefix of every tree, with no proof.
    package static func verifyConsistency(
        from: UInt64, fromRoot: Digest, to: UInt64, toRoot: Digest, proof: [Digest]
    ) -> Bool {
        guard from <= to, proof.count <= hashesMax else { return false }
        guard from != to else { return proof.isEmpty && fromRoot == toRoot }
        guard from != 0 else { return proof.isEmpty && fromRoot == .emptyRoot }
        // A prefix that is one full subtree is itself the proof's first hash, and is left out.
        var hashes = proof[...]
        let isFull = from.nonzeroBitCount == 1
        guard let first = isFull ? fromRoot : hashes.popFirst() else { return false }
        var place = from - 1
        var last = to - 1
        while place & 1 == 1 {
            place >>= 1
            last >>= 1
        }
        var fromNode = first
        var toNode = first
        for hash in hashes {
            guard last != 0 else { return false }
            if place & 1 == 1 || place == last {
                fromNode = .node(hash, fromNode)
                toNode = .node(hash, toNode)
                while place & 1 == 0, place != 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                toNode = .node(toNode, hash)
            }
            place >>= 1
            last >>= 1
        }
        return last == 0 && fromNode == fromRoot && toNode == toRoot
    }
}
