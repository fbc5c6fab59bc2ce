import Domain
import Foundation
import Journal
import Synchronization
import Testing
import Wire

@testable import Services

@Suite("A pool's service records digests of its state", .timeLimit(.minutes(3)))
struct PoolDigestTests {
    private static let journal = JournalName(service: "pool", platform: "demo")

    private static func open(_ directory: String) throws -> CommandGate<PoolBook> {
        CommandGate(
            .pool,
            try JournalRunner<PoolBook>(
                directory: directory, service: "pool", limits: JournalLimits(),
                environment: JournalEnvironment { Issue.record("journal failed: \($0)") }))
    }

    private static func directory(_ name: String) throws -> String {
        let directory = NSTemporaryDirectory() + "digests-\(name)-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true)
        return directory
    }

    /// Two entries: the platform, and a deposit of the operator.
    private static func begin(_ gate: CommandGate<PoolBook>) async throws {
        let rules = try PoolPlan(Shop.seed)
        let platform = Platform(
            platform: "demo", title: "Demo", sandbox: true, planVersion: 1, plan: Shop.seed)
        try await gate.record(on: journal) { book, now in
            try book.create(platform, rules, at: now)
        }
        try await deposit(1, gate)
    }

    private static func deposit(_ number: Int, _ gate: CommandGate<PoolBook>) async throws {
        try await gate.record(on: journal) { book, _ in
            try book.run { books throws(OperatorRejection) in
                try books.book(.deposited, Money(fen: 100), reference: "R\(number)")
            }.map { $0.entry() }
        }
    }

    private static func size(_ gate: CommandGate<PoolBook>) -> UInt64 {
        gate.runner.head(journal).size
    }

    @Test("once so many entries follow the last one, and none before", arguments: [1, 2, 3, 4])
    func interval(entries: UInt64) async throws {
        let directory = try Self.directory("interval")
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let gate = try Self.open(directory)
        try await Self.begin(gate)
        let digests = PoolDigests(
            gate: gate, entries: entries, environment: JournalEnvironment { _ in })
        try await digests.digest(Self.journal)
        let isDue = entries <= 2
        #expect(Self.size(gate) == (isDue ? 3 : 2))
        try await digests.digest(Self.journal)
        #expect(Self.size(gate) == (isDue ? 3 : 2), "nothing follows the digest")
        try await gate.runner.stop()
    }

    @Test("once there is room again, where the disk was nearly full when one was due")
    func diskLow() async throws {
        let directory = try Self.directory("full")
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let free = Mutex<UInt64>(1 << 30)
        let rounds = Mutex(0)
        var environment = JournalEnvironment { Issue.record("journal failed: \($0)") }
        environment.freeBytes = { _ in free.withLock { $0 } }
        environment.sleep = { _ in
            let round = rounds.withLock { rounds in
                rounds += 1
                return rounds
            }
            switch round {
            case 1: break
            case 2: free.withLock { $0 = 1 << 30 }
            default: throw CancellationError()
            }
        }
        let gate = CommandGate<PoolBook>(
            .pool,
            try JournalRunner<PoolBook>(
                directory: directory, service: "pool", limits: JournalLimits(),
                environment: environment))
        try await Self.begin(gate)
        free.withLock { $0 = 0 }
        let lines = LogLines()
        await PoolDigests(gate: gate, entries: 2, environment: environment)
            .run(logger: lines.logger())
        #expect(rounds.withLock { $0 } == 3)
        #expect(try await gate.read("demo") { $0.digest.number } == 1)
        #expect(Self.size(gate) == 3)
        #expect(lines.all.count == 2)
        #expect(lines.all.first?.contains("disk") == true)
        try await gate.runner.stop()
    }

    @Test("a start verifies them, and refuses to go past a wrong one, which it names")
    func start() async throws {
        let directory = try Self.directory("start")
        defer { try? FileManager.default.removeItem(atPath: directory) }
        var gate = try Self.open(directory)
        try await Self.begin(gate)
        let digests = PoolDigests(gate: gate, entries: 2, environment: JournalEnvironment { _ in })
        try await digests.digest(Self.journal)
        try await gate.runner.stop()
        gate = try Self.open(directory)
        #expect(try await gate.read("demo") { $0.digest.number } == 1)
        try await Self.deposit(2, gate)
        // A right digest of another state, as another program could write it.
        try await gate.record(on: Self.journal) { book, _ in
            var made = book.digest.next(of: try book.opened())
            made.digest[0] ^= 0x80
            return [EntryDraft(made, keys: [])]
        }
        try await gate.runner.stop()
        do {
            _ = try Self.open(directory)
            Issue.record("a start goes past a wrong digest")
        } catch let error as JournalError {
            #expect(error.code == .corrupt)
            #expect("\(error)".contains("pool/demo entry 5, state_digest"), "\(error)")
        }
    }
}
