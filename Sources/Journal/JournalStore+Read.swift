internal import GRDB
package import Transparency

extension JournalStore {
    /// The exact bytes of durable entries after `sequence`, in order: as many as fit `entriesMax`
    /// and `bytesMax`, at least one if there is one.
    package func entries(
        _ journal: JournalName, after sequence: UInt64, entriesMax: Int, bytesMax: Int = 8 << 20
    ) async throws(JournalError) -> [[UInt8]] {
        let size = head(journal).size
        guard sequence < size, entriesMax > 0 else { return [] }
        return try await reading("read \(journal) after entry \(sequence)") { database in
            try JournalStore.entries(
                journal, after: sequence, until: size, entriesMax: entriesMax, bytesMax: bytesMax,
                database)
        }
    }

    /// The exact bytes of the entries with these sequences, in the order asked for. Refuses one
    /// beyond the head.
    package func entries(
        _ journal: JournalName, sequences: [UInt64]
    ) async throws(JournalError) -> [[UInt8]] {
        let size = head(journal).size
        try checkDurable(journal, sequences.max() ?? 0, size: size)
        return try await reading("read entries of \(journal)") { database in
            try sequences.map { try JournalStore.entry(journal, $0, database) }
        }
    }

    /// The root over the first `size` entries. Refuses more than are durable. O(log n) reads.
    package func root(_ journal: JournalName, size: UInt64) async throws(JournalError) -> Digest {
        let head = head(journal)
        try checkDurable(journal, size, size: head.size)
        if size == head.size { return head.root }
        return try await reading("read the root of \(journal) at \(size)") { database in
            var reader = try JournalStore.tree(journal, size: size, database)
            return try reader.root(leaves: size)
        }
    }

    /// The proof that entry `sequence` is in the journal of `size` entries (RFC 6962 §2.1.1), and
    /// its leaf. Refuses sequence 0, one beyond `size`, and more than are durable. O(log n) reads.
    package func inclusion(
        _ journal: JournalName, sequence: UInt64, size: UInt64
    ) async throws(JournalError) -> (leaf: Digest, proof: [Digest]) {
        try checkDurable(journal, size, size: head(journal).size)
        guard sequence > 0, sequence <= size else {
            throw JournalError(
                .beyondHead,
                "entry \(sequence) is not among the \(size) entries of \(journal) that the proof is"
                    + " asked for; name a sequence from 1 to \(size)")
        }
        return try await reading("prove entry \(sequence) of \(journal)") { database in
            var reader = try JournalStore.tree(journal, size: size, database)
            let proof = try reader.inclusion(index: sequence - 1)
            let leaves = try JournalStore.hashes(
                journal, tile: Tile(level: 0, index: (sequence - 1) / Tile.width),
                width: Int((sequence - 1) % Tile.width) + 1, database)
            guard let leaf = leaves.last else { throw JournalError(.corrupt, "no leaf") }
            return (leaf, proof)
        }
    }

    /// The proof that the journal of `from` entries is a prefix of the one of `size` entries (RFC
    /// 6962 §2.1.2). Refuses more than are durable. O(log n) reads.
    package func consistency(
        _ journal: JournalName, from: UInt64, size: UInt64
    ) async throws(JournalError) -> [Digest] {
        try checkDurable(journal, size, size: head(journal).size)
        try checkDurable(journal, from, size: size)
        return try await reading("prove \(journal) from \(from) to \(size)") { database in
            var reader = try JournalStore.tree(journal, size: size, database)
            return try reader.consistency(from: from)
        }
    }

    /// The hashes of a tile in the tree of `size` entries: 0 to 256.
    package func hashes(
        _ journal: JournalName, tile: Tile, size: UInt64
    ) async throws(JournalError) -> [Digest] {
        try checkDurable(journal, size, size: head(journal).size)
        return try await reading("read a tile of \(journal)") { database in
            try JournalStore.hashes(journal, tile: tile, width: tile.width(size: size), database)
        }
    }

    private func checkDurable(
        _ journal: JournalName, _ sequence: UInt64, size: UInt64
    ) throws(JournalError) {
        guard sequence <= size else {
            throw JournalError(
                .beyondHead,
                "entry \(sequence) of \(journal) was asked for, and it ends at \(size)")
        }
    }

