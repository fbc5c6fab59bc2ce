import ArgumentParser
import Services
import Wire

extension OrderCommands {
    struct GiveBack: OrderStep {
        static let configuration = CommandConfiguration(
            commandName: "give-back",
            abstract: "Give the money of a stuck order back instead of retrying it.",
            discussion: """
                Rewards are cancelled, the pool gives back what it holds, and goods that have
                not left go back on the shelf. What a provider has and the pool refused to
                book goes back as money for no order: see tidemark payment unmatched.

                Examples:
                  tidemark order give-back 5 -p demo --reason "the goods are gone"
                """)

        @OptionGroup var order: OrderOptions
        @Option(help: "Why; it is kept in the journal.") var reason: String
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func take(_ services: Connections) async throws -> GiveBackResponse {
            try await services.call(
                .order, ReturnMethods.giveBack,
                GiveBackRequest(
                    requestID: request.identifier, platform: order.platform.platform,
                    order: order.order, reason: reason))
        }
    }
}
