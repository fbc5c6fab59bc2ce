/// What a log says about itself, as C2SP tlog-checkpoint writes it: an origin line, the size in
/// decimal, the root in base 64; then lines of extensions, which we write none of and keep.
package struct Checkpoint: Hashable, Sendable {
    /// Names the log, such as `tidemark/order/demo`.
    package var origin: String
    package var size: UInt64
    package var root: Digest
    package var extensions: [String]

    package init(origin: String, size: UInt64, root: Digest, extensions: [String] = []) {
        self.origin = origin
        self.size = size
        self.root = root
        self.extensions = extensions
    }

    /// The text that is signed; every line ends in a newline.
    package var text: String {
        ([origin, String(size), Base64.encode(root.bytes)] + extensions)
            .map { $0 + "\n" }.joined()
    }

    /// Refuses a missing or empty line, a size with leading zeros, a root that is not 32 bytes.
    package init(text: String) throws(TransparencyError) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count >= 4, lines.removeLast().isEmpty, !lines.contains("") else {
            throw TransparencyError(
                .malformedCheckpoint,
                "a checkpoint has at least three lines, none empty, each ended by a newline; got"
                    + " \(text.utf8.count) bytes that have not")
        }
        guard let size = UInt64(lines[1]), String(size) == lines[1], size <= Int64.max else {
            throw TransparencyError(
                .malformedCheckpoint,
                "the size of checkpoint \(lines[0]) is \"\(lines[1])\", no decimal number below"
                    + " 2^63 without leading zeros")
        }
        guard let root = Base64.decode(lines[2]).flatMap({ Digest($0) }) else {
            throw TransparencyError(
                .malformedCheckpoint,
                "the root of checkpoint \(lines[0]) is \"\(lines[2])\", not 32 bytes in base 64")
        }
        self.init(origin: lines[0], size: size, root: root, extensions: Array(lines[3...]))
    }
}
