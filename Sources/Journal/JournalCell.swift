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
    private(set) var requests = RequestIndex()
    private(set) var keys = KeyIndex()

    init(journal: JournalName) {
        self.journal = journal
        state = State(journal: journal)
    }

    /// Takes an entry that is on disk into the state, and all that is remembered of it.
    func take(_ entry: JournalEntry) throws(JournalError) {
        let sequence = entry.sequence
        guard groupLeft == 0 || entry.groupLeft == groupLeft - 1 else {
            throw JournalError(
                .corrupt,
                "\(journal) entry \(sequence) says that \(entry.groupLeft) entries of its group"
                    + " follow, and the one before it said \(groupLeft); the journal was put"
                    + " together from others")
        }
        groupLeft = entry.groupLeft
        do {
            try state.apply(entry)
        } catch {
            throw JournalError(
                .corrupt,
                "\(journal) entry \(sequence), \(entry.kind), does not apply to the state before"
                    + " it; it was written by another version, or the journal is another's",
                cause: error)
        }
        size = sequence
        remember(entry)
    }

    /// Refuses a journal that ends within a group: a writer commits whole ones.
    func checkEnd() throws(JournalError) {
        guard groupLeft > 0 else { return }
        throw JournalError(
            .corrupt,
            "\(journal) ends at entry \(size), within a group of which \(groupLeft) entries are"
                + " missing; restore the journal from the backup")
    }

    /// Notes what a durable entry can be found by, and its time.
    func remember(_ entry: JournalEntry) {
        timeMicroseconds = max(timeMicroseconds, entry.timeUs)
        for key in entry.keys {
            keys.insert(key, sequence: entry.sequence)
        }
        guard !entry.requestID.isEmpty else { return }
        let key = RequestKey(
            caller: entry.caller, method: entry.method, requestID: entry.requestID)
        requests.insert(key, sequence: entry.sequence)
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
