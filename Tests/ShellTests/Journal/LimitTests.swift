import Dispatch
import Journal
import Synchronization
import Testing
import Wire

@Suite("A journal at its limits")
struct LimitTests {
    @Test("refuses commands while the disk is nearly full, and still answers what it remembers")
    func diskLow() async throws {
        let folder = try TemporaryFolder()
        let free = Mutex<UInt64>(64 << 20)
        var environment = JournalEnvironment.testing()
        environment.freeBytes = { _ in free.withLock { $0 } }
        let runner = try ToyRunner(
            directory: folder.path, service: "toy", environment: environment)
        try await runner.add([1], id: "a")
        free.withLock { $0 -= 1 }
        await expectCode(.diskLow) { try await runner.add([1], id: "b") }
        #expect(try await runner.add([1], id: "a").replayed)
        #expect(try await runner.state().sum == 1)
        free.withLock { $0 += 1 }
        #expect(try await !runner.add([1], id: "b").replayed)
        try await runner.stop()
    }

    @Test("asks for the room that a large group needs, and writes it once there is")
    func roomForGroup() async throws {
        let folder = try TemporaryFolder()
        let free = Mutex<UInt64>(64 << 20)
        var environment = JournalEnvironment.testing()
        environment.freeBytes = { _ in free.withLock { $0 } }
        var limits = JournalLimits()
        limits.batchBytesMax = 100_000
        let runner = try ToyRunner(
            directory: folder.path, service: "toy", limits: limits, environment: environment)
        try await runner.add([1], id: "small")
        let large = Array(repeating: 1, count: 10_000)
        await expectCode(.diskLow) { try await runner.add(large, id: "large") }
        #expect(try await runner.state().sum == 1)
        try await runner.add([1], id: "small again")
        free.withLock { $0 += 4 << 20 }
        #expect(try await !runner.add(large, id: "large").replayed)
        #expect(try await runner.state().sum == 10_002)
        try await runner.stop()
    }

    @Test("refuses commands beyond its queue at once, and does the others")
    func overload() async throws {
        let folder = try TemporaryFolder()
        var limits = JournalLimits()
        limits.queuedMax = 4
        let runner = try ToyRunner(
            directory: folder.path, service: "toy", limits: limits, environment: .testing())
        let (started, signal) = AsyncStream<Void>.makeStream()
        let gate = DispatchSemaphore(value: 0)
        let header = CommandHeader(
            journal: demo, caller: "operator/a", method: "/toy.Toys/Hold", requestID: "hold",
            request: [])
        async let held = runner.execute(header) { state, _ in
            signal.yield()
            gate.wait()
            return try state.add([1])
        }
        for await _ in started { break }
        let results = await withTaskGroup(of: JournalError.Code?.self) { group in
            for index in 0..<7 {
                group.addTask {
                    do {
                        try await runner.add([1], id: "q\(index)")
                        return nil
                    } catch {
                        return (error as? JournalError)?.code
                    }
                }
            }
            var results: [JournalError.Code?] = []
            for await result in group {
                results.append(result)
                // The three beyond the queue come back while the writer is still held.
                if results.count == 3 { gate.signal() }
            }
            return results
        }
        #expect(results.prefix(3).allSatisfy { $0 == .overloaded })
        #expect(results.suffix(4).allSatisfy { $0 == nil })
        _ = try await held
        #expect(try await runner.state().sum == 5)
        try await runner.stop()
    }

    @Test("refuses a second writer while the first lives, and takes one after it stopped")
    func secondWriter() async throws {
        let folder = try TemporaryFolder()
        let first = try ToyRunner(
            directory: folder.path, service: "toy", environment: .testing())
        await expectCode(.alreadyOpen) {
            _ = try ToyRunner(
                directory: folder.path, service: "toy", environment: .testing())
        }
        try await first.add([1], id: "a")
        try await first.stop()
        try await first.stop()
        let second = try ToyRunner(
            directory: folder.path, service: "toy", environment: .testing())
        #expect(try await second.add([1], id: "a").replayed)
        await expectCode(.stopping) { try await first.add([1], id: "b") }
        try await second.stop()
    }

