import Domain
import Glibc
import Journal
import Services
import Synchronization
import Wire

/// The pool's journal, written to as its service writes.
struct PoolRunner: Sendable {
    let runner: JournalRunner<PoolBook>

    init(directory: String, limits: JournalLimits = JournalLimits()) throws {
        runner = try JournalRunner<PoolBook>(
            directory: directory, service: "pool", limits: limits,
            environment: JournalEnvironment { _ in _exit(74) })
    }

    private func header(_ method: String, _ id: String) -> CommandHeader {
        CommandHeader(
            journal: PoolLoad.journal, caller: "service/order", method: "/bench/\(method)",
            requestID: id, request: Array(id.utf8))
    }

    func create(exitMultipleBps: UInt32) async throws {
        let plan = PoolLoad.plan(exitMultipleBps: exitMultipleBps)
        let poolPlan = try PoolPlan(plan)
        let platform = Platform(
            platform: "bench", title: "Bench", sandbox: true, planVersion: 1, plan: plan)
        _ = try await runner.execute(header("Create", "create")) { book, now in
            Decision(entries: try book.create(platform, poolPlan, at: now), reply: [])
        }
    }

    func hold(_ number: UInt64, _ members: UInt64) async throws {
        let order = try PoolLoad.order(number, members: members)
        _ = try await runner.execute(header("Hold", "h\(number)")) { book, _ in
            let events = try book.run { books throws(BooksRejection) in try books.hold(order) }
            return Decision(entries: events.map { $0.entry() }, reply: [])
        }
    }

    /// Settles the order at whatever number is next.
    func settle(_ number: UInt64, _ members: UInt64) async throws {
        let order = try PoolLoad.order(number, members: members)
        _ = try await runner.execute(header("Settle", "s\(number)")) { book, _ in
            let events = try book.run { books throws(BooksRejection) in
                try books.settle(firstNumber: books.nextNumber, [order])
            }
            return Decision(entries: events.map { $0.entry() }, reply: [])
        }
    }

    /// Records a digest of the state if one is due, as the service does by default.
    func digest(_ number: UInt64) async throws {
        _ = try await runner.execute(header("Digest", "d\(number)")) { book, _ in
            Decision(entries: try book.digest(every: 100_000), reply: [])
        }
    }

    /// Does something for 1, 2, …, `count`, with `flight` of them at a time; how long each took, in
    /// nanoseconds.
    func inFlight(
        _ count: Int, _ flight: Int, _ body: @escaping @Sendable (UInt64) async throws -> Void
    ) async throws -> [Int] {
        try await InFlight.run(count, flight, body)
    }
}

enum InFlight {
    /// Gives out 1, 2, 3, … to whoever asks.
    private final class Numbers: Sendable {
        private let given = Atomic(UInt64(0))

        func next() -> UInt64 { given.wrappingAdd(1, ordering: .relaxed).newValue }
    }

    static func run(
        _ count: Int, _ flight: Int, _ body: @escaping @Sendable (UInt64) async throws -> Void
    ) async throws -> [Int] {
        let numbers = Numbers()
        return try await withThrowingTaskGroup(of: [Int].self) { group in
            for _ in 0..<flight {
                group.addTask {
                    var times: [Int] = []
                    while true {
                        let number = numbers.next()
                        guard number <= UInt64(count) else { return times }
                        let start = ContinuousClock.now
                        try await body(number)
                        times.append(Measured.nanoseconds(since: start))
                    }
                }
            }
            var all: [Int] = []
            for try await times in group { all += times }
            return all
        }
    }
}
