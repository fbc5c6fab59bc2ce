import Transparency
import Wire

/// All entries of a journal up to a size, hashed on arrival.
struct JournalCopy {
    /// Entries asked for at once, as many as the audit serves; it may send fewer.
    private static let pageEntriesMax: UInt32 = 1_000

    /// The root over all of them.
    private(set) var root = Digest.emptyRoot
    /// The roots at some sizes on the way.
    private(set) var roots: [UInt64: Digest] = [:]
    /// Leaf hashes of the first entry, one in the middle and the last, by sequence.
    private(set) var leaves: [UInt64: Digest] = [:]
    /// What is wrong with the entries themselves, if something is.
    private(set) var fault: String?

    private var frontier = MerkleFrontier()

    /// Fetches page by page and keeps no entry. `sizes` are those whose roots are wanted.
    static func fetch(
        _ journal: String, _ size: UInt64, _ sizes: [UInt64],
        page: (GetEntriesRequest) async throws -> GetEntriesResponse
    ) async throws -> JournalCopy {
        var copy = JournalCopy()
        let wanted = Set(sizes)
        let kept: Set<UInt64> = [1, size / 2 + 1, size]
        while copy.frontier.size < size, copy.fault == nil {
            let after = copy.frontier.size
            let left = UInt32(clamping: size - after)
            let reply = try await page(
                GetEntriesRequest(
                    journal: journal, afterSequence: after, limit: min(pageEntriesMax, left)))
            guard !reply.entries.isEmpty else {
                copy.fault = "entry \(after + 1) is not served, though it is signed for"
                break
            }
            for entry in reply.entries.prefix(Int(left)) {
                copy.take(entry, keeping: kept)
                if wanted.contains(copy.frontier.size) {
                    copy.roots[copy.frontier.size] = copy.frontier.root
                }
            }
        }
        copy.root = copy.frontier.root
        return copy
    }

    private mutating func take(_ bytes: [UInt8], keeping kept: Set<UInt64>) {
        let leaf = Digest.leaf(bytes)
        frontier.append(leaf)
        let sequence = frontier.size
        if kept.contains(sequence) { leaves[sequence] = leaf }
        do {
            let entry = try JournalEntry(decoding: bytes, unknown: .skip)
            guard entry.sequence != sequence else { return }
            fault = fault ?? "entry \(sequence) says it is entry \(entry.sequence)"
        } catch {
            fault = fault ?? "entry \(sequence) cannot be read: \(error.message)"
        }
    }
}
