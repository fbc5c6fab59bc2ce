/// The bounds of one store, each with its unit and reason.
package struct JournalLimits: Sendable {
    /// Bytes of one entry. Entry bundles of C2SP tlog-tiles have lengths of 16 bits.
    package static let entryBytesMax = 65_535
    /// Keys of one entry; architecture.md §2.
    package static let keysMax = 2
    /// Bytes of a request id.
    package static let requestIDBytesMax = 64
    /// Free disk that a byte of a large group needs: in the log, in the database, and as much
    /// again for hashes and pages that are not full.
    package static let freeBytesPerByte: UInt64 = 4
    /// Sequences of one journal; what fits beside the journal's number in a row id.
    package static let sequenceMax: UInt64 = 1 << 40 - 1
    /// Journals of one store, for the same reason.
    package static let journalsMax: Int64 = 1 << 22 - 1

    /// Commands that wait for the writer. Beyond this a caller is told to come back, which costs
    /// less than a reply after its deadline.
    package var queuedMax = 8_192
    /// Commands of one batch. Beyond about a thousand, one fsync is already cheap per command, and
    /// the first command of the batch would only wait longer.
    package var batchCommandsMax = 1_024
    /// Entries of one group. One settlement may force out all lots of a pool, each an entry; a
    /// writer and a subscriber hold a whole group in memory, some 700 bytes an entry.
    package var groupEntriesMax = 1 << 22
    /// Bytes of one group, for the same reason.
    package var groupBytesMax = 1 << 30
    /// Entry bytes after which a batch is closed.
    package var batchBytesMax = 8 << 20
    /// Entry bytes after which a subscriber's batch is closed, a quarter of a message. A batch
    /// ends with a group where it can; a larger group comes in several batches.
    package var subscriptionBytesMax = 1 << 20
    /// Entries in a subscriber's batch, likewise.
    package var subscriptionEntriesMax = 4_096
    /// Entry bytes after which the write-ahead log begins anew.
    package var checkpointBytes = 16 << 20
    /// Entry bytes of which the log's pages are moved into the database at a time. The disk writes
    /// them at once, and a commit that comes meanwhile waits behind them: some milliseconds.
    package var checkpointStepBytes = 2 << 20
    /// Commits after which the same is done. However little a commit writes, it leaves three or
    /// four pages in the log, so that these are as long as `logReserveBytes` at its usual size.
    package var checkpointCommits = 1_024
    package var checkpointStepCommits = 512
    /// Bytes of the log that are there from the start, as zeros. A commit that overwrites them
    /// needs one write of the disk; one that makes the file longer needs the file system's own as
    /// well. 0 lets the log grow as it is written.
    package var logReserveBytes = 0
    /// Entries of a journal after which the first snapshot of its state is made. Fewer are folded
    /// in half a second.
    package var snapshotEntries: UInt64 = 100_000
    /// Free disk below which commands are refused before deciding: room for a batch, the
    /// write-ahead log and a checkpoint. A larger group needs more, see `freeBytesPerByte`.
    package var freeBytesMin: UInt64 = 64 << 20
    /// Connections that read beside the writer.
    package var readersMax = 4
    /// Longest silence on a subscription.
    package var heartbeatMilliseconds = 5_000

    package init() {}
}
