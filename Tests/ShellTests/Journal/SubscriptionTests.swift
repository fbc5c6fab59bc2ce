import Journal
import Synchronization
import Testing
import Transparency
import Wire

@Suite("A subscription")
struct SubscriptionTests {
    private func open(
        _ folder: TemporaryFolder, _ limits: JournalLimits = .init(),
        _ environment: JournalEnvironment = .testing()
    ) throws -> ToyRunner {
        try ToyRunner(
            directory: folder.path, service: "toy", limits: limits, environment: environment)
    }

    @Test("goes from the past to the present in one sequence, and is caught up once")
    func catchUpAndLive() async throws {
        let folder = try TemporaryFolder()
        var limits = JournalLimits()
        limits.subscriptionEntriesMax = 7
        let runner = try open(folder, limits)
        for index in 0..<40 { try await runner.add([1, 2, 3], id: "past\(index)") }

        let (waiting, signal) = AsyncStream<Void>.makeStream()
        async let live: Void = {
            // Written while the subscriber waits: it is woken by the commits.
            for await _ in waiting { break }
            for index in 0..<40 { try await runner.add([4, 5, 6], id: "live\(index)") }
        }()
        var iterator = runner.subscribe(demo, after: 0, rootAtAfter: nil).makeAsyncIterator()
        var frontier = MerkleFrontier()
        var caughtUp: [UInt64] = []
        while frontier.size < 240 {
            switch try #require(try await iterator.next()) {
            case .batch(let first, let entries):
                #expect(first == frontier.size + 1)
                #expect(try JournalEntry(decoding: #require(entries.last)).groupLeft == 0)
                for bytes in entries { frontier.append(.leaf(bytes)) }
            case .caughtUp(let sequence):
                caughtUp.append(sequence)
                signal.yield()
            case .heartbeat: break
            }
        }
        try await live
        #expect(caughtUp == [120])
        #expect(JournalHead(size: frontier.size, root: frontier.root) == runner.head(demo))
        try await runner.stop()
    }

    @Test(
        "ends its batches with groups, and hands out in parts those that are larger than a batch",
        arguments: [1, 2, 5, 6, 11])
    func wholeGroups(entriesMax: Int) async throws {
        let folder = try TemporaryFolder()
        var limits = JournalLimits()
        limits.subscriptionEntriesMax = entriesMax
        limits.subscriptionBytesMax = entriesMax == 2 ? 1 : 1 << 20
        let runner = try open(folder, limits)
        for index in 0..<9 { try await runner.add([1, 2, 3, 4, 5], id: "g\(index)") }
        var iterator = runner.subscribe(demo, after: 0, rootAtAfter: nil).makeAsyncIterator()
        var last: UInt64 = 0
        reading: while let item = try await iterator.next() {
            switch item {
            case .batch(let first, let entries):
                #expect(first == last + 1)
                #expect((1...entriesMax).contains(entries.count))
                if entriesMax >= 5 { #expect(entries.count.isMultiple(of: 5)) }
                last += UInt64(entries.count)
            case .heartbeat:
                continue  // A busy machine may let five seconds pass in between.
            case .caughtUp:
                break reading
            }
        }
        #expect(last == 45)
        try await runner.stop()
    }

    @Test("resumes where the subscriber's root is ours, and refuses a journal that went back")
    func resumePoint() async throws {
        let folder = try TemporaryFolder()
        let runner = try open(folder)
        for index in 0..<6 { try await runner.add([index], id: "r\(index)") }
        let root = try await runner.store.root(demo, size: 4)
        var right = runner.subscribe(demo, after: 4, rootAtAfter: root.bytes).makeAsyncIterator()
        guard case .batch(5, let entries)? = try await right.next() else {
            Issue.record("the batch after entry 4 was expected")
            return
        }
        #expect(entries.count == 2)

        var wrong = runner.subscribe(demo, after: 3, rootAtAfter: root.bytes).makeAsyncIterator()
        await #expect { try await wrong.next() } throws: { error in
            (error as? JournalError)?.code == .historyDiffers
        }
        var beyond = runner.subscribe(demo, after: 7, rootAtAfter: nil).makeAsyncIterator()
        await #expect { try await beyond.next() } throws: { error in
            (error as? JournalError)?.code == .beyondHead
        }
        var empty = runner.subscribe(other, after: 0, rootAtAfter: []).makeAsyncIterator()
        #expect(try await empty.next() == .caughtUp(0))
        try await runner.stop()
    }

    @Test("sends a heartbeat with the head when nothing else came for as long as the limit says")
    func heartbeat() async throws {
        let folder = try TemporaryFolder()
        var environment = JournalEnvironment.testing()
        let clock = FakeClock()
        environment.now = { clock.now }
        environment.sleep = { clock.pass(milliseconds: $0) }
        let runner = try open(folder, .init(), environment)
        try await runner.add([1], id: "a")
        var iterator = runner.subscribe(demo, after: 1, rootAtAfter: nil).makeAsyncIterator()
        #expect(try await iterator.next() == .caughtUp(1))
        for _ in 0..<3 {
            let before = clock.now
            guard case .heartbeat(let head, let time)? = try await iterator.next() else {
                Issue.record("a heartbeat was expected")
                return
            }
            #expect(head == runner.head(demo))
            #expect(time - before >= 5_000_000 && time - before <= 5_002_000)
        }
        try await runner.stop()
    }

    @Test("ends when the journal stops, and when its task is cancelled")
    func ends() async throws {
        let folder = try TemporaryFolder()
        let runner = try open(folder)
        let subscription = runner.subscribe(demo, after: 0, rootAtAfter: nil)
        let (caughtUp, signal) = AsyncStream<Void>.makeStream()
        var signals = caughtUp.makeAsyncIterator()
        let follow = { @Sendable () async throws -> Void in
            for try await item in subscription where item == .caughtUp(0) { signal.yield() }
        }
        await #expect(throws: CancellationError.self) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await follow() }
                await signals.next()
                group.cancelAll()
                try await group.waitForAll()
            }
        }
        await expectCode(.stopping) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await follow() }
                await signals.next()
                try await runner.stop()
                try await group.waitForAll()
            }
        }
    }
}

/// Time that passes when somebody sleeps.
final class FakeClock: Sendable {
    private let microseconds = Mutex<Int64>(1_000_000)

    var now: Int64 { microseconds.withLock { $0 } }

    func pass(milliseconds: Int) {
        microseconds.withLock { $0 += Int64(milliseconds) * 1_000 }
    }
}
