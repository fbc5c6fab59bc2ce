internal import GRDB
internal import Synchronization
package import Transparency

extension JournalStore {
    /// Reads every entry of every journal in order, re-hashes it, and compares with the leaf stored
    /// beside it, with the stored hashes above and with the stored and noted heads; `visit` gets
    /// each entry once its own hash is right. The first thing wrong ends it, named. On return the
    /// heads are published. O(all entries).
    package func load(
        _ visit: (JournalName, _ sequence: UInt64, _ bytes: [UInt8]) throws -> Void
    ) throws(JournalError) -> [JournalName: MerkleFrontier] {
        let noted = try notedHeads()
        var loaded: [JournalName: MerkleFrontier] = [:]
        do {
            try pool.read { database in
                let rows = try JournalStore.journalRows(database)
                for row in rows {
                    var check = JournalCheck(row: row, noted: noted[row.number])
                    try check.readEntries(database, visit)
                    try check.finish(database)
                    loaded[row.journal] = check.frontier
                }
                try JournalStore.checkStrays(database, rows: rows, noted: noted)
                try checkStructure(database)
            }
        } catch {
            throw describeDamage(error)
        }
        // A slot may be behind or unreadable; from here on it is right again.
        for row in try storedJournals() {
            guard let frontier = loaded[row.journal] else { continue }
            let head = JournalHead(size: frontier.size, root: frontier.root)
            try noteHead(head, journal: row.number)
            heads.publish([(journal: row.journal, head: head)])
        }
        return loaded
    }

    /// A row of the table of journals.
    struct JournalRow {
        let number: Int64
        let journal: JournalName
        let size: UInt64
        let root: [UInt8]
        let seal: [UInt8]

        /// Visits the journal's entries in order of their positions, each with `position`, `leaf`
        /// and `bytes`.
        func forEachEntry(_ database: Database, _ body: (RawRow) throws -> Void) throws {
            let statement = try database.cachedStatement(
                sql: """
                    SELECT position, leaf, bytes FROM entry
                    WHERE position BETWEEN ? AND ? ORDER BY position
                    """)
            let first = JournalPosition(journal: number, sequence: 0).rowID
            let last = JournalPosition(journal: number, sequence: .max).rowID
            try statement.rows([first, last]) { entry in
                try body(entry)
                return true
            }
        }
    }

