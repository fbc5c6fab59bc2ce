internal import Glibc
internal import Transparency

/// A journal's state after one of its entries, kept so that a start need not fold the entries
/// before. Only time is saved by it: every entry is re-hashed all the same, and where the file is
/// missing, damaged, of another journal or of another build, all entries are folded.
///
///     | name of the format | build: 32 | journal: 1 + n | sequence: 8 | time: 8 | root: 32 |
///     | the state in pieces, see `SnapshotOutput` |                             little-endian
///
/// `build` is a digest of the program: what another one wrote may mean something else, and rules
/// that changed are to see all entries.
struct SnapshotFile {
    private static let format = Array("tidemark snapshot 1\n".utf8)
    private static let headBytesMax = 1_024

    /// What the snapshot is of.
    struct Head: Equatable {
        var journal: JournalName
        var sequence: UInt64
        var timeMicroseconds: Int64
        /// Over the entries up to `sequence`.
        var root: Digest
    }

    let path: String

    init(directory: String, journal: JournalName) {
        path = "\(directory)/snapshot-\(journal.platform)"
    }

    /// Writes a snapshot in place of the one before. Durable with its name on return; a crash
    /// leaves the one before, or none. `goOn` is asked before each piece, and what it throws is
    /// thrown. O(state).
    func write(
        _ head: Head, build: Digest, goOn: @escaping () throws -> Void = {},
        _ body: (SnapshotEncoder) throws -> Void
    ) throws {
        try DurableFile.replace(path) { file in
            let bytes = SnapshotFile.bytes(head, build)
            try file.write(bytes, at: 0)
            let output = SnapshotOutput(file, after: bytes, goOn: goOn)
            try body(SnapshotEncoder(output))
            try output.finish()
        }
    }

    var isThere: Bool { unsafe access(path, F_OK) == 0 }

    /// The head. Refuses a file that is no snapshot, and one that `build` did not write.
    func head(build: Digest) throws(JournalError) -> Head {
        let found = try open()
        guard found.build == build else {
            throw JournalError(.corrupt, "snapshot \(path) is of another build")
        }
        return found.head
    }

    /// Reads the state of a snapshot with this head. Refuses a file that was changed, before any
    /// changed byte is used. O(state).
    func read<State>(
        _ head: Head, _ build: Digest, _ body: (SnapshotDecoder) throws -> State
    ) throws -> State {
        let file = try OpenFile(path: path, flags: O_RDONLY)
        let input = try SnapshotInput(file, after: SnapshotFile.bytes(head, build))
        let state = try body(SnapshotDecoder(input))
        try input.finish()
        return state
    }

    /// Refuses a file that was changed, whichever build wrote it; having none is right. O(bytes).
    func verify() throws(JournalError) {
        guard isThere else { return }
        let found = try open()
        let input = try SnapshotInput(
            found.file, after: SnapshotFile.bytes(found.head, found.build))
        try input.passOver()
        try input.finish()
    }

    private func open() throws(JournalError) -> (file: OpenFile, head: Head, build: Digest) {
        let file = try OpenFile(path: path, flags: O_RDONLY)
        var rest = try file.read(count: SnapshotFile.headBytesMax, at: 0)[...]
        func take(_ count: Int) -> ArraySlice<UInt8> {
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count)
        }
        func number() -> UInt64 { UInt64(bytes: take(8)) }
        guard take(SnapshotFile.format.count) == SnapshotFile.format[...],
            let build = Digest(take(Digest.byteCount))
        else {
            throw JournalError(.corrupt, "\(path) is no snapshot")
        }
        let name = String(decoding: take(Int(take(1).first ?? 0)), as: UTF8.self).split(
            separator: "/", omittingEmptySubsequences: false)
        let (sequence, time) = (number(), Int64(bitPattern: number()))
        guard name.count == 2, let root = Digest(take(Digest.byteCount)) else {
            throw JournalError(.corrupt, "snapshot \(path) ends in its head")
        }
        let journal = JournalName(service: String(name[0]), platform: String(name[1]))
        let head = Head(
            journal: journal, sequence: sequence, timeMicroseconds: time, root: root)
        return (file, head, build)
    }

    private static func bytes(_ head: Head, _ build: Digest) -> [UInt8] {
        let name = Array("\(head.journal.service)/\(head.journal.platform)".utf8)
        return format + build.bytes + [UInt8(truncatingIfNeeded: name.count)] + name
            + head.sequence.bytes + UInt64(bitPattern: head.timeMicroseconds).bytes
            + head.root.bytes
    }
}

/// Which build of the program runs.
enum RunningBuild {
    private static let path = "/proc/self/exe"

    /// Of the program's bytes, read once: chained SHA-256 over pieces of 1 MiB. Nil where it cannot
    /// be read.
    static let digest: Digest? = {
        do {
            let file = try OpenFile(path: path, flags: O_RDONLY)
            let size = try file.byteCount
            var digest = Digest.zero
            for offset in stride(from: 0, to: size, by: SnapshotOutput.pieceBytes) {
                let piece = try file.read(count: SnapshotOutput.pieceBytes, at: offset)
                digest = Digest.hash(digest.bytes + piece)
            }
            return digest
        } catch {
            return nil
        }
    }()
}
