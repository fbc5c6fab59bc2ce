import ArgumentParser
import Services
import Wire

struct RefundCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refund",
        abstract: "The money of an order: what paid it, what went back, what can.",
        discussion: """
            Examples:
              tidemark refund show 17 -p demo
              tidemark refund redirect 17 -p demo --refund 1 \\
                --failure F-81 --identity-check I-9
            """,
        subcommands: [Show.self, Redirect.self])

    struct Show: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what the sources of an order paid and what is left to give back.",
            discussion: """
                Examples:
                  tidemark refund show 17 -p demo
                  tidemark refund show 17 -p demo --json | jq .partsLeft
                """)

        @Argument(help: "The order.") var order: UInt64
        @OptionGroup var platform: PlatformOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .pool, RefundMethods.getOrderMoney,
                GetOrderMoneyRequest(platform: platform.platform, order: order))
            show(reply, of: platform) { RefundText.lines(reply) }
        }
    }

    struct Redirect: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Credit the wallet with a refund that the provider cannot pay out.",
            discussion: """
                Only once, and only what the provider was to pay out. It is recorded who
                checked the member's identity: whoever calls.

                Examples:
                  tidemark refund redirect 17 -p demo --refund 1 --failure F-81 \\
                    --identity-check I-9
                """)

        @Argument(help: "The order.") var order: UInt64
        @OptionGroup var platform: PlatformOptions
        @Option(help: "Which refund of the order failed.") var refund: UInt32
        @Option(help: "The provider's reference of the final failure.") var failure: String
        @Option(help: "The reference of the check of the member's identity.")
        var identityCheck: String
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .pool, RefundMethods.redirectRefund,
                RedirectRefundRequest(
                    requestID: request.identifier, platform: platform.platform, order: order,
                    refund: refund, failure: failure, identityCheck: identityCheck))
            show(reply, of: platform) {
                [
                    "  \(FigureText.yuan(reply.amountFen)) yuan went to the wallet of member "
                        + "\(reply.member)"
                ]
            }
        }
    }
}
