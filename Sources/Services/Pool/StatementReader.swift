import Domain
import Journal
import Transport
import Wire

/// Reads one page of a statement out of the journal, the latest entries first.
struct StatementReader: Sendable {
    let gate: CommandGate<PoolBook>
    let journal: JournalName
    /// Only entries before this one.
    let before: UInt64
    /// Entries in a page.
    let limit: Int

    struct Page {
        var rows: [StatementRow] = []
        /// 0 when nothing came earlier.
        var nextBefore: UInt64 = 0
    }

    /// The member's accounts that `includes` takes, and with all of them the member's orders
    /// and lots in entries about the member.
    func member(
        _ member: MemberID, includes: @escaping @Sendable (Account) -> Bool
    ) async throws -> Page {
        let (before, limit) = (before, limit)
        let others = try await gate.read(journal.platform) { book in
            book.payees.sequences(member, before: before, count: limit + 1)
        }
        let key = "member:\(member)"
        return try await keyed([key], and: others) { line, entry in
            if let owner = line.account.member {
                return owner == member && includes(line.account)
            }
            guard line.account.isOfOrder else { return false }
            return entry.keys.contains(key) && includes(line.account)
        }
    }

    /// Entries under any of `keys` or among `others`. O(entries of the keys since `before`).
    func keyed(
        _ keys: [String], and others: [UInt64] = [],
        takes: (Domain.Line, JournalEntry) -> Bool
    ) async throws -> Page {
        var found: [UInt64: [UInt8]] = [:]
        for key in keys {
            let entries = try await gate.runner.entries(
                journal, key: key, before: before, count: limit + 1)
            for bytes in entries { found[try JournalEntry(decoding: bytes).sequence] = bytes }
        }
        let missing = others.filter { found[$0] == nil }
        let entries = try await gate.runner.store.entries(journal, sequences: missing)
        for (sequence, bytes) in zip(missing, entries) { found[sequence] = bytes }
        let latest = found.keys.sorted(by: >)
        var page = Page()
        for sequence in latest.prefix(limit) {
            guard let bytes = found[sequence] else { continue }
            try page.add(bytes, takes: takes)
        }
        if latest.count > limit { page.nextBefore = latest[limit - 1] }
        return page
    }

    /// Looks at every entry, at most `StatementFace.scannedEntriesMax` of them. O(these).
    func scanned(takes: (Domain.Line) -> Bool) async throws -> Page {
        let last = before - 1
        let first = last - min(last, StatementFace.scannedEntriesMax)
        var found = Page()
        var cursor = first
        while cursor < last {
            let entries = try await gate.runner.store.entries(
                journal, after: cursor, entriesMax: Int(last - cursor))
            guard !entries.isEmpty else { break }
            for bytes in entries { try found.add(bytes) { line, _ in takes(line) } }
            cursor += UInt64(entries.count)
        }
        let latest = found.rows.reversed()
        var page = Page(rows: Array(latest.prefix(limit)))
        if latest.count > limit {
            page.nextBefore = page.rows.last?.sequence ?? 0
        } else {
            page.nextBefore = first > 0 ? first + 1 : 0
        }
        return page
    }
}

extension Account {
    /// Belongs to a member by the order, not by name.
    fileprivate var isOfOrder: Bool {
        if case .orderHeld = self { return true }
        if case .lot = self { return true }
        return false
    }
}

extension StatementReader.Page {
    /// Nothing for an entry without lines of the statement.
    fileprivate mutating func add(
        _ bytes: [UInt8], takes: (Domain.Line, JournalEntry) -> Bool
    ) throws {
        let entry = try EventUpcasts.pool.today(try JournalEntry(decoding: bytes))
        guard let event = try BookEvent(linesOf: entry) else { return }
        let lines = event.lines.filter { takes($0, entry) }
        guard !lines.isEmpty else { return }
        let order = entry.keys.lazy.compactMap { key in
            key.hasPrefix("order:") ? UInt64(key.dropFirst("order:".count)) : nil
        }.first
        rows.append(
            StatementRow(
                sequence: entry.sequence, timeUs: entry.timeUs, kind: entry.kind,
                order: order ?? 0, lines: lines.map(\.message)))
    }
}
