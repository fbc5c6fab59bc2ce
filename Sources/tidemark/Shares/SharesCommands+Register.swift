import ArgumentParser
import Services
import Wire

extension SharesCommands {
    struct Allot: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give shares to a founder or to the team, outside of points and reserve.",
            discussion: """
                They vest from now on, in proportion to the time, none before the cliff.

                Examples:
                  tidemark shares allot -p demo --member 1 --shares 1000 --reason founder \\
                    --cliff-days 365 --vesting-days 1460
                """)

        @OptionGroup var platform: PlatformOptions
        @Option(help: "To whom.") var member: UInt64
        @Option(help: "Whole shares.") var shares: Int64
        @Option(help: "What for.") var reason: String
        @Option(help: "Days until the first of them vest.") var cliffDays: Int64 = 365
        @Option(help: "Days until all of them have vested.") var vestingDays: Int64 = 1_460
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func validate() throws {
            guard cliffDays >= 0, cliffDays <= vestingDays, vestingDays <= 36_500 else {
                throw ValidationError(
                    "--cliff-days \(cliffDays), --vesting-days \(vestingDays): give 0 to 36500 "
                        + "days, the cliff first")
            }
        }

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let (start, day) = (SharesText.nowMicroseconds(), Int64(86_400_000_000))
            let reply = try await services.call(
                .pool, SharesMethods.allotShares,
                AllotSharesRequest(
                    requestID: request.identifier, platform: platform.platform, member: member,
                    shares: shares, reason: reason, startUs: start,
                    cliffUs: start + cliffDays * day, endUs: start + vestingDays * day))
            show(reply, of: platform) { ["  entry \(reply.entry) of the register"] }
        }
    }

    struct Release: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take shares of an entry out of lock-up, once they are free.",
            discussion: """
                Examples:
                  tidemark shares release 3 -p demo --shares 100
                """)

        @Argument(help: "The entry of the register.") var entry: UInt64
        @OptionGroup var platform: PlatformOptions
        @Option(help: "Whole shares.") var shares: Int64
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .pool, SharesMethods.releaseShares,
                ReleaseSharesRequest(
                    requestID: request.identifier, platform: platform.platform, entry: entry,
                    shares: shares))
            show(reply, of: platform) {
                ["  \(FigureText.count(UInt64(clamping: reply.released))) shares of it are free"]
            }
        }
    }

    struct List: ServiceCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the programmes.",
            discussion: """
                Examples:
                  tidemark shares list demo
                """)

        @Argument(help: "The platform.") var platform: String
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform)
            let reply = try await services.call(
                .pool, SharesMethods.listProgrammes,
                ListProgrammesRequest(platform: platform.platform))
            show(reply, of: platform) { SharesText.table(reply.programmes) }
        }
    }

    struct Register: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show who holds how many shares, now or at a date.",
            discussion: """
                Examples:
                  tidemark shares register demo
                  tidemark shares register demo --date 2030-06-30 --limit 1000
                """)

        @Argument(help: "The platform.") var platform: String
        @Option(help: "As of the end of this day in Shanghai, YYYY-MM-DD; now if not given.")
        var date: DayArgument?
        @Option(help: "List members above this number.") var after: UInt64 = 0
        @Option(help: "At most so many, 1 to 1,000.") var limit: UInt32 = 100
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform)
            let reply = try await services.call(
                .pool, SharesMethods.getRegister,
                GetRegisterRequest(
                    platform: platform.platform, atUs: date?.lastMicroseconds ?? 0,
                    afterMember: after, limit: limit))
            show(reply, of: platform) { SharesText.table(reply) }
        }
    }

    struct Entries: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a member's entries in the register.",
            discussion: """
                Examples:
                  tidemark shares entries 1 -p demo
                """)

        @Argument(help: "The member.") var member: UInt64
        @OptionGroup var platform: PlatformOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .pool, SharesMethods.listShareEntries,
                ListShareEntriesRequest(platform: platform.platform, member: member))
            show(reply, of: platform) { SharesText.table(reply.entries) }
        }
    }
}
