internal import Dispatch
internal import Transparency
internal import Wire

/// Reads a store on two threads of its own for a third that folds it: one reads and hashes, the
/// next reads what the entries say and notes what they are found by. A start takes as long as the
/// slowest of the three.
struct JournalLoad<State: JournalState> {
    /// Entries of one journal, in sequence.
    struct Part: Sendable {
        var journal: JournalName
        var entries: [RecordedEntry<State.Event>] = []
    }

    /// What is known of the journals once all is read.
    struct End: Sendable {
        var frontiers: [JournalName: MerkleFrontier]
        var indexes: [JournalName: EntryIndex]
    }

    private struct RawPart: Sendable {
        var journal: JournalName
        var first: UInt64
        var entries: [[UInt8]] = []
    }

    private typealias Frontiers = [JournalName: MerkleFrontier]

    private static var partEntries: Int { 2_048 }
    private static var partsMax: Int { 8 }

    private let store: JournalStore
    private let service: String
    /// The sequences up to which snapshots have the journals' entries.
    private let kept: [JournalName: UInt64]
    private let raw = Handoff<RawPart, Frontiers>(partsMax: partsMax)
    private let parts = Handoff<Part, End>(partsMax: partsMax)

    /// Begins to read. Entries that are `kept` are checked and noted like all others, and not
    /// handed on.
    init(_ store: JournalStore, service: String, kept: [JournalName: UInt64]) {
        self.store = store
        self.service = service
        self.kept = kept
        // Queues of their own, which get threads of their own: both block, and the global queue has
        // no more threads than the machine has processors.
        DispatchQueue(label: "tidemark.journal.read", qos: .userInitiated)
            .async { [self] in read() }
        DispatchQueue(label: "tidemark.journal.decode", qos: .userInitiated)
            .async { [self] in decode() }
    }

    /// The next entries; nil after the last, and when reading failed.
    func next() -> Part? { parts.next() }

    /// What reading ended with. To be asked after `next` returned nil.
    func end() throws(JournalError) -> End { try parts.outcome() }

    /// Ends the reading, and returns when it has ended.
    func giveUp() { parts.giveUp() }

    private func read() {
        var part: RawPart?
        let outcome = Result { () throws(JournalError) in
            try store.load { journal, sequence, bytes in
                if let full = part,
                    full.journal != journal || full.entries.count == Self.partEntries
                {
                    part = nil
                    try raw.hand(full)
                }
                if part == nil {
                    part = RawPart(journal: journal, first: sequence)
                    part?.entries.reserveCapacity(Self.partEntries)
                }
                part?.entries.append(bytes)
            }
        }
        do {
            if case .success = outcome, let part { try raw.hand(part) }
        } catch {
            // Who gave up has an error of its own.
        }
        raw.end(outcome)
    }

    private func decode() {
        var indexes: [JournalName: EntryIndex] = [:]
        let outcome = Result { () throws(JournalError) in
            do {
                while let part = raw.next() {
                    // Taken out and put back, so that it is changed where it is.
                    var index = indexes.removeValue(forKey: part.journal) ?? EntryIndex()
                    let decoded = try decode(part, &index)
                    indexes[part.journal] = index
                    if !decoded.entries.isEmpty { try parts.hand(decoded) }
                }
            } catch {
                raw.giveUp()
                throw JournalStore.failure(error, "read \(store.directory)")
            }
            return End(frontiers: try raw.outcome(), indexes: indexes)
        }
        parts.end(outcome)
    }

    private func decode(_ part: RawPart, _ index: inout EntryIndex) throws(JournalError) -> Part {
        guard part.journal.service == service else {
            throw JournalError(
                .corrupt,
                "\(store.directory) holds journal \(part.journal), and service \(service) was"
                    + " started on it; name the right folder")
        }
        var decoded = Part(journal: part.journal)
        let kept = kept[part.journal] ?? 0
        if part.first + UInt64(part.entries.count) > kept + 1 {
            decoded.entries.reserveCapacity(part.entries.count)
        }
        var sequence = part.first
        for bytes in part.entries {
            let entry = try JournalCell<State>.decode(
                bytes, journal: part.journal, sequence: sequence)
            index.insert(entry)
            if sequence > kept {
                decoded.entries.append(try RecordedEntry(entry, of: State.self, in: part.journal))
            }
            sequence += 1
        }
        return decoded
    }
}
