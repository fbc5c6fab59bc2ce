import ArgumentParser
import Services
import Wire

struct StatementCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "statement",
        abstract: "The lines of the ledger: of a member, an order or an account, and their sums.",
        discussion: """
            Examples:
              tidemark statement member 42 -p demo
              tidemark statement account reserve -p demo --limit 20
              tidemark statement balances demo --sequence 1000
            """,
        subcommands: [Member.self, Order.self, Account.self, Balances.self])

    struct Member: StatementCommand {
        static let configuration = CommandConfiguration(
            abstract: "List what moved a member's accounts, the latest first.",
            discussion: """
                Examples:
                  tidemark statement member 42 -p demo
                  tidemark statement member 42 -p demo --before 900
                """)

        @Argument(help: "The member.") var member: UInt64
        @OptionGroup var page: StatementOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func choose(_ request: inout GetStatementRequest) { request.member = member }
    }

    struct Order: StatementCommand {
        static let configuration = CommandConfiguration(
            abstract: "List all that was posted for an order.",
            discussion: """
                Examples:
                  tidemark statement order 17 -p demo
                """)

        @Argument(help: "The order.") var order: UInt64
        @OptionGroup var page: StatementOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func choose(_ request: inout GetStatementRequest) { request.order = order }
    }

    struct Account: StatementCommand {
        static let configuration = CommandConfiguration(
            abstract: "List what moved an account.",
            discussion: """
                An account that nobody owns is looked for in every entry, 20,000 of them a
                call.

                Examples:
                  tidemark statement account wallet:42 -p demo
                  tidemark statement account merchant_payable -p demo
                """)

        @Argument(help: "The account, such as wallet:42 or reserve.") var account: String
        @OptionGroup var page: StatementOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func choose(_ request: inout GetStatementRequest) { request.account = account }
    }

    struct Balances: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show the trial balance, now or as it was after an entry.",
            discussion: """
                Examples:
                  tidemark statement balances demo
                  tidemark statement balances demo --sequence 1000
                """)

        @Argument(help: "The platform.") var platform: String
        @Option(help: "As of this entry; the latest if not given.") var sequence: UInt64 = 0
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform)
            let reply = try await services.call(
                .pool, PoolMethods.getTrialBalance,
                GetTrialBalanceRequest(platform: platform.platform, sequence: sequence))
            show(reply, of: platform) { StatementText.lines(reply) }
        }
    }
}

/// A command that prints a page of a statement.
protocol StatementCommand: ServiceCommand {
    var page: StatementOptions { get }

    /// Says whose lines are asked for.
    func choose(_ request: inout GetStatementRequest)
}

extension StatementCommand {
    func run(_ services: Connections) async throws {
        let platform = try await services.platform(page.platform.platform)
        var request = page.request
        choose(&request)
        let reply = try await services.call(.pool, StatementMethods.getStatement, request)
        show(reply, of: platform) { StatementText.lines(reply) }
    }
}

/// Which page of a statement.
struct StatementOptions: ParsableArguments {
    @OptionGroup var platform: PlatformOptions
    @Option(help: "Only entries before this one.") var before: UInt64 = 0
    @Option(help: "At most so many entries, 1 to 1,000.") var limit: UInt32 = 100

    var request: GetStatementRequest {
        GetStatementRequest(
            platform: platform.platform, beforeSequence: before, limit: limit)
    }
}
