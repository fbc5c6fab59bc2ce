import Domain
import Journal
import Transport
import Wire

// What was recorded under many keys, as of one entry.
extension CommandGate {
    /// Like `read`, and tells how many entries were in what `body` saw.
    func readSized<Result: Sendable>(
        _ platform: String,
        _ body: @escaping @Sendable (borrowing State, _ size: UInt64) throws -> Result
    ) async throws -> Result {
        let journal = try journal(platform)
        return try await translating { try await runner.readSized(journal, body) }
    }

    /// The entries about each of `keys` up to `last`, oldest first; at most 1,000 of each, the
    /// newest.
    func entries(
        _ platform: String, keys: [String], until last: UInt64
    ) async throws -> [[JournalEntry]] {
        let journal = try journal(platform)
        return try await translating {
            try await runner.entries(journal, keys: keys, until: last)
        }
    }

    /// The latest entries about any of `keys` before a sequence, and where to go on.
    func latestEntries(
        _ platform: String, keys: [String], before: UInt64, count: Int
    ) async throws -> (entries: [JournalEntry], nextBefore: UInt64?) {
        let journal = try journal(platform)
        return try await translating {
            try await runner.latestEntries(journal, keys: keys, before: before, count: count)
        }
    }
}
