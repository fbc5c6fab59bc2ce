import ArgumentParser
import Domain

/// Holds the rules against the properties of pool.md §5. A property that does not hold ends it
/// with status 1 and the seed that leads there again.
struct PropertiesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "properties",
        abstract: "Check every property of the pool on random, adversarial and all small scripts.")

    /// Commands of one script: pools of so many lots are looked through after each.
    private static let scriptCommands = 120

    @Option(help: "Commands that each property is checked on, at least.") var commands = 1_000_000
    @Option(help: "The first seed.") var seed: UInt64 = 1
    @Option(help: "Length of the small scripts, of which every one is run.") var depth = 6
    @Option(help: "Seconds after which it ends, short of the count.") var seconds = 600

    /// Says how to come there again.
    private struct Found: Error, CustomStringConvertible {
        var seed: UInt64
        var kind: PropertyScripts.Kind
        var broken: BrokenProperty

        var description: String { "seed \(seed), \(kind) script: \(broken)" }
    }

    func run() async throws {
        let start = ContinuousClock.now
        let smallWorlds = try walkSmallWorlds()
        var checked = Array(repeating: 0, count: 7)
        var seed = seed
        var isInTime = true
        while let least = checked[1...].min(), least < commands, isInTime {
            for kind in PropertyScripts.Kind.allCases {
                do {
                    try run(seed, kind, &checked)
                } catch let broken as BrokenProperty {
                    throw Found(seed: seed, kind: kind, broken: broken)
                }
            }
            seed += 1
            isInTime = Measured.nanoseconds(since: start) < seconds * 1_000_000_000
        }
        Measured.say([
            "seeds": Int(seed - self.seed), "price_never_falls": checked[1],
            "conserved": checked[2], "exits_in_time": checked[3], "floors_tight": checked[4],
            "quoted_and_replayed": checked[5], "no_profit_alone": checked[6],
            "small_scripts": smallWorlds.scripts, "small_commands": smallWorlds.commands,
            "milliseconds": Measured.nanoseconds(since: start) / 1_000_000,
        ])
        guard isInTime else { throw ExitCode(2) }
    }

    private func walkSmallWorlds() throws -> SmallWorlds {
        var worlds = SmallWorlds()
        for plan in try SmallWorlds.plans() {
            try worlds.walk(PropertyWorld(plan: plan), depth: depth)
        }
        return worlds
    }

    private func run(
        _ seed: UInt64, _ kind: PropertyScripts.Kind, _ checked: inout [Int]
    ) throws {
        var scripts = PropertyScripts(seed: seed, kind)
        var world = PropertyWorld(plan: try scripts.plan(kind))
        for _ in 0..<Self.scriptCommands {
            _ = try world.run(scripts.command(kind, in: world.pool))
        }
        if world.pool.trust == .zero { _ = try world.run(.windDown) }
        try world.checkReplay()
        for property in 1...5 { checked[property] += world.checked[property] }
        // As many again, alone or in parts: some scripts end early, where others are forced out.
        for _ in 0..<8 { checked[6] += try scripts.buyAndRedeem(kind) }
        checked[6] += try scripts.redeemInParts()
    }
}
