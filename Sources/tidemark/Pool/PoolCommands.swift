import ArgumentParser

struct PoolCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pool",
        abstract: "The points pool: reserve, supply, price, and what members hold.",
        discussion: """
            Examples:
              tidemark pool replay Tests/Fixtures/pool/worked-example.json
            """,
        subcommands: [Replay.self])
}
