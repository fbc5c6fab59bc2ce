internal import Transparency

/// Exact copies of journals that others write, kept as their owners keep them: same bytes, same
/// hashes, same checks at start. Batches of many journals that arrive together share one commit.
package final class JournalMirror: Sendable {
    /// Entries, proofs and heads; a journal's size is the position to subscribe from.
    package let store: JournalStore
    private let inbox: Inbox<MirrorBatch>

    /// Opens or makes the mirror in `directory` and re-hashes every entry; `visit` gets each in
    /// order. Blocks for as long as that takes: O(all entries). Refuses what `JournalRunner` does.
    package init(
        directory: String, limits: JournalLimits = .init(), environment: JournalEnvironment,
        visit: (JournalName, _ sequence: UInt64, _ bytes: [UInt8]) throws -> Void
    ) throws(JournalError) {
        store = try JournalStore(
            directory: directory, limits: limits, environment: environment)
        let writer = MirrorWriter(store: store, frontiers: try store.load(visit))
        inbox = Inbox(
            itemsMax: limits.queuedMax, batchMax: limits.batchCommandsMax,
            executor: writer.executor
        ) { batches in
            writer.assumeIsolated { $0.process(batches) }
        }
    }

    /// Appends entries as they arrived, `first` being the sequence of the first. Durable on return,
    /// which is the journal's new head. Refuses what does not follow the last entry, an entry
    /// beyond 65,535 bytes, and everything while the disk is nearly full.
    package func append(
        _ journal: JournalName, first: UInt64, entries: [[UInt8]]
    ) async throws(JournalError) -> JournalHead {
        guard journal.isWellFormed else {
            throw JournalError(.malformedCommand, "\(journal) is no name of a journal")
        }
        for (offset, bytes) in entries.enumerated()
        where bytes.isEmpty || bytes.count > JournalLimits.entryBytesMax {
            throw JournalError(
                .malformedCommand,
                "\(journal) entry \(first &+ UInt64(offset)) has \(bytes.count) bytes, and an entry"
                    + " has 1 to \(JournalLimits.entryBytesMax)")
        }
        let result: Result<JournalHead, JournalError> = await withCheckedContinuation {
            continuation in
            let batch = MirrorBatch(
                journal: journal, first: first, entries: entries, continuation: continuation)
            do throws(JournalError) {
                try inbox.post(batch)
            } catch {
                continuation.resume(returning: .failure(error))
            }
        }
        return try result.get()
    }

    /// Refuses new batches, finishes those that wait, and closes the store.
    package func stop() async throws(JournalError) {
        await inbox.finish()
        try store.close()
    }
}

/// Entries on their way into a mirror.
struct MirrorBatch: Sendable {
    let journal: JournalName
    let first: UInt64
    let entries: [[UInt8]]
    let continuation: CheckedContinuation<Result<JournalHead, JournalError>, Never>
}

/// Appends to the mirrors: all that waits in one commit.
private actor MirrorWriter {
    nonisolated let executor = QueueExecutor(label: "tidemark.journal.mirror")
    private let store: JournalStore
    private var frontiers: [JournalName: MerkleFrontier]
    private var failure: JournalError?

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe executor.asUnownedSerialExecutor()
    }

    init(store: JournalStore, frontiers: [JournalName: MerkleFrontier]) {
        self.store = store
        self.frontiers = frontiers
    }

    func process(_ batches: [MirrorBatch]) {
        var appends: [JournalName: JournalAppend] = [:]
        var results: [Result<JournalHead, JournalError>] = []
        let room = Result<Void, JournalError> { () throws(JournalError) in try store.checkRoom() }
        for batch in batches {
            do throws(JournalError) {
                try room.get()
                try store.checkRoom(entryBytes: batch.entries.reduce(0) { $0 + $1.count })
                results.append(.success(try add(batch, to: &appends)))
            } catch {
                results.append(.failure(error))
            }
        }
        commit(appends)
        for (batch, result) in zip(batches, results) {
            batch.continuation.resume(returning: failure.map { .failure($0) } ?? result)
        }
    }

    private func add(
        _ batch: MirrorBatch, to appends: inout [JournalName: JournalAppend]
    ) throws(JournalError) -> JournalHead {
        let frontier =
            appends[batch.journal]?.frontier ?? frontiers[batch.journal] ?? MerkleFrontier()
        guard batch.first == frontier.size + 1 else {
            throw JournalError(
                .gap,
                "the mirror of \(batch.journal) ends at entry \(frontier.size), and a batch from"
                    + " entry \(batch.first) came; the journal went back or entries were lost")
        }
        guard !batch.entries.isEmpty else {
            return JournalHead(size: frontier.size, root: frontier.root)
        }
        for bytes in batch.entries {
            appends[
                batch.journal, default: JournalAppend(to: batch.journal, after: frontier)
            ].add(bytes)
        }
        return appends[batch.journal]?.head ?? .empty
    }

    private func commit(_ appends: [JournalName: JournalAppend]) {
        guard failure == nil, !appends.isEmpty else { return }
        do throws(JournalError) {
            try store.append(Array(appends.values))
            for append in appends.values { frontiers[append.journal] = append.frontier }
            try store.tendLog()
        } catch {
            failure = error
            store.environment.onFatal(error)
        }
    }
}