    @Test("fences off a writer whose journal another one wrote to, before it writes anything")
    func overtakenWriter() async throws {
        let folder = try TemporaryFolder()
        let fatal = FatalErrors()
        let first = try ToyRunner(
            directory: folder.path, service: "toy", environment: .testing(fatal))
        try await first.add([1], id: "a")
        // The same files under other names: no lock of a folder can help here.
        let twin = try TemporaryFolder()
        for name in try folder.names() { try twin.link(name, from: folder) }
        let second = try ToyRunner(
            directory: twin.path, service: "toy", environment: .testing())
        try await second.add([2], id: "b")
        await expectCode(.appendFailed) { try await first.add([4], id: "c") }
        #expect(fatal.all.map(\.code) == [.appendFailed])
        #expect("\(fatal.all)".contains("another writer was here"))
        try await second.add([8], id: "d")
        #expect(try await second.state().sum == 11)
        #expect(second.head(demo).size == 3)
        try await second.stop()
    }

    @Test("ends at a failed append: nothing of the batch is shown, a restart knows what is there")
    func failedAppend() async throws {
        struct Broken: Error {}
        let folder = try TemporaryFolder()
        let fatal = FatalErrors()
        let isBroken = Mutex(false)
        var environment = JournalEnvironment.testing(fatal)
        environment.beforeCommit = { if isBroken.withLock({ $0 }) { throw Broken() } }
        let runner = try ToyRunner(
            directory: folder.path, service: "toy", environment: environment)
        try await runner.add([1], id: "a")
        isBroken.withLock { $0 = true }
        await expectCode(.appendFailed) {
            try await runner.add([2], id: "b")
        }
        isBroken.withLock { $0 = false }
        for id in ["b", "c"] {
            await expectCode(.appendFailed) {
                try await runner.add([2], id: id)
            }
        }
        await expectCode(.appendFailed) { _ = try await runner.state() }
        #expect(fatal.all.map(\.code) == [.appendFailed])
        #expect(runner.head(demo).size == 1)
        try await runner.stop()
        let after = try ToyRunner(
            directory: folder.path, service: "toy", environment: .testing())
        #expect(try await after.state().sum == 1)
        #expect(try await !after.add([2], id: "b").replayed)
        try await after.stop()
    }

    @Test("folds a state anew when a decision changed it and cannot be written")
    func malformedDecision() async throws {
        let folder = try TemporaryFolder()
        var limits = JournalLimits()
        limits.groupEntriesMax = 1_000
        let runner = try ToyRunner(
            directory: folder.path, service: "toy", limits: limits, environment: .testing())
        let long = String(repeating: "k", count: JournalLimits.entryBytesMax)
        await expectCode(.malformedDecision) {
            try await runner.add([1], id: "first", keys: [long])
        }
        #expect(try await runner.state().sum == 0)
        try await runner.add([1, 2, 3], id: "a")
        let before = try await runner.state()
        await expectCode(.malformedDecision) {
            try await runner.add([7], id: "b", keys: ["a:1", "b:2", "c:3"])
        }
        await expectCode(.malformedDecision) {
            try await runner.add(Array(repeating: 1, count: 1_001), id: "c")
        }
        #expect(try await runner.state() == before)
        #expect(try await runner.add([1, 2, 3], id: "a").replayed)
        try await runner.add(Array(repeating: 1, count: 1_000), id: "d")
        #expect(runner.head(demo).size == 1_003)
        try await runner.stop()
    }

    @Test(
        "refuses request ids and platforms that are none",
        arguments: [
            (String(repeating: "x", count: 65), "demo"), ("line\n", "demo"), ("é", "demo"),
            ("ok", ""), ("ok", "Demo"), ("ok", "a/b"), ("ok", String(repeating: "p", count: 33)),
        ])
    func malformedHeaders(id: String, platform: String) async throws {
        let folder = try TemporaryFolder()
        let runner = try ToyRunner(
            directory: folder.path, service: "toy", environment: .testing())
        await expectCode(.malformedCommand) {
            try await runner.add([1], id: id, to: JournalName(service: "toy", platform: platform))
        }
        try await runner.add(
            [1], id: String(repeating: "x", count: 64),
            to: JournalName(service: "toy", platform: String(repeating: "p", count: 32)))
        try await runner.stop()
    }

    @Test("writes into the log that it made at the start, and lets it begin anew within")
    func reservedLog() async throws {
        let folder = try TemporaryFolder()
        let copy = try TemporaryFolder()
        var limits = JournalLimits()
        limits.logReserveBytes = 3 << 20 + 1
        limits.checkpointCommits = 100
        limits.checkpointStepCommits = 50
        let runner = try ToyRunner(
            directory: folder.path, service: "toy", limits: limits, environment: .testing())
        #expect(try folder.read("journal.sqlite-wal").count == limits.logReserveBytes)
        for number in 1...1_000 { try await runner.add([1], id: "s\(number)") }
        // Every commit writes three pages at least, so a log that never began anew has 12 MiB.
        #expect(try folder.read("journal.sqlite-wal").count == limits.logReserveBytes)
        // As a kill leaves it: the zeros behind the last commit are no part of the log.
        for name in ["journal.sqlite", "journal.sqlite-wal", "heads"] {
            try copy.write(name, try folder.read(name))
        }
        try await runner.stop()
        let after = try ToyRunner(
            directory: copy.path, service: "toy", limits: limits, environment: .testing())
        #expect(try await after.state().sum == 1_000)
        try await after.add([1], id: "another")
        try await after.stop()
        let again = try ToyRunner(
            directory: copy.path, service: "toy", environment: .testing())
        #expect(try await again.state().sum == 1_001)
        try await again.stop()
    }

