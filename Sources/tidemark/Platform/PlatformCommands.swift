import ArgumentParser
import Services
import Wire

struct PlatformCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "platform", abstract: "Platforms: each with its own plan, pool and books.",
        discussion: """
            Examples:
              tidemark platform create demo --title "A shop" --sandbox --return-days 0
              tidemark platform show demo
            """,
        subcommands: [Create.self, Show.self])

    struct Create: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Create a platform; its plan is the seed plan where nothing else is said.",
            discussion: """
                Rates are in basis points: 10,000 are 100 %.

                Examples:
                  tidemark platform create demo --title "A shop" --sandbox --return-days 0
                """)

        @Argument(help: "1 to 32 of a-z, 0-9 and -.") var name: String
        @Option(help: "What people call it.") var title = ""
        @Flag(help: "Only the sandbox payment provider; every output says so.")
        var sandbox = false
        @OptionGroup(title: "Plan") var plan: PlanOptions
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let reply = try await services.call(
                .pool, PoolMethods.createPlatform,
                CreatePlatformRequest(
                    requestID: request.identifier, platform: name,
                    title: title.isEmpty ? name : title, sandbox: sandbox, plan: plan.plan))
            let platform = try reply.platform.orMissing("platform")
            show(reply, of: platform) { PlatformText.lines(platform) }
        }
    }

    struct Show: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a platform and its plan.",
            discussion: """
                Examples:
                  tidemark platform show demo
                  tidemark platform show demo --json | jq .plan.grantBps
                """)

        @Argument(help: "The platform.") var name: String
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(name)
            show(platform, of: platform) { PlatformText.lines(platform) }
        }
    }
}

/// What a plan says of the pool, on the command line.
struct PoolPlanOptions: ParsableArguments {
    @Option(help: "Fen per point at the start of a series.") var openingPriceFen: Int64 = 100
    @Option(help: "Share of a contribution that its points are worth.") var grantBps: UInt32 = 7_000
    @Option(help: "Share of a redemption that stays in the reserve.")
    var retentionBps: UInt32 = 2_000
    @Option(help: "A lot is forced out at this multiple of what was paid; 0 for never.")
    var exitMultipleBps: UInt32 = 30_000
    @Option(help: "Points split at this multiple of the opening price; 0 for never.")
    var splitPriceMultiple: UInt32 = 1_000
    @Option(help: "Share of what is not granted that is minted for legacy claims.")
    var legacyReleaseBps: UInt32 = 0
}

/// The figures of a plan on the command line.
struct PlanOptions: ParsableArguments {
    @OptionGroup var pool: PoolPlanOptions
    @Option(help: "Reward to the buyer's inviter.") var directBps: UInt32 = 1_000
    @Option(help: "Reward to the inviter's inviter.") var indirectBps: UInt32 = 500
    @Option(help: "Days after receipt in which goods may be returned; 0 only in a sandbox.")
    var returnDays: UInt32 = 7
    @Option(help: "Share of the reserve that subsidies may add in one day; at most 100.")
    var injectionSliceBps: UInt32 = 100
    @Option(help: "Share of an order's price that coins may pay; 0 takes none.")
    var coinShareBps: UInt32 = 0

    var plan: Plan {
        Plan(
            openingPriceFen: pool.openingPriceFen, grantBps: pool.grantBps,
            retentionBps: pool.retentionBps, exitMultipleBps: pool.exitMultipleBps,
            splitPriceMultiple: pool.splitPriceMultiple, legacyReleaseBps: pool.legacyReleaseBps,
            directBps: directBps, indirectBps: indirectBps, returnDays: returnDays,
            unallocated: .platform, injectionSliceBps: injectionSliceBps,
            coinShareBps: coinShareBps)
    }
}

enum PlatformText {
    static func lines(_ platform: Platform) -> [String] {
        var sheet = Sheet()
        sheet.add("title", platform.title)
        sheet.add("plan version", "\(platform.planVersion)")
        guard let plan = platform.plan else { return sheet.lines }
        sheet.add("opening price", "\(FigureText.yuan(plan.openingPriceFen)) yuan per point")
        sheet.add("granted", "\(FigureText.percent(plan.grantBps)) of an order's contribution")
        sheet.add("retained", "\(FigureText.percent(plan.retentionBps)) of a redemption")
        sheet.add("exit", multiple(plan.exitMultipleBps))
        sheet.add(
            "split",
            plan.splitPriceMultiple == 0
                ? "never"
                : "at \(FigureText.count(UInt64(plan.splitPriceMultiple)))× the opening price")
        sheet.add("legacy", FigureText.percent(plan.legacyReleaseBps))
        sheet.add(
            "rewards",
            "\(FigureText.percent(plan.directBps)) direct, "
                + "\(FigureText.percent(plan.indirectBps)) indirect")
        sheet.add(
            "coins",
            plan.coinShareBps == 0
                ? "not taken"
                : "pay at most \(FigureText.percent(plan.coinShareBps)) of an order")
        sheet.add("returns", "within \(plan.returnDays) days of receipt")
        return sheet.lines
    }

    private static func multiple(_ bps: UInt32) -> String {
        guard bps > 0 else { return "never" }
        return "at \(FigureText.points(Int64(bps) * 100))× what was paid"
    }
}
