import Journal
import Logging

/// Records digests of each pool's state, a group of their own each: whoever folds the journal, the
/// service at its next start and the audit, must come to the same.
struct PoolDigests: Sendable {
    let gate: CommandGate<PoolBook>
    /// Entries from one digest to the next, and those until the next round.
    let entries: UInt64
    let environment: JournalEnvironment

    /// Runs until the task is cancelled.
    func run(logger: Logger) async {
        let rounds = JournalRounds(
            failure: "digests are not recorded", environment: environment, logger: logger)
        await rounds.run(over: gate.runner.journals, work: digest)
    }

    /// Records a digest if one is due; durable on return. O(1) where none is.
    func digest(_ journal: JournalName) async throws {
        let entries = entries
        guard
            try await gate.read(journal.platform, { $0.isDigestDue(every: entries) })
        else { return }
        try await gate.record(on: journal) { book, _ in try book.digest(every: entries) }
    }
}
