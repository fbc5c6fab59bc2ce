internal import Transparency
internal import Wire

/// One journal as its writer has it in memory. The state and the size are ahead of the disk by the
/// batch that is being made; the rest follows when that is durable. A class, so that a large state
/// is changed where it is.
final class JournalCell<State: JournalState> {
    let journal: JournalName
    var state: State
    var size: UInt64 = 0
    /// The latest entry's time; no later entry has an earlier one.
    var timeMicroseconds: Int64 = .min
    /// Entries of the last group that are still to come; 0 between groups, and so once loaded.
    private(set) var groupLeft: UInt32 = 0
    /// The tree of what is durable.
    var frontier = MerkleFrontier()
    /// Likewise of what is durable.
    var index = EntryIndex()

    /// Entries that the last snapshot has; 0 where there is none.
    private(set) var snapshotSize: UInt64 = 0

    /// A journal as it begins.
    init(journal: JournalName) {
        self.journal = journal
        state = State(journal: journal)
    }

    /// A journal as a snapshot of it says.
    init(_ head: SnapshotFile.Head, state: State) {
        journal = head.journal
        self.state = state
        size = head.sequence
        timeMicroseconds = head.timeMicroseconds
        snapshotSize = head.sequence
    }

    /// Whether all of it is durable, and `entries` or more came since the last snapshot.
    func hasGrown(by entries: UInt64) -> Bool {
        size == frontier.size && size - snapshotSize >= max(entries, 1)
    }

    /// Keeps the state, all of which is durable, as a snapshot. O(state).
    func keepSnapshot(in directory: String, build: Digest) throws {
        let head = SnapshotFile.Head(
            journal: journal, sequence: size, timeMicroseconds: timeMicroseconds,
            root: frontier.root)
        let file = SnapshotFile(directory: directory, journal: journal)
        try file.write(head, build: build) { encoder in
            try State.snapshotCoding?.write(state, encoder)
        }
        snapshotSize = size
    }

    /// Takes an entry that is on disk into the state. The index is not its own concern.
    func take(_ entry: RecordedEntry<State.Event>) throws(JournalError) {
        let sequence = entry.stamp.sequence
        guard groupLeft == 0 || entry.groupLeft == groupLeft - 1 else {
            throw JournalError(
                .corrupt,
                "\(journal) entry \(sequence) says that \(entry.groupLeft) entries of its group"
                    + " follow, and the one before it said \(groupLeft); the journal was put"
                    + " together from others")
        }
        groupLeft = entry.groupLeft
        do {
            try state.apply(entry.event, at: entry.stamp)
        } catch {
            throw entry.notApplicable(journal, error)
        }
        size = sequence
        timeMicroseconds = max(timeMicroseconds, entry.stamp.timeMicroseconds)
    }

    /// Refuses a journal that ends within a group: a writer commits whole ones.
    func checkEnd() throws(JournalError) {
        guard groupLeft > 0 else { return }
        throw JournalError(
            .corrupt,
            "\(journal) ends at entry \(size), within a group of which \(groupLeft) entries are"
                + " missing; restore the journal from the backup")
    }

    /// Reads a journal's stored entry; refuses bytes that are no entry or another's.
    static func decode(
        _ bytes: [UInt8], journal: JournalName, sequence: UInt64
    ) throws(JournalError) -> JournalEntry {
        let entry: JournalEntry
        do {
            entry = try JournalEntry(decoding: bytes)
        } catch {
            throw JournalError(
                .corrupt,
                "\(journal) entry \(sequence) is no entry; its writer was another program",
                cause: error)
        }
        guard entry.sequence == sequence else {
            throw JournalError(
                .corrupt,
                "\(journal) entry \(sequence) says it is entry \(entry.sequence); the journal was"
                    + " put together from others")
        }
        return entry
    }
}
