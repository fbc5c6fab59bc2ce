internal import GRDB
internal import Synchronization

/// What a store did since it was opened; for tests, gates and statistics.
package struct JournalCounters: Sendable, Equatable {
    /// Transactions committed, each with one fsync of the log.
    package var commits: UInt64 = 0
    package var entries: UInt64 = 0
    package var entryBytes: UInt64 = 0
    /// Times the log was moved into the database, each with an fsync of both.
    package var checkpoints: UInt64 = 0
}

/// Where the store is between two checkpoints.
struct JournalProgress {
    /// A checkpoint runs beside the writer for the most part; what was written meanwhile is moved
    /// by the writer between two batches, because only then can the log begin anew.
    enum Checkpoint {
        case none
        case running
        case ran
    }

    var counters = JournalCounters()
    var bytesSinceCheckpoint = 0
    var checkpoint = Checkpoint.none
}

extension JournalStore {
    /// Counts a commit and keeps the log from growing without end.
    func committed(_ appends: [JournalAppend]) throws(JournalError) {
        var entryCount = 0
        var byteCount = 0
        for append in appends {
            entryCount += append.entries.count
            byteCount += append.entries.reduce(0) { $0 + $1.bytes.count }
        }
        let checkpoint = progress.withLock { progress in
            progress.counters.commits += 1
            progress.counters.entries += UInt64(entryCount)
            progress.counters.entryBytes += UInt64(byteCount)
            progress.bytesSinceCheckpoint += byteCount
            if progress.checkpoint == .none,
                progress.bytesSinceCheckpoint >= limits.checkpointBytes
            {
                progress.checkpoint = .running
                progress.bytesSinceCheckpoint = 0
                return JournalProgress.Checkpoint.running
            }
            guard progress.checkpoint == .ran else { return .none }
            progress.checkpoint = .none
            return .ran
        }
        switch checkpoint {
        case .none: break
        case .running: startCheckpoint()
        case .ran: try finishCheckpoint()
        }
    }

    /// Moves the log into the database on another connection and its own thread. Passive: neither
    /// the writer nor a reader waits.
    private func startCheckpoint() {
        checkpointer.asyncWriteWithoutTransaction { [self] database in
            do {
                try database.execute(sql: "PRAGMA wal_checkpoint(PASSIVE)")
                progress.withLock { progress in
                    progress.counters.checkpoints += 1
                    progress.checkpoint = .ran
                }
            } catch {
                // An fsync that failed once may succeed the next time without having written; only
                // a new process reads what is really there.
                environment.onFatal(JournalStore.failure(error, "checkpoint \(directory)"))
            }
        }
    }

    /// Moves the little that was written since, so that the log begins anew. A reader in its way
    /// leaves it for the next time.
    private func finishCheckpoint() throws(JournalError) {
        do {
            try pool.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA wal_checkpoint(RESTART)")
            }
        } catch {
            throw JournalStore.failure(error, "checkpoint \(directory)")
        }
    }
}
