internal import Transparency
internal import Wire

/// What a writer has decided and not yet committed.
struct JournalBatch {
    /// A remembered command that is not on disk yet.
    struct Pending {
        let mac: [UInt8]
        let outcome: Outcome
    }

    private struct PendingKey: Hashable {
        let journal: JournalName
        let key: RequestKey
    }

    private(set) var byteCount = 0
    /// The entries in the order they were decided, for what is remembered once they are durable.
    private(set) var entries: [(journal: JournalName, entry: JournalEntry)] = []
    var answers: [@Sendable (_ failure: JournalError?) -> Void] = []
    private var appendsByJournal: [JournalName: JournalAppend] = [:]
    private var pending: [PendingKey: Pending] = [:]

    var appends: [JournalAppend] { Array(appendsByJournal.values) }

    /// Adds a command's group to a journal that ends at `frontier` on disk.
    mutating func add(
        _ group: [(entry: JournalEntry, bytes: [UInt8])], to journal: JournalName,
        after frontier: MerkleFrontier
    ) {
        for (entry, bytes) in group {
            byteCount += bytes.count
            entries.append((journal, entry))
            appendsByJournal[
                journal, default: JournalAppend(to: journal, after: frontier)
            ].add(bytes)
        }
    }

    mutating func remember(_ header: CommandHeader, mac: Digest, outcome: Outcome) {
        guard !header.requestID.isEmpty else { return }
        var replayed = outcome
        replayed.replayed = true
        pending[PendingKey(journal: header.journal, key: header.requestKey)] = Pending(
            mac: mac.bytes, outcome: replayed)
    }

    func pending(_ key: RequestKey, journal: JournalName) -> Pending? {
        pending[PendingKey(journal: journal, key: key)]
    }
}
