import ArgumentParser
import Services
import Wire

extension ControlCommands {
    struct Confirm: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Confirm another operator's proposal.",
            discussion: """
                Examples:
                  tidemark control confirm 1 -p demo --as operator/ben
                """)

        @Argument(help: "The proposal.") var proposal: UInt64
        @OptionGroup var platform: PlatformOptions
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .pool, ControlMethods.confirmProposal,
                ConfirmProposalRequest(
                    requestID: request.identifier, platform: platform.platform,
                    proposal: proposal))
            show(reply, of: platform) {
                ["  confirmed; until \(AuditText.time(reply.untilUs)) UTC"]
            }
        }
    }

    struct WindDown: ServiceCommand {
        static let configuration = CommandConfiguration(
            commandName: "wind-down",
            abstract: "Pay all there is to those who hold points, and end the pool for good.",
            discussion: """
                Examples:
                  tidemark control wind-down -p demo
                """)

        @OptionGroup var platform: PlatformOptions
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .pool, ControlMethods.windDown,
                WindDownRequest(requestID: request.identifier, platform: platform.platform))
            show(reply, of: platform) {
                [
                    "  \(FigureText.count(reply.lots)) lots received "
                        + "\(FigureText.yuan(reply.paidFen)) yuan"
                ]
            }
        }
    }

    struct Show: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what is frozen, and what is proposed.",
            discussion: """
                Examples:
                  tidemark control show demo
                """)

        @Argument(help: "The platform.") var platform: String
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform)
            let reply = try await services.call(
                .pool, ControlMethods.getControl, GetControlRequest(platform: platform.platform))
            show(reply, of: platform) { Self.lines(reply) }
        }

        private static func lines(_ reply: GetControlResponse) -> [String] {
            var sheet = Sheet()
            sheet.add(
                "payouts",
                reply.payoutsFrozenBy.isEmpty
                    ? "not frozen" : "frozen by \(reply.payoutsFrozenBy): \(reply.payoutsReason)")
            sheet.add(
                "pool",
                reply.woundDown
                    ? "wound down"
                    : reply.frozenUntilUs == 0
                        ? "not frozen"
                        : "frozen until \(AuditText.time(reply.frozenUntilUs)) UTC: "
                            + reply.frozenReason)
            if reply.windDownFromUs > 0 {
                sheet.add("winds down", "from \(AuditText.time(reply.windDownFromUs)) UTC on")
            }
            for proposal in reply.proposals {
                sheet.add(
                    "proposal \(proposal.proposal)",
                    "\(proposal.action.valueName) by \(proposal.by): \(proposal.reason)")
            }
            return sheet.lines
        }
    }
}
