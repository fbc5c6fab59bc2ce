import ArgumentParser
import Services
import Wire

/// A command that moves one order on.
protocol OrderStep: ServiceCommand {
    associatedtype Reply: Message

    var order: OrderOptions { get }

    func take(_ services: Connections) async throws -> Reply
}

extension OrderStep {
    func run(_ services: Connections) async throws {
        let platform = try await services.platform(order.platform.platform)
        let reply = try await take(services)
        guard !output.json else {
            show(reply, of: platform) { [] }
            return
        }
        let now = try await services.call(
            .order, OrdersMethods.getOrder,
            GetOrderRequest(platform: platform.platform, order: order.order))
        let order = try now.order.orMissing("order")
        show(reply, of: platform) { ["  \(OrderText.line(order))"] }
    }
}

extension OrderCommands {
    struct Pay: OrderStep {
        static let configuration = CommandConfiguration(
            abstract: "Let the sandbox payment provider pay an order.",
            discussion: """
                Examples:
                  tidemark order pay 5 -p demo
                """)

        @OptionGroup var order: OrderOptions
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func take(_ services: Connections) async throws -> SandboxPayResponse {
            try await services.call(
                .order, OrdersMethods.sandboxPay,
                SandboxPayRequest(
                    requestID: request.identifier, platform: order.platform.platform,
                    order: order.order))
        }
    }

    struct Ship: OrderStep {
        static let configuration = CommandConfiguration(
            abstract: "Say that an order is on its way.",
            discussion: """
                Examples:
                  tidemark order ship 5 -p demo
                """)

        @OptionGroup var order: OrderOptions
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func take(_ services: Connections) async throws -> ShipResponse {
            try await services.call(
                .order, OrdersMethods.ship,
                ShipRequest(
                    requestID: request.identifier, platform: order.platform.platform,
                    order: order.order))
        }
    }

    struct Deliver: OrderStep {
        static let configuration = CommandConfiguration(
            abstract: "Say that an order was delivered.",
            discussion: """
                Examples:
                  tidemark order deliver 5 -p demo
                """)

        @OptionGroup var order: OrderOptions
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func take(_ services: Connections) async throws -> DeliverResponse {
            try await services.call(
                .order, OrdersMethods.deliver,
                DeliverRequest(
                    requestID: request.identifier, platform: order.platform.platform,
                    order: order.order))
        }
    }

    struct Receive: OrderStep {
        static let configuration = CommandConfiguration(
            abstract: "Say, for the member, that an order was received: the return window begins.",
            discussion: """
                Examples:
                  tidemark order receive 5 -p demo
                """)

        @OptionGroup var order: OrderOptions
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func take(_ services: Connections) async throws -> ReceiveResponse {
            try await services.call(
                .order, OrdersMethods.receive,
                ReceiveRequest(
                    requestID: request.identifier, platform: order.platform.platform,
                    order: order.order))
        }
    }

    struct Cancel: OrderStep {
        static let configuration = CommandConfiguration(
            abstract: "Cancel an order before it is shipped; money that was paid goes back.",
            discussion: """
                Examples:
                  tidemark order cancel 5 -p demo --reason "ordered twice"
                """)

        @OptionGroup var order: OrderOptions
        @Option(help: "Why; it is kept in the journal.") var reason: String
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func take(_ services: Connections) async throws -> CancelResponse {
            try await services.call(
                .order, OrdersMethods.cancel,
                CancelRequest(
                    requestID: request.identifier, platform: order.platform.platform,
                    order: order.order, reason: reason))
        }
    }

    struct Retry: OrderStep {
        static let configuration = CommandConfiguration(
            abstract: "Let a stuck order try its next step again.",
            discussion: """
                Examples:
                  tidemark order retry 5 -p demo
                """)

        @OptionGroup var order: OrderOptions
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func take(_ services: Connections) async throws -> RetryResponse {
            try await services.call(
                .order, OrdersMethods.retry,
                RetryRequest(
                    requestID: request.identifier, platform: order.platform.platform,
                    order: order.order))
        }
    }
}
