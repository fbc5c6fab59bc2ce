import ArgumentParser
import Domain
import Services

/// The rules alone: no bytes, no disk.
struct RulesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "Commands a second of the pool, and of the books.")

    @Option(help: "Commands of each kind.") var commands = 2_000_000
    @Option(help: "Members the orders are of.") var members: UInt64 = 100_000

    func run() async throws {
        let plan = try PoolPlan(PoolLoad.plan(exitMultipleBps: 30_000))
        var pool = Pool(plan: plan)
        // Three orders to a redemption of half of what the last one granted.
        let poolTime = try Measured.threadNanoseconds {
            for number in 1...commands {
                if number.isMultiple(of: 4) {
                    let id = LotID(rawValue: UInt64(pool.lotCount))
                    guard let lot = pool.lot(id), lot.isOpen else { continue }
                    _ = try pool.execute(
                        .sell(
                            lot: id, units: Points(units: (lot.units.units + 1) / 2),
                            minimumPayout: .zero))
                } else {
                    let member = PoolLoad.member(of: UInt64(number), among: members)
                    _ = try pool.execute(
                        .settle(
                            member: MemberID(rawValue: member),
                            paid: Money(fen: PoolLoad.paidFen),
                            contribution: Money(fen: PoolLoad.contributionFen), grant: plan.grant))
                }
            }
        }
        var books = PoolBooks(plan: plan)
        let orders = commands / 2
        let booksTime = try Measured.threadNanoseconds {
            for number in 1...UInt64(orders) {
                let order = try PoolLoad.order(number, members: members)
                _ = try books.hold(order)
                _ = try books.settle(firstNumber: number, [order])
            }
        }
        Measured.say([
            "pool_commands": commands,
            "pool_per_cpu_second": Measured.perSecond(commands, poolTime),
            "pool_exits": pool.exits, "books_commands": 2 * orders,
            "books_per_cpu_second": Measured.perSecond(2 * orders, booksTime),
        ])
    }
}
