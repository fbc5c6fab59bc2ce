import Testing
import Transparency

@Suite("The RFC 6962 tree")
struct MerkleTests {
    @Test("is that of certificate transparency, leaf by leaf")
    func knownRoots() {
        var frontier = MerkleFrontier()
        #expect(frontier.root == digest(KnownTree.emptyRoot))
        for (leaf, root) in zip(KnownTree.leaves, KnownTree.roots) {
            frontier.append(.leaf(hexBytes(leaf)))
            #expect(frontier.root == digest(root))
        }
    }

    @Test("gives the inclusion proofs of certificate transparency", arguments: KnownTree.inclusions)
    func knownInclusions(_ known: KnownTree.Inclusion) throws {
        var tree = PlainTree(count: 0)
        tree.leaves = KnownTree.leaves.map { .leaf(hexBytes($0)) }
        var reader = tree.reader(size: known.size)
        let proof = try reader.inclusion(index: UInt64(known.index))
        #expect(proof == known.proof.map(digest))
    }

    @Test("gives the consistency proofs of certificate transparency", arguments: KnownTree.prefixes)
    func knownPrefixes(_ known: KnownTree.Prefix) throws {
        var tree = PlainTree(count: 0)
        tree.leaves = KnownTree.leaves.map { .leaf(hexBytes($0)) }
        var reader = tree.reader(size: known.to)
        let proof = try reader.consistency(from: UInt64(known.from))
        #expect(proof == known.proof.map(digest))
    }

    @Test("names every full subtree once, when its last leaf arrives")
    func completedSubtrees() {
        let tree = PlainTree(count: 1027)
        var frontier = MerkleFrontier()
        var seen: Set<[UInt64]> = []
        for (index, leaf) in tree.leaves.enumerated() {
            frontier.append(leaf) { level, place, root in
                #expect(seen.insert([UInt64(level), place]).inserted)
                let start = Int(place) << level
                #expect(start + 1 << level == index + 1)
                if level == 8 || level == 3 {
                    #expect(root == PlainTree.root(tree.leaves[start..<start + 1 << level]))
                }
            }
        }
        #expect(seen.count == 1027 - 1027.nonzeroBitCount)
        #expect(frontier.root == tree.root)
    }

