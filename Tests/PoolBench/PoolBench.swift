import ArgumentParser

/// Measures the pool from its rules to its service; deploy/bench pool runs it and prints a table.
@main
struct PoolBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pool-bench",
        abstract: "Measure the points pool; each command says its figures as a line of JSON.",
        subcommands: [
            RulesCommand.self, LotsCommand.self, RunnerCommand.self, FillCommand.self,
            RestartCommand.self, LoadCommand.self, PropertiesCommand.self,
        ])
}
