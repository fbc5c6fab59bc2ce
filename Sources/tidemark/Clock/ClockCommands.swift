import ArgumentParser
import Services
import Wire

struct ClockCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clock",
        abstract: "The clock of a sandbox platform: windows are checked on it.",
        discussion: """
            Examples:
              tidemark clock advance -p demo --days 8
              tidemark clock show -p demo
            """,
        subcommands: [Advance.self, Show.self])

    struct Advance: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Move the clock forward; it never goes back.",
            discussion: """
                Unpaid orders expire, delivered ones are received and return windows end as if
                the time had passed. Refused on platforms that are not sandboxes.

                Examples:
                  tidemark clock advance -p demo --days 8
                  tidemark clock advance -p demo --minutes 15 --request-id expire-1
                """)

        @OptionGroup var platform: PlatformOptions
        @Option(help: "0 to 366.") var days: Int64 = 0
        @Option(help: "0 to 527040.") var minutes: Int64 = 0
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func validate() throws {
            guard (0...366).contains(days), (0...527_040).contains(minutes) else {
                throw ValidationError("state 0 to 366 days and 0 to 527040 minutes")
            }
            guard days > 0 || minutes > 0 else {
                throw ValidationError("state how far: --days or --minutes")
            }
        }

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .order, ClockMethods.advanceClock,
                AdvanceClockRequest(
                    requestID: request.identifier, platform: platform.platform,
                    byUs: days * 86_400_000_000 + minutes * 60_000_000))
            show(reply, of: platform) {
                ClockText.lines(atUs: reply.atUs, aheadUs: reply.aheadUs)
            }
        }
    }

    struct Show: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show business time and how far it is ahead of wall time.",
            discussion: """
                Examples:
                  tidemark clock show -p demo
                  tidemark clock show -p demo --json | jq .aheadUs
                """)

        @OptionGroup var platform: PlatformOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .order, ClockMethods.getClock, GetClockRequest(platform: platform.platform))
            show(reply, of: platform) {
                ClockText.lines(atUs: reply.atUs, aheadUs: reply.aheadUs)
            }
        }
    }
}
