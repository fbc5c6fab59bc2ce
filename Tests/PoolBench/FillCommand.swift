import ArgumentParser
import Domain
import Glibc
import Journal
import Services

/// Writes a journal to restart on.
struct FillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fill", abstract: "Hold and settle orders until a journal has its entries.")

    @Option(help: "The journal's folder; must be empty.") var directory: String
    @Option(help: "Entries, half of them settlements.") var entries = 1_000_000
    @Option(help: "Members the orders are of.") var members: UInt64 = 100_000

    func run() async throws {
        let bench = try PoolRunner(directory: directory)
        try await bench.create(exitMultipleBps: 30_000)
        let flight = 2_048
        _ = try await bench.inFlight(entries / 2, flight) {
            try await bench.hold($0, members)
            try await bench.settle($0, members)
            if $0.isMultiple(of: 10_000) { try await bench.digest($0) }
        }
        let head = bench.runner.head(PoolLoad.journal)
        try await bench.runner.stop()
        Measured.say([
            "entries": Int(head.size),
            "entry_bytes": Int(bench.runner.store.statistics.entryBytes),
        ])
    }
}

/// Opens a journal as its service does at start: every entry re-hashed, those after the snapshot
/// folded.
struct RestartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restart", abstract: "How long a journal takes from opening to serving.")

    @Option(help: "The journal's folder.") var directory: String

    func run() async throws {
        let before = Measured.residentKiB()
        let start = ContinuousClock.now
        let cpu = Measured.cpuTime(CLOCK_PROCESS_CPUTIME_ID)
        let thread = Measured.cpuTime(CLOCK_THREAD_CPUTIME_ID)
        let bench = try PoolRunner(directory: directory)
        let time = Measured.nanoseconds(since: start)
        let folding = Measured.cpuTime(CLOCK_THREAD_CPUTIME_ID) - thread
        let reading = Measured.cpuTime(CLOCK_PROCESS_CPUTIME_ID) - cpu - folding
        let head = bench.runner.head(PoolLoad.journal)
        let memory = Measured.residentKiB() - before
        try await bench.runner.stop()
        Measured.say([
            "entries": Int(head.size), "kept_entries": Int(bench.runner.keptAtStart),
            "milliseconds": time / 1_000_000,
            "folding_cpu_milliseconds": folding / 1_000_000,
            "reading_cpu_milliseconds": reading / 1_000_000, "resident_kib": memory,
        ])
    }
}
