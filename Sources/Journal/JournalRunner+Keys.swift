package import Wire

// Looks at what the index of keys knows of many keys at once.
extension JournalRunner {
    /// Keys of a statement that one look at the writer goes through: about a millisecond.
    private static var keysAtOnceMax: Int { 1_000 }

    /// Looks at a journal's state, and tells how many entries are in it. Answers once these are
    /// durable; `body` runs on the writer, so it is short.
    package func readSized<T: Sendable>(
        _ journal: JournalName,
        _ body: @escaping @Sendable (borrowing State, _ size: UInt64) throws -> T
    ) async throws -> T {
        try await look { writer in
            Result {
                let size = writer.size(journal)
                return try writer.read(journal) { state in try body(state, size) }
            }
        }
    }

    /// The durable entries about each of `keys` up to `last`, ascending: of each key the latest
    /// `count`.
    package func entries(
        _ journal: JournalName, keys: [String], until last: UInt64, count: Int = 1_000
    ) async throws -> [[JournalEntry]] {
        let before = last == .max ? last : last + 1
        let chains = try await chains(journal, keys: keys, before: before, count: count)
        var entries = try await entries(journal, chains.flatMap { $0 })[...]
        // The index knows hashes of keys; the entry says what it is about.
        return zip(keys, chains).map { key, chain in
            defer { entries = entries.dropFirst(chain.count) }
            return entries.prefix(chain.count).filter { $0.keys.contains(key) }
        }
    }

    /// The latest durable entries about any of `keys` below sequence `before`: at most `count`,
    /// the latest first, and before which sequence there are more, if there are. Goes through the
    /// index for each of the keys.
    package func latestEntries(
        _ journal: JournalName, keys: [String], before: UInt64, count: Int
    ) async throws -> (entries: [JournalEntry], nextBefore: UInt64?) {
        var seen: Set<UInt64> = []
        for start in stride(from: 0, to: keys.count, by: Self.keysAtOnceMax) {
            let some = keys[start..<min(start + Self.keysAtOnceMax, keys.count)]
            let chains = try await chains(journal, keys: some, before: before, count: count + 1)
            for chain in chains { seen.formUnion(chain) }
            guard seen.count > 2 * (count + 1) else { continue }
            seen = Set(seen.sorted(by: >).prefix(count + 1))
        }
        let latest = seen.sorted(by: >)
        let wanted = Set(keys)
        let entries = try await entries(journal, Array(latest.prefix(count)))
            .filter { entry in entry.keys.contains { wanted.contains($0) } }
        return (entries, latest.count > count ? latest[count - 1] : nil)
    }

    private func entries(
        _ journal: JournalName, _ sequences: [UInt64]
    ) async throws -> [JournalEntry] {
        try await store.entries(journal, sequences: sequences)
            .map { bytes throws in try JournalEntry(decoding: bytes) }
    }

    /// What the index has under each key, read by one look.
    private func chains(
        _ journal: JournalName, keys: some Sequence<String> & Sendable, before: UInt64, count: Int
    ) async throws -> [[UInt64]] {
        try await look { writer in
            .success(
                keys.map {
                    writer.sequences(journal, key: $0, before: before, count: count)
                })
        }
    }
}
