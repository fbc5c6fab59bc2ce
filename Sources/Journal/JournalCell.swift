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

    /// The size at which the last snapshot was begun; 0 where none was.
    private(set) var snapshotTried: UInt64 = 0

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
        snapshotTried = head.sequence
    }

    /// Whether all of it is durable and it is time for a snapshot: the first after `entries`, each
    /// further one when the journal has grown by half, so that a start folds a third of it at most
    /// and all snapshots together cost three times what the last one does.
    func isSnapshotDue(first entries: UInt64) -> Bool {
        size == frontier.size && size - snapshotTried >= max(entries, snapshotTried / 2, 1)
    }

    /// The state as it is, for a snapshot of it. O(1): what is changed while the snapshot is
    /// written is copied then, each collection once.
    func snapshot() -> (head: SnapshotFile.Head, state: State) {
        snapshotTried = size
        return (
            SnapshotFile.Head(
                journal: journal, sequence: size, timeMicroseconds: timeMicroseconds,
                root: frontier.root), state
        )
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
