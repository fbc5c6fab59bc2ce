internal import Glibc
internal import Transparency

/// The heads of all journals as they were last acknowledged, beside the database: what shows at
/// start that the write-ahead log lost its end.
///
/// SQLite ends recovery at the first frame whose checksum fails and takes it for a torn write. That
/// is right for a commit that nobody was told of, and hides a damaged one that somebody was. A slot
/// is written after its commit is durable and before anybody is told, without an fsync of its own:
/// it survives the process; after a power cut it may be older, but is never ahead of the journal.
///
///     slot n, at (n − 1) × 64:  | journal: 8 | size: 8 | root: 32 | check: 16 |   little-endian
///
/// `check` is the start of the SHA-256 of the rest. A slot whose check fails says nothing; it is
/// written again at start.
struct HeadsFile {
    static let name = "heads"
    private static let slotByteCount = 64
    private let file: OpenFile

    init(directory: String) throws(JournalError) {
        file = try OpenFile(
            path: "\(directory)/\(HeadsFile.name)", flags: O_RDWR | O_CREAT)
    }

    /// Opens the file for reading; nil where there is none, as before a service's first start.
    init?(reading directory: String) throws(JournalError) {
        let path = "\(directory)/\(HeadsFile.name)"
        guard unsafe access(path, F_OK) == 0 else { return nil }
        file = try OpenFile(path: path, flags: O_RDONLY)
    }

    /// Notes a head. Not durable on return; survives this process.
    func write(_ head: JournalHead, journal: Int64) throws(JournalError) {
        var slot = UInt64(bitPattern: journal).bytes
        slot += head.size.bytes
        slot += head.root.bytes
        slot += Digest.hash(slot).bytes.prefix(16)
        try file.write(slot, at: Int(journal - 1) * HeadsFile.slotByteCount)
    }

    /// The heads that were noted, by the journals' numbers.
    func read() throws(JournalError) -> [Int64: JournalHead] {
        try slots().heads
    }

    /// The heads that were noted, and the numbers of the slots whose check fails, from 1.
    func slots() throws(JournalError) -> (heads: [Int64: JournalHead], unreadable: [Int]) {
        let bytes = try file.read(count: try file.byteCount, at: 0)
        var heads: [Int64: JournalHead] = [:]
        var unreadable: [Int] = []
        for start in stride(from: 0, to: bytes.count, by: HeadsFile.slotByteCount) {
            let slot = Array(bytes[start..<min(start + HeadsFile.slotByteCount, bytes.count)])
            guard slot.count == HeadsFile.slotByteCount,
                Digest.hash(Array(slot[..<48])).bytes[..<16] == slot[48...],
                let root = Digest(slot[16..<48])
            else {
                unreadable.append(start / HeadsFile.slotByteCount + 1)
                continue
            }
            let journal = Int64(bitPattern: UInt64(bytes: slot[..<8]))
            heads[journal] = JournalHead(size: UInt64(bytes: slot[8..<16]), root: root)
        }
        return (heads, unreadable)
    }
}
