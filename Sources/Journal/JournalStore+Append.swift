internal import GRDB
internal import Synchronization
internal import Transparency

extension JournalStore {
    /// Appends to any number of journals in one transaction with one fsync, and publishes their
    /// heads. Durable on return; `tendLog` is due next. Only the writer calls this, one call at a
    /// time; a journal that has not the expected size is refused. After an error the outcome is
    /// unknown until the next start.
    func append(_ appends: [JournalAppend]) throws(JournalError) {
        let heads = appends.map { (journal: $0.journal, head: $0.head) }
        var numbers: [Int64] = []
        do {
            try pool.writeWithoutTransaction { database in
                try database.transaction {
                    for (append, head) in zip(appends, heads) {
                        numbers.append(try write(append, head: head.head, database))
                    }
                    try environment.beforeCommit?()
                }
            }
        } catch {
            throw JournalError(
                .appendFailed,
                "cannot append to \(directory); whether the entries are durable shows at the next"
                    + " start",
                cause: error)
        }
        for (number, head) in zip(numbers, heads) {
            try noteHead(head.head, journal: number)
        }
        self.numbers.withLock { known in
            for (number, head) in zip(numbers, heads) { known[head.journal] = number }
        }
        self.heads.publish(heads)
        progress.withLock { $0.committed(appends) }
    }

    /// Writes one journal's entries, hashes and head; returns the journal's number.
    private func write(
        _ append: JournalAppend, head: JournalHead, _ database: Database
    ) throws -> Int64 {
        let number = try number(of: append.journal, isNew: append.expectedSize == 0, database)
        guard head.size <= JournalLimits.sequenceMax else {
            throw JournalError(.storage, "journal \(append.journal) is full at \(head.size)")
        }
        // First of all: a writer that was overtaken is told so, and not that an entry exists.
        let seal = JournalStore.seal(number: number, journal: append.journal, head: head)
        try database.cachedStatement(
            sql: "UPDATE journal SET size = ?1, root = ?4, seal = ?5 WHERE id = ?2 AND size = ?3"
        ).run(
            [Int64(head.size), number, Int64(append.expectedSize)], digests: [head.root, seal])
        guard database.changesCount == 1 else {
            throw JournalError(
                .storage,
                "journal \(append.journal) has another size than \(append.expectedSize): another"
                    + " writer was here; stop one of the two, then start the other again")
        }
        let insertEntry = try database.cachedStatement(
            sql: "INSERT INTO entry(position, leaf, bytes) VALUES(?, ?, ?)")
        var position = JournalPosition(journal: number, sequence: append.expectedSize).rowID
        for entry in append.entries {
            position += 1
            try insertEntry.run(position, entry.leaf, entry.bytes)
        }
        let insertSubtree = try database.cachedStatement(
            sql: "INSERT INTO subtree(journal, level, place, root) VALUES(?, ?, ?, ?)")
        for subtree in append.subtrees {
            try insertSubtree.run(
                [number, Int64(subtree.level), Int64(subtree.place)], digests: [subtree.root])
        }
        return number
    }

    private func number(
        of journal: JournalName, isNew: Bool, _ database: Database
    ) throws -> Int64 {
        if let known = numbers.withLock({ $0[journal] }) { return known }
        if isNew {
            let count = try Int64.fetchOne(database, sql: "SELECT count(*) FROM journal") ?? 0
            guard count < JournalLimits.journalsMax else {
                throw JournalError(.storage, "a store takes \(count) journals")
            }
            let number = count + 1
            try database.execute(
                sql: """
                    INSERT INTO journal(id, service, platform, size, root, seal)
                    VALUES(?, ?, ?, 0, x'', x'')
                    """, arguments: [number, journal.service, journal.platform])
            return number
        }
        let number = try Int64.fetchOne(
            database, sql: "SELECT id FROM journal WHERE service = ? AND platform = ?",
            arguments: [journal.service, journal.platform])
        guard let number else {
            throw JournalError(.storage, "journal \(journal) is not in the store it was read from")
        }
        return number
    }

    /// What a journal's row is sealed with: SHA-256 over all that the row says.
    static func seal(number: Int64, journal: JournalName, head: JournalHead) -> Digest {
        let text = "\(number) \(journal) \(head.size) \(head.root.hex)"
        return Digest.hash(Array(text.utf8))
    }
}

extension Database {
    /// One transaction that holds the only writer's place from its beginning, given back whole when
    /// `body` throws. Its statements are parsed once: a commit of one entry spends as much on
    /// parsing as on all the rest that comes before the disk.
    fileprivate func transaction(_ body: () throws -> Void) throws {
        try cachedStatement(sql: "BEGIN IMMEDIATE TRANSACTION").execute()
        do {
            try body()
            try cachedStatement(sql: "COMMIT TRANSACTION").execute()
        } catch {
            // What is thrown is why; that it could not be rolled back adds nothing to it.
            try? rollback()
            throw error
        }
    }
}

/// Where an entry lies in the table of all entries.
struct JournalPosition {
    private static let sequenceBits: Int64 = 40

    let journal: Int64
    let sequence: UInt64

    init(journal: Int64, sequence: UInt64) {
        self.journal = journal
        self.sequence = sequence
    }

    init(rowID: Int64) {
        journal = rowID >> JournalPosition.sequenceBits
        sequence = UInt64(rowID & (1 << JournalPosition.sequenceBits - 1))
    }

    /// The row id. Sequences beyond 2^40 − 1 stand for the last, so that ranges may be asked for
    /// with any number.
    var rowID: Int64 {
        journal << JournalPosition.sequenceBits | Int64(min(sequence, JournalLimits.sequenceMax))
    }
}
