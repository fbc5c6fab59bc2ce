internal import GRDB
internal import Glibc
internal import Transparency

/// The journals in a folder as they are on disk, read beside the service that writes them or
/// without it. Nothing is written: what a repair may need stays as it is found.
///
/// Every call sees one moment. A long one keeps the service's write-ahead log from beginning anew,
/// and so lets it grow for as long as it takes; the service itself does not wait.
package final class JournalArchive: Sendable {
    package let directory: String
    let database: DatabaseQueue

    /// Refuses a folder without a journal, and a file that is none.
    package init(directory: String) throws(JournalError) {
        self.directory = directory
        let path = "\(directory)/\(JournalStore.fileName)"
        guard JournalArchive.exists(in: directory) else {
            throw JournalError(
                .storage,
                "\(directory) holds no \(JournalStore.fileName); name the folder of a service, such"
                    + " as run/pool")
        }
        var configuration = Configuration()
        configuration.readonly = true
        // Recovery of the log by a service that starts at this moment takes a while.
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { database in try database.keepLogOnClose() }
        do {
            database = try DatabaseQueue(path: path, configuration: configuration)
            try database.read { database in try JournalArchive.checkHeader(database) }
        } catch {
            throw JournalStore.failure(error, "open \(path)")
        }
    }

    package static func exists(in directory: String) -> Bool {
        unsafe access("\(directory)/\(JournalStore.fileName)", F_OK) == 0
    }

    private static func checkHeader(_ database: Database) throws {
        let application = try Int64.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let version = try Int64.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        guard application == JournalStore.applicationID, version == JournalStore.schemaVersion
        else {
            throw JournalError(
                .corrupt,
                "the file's header says it is application \(application) version \(version), and a"
                    + " journal is \(JournalStore.applicationID) version"
                    + " \(JournalStore.schemaVersion); it is another file or damaged")
        }
    }

    /// The journals with their heads as their rows say, in order of name. Nothing is verified.
    package func heads() throws(JournalError) -> [(journal: JournalName, head: JournalHead)] {
        try reading("read the journals") { database in
            try JournalStore.journalRows(database).map { row in
                (row.journal, JournalHead(size: row.size, root: Digest(row.root) ?? .emptyRoot))
            }
        }.sorted { $0.journal < $1.journal }
    }

    /// Gives `body` the exact bytes of the entries from `first` to `last`, in order, until it
    /// answers false. Nothing is verified. One row is held at a time.
    package func visit(
        _ journal: JournalName, from first: UInt64 = 1, through last: UInt64 = .max,
        _ body: (_ sequence: UInt64, _ bytes: [UInt8]) throws -> Bool
    ) throws(JournalError) {
        try reading("read \(journal)") { database in
            let number = try Int64.fetchOne(
                database, sql: "SELECT id FROM journal WHERE service = ? AND platform = ?",
                arguments: [journal.service, journal.platform])
            guard let number else { return }
            let bounds = [max(first, 1), last].map {
                JournalPosition(journal: number, sequence: $0).rowID
            }
            try database.cachedStatement(
                sql: """
                    SELECT position, bytes FROM entry
                    WHERE position BETWEEN ? AND ? ORDER BY position
                    """
            ).rows(bounds) { row in
                try body(JournalPosition(rowID: row.integer(0)).sequence, row.bytes(1))
            }
        }
    }

    func reading<T>(
        _ action: String, _ body: (Database) throws -> T
    ) throws(JournalError) -> T {
        do {
            return try database.read(body)
        } catch {
            throw JournalStore.failure(error, "\(action) of \(directory)")
        }
    }
}
