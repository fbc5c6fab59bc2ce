import Foundation
import Journal
import Testing
import Wire

@Suite("A group of very many entries")
struct LargeGroupTests {
    private static let count = 50_000

    private static func open(
        _ directory: String, _ environment: JournalEnvironment = .testing()
    ) throws -> ToyRunner {
        try ToyRunner(directory: directory, service: "toy", environment: environment)
    }

    @Test("is written with one fsync, answered again after a restart, and subscribed to in parts")
    func oneCommit() async throws {
        let folder = try TemporaryFolder()
        let amounts = Array(repeating: 1, count: Self.count)
        let first = try Self.open(folder.path)
        let outcome = try await first.add(amounts, id: "large")
        #expect(outcome.lastSequence == UInt64(Self.count))
        #expect(first.store.statistics.commits == 1)
        try await first.stop()

        let second = try Self.open(folder.path)
        #expect(try await second.state().sum == Self.count)
        let again = try await second.add(amounts, id: "large")
        #expect(again.replayed && again.reply == outcome.reply)
        var items = second.subscribe(demo, after: 0, rootAtAfter: nil).makeAsyncIterator()
        var left: [UInt32] = []
        var size = 0
        reading: while let item = try await items.next() {
            switch item {
            case .batch(let first, let entries):
                #expect(first == UInt64(size) + 1)
                #expect(entries.reduce(0) { $0 + $1.count } <= 1 << 20)
                size += entries.count
                left.append(try JournalEntry(decoding: #require(entries.last)).groupLeft)
            case .heartbeat: continue
            case .caughtUp: break reading
            }
        }
        #expect(size == Self.count)
        #expect(left.count > 1 && left.last == 0 && left.dropLast().allSatisfy { $0 > 0 })
        try await second.stop()
    }

    /// Adds large groups until the process is killed: inside the first transaction, or after a
    /// while.
    private static func writeUntilKilled(
        _ directory: String, round: Int, afterMilliseconds: Int?
    ) async throws {
        var environment = JournalEnvironment.testing()
        if let afterMilliseconds {
            DispatchQueue.global().asyncAfter(
                deadline: .now() + .milliseconds(afterMilliseconds)
            ) {
                kill(getpid(), SIGKILL)
            }
        } else {
            environment.beforeCommit = { kill(getpid(), SIGKILL) }
        }
        let runner = try open(directory, environment)
        for index in 0..<Int.max {
            try await runner.add(Array(repeating: 1, count: count / 5), id: "\(round)-\(index)")
        }
    }

    @Test("is there as a whole or not at all after kill -9", .timeLimit(.minutes(3)))
    func killed() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        for (round, delay) in [nil, 40, 90, 160, 270, 430].enumerated() {
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [path = path as String, round = round as Int, delay = delay as Int?] in
                try await Self.writeUntilKilled(path, round: round, afterMilliseconds: delay)
            }
            let runner = try Self.open(path)
            let size = runner.head(demo).size
            #expect(size.isMultiple(of: UInt64(Self.count / 5)), "\(size)")
            if round == 0 { #expect(size == 0) }
            #expect(try await runner.state().sum == Int(size))
            try await runner.stop()
        }
    }
}
