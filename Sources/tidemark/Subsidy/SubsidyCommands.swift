import ArgumentParser
import Services
import Wire

struct SubsidyCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subsidy",
        abstract: "Subsidies: receipts by source, and slices that enter the reserve.",
        discussion: """
            Examples:
              tidemark subsidy receive -p demo --source advertising \\
                --amount 5000 --reference B17
              tidemark subsidy announce -p demo --source advertising \\
                --amount 50 --from 2026-12-01
              tidemark subsidy inject 1 -p demo
              tidemark subsidy list demo
            """,
        subcommands: [Receive.self, Announce.self, Inject.self, List.self])

    struct Receive: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Book a subsidy that has arrived; it cannot be taken back.",
            discussion: """
                Sources: financing:angel, financing:A to financing:D, advertising, game,
                operator, unallocated.

                Examples:
                  tidemark subsidy receive -p demo --source game --amount 5000 --reference B17
                """)

        @OptionGroup var platform: PlatformOptions
        @Option(help: "Who gives it.") var source: String
        @Option(help: "Yuan.") var amount: YuanArgument
        @Option(help: "The bank's reference; each counts once.") var reference: String
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .pool, SubsidiesMethods.receiveSubsidy,
                ReceiveSubsidyRequest(
                    requestID: request.identifier, platform: platform.platform, source: source,
                    amountFen: amount.fen, reference: reference))
            show(reply, of: platform) {
                ["  \(source) has \(FigureText.yuan(reply.freeFen)) yuan that are not announced"]
            }
        }
    }

    struct Announce: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Announce that money of a source will enter the reserve.",
            discussion: """
                At least 7 days ahead, except on sandbox platforms.

                Examples:
                  tidemark subsidy announce -p demo --source game --amount 50 --from 2026-12-01
                """)

        @OptionGroup var platform: PlatformOptions
        @Option(help: "Whose money; orphan too.") var source: String
        @Option(help: "Yuan.") var amount: YuanArgument
        @Option(help: "The first day on which it may enter.") var from: DayArgument
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .pool, SubsidiesMethods.announceSlice,
                AnnounceSliceRequest(
                    requestID: request.identifier, platform: platform.platform, source: source,
                    amountFen: amount.fen, notBeforeUs: from.beginMicroseconds))
            show(reply, of: platform) { ["  slice \(reply.slice) is announced"] }
        }
    }

    struct Inject: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let an announced slice enter the reserve.",
            discussion: """
                Examples:
                  tidemark subsidy inject 1 -p demo
                  tidemark subsidy inject 1 -p demo --amount 6
                """)

        @Argument(help: "The slice.") var slice: UInt64
        @OptionGroup var platform: PlatformOptions
        @Option(help: "Yuan; 0 for all that is left of the slice.") var amount = YuanArgument(
            fen: 0)
        @Flag(help: "More than the plan allows in one day; only in a sandbox.")
        var beyondDailyLimit = false
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .pool, SubsidiesMethods.injectSlice,
                InjectSliceRequest(
                    requestID: request.identifier, platform: platform.platform, slice: slice,
                    amountFen: amount.fen, beyondDailyLimit: beyondDailyLimit))
            show(reply, of: platform) { SubsidyText.lines(reply) }
        }
    }

    struct List: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "List what sources gave, and the slices that are announced.",
            discussion: """
                Examples:
                  tidemark subsidy list demo
                """)

        @Argument(help: "The platform.") var platform: String
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform)
            let reply = try await services.call(
                .pool, SubsidiesMethods.listSubsidies,
                ListSubsidiesRequest(platform: platform.platform))
            show(reply, of: platform) { SubsidyText.lines(reply) }
        }
    }
}
