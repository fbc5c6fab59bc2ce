internal import Transparency

/// Bytes of a snapshot on their way to its file, a piece at a time.
///
///     piece n: | length: 4 | bytes | digest n |     the last one has length 0
///
/// Digest n is SHA-256(digest n−1 ‖ bytes), digest 0 that of the snapshot's head: a piece belongs
/// to the head and the pieces before it, and the last digest stands for all.
final class SnapshotOutput {
    static let pieceBytes = 1 << 20

    private let file: OpenFile
    private var offset: Int
    private var digest: Digest
    private var piece: [UInt8] = []
    private let goOn: () throws -> Void

    /// Continues a file that has its head.
    init(_ file: OpenFile, after head: [UInt8], goOn: @escaping () throws -> Void) {
        self.file = file
        self.goOn = goOn
        offset = head.count
        digest = Digest.hash(head)
        piece.reserveCapacity(SnapshotOutput.pieceBytes + 64)
    }

    func byte(_ value: UInt8) {
        piece.append(value)
    }

    /// 7 bits a byte, the lowest first; the top bit says that another byte follows.
    func number(_ value: UInt64) {
        var left = value
        while left >= 0x80 {
            piece.append(UInt8(truncatingIfNeeded: left) | 0x80)
            left >>= 7
        }
        piece.append(UInt8(left))
    }

    func bytes(_ bytes: [UInt8]) throws {
        number(UInt64(bytes.count))
        piece += bytes
        try flushFull()
    }

    /// Writes the piece once it is long. Called after each value, so that a piece is as long as one
    /// value at most beyond its size.
    func flushFull() throws {
        if piece.count >= SnapshotOutput.pieceBytes { try flush() }
    }

    /// Writes what is left and the last piece. Not durable on return.
    func finish() throws {
        if !piece.isEmpty { try flush() }
        try flush()
    }

    private func flush() throws {
        try goOn()
        digest = Digest.hash(digest.bytes + piece)
        let length = (0..<4).map { UInt8(truncatingIfNeeded: piece.count >> (8 * $0)) }
        let bytes = length + piece + digest.bytes
        try file.write(bytes, at: offset)
        offset += bytes.count
        piece.removeAll(keepingCapacity: true)
    }
}
