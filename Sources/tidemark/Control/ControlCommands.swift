import ArgumentParser
import Services
import Wire

struct ControlCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "control",
        abstract: "Freezes, and winding a platform down.",
        discussion: """
            Examples:
              tidemark control freeze-payouts -p demo --reason "the bank's figures differ"
              tidemark control propose freeze -p demo --days 3 --reason "an incident"
              tidemark control confirm 1 -p demo --as operator/ben
              tidemark control show demo
            """,
        subcommands: [
            FreezePayouts.self, Thaw.self, Propose.self, Confirm.self, WindDown.self, Show.self,
        ])

    struct FreezePayouts: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Refuse redemptions and payouts from now on; all else goes on.",
            discussion: """
                Examples:
                  tidemark control freeze-payouts -p demo --reason "the bank's figures differ"
                """)

        @OptionGroup var platform: PlatformOptions
        @Option(help: "Why.") var reason: String
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .pool, ControlMethods.freezePayouts,
                FreezePayoutsRequest(
                    requestID: request.identifier, platform: platform.platform, reason: reason))
            show(reply, of: platform) { ["  payouts are frozen"] }
        }
    }

    enum Scope: String, ExpressibleByArgument, CaseIterable, Sendable {
        case payouts
        case pool
    }

    struct Thaw: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "End a freeze before its time.",
            discussion: """
                Examples:
                  tidemark control thaw payouts -p demo --reason "the bank was late"
                """)

        @Argument(help: "What is frozen.") var scope: Scope
        @OptionGroup var platform: PlatformOptions
        @Option(help: "Why.") var reason: String
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .pool, ControlMethods.thaw,
                ThawRequest(
                    requestID: request.identifier, platform: platform.platform,
                    scope: scope == .pool ? .pool : .payouts, reason: reason))
            show(reply, of: platform) { ["  \(scope.rawValue): thawed"] }
        }
    }

    enum Action: String, ExpressibleByArgument, CaseIterable, Sendable {
        case freeze
        case windDown = "wind-down"
        case thawPayouts = "thaw-payouts"

        var message: ControlAction {
            switch self {
            case .freeze: .freeze
            case .windDown: .windDown
            case .thawPayouts: .thawPayouts
            }
        }
    }

    struct Propose: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Propose what another operator must confirm.",
            discussion: """
                Examples:
                  tidemark control propose freeze -p demo --days 3 --reason "an incident"
                  tidemark control propose wind-down -p demo --reason "the shop closes"
                """)

        @Argument(help: "What to do.") var action: Action
        @OptionGroup var platform: PlatformOptions
        @Option(help: "Why.") var reason: String
        @Option(help: "How long a freeze lasts, 1 to 14.") var days: UInt32 = 0
        @Flag(help: "Wind down without notice; only in a sandbox.") var skipNotice = false
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .pool, ControlMethods.propose,
                ProposeRequest(
                    requestID: request.identifier, platform: platform.platform,
                    action: action.message, reason: reason, days: days, skipNotice: skipNotice))
            show(reply, of: platform) {
                ["  proposal \(reply.proposal); another operator must confirm it"]
            }
        }
    }
}
