import ArgumentParser
import Domain
import Services

/// What open lots take in memory.
struct LotsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lots", abstract: "Resident memory of the books with very many open lots.")

    @Option(help: "Open lots.") var lots = 10_000_000
    @Option(help: "Members they are of.") var members: UInt64 = 1_000_000
    @Option(help: "Days in which they were granted, one after the other.") var days: Int64 = 365

    func run() async throws {
        // The highest multiple there is: every lot is in the exit queue, and none leaves.
        let plan = try PoolPlan(PoolLoad.plan(exitMultipleBps: 1_000_000))
        let before = Measured.residentKiB()
        var books = PoolBooks(plan: plan)
        let microsecondsEach = days * 86_400_000_000 / Int64(lots)
        for number in 1...UInt64(lots) {
            let order = try PoolLoad.order(number, members: members)
            _ = try books.hold(order)
            let at = Instant(microseconds: Int64(number) * microsecondsEach)
            _ = try books.settle(firstNumber: number, [order], at: at)
        }
        Measured.say([
            "open_lots": books.pool.openLotCount,
            "books_kib": Measured.residentKiB() - before,
        ])
    }
}
