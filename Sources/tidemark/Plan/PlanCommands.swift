import ArgumentParser
import Services
import Wire

struct PlanCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Versions of a platform's plan: announced, in force one after the other.",
        discussion: """
            Examples:
              tidemark plan adopt -p demo --from 2026-12-01 --retention-bps 1000
              tidemark plan list demo
            """,
        subcommands: [Adopt.self, List.self])

    struct Adopt: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Announce the next version; what is not said is the seed plan's.",
            discussion: """
                At least 7 days ahead, except on sandbox platforms. Lots that exist keep their
                exit multiple and, unless it falls, their retention.

                Examples:
                  tidemark plan adopt -p demo --from 2026-12-01 --retention-bps 1000
                """)

        @OptionGroup var platform: PlatformOptions
        @Option(help: "The first day on which it is in force.") var from: DayArgument
        @OptionGroup(title: "Plan") var plan: PlanOptions
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .pool, PlansMethods.adoptPlan,
                AdoptPlanRequest(
                    requestID: request.identifier, platform: platform.platform, plan: plan.plan,
                    inForceFromUs: from.beginMicroseconds))
            show(reply, of: platform) { ["  version \(reply.version) is announced"] }
        }
    }

    struct List: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the versions of a platform's plan.",
            discussion: """
                Examples:
                  tidemark plan list demo
                """)

        @Argument(help: "The platform.") var platform: String
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform)
            let reply = try await services.call(
                .pool, PlansMethods.listPlans,
                ListPlansRequest(platform: platform.platform, limit: 1_000))
            show(reply, of: platform) { Self.table(reply) }
        }

        private static func table(_ reply: ListPlansResponse) -> [String] {
            var table = Table(
                ("version", .right), ("in force from (UTC)", .left), ("", .left), ("grant", .right),
                ("retention", .right), ("exit", .right))
            for version in reply.plans {
                let plan = version.plan ?? Plan()
                let state =
                    version.version == reply.version
                    ? "in force" : version.inForceUs == 0 ? "announced" : ""
                table.add(
                    "\(version.version)", AuditText.time(version.inForceFromUs), state,
                    FigureText.percent(plan.grantBps), FigureText.percent(plan.retentionBps),
                    plan.exitMultipleBps == 0
                        ? "never" : FigureText.percent(plan.exitMultipleBps))
            }
            return table.lines
        }
    }
}
