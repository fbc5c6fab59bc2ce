/// One tile of a tree, as C2SP tlog-tiles cuts it: up to 256 hashes that are next to each other on
/// tree level `8 × level`.
package struct Tile: Hashable, Sendable {
    /// Levels of the tree that one tile spans.
    package static let height = 8
    /// Hashes in a full tile.
    package static let width: UInt64 = 256

    package var level: Int
    package var index: UInt64

    package init(level: Int, index: UInt64) {
        self.level = level
        self.index = index
    }

    /// The hashes that this tile holds in a tree of `size` leaves: 0 to 256.
    package func width(size: UInt64) -> Int {
        let shift = UInt64(Tile.height * level)
        guard shift < 64 else { return 0 }
        let (first, overflow) = index.multipliedReportingOverflow(by: Tile.width)
        let count = size >> shift
        guard !overflow, count > first else { return 0 }
        return Int(min(Tile.width, count - first))
    }

    /// The path under which tlog-tiles publishes the tile, such as `tile/0/x001/x234/067` or, cut
    /// short by the tree's size, `tile/1/000.p/17`. `width` is from 1 to 256.
    package func path(width: Int) -> String {
        var groups = [Tile.threeDigits(index % 1000)]
        var rest = index / 1000
        while rest > 0 {
            groups.append("x" + Tile.threeDigits(rest % 1000))
            rest /= 1000
        }
        let suffix = width < Int(Tile.width) ? ".p/\(width)" : ""
        return "tile/\(level)/\(groups.reversed().joined(separator: "/"))\(suffix)"
    }

    private static func threeDigits(_ value: UInt64) -> String {
        let text = String(value)
        return String(repeating: "0", count: 3 - text.count) + text
    }
}
