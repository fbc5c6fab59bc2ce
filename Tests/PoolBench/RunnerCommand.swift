import ArgumentParser
import Domain
import Journal
import Services

/// Commands into the journal's runner, durable, without calls.
struct RunnerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runner",
        abstract: "Settle orders through the journal's writer, each a command of its own.")

    @Option(help: "The journal's folder; must be empty.") var directory: String
    @Option(help: "Orders that are held, then settled.") var orders = 100_000
    @Option(help: "Commands in flight.") var flight = 256
    @Option(help: "Members the orders are of.") var members: UInt64 = 100_000
    @Flag(help: "Never move the write-ahead log into the database.") var withoutCheckpoints = false
    @Flag(help: "Make no snapshot of the state.") var withoutSnapshots = false

    func run() async throws {
        var limits = JournalLimits()
        // As `tidemark serve` has it.
        limits.logReserveBytes = 16 << 20
        if withoutCheckpoints {
            limits.checkpointBytes = .max
            limits.checkpointStepBytes = .max
            limits.checkpointCommits = .max
            limits.checkpointStepCommits = .max
        }
        if withoutSnapshots { limits.snapshotEntries = .max }
        let bench = try PoolRunner(directory: directory, limits: limits)
        try await bench.create(exitMultipleBps: 30_000)
        _ = try await bench.inFlight(orders, flight) { try await bench.hold($0, members) }
        let before = bench.runner.store.statistics
        let start = ContinuousClock.now
        let times = try await bench.inFlight(orders, flight) {
            try await bench.settle($0, members)
        }
        let time = Measured.nanoseconds(since: start)
        let after = bench.runner.store.statistics
        let found = Measured.percentiles(times)
        try await bench.runner.stop()
        Measured.say([
            "commands": orders, "flight": flight, "per_second": Measured.perSecond(orders, time),
            "commits": Int(after.commits - before.commits), "all_commits": Int(after.commits),
            "all_checkpoints": Int(after.checkpoints),
            "entry_bytes": Int(after.entryBytes - before.entryBytes),
            "checkpoints": Int(after.checkpoints - before.checkpoints),
            "checkpoint_wait_us": Int(after.longestCheckpointWait), "p50_us": found.p50,
            "p99_us": found.p99, "p999_us": found.p999, "longest_us": found.longest,
        ])
    }
}