    static func journalRows(_ database: Database) throws -> [JournalRow] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT id, CAST(service AS BLOB), CAST(platform AS BLOB), size, root, seal
                FROM journal ORDER BY id
                """)
        var rows: [JournalRow] = []
        try statement.rows([]) { row in
            let journal = JournalName(
                service: String(decoding: row.bytes(1), as: UTF8.self),
                platform: String(decoding: row.bytes(2), as: UTF8.self))
            rows.append(
                JournalRow(
                    number: row.integer(0), journal: journal,
                    size: UInt64(bitPattern: row.integer(3)), root: row.bytes(4),
                    seal: row.bytes(5)))
            return true
        }
        return rows
    }

    /// The root of the first `sequence` entries by the hashes that are stored above them, which are
    /// not checked before `load`; nil where the journal has fewer.
    func storedRoot(_ row: JournalRow, at sequence: UInt64) throws(JournalError) -> Digest? {
        guard sequence <= row.size else { return nil }
        do {
            return try pool.read { database in
                var reader = try JournalStore.tree(row.journal, size: row.size, database)
                return try reader.root(leaves: sequence)
            }
        } catch {
            throw JournalStore.failure(error, "read the root of \(row.journal) at \(sequence)")
        }
    }

    /// The table of journals, unverified.
    func storedJournals() throws(JournalError) -> [JournalRow] {
        do {
            return try pool.read { try JournalStore.journalRows($0) }
        } catch {
            throw JournalStore.failure(error, "read the journals of \(directory)")
        }
    }

    /// Entries, hashes and noted heads of journals that have no row: the row was lost.
    private static func checkStrays(
        _ database: Database, rows: [JournalRow], noted: [Int64: JournalHead]
    ) throws {
        let last = rows.last?.number ?? 0
        let end = JournalPosition(journal: last, sequence: .max).rowID
        let stray = try Int64.fetchOne(
            database, sql: "SELECT position FROM entry WHERE position > ? OR position < ? LIMIT 1",
            arguments: [end, JournalPosition(journal: 1, sequence: 1).rowID])
        if let stray {
            let position = JournalPosition(rowID: stray)
            throw JournalError(
                .corrupt,
                "entry \(position.sequence) belongs to journal number \(position.journal), which"
                    + " has no row; restore the journal from the backup")
        }
        for (number, head) in noted where number > last {
            throw JournalError(
                .corrupt,
                "journal number \(number) was acknowledged up to entry \(head.size) and is not in"
                    + " the database: the end of \(logName) is damaged or was removed; repair"
                    + " it, or restore the journal")
        }
    }

    /// SQLite's own check of its pages. The hashes above cover what rows say; a damaged inner page
    /// may still show every row in order and put the next one in the wrong place.
    private func checkStructure(_ database: Database) throws {
        let findings = try JournalStore.structureFindings(database)
        guard findings.isEmpty else {
            throw JournalError(
                .corrupt,
                "\(directory)/\(JournalStore.fileName) is damaged; SQLite finds: \(findings);"
                    + " restore it from the backup")
        }
    }

    /// What SQLite finds wrong, page and cell named; empty where nothing is.
    private static func structureFindings(_ database: Database) throws -> String {
        let findings = try String.fetchAll(database, sql: "PRAGMA integrity_check(3)")
        return findings == ["ok"] ? "" : findings.joined(separator: ", ")
    }

    /// Adds what SQLite's own check finds, which names the page, to an error of a damaged file.
    private func describeDamage(_ error: any Error) -> JournalError {
        var failure = JournalStore.failure(error, "read \(directory)/\(JournalStore.fileName)")
        guard failure.code == .corrupt, failure.cause is DatabaseError else { return failure }
        do {
            let findings = try pool.read { try JournalStore.structureFindings($0) }
            failure.message += "; SQLite finds: \(findings)"
        } catch {
            failure.message += "; SQLite's own check fails too: \(error)"
        }
        return failure
    }
}

/// The check of one journal against all that is stored and noted about it.
private struct JournalCheck {
    let row: JournalStore.JournalRow
    let noted: JournalHead?
    var frontier = MerkleFrontier()
    // The hashes above the leaves as they come out, by level and place.
    private var subtrees: [Int: [Digest]] = [:]

    init(row: JournalStore.JournalRow, noted: JournalHead?) {
        self.row = row
        self.noted = noted
    }

    private var journal: JournalName { row.journal }

    mutating func readEntries(
        _ database: Database, _ visit: (JournalName, UInt64, [UInt8]) throws -> Void
    ) throws {
        try row.forEachEntry(database) { entry in
            try checkEntry(entry)
            try visit(journal, frontier.size, entry.bytes(2))
        }
    }

    private mutating func checkEntry(_ entry: RawRow) throws {
        let expected = frontier.size + 1
        let sequence = JournalPosition(rowID: entry.integer(0)).sequence
        guard sequence == expected else {
            throw JournalError(
                .corrupt,
                "\(journal) entry \(expected) is missing, entry \(sequence) comes instead; restore"
                    + " the journal from the backup")
        }
        let leaf = entry.leafHash(2)
        guard entry.digest(1) == leaf else {
            let stored = entry.digest(1)?.hex ?? "\(entry.byteCount(1)) bytes"
            throw JournalError(
                .corrupt,
                "\(journal) entry \(sequence): stored bytes hash to \(leaf.hex), the leaf stored"
                    + " with it is \(stored); one of them was changed, restore the journal from the"
                    + " backup")
        }
        frontier.append(leaf) { level, _, root in
            guard level.isMultiple(of: Tile.height) else { return }
            subtrees[level, default: []].append(root)
        }
        if let noted, noted.size == frontier.size, noted.root != frontier.root {
            throw JournalError(
                .historyDiffers,
                "\(journal): the root over the first \(noted.size) entries is"
                    + " \(frontier.root.hex), and \(noted.root.hex) was acknowledged; history was"
                    + " rewritten, compare with the audit's mirror")
        }
    }

    func finish(_ database: Database) throws {
        let head = JournalHead(size: frontier.size, root: frontier.root)
        if let noted, noted.size > head.size {
            throw JournalError(
                .corrupt,
                "\(journal) ends at entry \(head.size), and entry \(noted.size) was acknowledged:"
                    + " the end of \(JournalStore.logName) is damaged or was removed; repair"
                    + " it, or restore the journal")
        }
        guard row.size == head.size, row.root == head.root.bytes else {
            throw JournalError(
                .corrupt,
                "\(journal) has \(head.size) entries with root \(head.root.hex), and its row says"
                    + " \(row.size) with root \(Digest(row.root)?.hex ?? "of another length");"
                    + " restore the journal from the backup")
        }
        let seal = JournalStore.seal(number: row.number, journal: journal, head: head)
        guard row.seal == seal.bytes else {
            throw JournalError(
                .corrupt,
                "the row of journal number \(row.number), named \(journal), does not match its"
                    + " seal; restore the journal from the backup")
        }
        try checkSubtrees(database)
    }

    private func checkSubtrees(_ database: Database) throws {
        let statement = try database.cachedStatement(
            sql: """
                SELECT level, place, root FROM subtree WHERE journal = ? ORDER BY level, place
                """)
        var counts: [Int: Int] = [:]
        try statement.rows([row.number]) { stored in
            let level = Int(stored.integer(0))
            let known = subtrees[level] ?? []
            let place = counts[level, default: 0]
            guard place < known.count, stored.integer(1) == Int64(place),
                stored.digest(2) == known[place]
            else {
                throw JournalError(
                    .corrupt,
                    "\(journal): the stored root of the 2^\(level) entries at place"
                        + " \(stored.integer(1)) is not theirs; restore the journal from the"
                        + " backup")
            }
            counts[level] = place + 1
            return true
        }
        guard counts == subtrees.mapValues(\.count) else {
            throw JournalError(
                .corrupt,
                "\(journal): stored roots of full subtrees are missing; restore the journal from"
                    + " the backup")
        }
    }
}
