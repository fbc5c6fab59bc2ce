internal import Transparency

/// A snapshot's bytes as they come from its file: each piece is checked before any of it is read.
final class SnapshotInput {
    private let file: OpenFile
    private let size: Int
    private var offset: Int
    private var digest: Digest
    private var piece: [UInt8] = []
    private var cursor = 0
    private var isLast = false

    /// Reads on in a file whose head was read.
    init(_ file: OpenFile, after head: [UInt8]) throws(JournalError) {
        self.file = file
        size = try file.byteCount
        offset = head.count
        digest = Digest.hash(head)
    }

    func byte() throws(JournalError) -> UInt8 {
        while cursor == piece.count { try next() }
        defer { cursor += 1 }
        return piece[cursor]
    }

    func number() throws(JournalError) -> UInt64 {
        // Most numbers are below 128.
        if cursor < piece.count, piece[cursor] < 0x80 {
            defer { cursor += 1 }
            return UInt64(piece[cursor])
        }
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let byte = try byte()
            guard shift < 64 else { throw damaged("holds a number of more than 64 bits") }
            value |= UInt64(byte & 0x7f) << shift
            guard byte >= 0x80 else { return value }
            shift += 7
        }
    }

    func bytes() throws(JournalError) -> [UInt8] {
        var left = try count()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(left)
        while left > 0 {
            while cursor == piece.count { try next() }
            let taken = min(left, piece.count - cursor)
            bytes += piece[cursor..<cursor + taken]
            cursor += taken
            left -= taken
        }
        return bytes
    }

    /// A count of bytes or elements, of which each took a byte at least.
    func count() throws(JournalError) -> Int {
        let count = try number()
        guard count <= UInt64(size) else {
            throw damaged("counts \(count) things, more than it has bytes")
        }
        return Int(count)
    }

    /// Refuses a snapshot that goes on after what was read of it.
    func finish() throws(JournalError) {
        if cursor == piece.count, !isLast { try next() }
        guard isLast, size == offset else {
            throw damaged("goes on behind the state")
        }
    }

    /// Checks what is left without reading it.
    func passOver() throws(JournalError) {
        while !isLast { try next() }
        cursor = piece.count
    }

    private func next() throws(JournalError) {
        guard !isLast else { throw damaged("ends within the state") }
        let head = try file.read(count: 4, at: offset)
        guard head.count == 4 else { throw damaged("ends at byte \(offset)") }
        let count = head.reversed().reduce(0) { $0 << 8 | Int($1) }
        guard count <= size - offset else { throw damaged("ends within its piece at \(offset)") }
        let rest = try file.read(count: count + Digest.byteCount, at: offset + 4)
        let bytes = Array(rest.prefix(count))
        let expected = Digest.hash(digest.bytes + bytes)
        guard Digest(rest.dropFirst(count)) == expected else {
            throw damaged("was changed in its piece at byte \(offset)")
        }
        digest = expected
        offset += 4 + rest.count
        piece = bytes
        cursor = 0
        isLast = count == 0
    }

    func damaged(_ what: String) -> JournalError {
        JournalError(.corrupt, "snapshot \(file.path) \(what)")
    }
}
