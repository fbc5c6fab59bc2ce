internal import GRDB
internal import Glibc
internal import Synchronization

/// What a store did since it was opened; for tests, gates and statistics.
package struct JournalCounters: Sendable, Equatable {
    /// Transactions committed, each with one fsync of the log.
    package var commits: UInt64 = 0
    package var entries: UInt64 = 0
    package var entryBytes: UInt64 = 0
    /// Times the log was moved into the database, each with an fsync of both.
    package var checkpoints: UInt64 = 0
    /// The longest time in microseconds that the writer stood still for one.
    package var longestCheckpointWait: UInt64 = 0
}

/// Where the store is between two checkpoints.
struct JournalProgress {
    /// The log is moved into the database beside the writer, a little at a time. Once it is long,
    /// the writer itself moves what was written during the last step, between two batches, because
    /// only then can the log begin anew.
    enum Checkpoint {
        case none
        case running
        case ran
    }

    var counters = JournalCounters()
    var checkpoint = Checkpoint.none
    private var sinceStep = Written()
    private var sinceNewLog = Written()

    private struct Written {
        var commits = 0
        var bytes = 0

        mutating func add(_ byteCount: Int) {
            commits += 1
            bytes += byteCount
        }
    }

    /// Counts the log that a process before this one left, so that the next commit moves it: one
    /// killed again and again before a step is full would let the log grow without end, and every
    /// start reads all of it.
    mutating func found(logBytes: Int) {
        sinceStep.bytes = logBytes
        sinceNewLog.bytes = logBytes
    }

    mutating func committed(_ appends: [JournalAppend]) {
        let byteCount = appends.reduce(0) { $0 + $1.byteCount }
        counters.commits += 1
        counters.entries += UInt64(appends.reduce(0) { $0 + $1.entries.count })
        counters.entryBytes += UInt64(byteCount)
        sinceStep.add(byteCount)
        sinceNewLog.add(byteCount)
    }

    /// What there is to do after a commit: to begin a checkpoint, to finish one that ran, or
    /// nothing.
    mutating func checkpointDue(_ limits: JournalLimits) -> Checkpoint {
        guard checkpoint != .running else { return .none }
        if checkpoint == .ran,
            sinceNewLog.bytes >= limits.checkpointBytes
                || sinceNewLog.commits >= limits.checkpointCommits
        {
            checkpoint = .none
            sinceNewLog = Written()
            return .ran
        }
        guard
            sinceStep.bytes >= min(limits.checkpointStepBytes, limits.checkpointBytes)
                || sinceStep.commits >= min(limits.checkpointStepCommits, limits.checkpointCommits)
        else { return .none }
        checkpoint = .running
        sinceStep = Written()
        return .running
    }
}

extension JournalStore {
    /// Keeps the log from growing without end. Called by who appends, after each commit and once
    /// whoever waited for that is answered: it may write as much as 2 MiB and wait for the disk.
    /// An error is final, and takes nothing from what is durable.
    func tendLog() throws(JournalError) {
        switch progress.withLock({ $0.checkpointDue(limits) }) {
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
        let start = ContinuousClock.now
        defer {
            let (seconds, attoseconds) = start.duration(to: .now).components
            let wait = UInt64(seconds) * 1_000_000 + UInt64(attoseconds) / 1_000_000_000_000
            progress.withLock { progress in
                progress.counters.longestCheckpointWait = max(
                    progress.counters.longestCheckpointWait, wait)
            }
        }
        do {
            try pool.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA wal_checkpoint(RESTART)")
            }
        } catch {
            throw JournalStore.failure(error, "checkpoint \(directory)")
        }
    }
}

// MARK: - The log's room

extension JournalStore {
    private static let reservePieceBytes = 1 << 20

    /// Lengthens the log with zeros to `logReserveBytes`, which SQLite takes for its end. Done
    /// before anything is appended; left out where it would take over a quarter of what is free,
    /// and ended where the disk has no more. One fsync.
    static func reserveLog(
        _ directory: String, _ limits: JournalLimits, _ environment: JournalEnvironment
    ) throws(JournalError) {
        guard limits.logReserveBytes > 0 else { return }
        let free = environment.freeBytes(directory)
        if let free, free / 4 < limits.logReserveBytes { return }
        let log = try OpenFile(path: "\(directory)/\(logName)", flags: O_WRONLY | O_CREAT)
        var end = try log.byteCount
        guard end < limits.logReserveBytes else { return }
        while end < limits.logReserveBytes {
            let count = min(reservePieceBytes, limits.logReserveBytes - end)
            let piece = [UInt8](repeating: 0, count: count)
            guard try log.writeWhereRoom(piece, at: end) else { break }
            end += count
        }
        try log.synchronize()
    }
}
