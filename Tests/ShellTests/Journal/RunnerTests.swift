import Journal
import Testing
import Transparency
import Wire

@Suite("The journal runner")
struct RunnerTests {
    private func open(_ folder: TemporaryFolder) throws -> ToyRunner {
        try ToyRunner(directory: folder.path, service: "toy", environment: .testing())
    }

    @Test("has the same state, heads and replies after a restart")
    func restart() async throws {
        let folder = try TemporaryFolder()
        let before = try open(folder)
        for round in 1...300 {
            try await before.add([round, 1], id: "r\(round)", keys: ["member:\(round % 7)"])
        }
        try await before.add([5], id: "r1", to: other)
        let states = (try await before.state(), try await before.state(other))
        let heads = (before.head(demo), before.head(other))
        #expect(heads.0.size == 600)
        #expect(before.journals() == [demo, other])
        try await before.stop()

        let after = try open(folder)
        #expect(try await after.state() == states.0)
        #expect(try await after.state(other) == states.1)
        #expect(after.head(demo) == heads.0)
        #expect(after.head(other) == heads.1)
        let again = try await after.add([7, 1], id: "r7")
        #expect(again.replayed)
        #expect(again.lastSequence == 14)
        #expect(again.reply == Array("sum 35".utf8))
        #expect(after.head(demo) == heads.0)
        try await after.stop()
    }

    @Test("refuses a request id that was used with another request, before and after a restart")
    func reusedID() async throws {
        let folder = try TemporaryFolder()
        for _ in 0..<2 {
            let runner = try open(folder)
            try await runner.add([1], id: "a")
            let error = await #expect(throws: JournalError.self) {
                try await runner.add([2], id: "a")
            }
            #expect(error?.code == .requestIDReused)
            try await runner.stop()
        }
    }

    @Test("remembers ids by platform, caller and method; refusals and internal commands not at all")
    func idScope() async throws {
        let folder = try TemporaryFolder()
        let runner = try open(folder)
        try await runner.add([1], id: "a")
        #expect(try await !runner.add([1], id: "a", to: other).replayed)
        #expect(try await !runner.add([1], id: "a", caller: "operator/b").replayed)
        await #expect(throws: ToyState.Refused.self) { try await runner.add([-9], id: "b") }
        try await runner.add([9], id: "c")
        #expect(try await !runner.add([-9], id: "b").replayed)
        try await runner.add([1], id: "")
        #expect(try await !runner.add([1], id: "").replayed)
        try await runner.stop()
    }

    @Test("a refusal changes nothing, and a journal exists from its first entry")
    func refusal() async throws {
        let folder = try TemporaryFolder()
        let runner = try open(folder)
        await #expect(throws: ToyState.Refused.self) { try await runner.add([-1], id: "a") }
        #expect(runner.journals().isEmpty)
        #expect(runner.head(demo) == .empty)
        #expect(try await runner.add([], id: "b").lastSequence == 0)
        #expect(runner.journals().isEmpty)
        #expect(runner.store.statistics.commits == 0)
        try await runner.stop()
    }

    @Test("one of many in flight under one id is decided; the others get its reply")
    func sameIDInFlight() async throws {
        let folder = try TemporaryFolder()
        let runner = try open(folder)
        let outcomes = try await withThrowingTaskGroup(of: Journal.Outcome.self) { group in
            for _ in 0..<64 {
                group.addTask { try await runner.add([3], id: "same") }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { !$0.replayed } == 1)
        #expect(outcomes.allSatisfy { $0.reply == Array("sum 3".utf8) && $0.lastSequence == 1 })
        #expect(try await runner.state().sum == 3)
        try await runner.stop()
    }

    @Test("commands that wait together share a commit, and each group is whole and in order")
    func groupCommit() async throws {
        let folder = try TemporaryFolder()
        let runner = try open(folder)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<2_000 {
                group.addTask { try await runner.add([1, 2], id: "g\(index)") }
            }
            try await group.waitForAll()
        }
        let statistics = runner.store.statistics
        #expect(statistics.entries == 4_000)
        #expect(statistics.commits < 1_000)
        let bytes = try await runner.store.entries(demo, after: 0, entriesMax: 5_000)
        let entries = try bytes.map { try JournalEntry(decoding: $0) }
        #expect(entries.map(\.sequence) == Array(1...4_000))
        #expect(entries.map(\.groupLeft) == (0..<4_000).map { $0.isMultiple(of: 2) ? 1 : 0 })
        #expect(zip(entries, entries.dropFirst()).allSatisfy { $0.timeUs <= $1.timeUs })
        for pair in stride(from: 0, to: 4_000, by: 2) {
            #expect(!entries[pair].requestID.isEmpty && entries[pair].reply.isEmpty)
            #expect(entries[pair].method == "/toy.Toys/Add" && entries[pair].requestMac.count == 32)
            #expect(entries[pair + 1].requestID.isEmpty && !entries[pair + 1].reply.isEmpty)
            #expect(entries[pair + 1].method.isEmpty && entries[pair + 1].caller.isEmpty)
        }
        try await runner.stop()
    }

    @Test("finds all entries about a key, before and after a restart")
    func historyByKey() async throws {
        let folder = try TemporaryFolder()
        for round in 0..<2 {
            let runner = try open(folder)
            for index in 0..<50 {
                try await runner.add(
                    [1, 1], id: "\(round)-\(index)",
                    keys: ["member:\(index % 5)", "order:\(index)"])
            }
            let bytes = try await runner.entries(demo, key: "member:3")
            let entries = try bytes.map { try JournalEntry(decoding: $0) }
            #expect(entries.count == 20 * (round + 1))
            #expect(entries.allSatisfy { $0.keys[0] == "member:3" })
            #expect(zip(entries, entries.dropFirst()).allSatisfy { $0.sequence < $1.sequence })
            let page = try await runner.entries(
                demo, key: "member:3", before: entries[4].sequence, count: 3)
            #expect(page == Array(bytes[1..<4]))
            #expect(try await runner.entries(demo, key: "member:9").isEmpty)
            try await runner.stop()
        }
    }

    @Test("proves every entry and every prefix against its head")
    func proofs() async throws {
        let folder = try TemporaryFolder()
        let runner = try open(folder)
        for batch in 0..<30 {
            try await runner.add(Array(repeating: 1, count: 20), id: "p\(batch)")
        }
        let store = runner.store
        let head = runner.head(demo)
        for sequence in [1, 2, 255, 256, 257, 512, 599, 600] as [UInt64] {
            let (leaf, proof) = try await store.inclusion(demo, sequence: sequence, size: 600)
            let bytes = try await store.entries(demo, sequences: [sequence])[0]
            #expect(leaf == .leaf(bytes))
            #expect(
                MerkleProof.verifyInclusion(
                    leaf: leaf, index: sequence - 1, size: 600, proof: proof, root: head.root))
            let prefix = try await store.consistency(demo, from: sequence, size: 600)
            #expect(
                MerkleProof.verifyConsistency(
                    from: sequence, fromRoot: try await store.root(demo, size: sequence), to: 600,
                    toRoot: head.root, proof: prefix))
        }
        for sequence in [0, 601] as [UInt64] {
            let error = await #expect(throws: JournalError.self) {
                try await store.inclusion(demo, sequence: sequence, size: 600)
            }
            #expect(error?.code == .beyondHead)
        }
        await #expect(throws: JournalError.self) { try await store.root(demo, size: 601) }
        try await runner.stop()
    }
}