    /// Runs a short read transaction on a reader's own queue, off the cooperative pool.
    private func reading<T: Sendable>(
        _ action: @autoclosure @Sendable () -> String,
        _ body: @escaping @Sendable (Database) throws -> T
    ) async throws(JournalError) -> T {
        guard !heads.isClosed else {
            throw JournalError(.stopping, "cannot \(action()): the journal is stopping")
        }
        do {
            return try await pool.read(body)
        } catch {
            throw JournalStore.failure(error, action())
        }
    }
}

// What runs inside a read transaction.
extension JournalStore {
    /// The entries after `sequence`, at most `count`, read on the calling thread. For the writer.
    func read(
        _ journal: JournalName, after sequence: UInt64, count: Int
    ) throws(JournalError) -> [[UInt8]] {
        do {
            return try pool.read { database in
                try JournalStore.entries(
                    journal, after: sequence, until: sequence + UInt64(count), entriesMax: count,
                    bytesMax: .max, database)
            }
        } catch {
            throw JournalStore.failure(error, "read \(journal) after entry \(sequence)")
        }
    }

    private static func entries(
        _ journal: JournalName, after sequence: UInt64, until last: UInt64, entriesMax: Int,
        bytesMax: Int, _ database: Database
    ) throws -> [[UInt8]] {
        let number = try number(of: journal, database)
        let statement = try database.cachedStatement(
            sql: """
                SELECT bytes FROM entry WHERE position > ? AND position <= ? ORDER BY position
                """)
        let bounds = [sequence, last].map { JournalPosition(journal: number, sequence: $0).rowID }
        var entries: [[UInt8]] = []
        var byteCount = 0
        try statement.rows(bounds) { row in
            byteCount += row.byteCount(0)
            guard entries.isEmpty || byteCount <= bytesMax else { return false }
            entries.append(row.bytes(0))
            return entries.count < entriesMax
        }
        return entries
    }

    private static func entry(
        _ journal: JournalName, _ sequence: UInt64, _ database: Database
    ) throws -> [UInt8] {
        let found = try entries(
            journal, after: max(sequence, 1) - 1, until: sequence, entriesMax: 1, bytesMax: .max,
            database)
        guard let bytes = found.first else {
            throw JournalError(
                .corrupt,
                "\(journal) entry \(sequence) is not in the database; restart the service, which"
                    + " checks every entry")
        }
        return bytes
    }

    private static func number(of journal: JournalName, _ database: Database) throws -> Int64 {
        let number = try Int64.fetchOne(
            database.cachedStatement(
                sql: "SELECT id FROM journal WHERE service = ? AND platform = ?"),
            arguments: [journal.service, journal.platform])
        // No journal has number 0, so what has no row yet has no entries either.
        return number ?? 0
    }

    static func tree(
        _ journal: JournalName, size: UInt64, _ database: Database
    ) throws -> TreeReader {
        TreeReader(size: size) { tile, width in
            try hashes(journal, tile: tile, width: width, database)
        }
    }

    private static func hashes(
        _ journal: JournalName, tile: Tile, width: Int, _ database: Database
    ) throws -> [Digest] {
        let number = try number(of: journal, database)
        let first = tile.index * Tile.width
        var hashes: [Digest] = []
        func append(_ row: RawRow) throws -> Bool {
            guard let hash = row.digest(0) else {
                throw JournalError(
                    .corrupt, "a stored hash of \(journal) has \(row.byteCount(0)) bytes, not 32")
            }
            hashes.append(hash)
            return hashes.count < width
        }
        if width == 0 { return [] }
        if tile.level == 0 {
            let bounds = [first + 1, first + UInt64(width)]
                .map { JournalPosition(journal: number, sequence: $0).rowID }
            try database.cachedStatement(
                sql: "SELECT leaf FROM entry WHERE position BETWEEN ? AND ? ORDER BY position"
            ).rows(bounds, append)
        } else {
            try database.cachedStatement(
                sql: """
                    SELECT root FROM subtree
                    WHERE journal = ? AND level = ? AND place >= ? ORDER BY place
                    """
            ).rows([number, Int64(tile.level * Tile.height), Int64(first)], append)
        }
        return hashes
    }
}
