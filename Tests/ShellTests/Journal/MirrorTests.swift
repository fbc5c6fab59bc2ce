import Journal
import Testing
import Transparency
import Wire

@Suite("A mirror")
struct MirrorTests {
    @Test("holds the same bytes, heads and proofs as its source, before and after a restart")
    func sameAsSource() async throws {
        let sourceFolder = try TemporaryFolder()
        let folder = try TemporaryFolder()
        let source = try ToyRunner(
            directory: sourceFolder.path, service: "toy", environment: .testing())
        for index in 0..<200 {
            try await source.add([index, 1, 2], id: "m\(index)", to: index < 150 ? demo : other)
        }
        let mirror = try JournalMirror(directory: folder.path, environment: .testing()) { _, _, _ in
        }
        for journal in source.journals() {
            var iterator = source.subscribe(journal, after: 0, rootAtAfter: nil).makeAsyncIterator()
            while case .batch(let first, let entries)? = try await iterator.next() {
                let head = try await mirror.append(journal, first: first, entries: entries)
                #expect(head == mirror.store.head(journal))
            }
            #expect(mirror.store.head(journal) == source.head(journal))
        }
        let proof = try await mirror.store.inclusion(demo, sequence: 300, size: 450)
        #expect(proof == (try await source.store.inclusion(demo, sequence: 300, size: 450)))
        let heads = mirror.store.journals
        try await mirror.stop()

        var visited: [JournalName: [[UInt8]]] = [:]
        let again = try JournalMirror(directory: folder.path, environment: .testing()) {
            journal, sequence, bytes in
            visited[journal, default: []].append(bytes)
            #expect(visited[journal]?.count == Int(sequence))
        }
        #expect(again.store.journals == heads)
        #expect(visited[demo] == (try await source.store.entries(demo, after: 0, entriesMax: 500)))
        try await again.stop()
        try await source.stop()
    }

    @Test("takes batches of many journals in few commits")
    func sharedCommits() async throws {
        let folder = try TemporaryFolder()
        let mirror = try JournalMirror(directory: folder.path, environment: .testing()) { _, _, _ in
        }
        let journals = (0..<40).map { JournalName(service: "toy", platform: "p\($0)") }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for journal in journals {
                group.addTask {
                    for sequence in 1...10 as ClosedRange<UInt64> {
                        let head = try await mirror.append(
                            journal, first: sequence, entries: [[UInt8(sequence)]])
                        #expect(head.size == sequence)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(mirror.store.statistics.entries == 400)
        #expect(mirror.store.statistics.commits < 200)
        try await mirror.stop()
    }

    @Test("refuses a batch that does not follow the last entry, and entries of no size or too much")
    func refusals() async throws {
        let folder = try TemporaryFolder()
        let mirror = try JournalMirror(directory: folder.path, environment: .testing()) { _, _, _ in
        }
        _ = try await mirror.append(demo, first: 1, entries: [[1], [2]])
        for first in [0, 1, 2, 4, UInt64.max] {
            await expectCode(.gap) {
                _ = try await mirror.append(demo, first: first, entries: [[3]])
            }
        }
        let longest = [UInt8](repeating: 7, count: JournalLimits.entryBytesMax)
        for bytes in [[], longest + [7]] {
            await expectCode(.malformedCommand) {
                _ = try await mirror.append(demo, first: 3, entries: [bytes])
            }
        }
        #expect(try await mirror.append(demo, first: 3, entries: [longest]).size == 3)
        try await mirror.stop()
    }
}
