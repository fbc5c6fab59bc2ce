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

    /// What is added to one journal.
    struct Addition {
        private(set) var append: JournalAppend
        /// In the order they were decided, for what is remembered once they are durable.
        private(set) var groups: [[NewEntry]] = []

        init(append: JournalAppend) {
            self.append = append
        }

        fileprivate mutating func add(_ group: [NewEntry]) {
            for entry in group { append.add(entry.bytes) }
            groups.append(group)
        }
    }

    private(set) var byteCount = 0
    var answers: [@Sendable (_ failure: JournalError?) -> Void] = []
    private(set) var additions: [JournalName: Addition] = [:]
    private var pending: [PendingKey: Pending] = [:]

    /// Adds a command's group to a journal that ends at `frontier` on disk.
    mutating func add(
        _ group: [NewEntry], to journal: JournalName, after frontier: MerkleFrontier
    ) {
        additions[
            journal, default: Addition(append: JournalAppend(to: journal, after: frontier))
        ].add(group)
        byteCount += group.reduce(0) { $0 + $1.bytes.count }
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
