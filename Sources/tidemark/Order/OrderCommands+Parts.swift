import ArgumentParser
import Services
import Wire

// What pays for an order beside its provider.
extension OrderCommands {
    struct PayPart: OrderStep {
        static let configuration = CommandConfiguration(
            commandName: "pay-part",
            abstract: "Pay a part of an order out of its member's wallet, coupons or coins.",
            discussion: """
                The part is held at once, and the provider is asked for the rest; an order that
                is not paid in time gives it back. Coins pay what the plan lets them, and no
                more than cost, tax, fee and contribution leave. They earn no points.

                Examples:
                  tidemark order pay-part 5 -p demo --wallet 40
                  tidemark order pay-part 5 -p demo --wallet 40 --coupon 12.50
                  tidemark order pay-part 5 -p demo --coins 30
                """)

        @OptionGroup var order: OrderOptions
        @Option(help: "Yuan out of the wallet.") var wallet = YuanArgument(fen: 0)
        @Option(help: "Yuan out of the member's coupons.") var coupon = YuanArgument(fen: 0)
        @Option(help: "Yuan in coins, a coin for a fen.") var coins = YuanArgument(fen: 0)
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func take(_ services: Connections) async throws -> PayResponse {
            try await services.call(
                .order, PayingMethods.pay,
                PayRequest(
                    requestID: request.identifier, platform: order.platform.platform,
                    order: order.order, walletFen: wallet.fen, couponFen: coupon.fen,
                    coins: coins.fen))
        }
    }

    struct Grant: OrderStep {
        static let configuration = CommandConfiguration(
            abstract: "Let a subsidy pay a part of an order that waits for its payment.",
            discussion: """
                Examples:
                  tidemark order grant 5 -p demo --source advertising --amount 100
                """)

        @OptionGroup var order: OrderOptions
        @Option(help: "The subsidy, as `tidemark subsidy list` names it.") var source: String
        @Option(help: "Yuan.") var amount: YuanArgument
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func take(_ services: Connections) async throws -> GrantSubsidyResponse {
            try await services.call(
                .order, PayingMethods.grantSubsidy,
                GrantSubsidyRequest(
                    requestID: request.identifier, platform: order.platform.platform,
                    order: order.order, source: source, amountFen: amount.fen))
        }
    }
}
