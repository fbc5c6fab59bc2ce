import ArgumentParser
import Services
import Wire

struct PoolCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pool",
        abstract: "The points pool: reserve, supply, price, and what members hold.",
        discussion: """
            Examples:
              tidemark pool show demo
              tidemark pool quote -p demo --member 1 --points 50
              tidemark pool forecast --orders 3000 --redeem-bps 1000 --svg forecast.svg
              tidemark pool replay Tests/Fixtures/pool/worked-example.json
            """,
        subcommands: [
            Show.self, Position.self, Quote.self, QuoteOrder.self, Redeem.self, Wallets.self,
            Forecast.self, Replay.self,
        ])

    struct Show: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a pool and, beside its price, what members can really get.",
            discussion: """
                Examples:
                  tidemark pool show demo
                  tidemark pool show demo --json | jq -r .reserveFen
                """)

        @Argument(help: "The platform.") var platform: String
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let reply = try await services.call(
                .pool, PoolMethods.getPool, GetPoolRequest(platform: platform))
            let platform = try reply.platform.orMissing("platform")
            show(reply, of: platform) { PoolText.lines(reply) }
        }
    }

    struct Position: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what a member holds, and what it would pay now.",
            discussion: """
                Examples:
                  tidemark pool position 1 -p demo
                """)

        @Argument(help: "The member.") var member: UInt64
        @OptionGroup var platform: PlatformOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .pool, PoolMethods.getPosition,
                GetPositionRequest(platform: platform.platform, member: member))
            show(reply, of: platform) { PoolText.lines(reply) }
        }
    }

    struct Quote: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what a redemption would pay now, without redeeming.",
            discussion: """
                Examples:
                  tidemark pool quote -p demo --member 1 --points 50
                """)

        @OptionGroup var redemption: RedemptionOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(redemption.platform.platform)
            let reply = try await services.call(
                .pool, PoolMethods.quoteRedeem,
                QuoteRedeemRequest(
                    platform: platform.platform, member: redemption.member,
                    lot: redemption.lot, units: redemption.points.units))
            show(reply, of: platform) { PoolText.lines(reply) }
        }
    }

    struct QuoteOrder: ServiceCommand {
        static let configuration = CommandConfiguration(
            commandName: "quote-order",
            abstract: "Say what an order would bring its buyer if it settled now.",
            discussion: """
                Examples:
                  tidemark pool quote-order -p demo --paid 1000 --contribution 300
                """)

        @OptionGroup var platform: PlatformOptions
        @Option(help: "What the order pays, in yuan.") var paid: YuanArgument
        @Option(help: "What of it goes into the reserve, in yuan.") var contribution: YuanArgument
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .pool, PoolMethods.quoteSettle,
                QuoteSettleRequest(
                    platform: platform.platform, paidFen: paid.fen,
                    contributionFen: contribution.fen))
            show(reply, of: platform) { PoolText.lines(reply) }
        }
    }

    struct Redeem: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Redeem points of a member into the wallet.",
            discussion: """
                Examples:
                  tidemark pool redeem -p demo --member 1 --points 50
                  tidemark pool redeem -p demo --member 1 --lot 1 --points 50 --minimum 80
                """)

        @OptionGroup var redemption: RedemptionOptions
        @Option(help: "Refuse to redeem for less than so many yuan.")
        var minimum = YuanArgument(fen: 0)
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(redemption.platform.platform)
            let reply = try await services.call(
                .pool, PoolMethods.redeem,
                RedeemRequest(
                    requestID: request.identifier, platform: platform.platform,
                    member: redemption.member, lot: redemption.lot,
                    units: redemption.points.units, minimumPayoutFen: minimum.fen))
            show(reply, of: platform) { PoolText.lines(reply) }
        }
    }

    struct Wallets: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the wallets that are not empty.",
            discussion: """
                Examples:
                  tidemark pool wallets demo
                """)

        @Argument(help: "The platform.") var platform: String
        @Option(help: "List members above this number.") var after: UInt64 = 0
        @Option(help: "At most so many, 1 to 1,000.") var limit: UInt32 = 100
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform)
            let reply = try await services.call(
                .pool, PoolMethods.listWallets,
                ListWalletsRequest(
                    platform: platform.platform, afterMember: after, limit: limit))
            show(reply, of: platform) { PoolText.table(reply.wallets) }
        }
    }
}

/// What is to be redeemed.
struct RedemptionOptions: ParsableArguments {
    @OptionGroup var platform: PlatformOptions
    @Option(help: "Whose points.") var member: UInt64
    @Option(help: "Of which lot; the member's oldest first if not given.") var lot: UInt64 = 0
    @Option(help: "How many points, with at most six places.") var points: PointsArgument
}
