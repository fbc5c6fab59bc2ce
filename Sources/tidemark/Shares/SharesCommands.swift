import ArgumentParser
import Services
import Wire

struct SharesCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shares",
        abstract: "Points into shares that are to be listed, and who holds shares.",
        discussion: """
            Examples:
              tidemark shares open -p demo --price 10 --shares 1000 --days 30 \\
                --registration REG-7 --broker "First Broker" --listing-date 2030-06-01
              tidemark shares convert -p demo --member 1 --lot 1 --programme 1 --shares 5
              tidemark shares close 1 -p demo --successful --reference "minutes 7"
              tidemark shares register demo
            """,
        subcommands: [
            Open.self, Convert.self, Close.self, Allot.self, Release.self, List.self,
            Register.self, Entries.self,
        ])

    struct Open: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Offer shares for points. Only with the facts of their listing.",
            discussion: """
                The window begins now, or at --opens, and lasts --days.

                Examples:
                  tidemark shares open -p demo --price 10 --shares 1000 --days 30 \\
                    --registration REG-7 --broker "First Broker" --listing-date 2030-06-01
                """)

        @OptionGroup var platform: PlatformOptions
        @Option(help: "Yuan for a share.") var price: YuanArgument
        @Option(help: "The most that may be subscribed.") var shares: Int64
        @Option(help: "The day on which the window begins, YYYY-MM-DD; now if not given.")
        var opens: DayArgument?
        @Option(help: "Days that the window lasts.") var days: Int64
        @Option(help: "Days that shares are locked after the issue.") var lockUpDays: UInt32 = 365
        @Option(help: "The regulator's registration id.") var registration: String
        @Option(help: "The broker.") var broker: String
        @Option(help: "The day of the listing, YYYY-MM-DD.") var listingDate: String
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func validate() throws {
            guard (1...3_650).contains(days) else {
                throw ValidationError("--days \(days): give 1 to 3650")
            }
        }

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let begin = opens?.beginMicroseconds ?? SharesText.nowMicroseconds()
            let terms = ShareTerms(
                priceFen: price.fen, shares: shares, opensUs: begin,
                closesUs: begin + days * 86_400_000_000, lockUpDays: lockUpDays,
                registration: registration, broker: broker, listingDate: listingDate)
            let reply = try await services.call(
                .pool, SharesMethods.openProgramme,
                OpenProgrammeRequest(
                    requestID: request.identifier, platform: platform.platform, terms: terms))
            show(reply, of: platform) { ["  programme \(reply.programme) is open"] }
        }
    }

    struct Convert: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Convert points of a member's lot into whole shares of an open programme.",
            discussion: """
                Examples:
                  tidemark shares convert -p demo --member 1 --lot 1 --programme 1 --shares 5
                """)

        @OptionGroup var platform: PlatformOptions
        @Option(help: "Whose points.") var member: UInt64
        @Option(help: "Of which lot.") var lot: UInt64
        @Option(help: "The programme.") var programme: UInt64
        @Option(help: "Whole shares.") var shares: Int64
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .pool, SharesMethods.convert,
                ConvertRequest(
                    requestID: request.identifier, platform: platform.platform, member: member,
                    lot: lot, programme: programme, shares: shares))
            show(reply, of: platform) { SharesText.lines(reply) }
        }
    }

    struct Close: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "End a programme: the shares are issued, or every sum goes back into points.",
            discussion: """
                Examples:
                  tidemark shares close 1 -p demo --successful --reference "minutes 7"
                  tidemark shares close 1 -p demo --failed --reference "refused on 1 June"
                """)

        @Argument(help: "The programme.") var programme: UInt64
        @OptionGroup var platform: PlatformOptions
        @Flag(help: "How it ended.") var ending: Ending
        @Option(help: "The evidence of it.") var reference: String
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        enum Ending: String, EnumerableFlag {
            case successful, failed
        }

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .pool, SharesMethods.closeProgramme,
                CloseProgrammeRequest(
                    requestID: request.identifier, platform: platform.platform,
                    programme: programme, successful: ending == .successful,
                    reference: reference))
            show(reply, of: platform) { SharesText.lines(reply, ending) }
        }
    }
}
