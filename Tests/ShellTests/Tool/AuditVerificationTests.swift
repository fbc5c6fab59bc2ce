import Foundation
import Testing
import Transparency
import Wire

@testable import tidemark

@Suite("Tool: checking what the audit serves")
struct AuditVerificationTests {
    private static func entries(_ count: UInt64) -> [[UInt8]] {
        (0..<count).map { JournalEntry(sequence: $0 + 1, kind: "placed").encoded() }
    }

    private static func root(_ entries: [[UInt8]]) -> Digest {
        var frontier = MerkleFrontier()
        for entry in entries { frontier.append(.leaf(entry)) }
        return frontier.root
    }

    /// Pages of at most seven entries, as an audit might cut them.
    private static func fetch(
        _ entries: [[UInt8]], size: UInt64, sizes: [UInt64] = []
    ) async throws -> JournalCopy {
        try await JournalCopy.fetch("pool/demo", size, sizes) { request in
            let rest = entries.dropFirst(Int(request.afterSequence))
            return GetEntriesResponse(entries: Array(rest.prefix(min(7, Int(request.limit)))))
        }
    }

    @Test("the root is recomputed from all entries", arguments: [0, 1, 2, 7, 8, 100] as [UInt64])
    func root(count: UInt64) async throws {
        let entries = Self.entries(count)
        let copy = try await Self.fetch(entries, size: count)
        #expect(copy.root == Self.root(entries))
        #expect(copy.fault == nil)
    }

    @Test("entries beyond the checkpoint are left out")
    func prefix() async throws {
        let entries = Self.entries(50)
        let copy = try await Self.fetch(entries, size: 20, sizes: [5, 10])
        #expect(copy.root == Self.root(Array(entries.prefix(20))))
        #expect(copy.roots[5] == Self.root(Array(entries.prefix(5))))
        #expect(copy.roots[10] == Self.root(Array(entries.prefix(10))))
        #expect(Set(copy.leaves.keys) == [1, 11, 20])
    }

    @Test("a changed bit changes the root")
    func tampered() async throws {
        var entries = Self.entries(30)
        let root = Self.root(entries)
        entries[17][3] ^= 1
        #expect(try await Self.fetch(entries, size: 30).root != root)
    }

    @Test("an entry that is missing, moved or unreadable is named")
    func faults() async throws {
        let entries = Self.entries(30)
        let short = try await Self.fetch(Array(entries.dropLast()), size: 30)
        #expect(short.fault == "entry 30 is not served, though it is signed for")
        let moved = try await Self.fetch(Array(entries.dropFirst()), size: 29)
        #expect(moved.fault == "entry 1 says it is entry 2")
        var broken = entries
        broken[4] = [0xFF]
        let unreadable = try await Self.fetch(broken, size: 30).fault
        #expect(unreadable?.hasPrefix("entry 5 cannot be read") ?? false)
    }

    @Test("consistency is checked at sizes inside the tree")
    func sizes() {
        #expect(JournalVerifier.sizes(upTo: 0) == [])
        #expect(JournalVerifier.sizes(upTo: 3) == [])
        #expect(JournalVerifier.sizes(upTo: 4) == [1, 2, 3])
        #expect(JournalVerifier.sizes(upTo: 101) == [25, 50, 75])
    }

    @Test("a checkpoint holds with the right key and of the right journal alone")
    func checkpoints() throws {
        let key = try SigningKey(name: "audit", seed: [UInt8](repeating: 7, count: 32))
        let stranger = try SigningKey(name: "audit", seed: [UInt8](repeating: 8, count: 32))
        let checkpoint = Checkpoint(
            origin: JournalVerifier.origin(of: "pool/demo"), size: 3, root: Self.root([]))
        let note = try checkpoint.signed(by: key).text
        func isGood(_ note: String, _ journal: String, _ key: SigningKey) -> Bool {
            switch JournalVerifier.read(note, of: journal, key.verifyingKey) {
            case .success(let read): read == checkpoint
            case .failure: false
            }
        }
        #expect(isGood(note, "pool/demo", key))
        #expect(!isGood(note, "pool/demo", stranger))
        #expect(!isGood(note, "order/demo", key))
        #expect(!isGood(note.replacing("\n3\n", with: "\n4\n"), "pool/demo", key))
    }
}