    @Test("makes the log's room only where there is four times as much", arguments: [-1, 0, 1])
    func reserveNeedsRoom(more: Int) async throws {
        let folder = try TemporaryFolder()
        var limits = JournalLimits()
        limits.logReserveBytes = 1 << 20
        limits.freeBytesMin = 0
        var environment = JournalEnvironment.testing()
        environment.freeBytes = { _ in UInt64((4 << 20) + more) }
        let runner = try ToyRunner(
            directory: folder.path, service: "toy", limits: limits, environment: environment)
        let isReserved = try folder.read("journal.sqlite-wal").count >= limits.logReserveBytes
        #expect(isReserved == (more >= 0))
        try await runner.stop()
    }

    @Test("keeps its write-ahead log short, and loses nothing by it")
    func shortLog() async throws {
        let folder = try TemporaryFolder()
        var limits = JournalLimits()
        limits.checkpointBytes = 20_000
        limits.checkpointStepBytes = 2_000
        let runner = try ToyRunner(
            directory: folder.path, service: "toy", limits: limits, environment: .testing())
        for number in 1...1_500 { try await runner.add([1], id: "s\(number)") }
        let statistics = runner.store.statistics
        #expect(statistics.checkpoints > 0)
        // Every commit writes three pages at least: what is never begun anew has 18 MiB.
        #expect(statistics.commits == 1_500)
        #expect(try folder.read("journal.sqlite-wal").count < 9 << 20)
        try await runner.stop()
        let again = try ToyRunner(
            directory: folder.path, service: "toy", limits: limits, environment: .testing())
        #expect(try await again.state().sum == 1_500)
        try await again.stop()
    }

    @Test("keeps it short where every process is killed before its part of the log is long")
    func shortLogOfKilled() async throws {
        let folder = try TemporaryFolder()
        var limits = JournalLimits()
        limits.checkpointBytes = 20_000
        limits.checkpointStepBytes = 10_000
        let (lives, commits) = (60, 5)
        for life in 1...lives {
            let runner = try ToyRunner(
                directory: folder.path, service: "toy", limits: limits, environment: .testing())
            for number in 1...commits { try await runner.add([1], id: "s\(life)/\(number)") }
            // Answered after what the writer does once it has answered the last command.
            _ = try await runner.state()
            // Nothing is moved at the end, as nothing is when a process is killed.
            runner.store.letGo()
        }
        // Three pages a commit at least: what is never begun anew has 3.6 MB.
        #expect(try folder.read("journal.sqlite-wal").count < 1 << 20)
        let last = try ToyRunner(
            directory: folder.path, service: "toy", limits: limits, environment: .testing())
        #expect(try await last.state().sum == lives * commits)
        try await last.stop()
    }

    @Test("keeps times from running backwards when the clock does")
    func clockBack() async throws {
        let folder = try TemporaryFolder()
        let now = Mutex<Int64>(9_000)
        var environment = JournalEnvironment.testing()
        environment.now = { now.withLock { $0 } }
        for (time, expected) in [(9_000, 9_000), (8_000, 9_000), (9_001, 9_001)] {
            now.withLock { $0 = Int64(time) }
            let runner = try ToyRunner(
                directory: folder.path, service: "toy", environment: environment)
            try await runner.add([1], id: "t\(time)")
            let last = try #require(
                try await runner.store.entries(demo, after: 0, entriesMax: 9).last)
            #expect(try JournalEntry(decoding: last).timeUs == Int64(expected))
            try await runner.stop()
        }
    }
}

/// Checks that `body` throws a journal's error with a code.
func expectCode(
    _ code: JournalError.Code, _ body: () async throws -> Void,
    sourceLocation: SourceLocation = #_sourceLocation
) async {
    do {
        try await body()
        Issue.record("\(code) was expected", sourceLocation: sourceLocation)
    } catch {
        #expect((error as? JournalError)?.code == code, sourceLocation: sourceLocation)
    }
}