    @Test("proves every leaf of every tree up to 130 leaves, and no changed one")
    func everyInclusion() throws {
        let tree = PlainTree(count: 130)
        for size in 1...130 {
            let root = tree.root(first: size)
            var reader = tree.reader(size: size)
            for index in 0..<size {
                let proof = try reader.inclusion(index: UInt64(index))
                let leaf = tree.leaves[index]
                func holds(_ leaf: Digest, _ proof: [Digest], _ root: Digest) -> Bool {
                    MerkleProof.verifyInclusion(
                        leaf: leaf, index: UInt64(index), size: UInt64(size), proof: proof,
                        root: root)
                }
                #expect(holds(leaf, proof, root))
                for bit in flippedBits(size: size, index: index) {
                    #expect(!holds(leaf.flipping(bit: bit), proof, root))
                    #expect(!holds(leaf, proof, root.flipping(bit: bit)))
                    for place in proof.indices {
                        var changed = proof
                        changed[place] = changed[place].flipping(bit: bit)
                        #expect(!holds(leaf, changed, root))
                    }
                }
                #expect(!holds(leaf, proof + [.zero], root))
                #expect(proof.isEmpty || !holds(leaf, Array(proof.dropLast()), root))
                #expect(
                    !MerkleProof.verifyInclusion(
                        leaf: leaf, index: UInt64(index ^ 1), size: UInt64(size), proof: proof,
                        root: root))
            }
        }
    }

    @Test("proves every prefix of every tree up to 130 leaves, and no changed one")
    func everyPrefix() throws {
        let tree = PlainTree(count: 130)
        let roots = (0...130).map { tree.root(first: $0) }
        for to in 0...130 {
            var reader = tree.reader(size: to)
            for from in 0...to {
                let proof = try reader.consistency(from: UInt64(from))
                func holds(_ fromRoot: Digest, _ toRoot: Digest, _ proof: [Digest]) -> Bool {
                    MerkleProof.verifyConsistency(
                        from: UInt64(from), fromRoot: fromRoot, to: UInt64(to), toRoot: toRoot,
                        proof: proof)
                }
                #expect(holds(roots[from], roots[to], proof))
                for bit in flippedBits(size: to, index: from) {
                    #expect(!holds(roots[from].flipping(bit: bit), roots[to], proof))
                    // Every tree follows the empty one, so nothing can show another root here.
                    #expect(from == 0 || !holds(roots[from], roots[to].flipping(bit: bit), proof))
                    for place in proof.indices {
                        var changed = proof
                        changed[place] = changed[place].flipping(bit: bit)
                        #expect(!holds(roots[from], roots[to], changed))
                    }
                }
                #expect(!holds(roots[from], roots[to], proof + [.zero]))
                #expect(proof.isEmpty || !holds(roots[from], roots[to], Array(proof.dropLast())))
            }
        }
    }

    @Test("refuses a shrinking tree, an index at the size and a proof beyond 64 hashes")
    func refusesNonsense() throws {
        let tree = PlainTree(count: 9)
        var reader = tree.reader(size: 9)
        #expect(throws: TransparencyError.self) { try reader.inclusion(index: 9) }
        #expect(throws: TransparencyError.self) { try reader.consistency(from: 10) }
        #expect(throws: TransparencyError.self) { try reader.root(leaves: 10) }
        #expect(try reader.root(leaves: 9) == tree.root)
        #expect(try reader.root(leaves: 0) == .emptyRoot)
        let long = [Digest](repeating: .zero, count: 65)
        #expect(
            !MerkleProof.verifyInclusion(
                leaf: .zero, index: 1, size: .max, proof: long, root: .zero))
        #expect(
            !MerkleProof.verifyConsistency(
                from: 3, fromRoot: .zero, to: 2, toRoot: .zero, proof: []))
        #expect(
            !MerkleProof.verifyInclusion(leaf: .zero, index: 0, size: 0, proof: [], root: .zero))
    }

    @Test("reads proofs across tiles of three levels", arguments: [255, 256, 257, 65_537, 70_001])
    func acrossTiles(size: Int) throws {
        let leaves = (0..<size).map { Digest.leaf([UInt8($0 & 255), UInt8($0 >> 8 & 255)]) }
        var levels: [Int: [Digest]] = [0: leaves]
        var frontier = MerkleFrontier()
        for leaf in leaves {
            frontier.append(leaf) { level, _, root in
                if level.isMultiple(of: 8) { levels[level / 8, default: []].append(root) }
            }
        }
        var reader = TreeReader(size: UInt64(size)) { tile, width in
            let start = Int(tile.index) * 256
            return Array((levels[tile.level] ?? [])[start..<start + width])
        }
        for index in [0, 1, 254, size / 2, size - 1] {
            let proof = try reader.inclusion(index: UInt64(index))
            #expect(
                MerkleProof.verifyInclusion(
                    leaf: leaves[index], index: UInt64(index), size: UInt64(size), proof: proof,
                    root: frontier.root))
            let prefix = try reader.consistency(from: UInt64(index))
            #expect(
                MerkleProof.verifyConsistency(
                    from: UInt64(index), fromRoot: try reader.root(leaves: UInt64(index)),
                    to: UInt64(size), toRoot: frontier.root, proof: prefix))
        }
    }

    @Test("has tile paths as tlog-tiles writes them")
    func tilePaths() {
        #expect(Tile(level: 0, index: 1_234_067).path(width: 256) == "tile/0/x001/x234/067")
        #expect(Tile(level: 1, index: 0).path(width: 17) == "tile/1/000.p/17")
        #expect(Tile(level: 0, index: 1).width(size: 256) == 0)
        #expect(Tile(level: 0, index: 1).width(size: 257) == 1)
        #expect(Tile(level: 1, index: 0).width(size: 70_000) == 256)
        #expect(Tile(level: 1, index: 1).width(size: 70_000) == 17)
        #expect(Tile(level: 8, index: 0).width(size: .max) == 0)
    }

    /// All 256 bits in small trees, one that depends on the place in the others.
    private func flippedBits(size: Int, index: Int) -> [Int] {
        size <= 9 ? Array(0..<256) : [(size * 31 + index * 7) % 256]
    }
}
