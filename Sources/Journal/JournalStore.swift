internal import GRDB
internal import Glibc
internal import Synchronization

/// All journals of one service in one SQLite file, appended by one writer in one commit.
///
/// What is guaranteed by whom: entries that were written are found changed by their hashes, at
/// start (`load`); entries that are gone from the end by the `heads` file, or after a power cut
/// that took that too, by the audit's mirror, which knows the root it last saw.
package final class JournalStore: Sendable {
    static let fileName = "journal.sqlite"
    /// SQLite's write-ahead log.
    static let logName = "\(fileName)-wal"
    /// `tmrk`, in the file's header; another program's database is refused.
    static let applicationID: Int64 = 0x746d_726b
    static let schemaVersion: Int64 = 1

    package let directory: String
    package let limits: JournalLimits
    let environment: JournalEnvironment
    let pool: DatabasePool
    let heads = DurableHeads()
    /// The numbers of the journals that this process appended to; they never change.
    let numbers = Mutex<[JournalName: Int64]>([:])
    let checkpointer: DatabaseQueue
    private let headsFile: HeadsFile
    // Held for as long as the store lives; the kernel lets go of it with the process.
    private let lock: OpenFile
    let progress = Mutex(JournalProgress())

    /// Opens or makes the store in `directory`. Refuses a folder that another process has open, a
    /// file that is not ours, and a SQLite that does not take the settings durability rests on.
    /// Nothing is verified yet; `load` does that.
    package init(
        directory: String, limits: JournalLimits = .init(), environment: JournalEnvironment
    ) throws(JournalError) {
        self.directory = directory
        self.limits = limits
        self.environment = environment
        try OpenFile.makeDirectory(directory)
        // The folder itself is locked: a lock file could be removed and made again by a second
        // writer. Should one get past even this, the size that `append` expects fences off who
        // writes later.
        lock = try OpenFile(path: directory, flags: O_RDONLY | O_DIRECTORY)
        guard try lock.tryLock() else {
            throw JournalError(
                .alreadyOpen,
                "journal \(directory) is open in another process; stop that one first, a journal"
                    + " has one writer")
        }
        headsFile = try HeadsFile(directory: directory)
        let path = "\(directory)/\(JournalStore.fileName)"
        let configuration = JournalStore.configuration(limits)
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
            try pool.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA synchronous = FULL")
                try database.execute(sql: "PRAGMA wal_autocheckpoint = 0")
                try JournalStore.checkSettings(database)
                try JournalStore.prepareSchema(database)
            }
            checkpointer = try DatabaseQueue(path: path, configuration: configuration)
        } catch {
            throw JournalStore.failure(error, "open \(path)")
        }
        let logBytes = OpenFile.size(of: "\(directory)/\(JournalStore.logName)")
        try JournalStore.reserveLog(directory, limits, environment)
        try OpenFile.synchronizeDirectory(directory)
        progress.withLock { $0.found(logBytes: logBytes) }
    }

    private static func configuration(_ limits: JournalLimits) -> Configuration {
        var configuration = Configuration()
        configuration.maximumReaderCount = limits.readersMax
        configuration.busyMode = .immediateError
        configuration.prepareDatabase { database in
            try database.keepLogOnClose()
            try database.execute(sql: "PRAGMA synchronous = FULL")
        }
        return configuration
    }

    /// Reads back what durability rests on: a build of SQLite may ignore a pragma silently.
    private static func checkSettings(_ database: Database) throws {
        let journalMode = try String.fetchOne(database, sql: "PRAGMA journal_mode") ?? ""
        let synchronous = try Int64.fetchOne(database, sql: "PRAGMA synchronous") ?? -1
        guard journalMode == "wal", synchronous == 2 else {
            throw JournalError(
                .storage,
                "SQLite runs with journal_mode \(journalMode) and synchronous \(synchronous), and a"
                    + " journal needs wal and 2 (FULL); use a file system with shared memory")
        }
    }

    private static func prepareSchema(_ database: Database) throws {
        let application = try Int64.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let version = try Int64.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        let tables = try Int64.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
        if tables == 0, application == 0, version == 0 {
            return try database.inTransaction(.immediate) {
                try database.execute(sql: schema)
                return .commit
            }
        }
        guard application == applicationID, version == schemaVersion else {
            throw JournalError(
                .corrupt,
                "the file says it is application \(application) version \(version), and a"
                    + " journal is \(applicationID) version \(schemaVersion); it is another file"
                    + " or damaged, restore it from the backup")
        }
    }

    /// `position` is the journal's number × 2^40 + sequence, so that a journal's entries are one
    /// range of row ids. `seal` covers its row, which no leaf covers.
    private static let schema = """
        CREATE TABLE journal(
            id INTEGER PRIMARY KEY, service TEXT NOT NULL, platform TEXT NOT NULL,
            size INTEGER NOT NULL, root BLOB NOT NULL, seal BLOB NOT NULL,
            UNIQUE(service, platform)) STRICT;
        CREATE TABLE entry(
            position INTEGER PRIMARY KEY, leaf BLOB NOT NULL, bytes BLOB NOT NULL) STRICT;
        CREATE TABLE subtree(
            journal INTEGER NOT NULL, level INTEGER NOT NULL, place INTEGER NOT NULL,
            root BLOB NOT NULL, PRIMARY KEY(journal, level, place)) STRICT, WITHOUT ROWID;
        PRAGMA application_id = \(applicationID);
        PRAGMA user_version = \(schemaVersion);
        """

    /// The durable heads of all journals that have an entry.
    package var journals: [JournalName: JournalHead] { heads.all }

    /// A journal's durable head; empty where it has no entry.
    package func head(_ journal: JournalName) -> JournalHead { heads.head(journal) }

    /// Commits, entries and checkpoints since this process opened the store.
    package var statistics: JournalCounters { progress.withLock { $0.counters } }

    /// Ends reads and subscriptions, moves the log into the database and closes. What was committed
    /// is durable before and after; a store that is just dropped loses nothing. Calls after the
    /// first do nothing.
    package func close() throws(JournalError) {
        guard heads.close() else { return }
        do {
            try checkpointer.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            }
            try checkpointer.close()
            try pool.close()
        } catch {
            throw JournalStore.failure(error, "close \(directory)")
        }
        try lock.unlock()
    }

    /// Lets another writer have the folder, without a change to its files: it could not be loaded.
    /// Closes first, as SQLite refuses a second opening while a first one closes.
    package func letGo() {
        do {
            try checkpointer.close()
            try pool.close()
            try lock.unlock()
        } catch {
            // What did not close here closes when the last holder drops the store.
        }
    }

    func noteHead(_ head: JournalHead, journal: Int64) throws(JournalError) {
        try headsFile.write(head, journal: journal)
    }

    func notedHeads() throws(JournalError) -> [Int64: JournalHead] {
        try headsFile.read()
    }

    /// An error of GRDB or of a body as this room's.
    static func failure(_ error: any Error, _ action: String) -> JournalError {
        if let error = error as? JournalError { return error }
        guard let error = error as? DatabaseError else {
            return JournalError(.storage, "cannot \(action)", cause: error)
        }
        switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            return JournalError(
                .corrupt, "cannot \(action): the database is damaged; restore it from the backup",
                cause: error)
        default:
            return JournalError(.storage, "cannot \(action)", cause: error)
        }
    }
}
