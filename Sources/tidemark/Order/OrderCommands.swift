import ArgumentParser
import Services
import Wire

struct OrderCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "order", abstract: "Orders and their way from placing to settlement.",
        discussion: """
            created → paid → shipped → delivered → received → due → settled

            Examples:
              tidemark order quote -p demo --member 1 --line 1x2
              tidemark order place -p demo --member 1 --line 1x2
              tidemark order pay 5 -p demo
              tidemark order watch 5 -p demo
              tidemark order list -p demo --member 1
            """,
        subcommands: [
            Quote.self, Place.self, Pay.self, PayPart.self, Grant.self, Ship.self, Deliver.self,
            Receive.self, Cancel.self, Retry.self, GiveBack.self, Return.self,
            Refund.self, ApproveReturn.self, RejectReturn.self, Show.self, List.self, History.self,
            Watch.self, WatchMember.self,
        ])

    struct Place: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Place an order; its stock is reserved.",
            discussion: """
                Examples:
                  tidemark order place -p demo --member 1 --line 1
                  tidemark order place -p demo --member 1 --line 1x2 --line 3 \\
                    --request-id cart-77
                """)

        @OptionGroup var platform: PlatformOptions
        @Option(help: "Who buys.") var member: UInt64
        @Option(help: "PRODUCT or PRODUCTxPIECES; 1 to 64 times.") var line: [OrderLineArgument]
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .order, OrdersMethods.place,
                PlaceRequest(
                    requestID: request.identifier, platform: platform.platform,
                    member: member, lines: line.map(\.line)))
            show(reply, of: platform) {
                let sum = FigureText.yuan(reply.toPayFen)
                return ["  order \(reply.order) is placed; \(sum) yuan to pay"]
            }
        }
    }

    struct Show: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show an order: lines, rewards, settlement.",
            discussion: """
                Examples:
                  tidemark order show 5 -p demo
                  tidemark order show 5 -p demo --json | jq .order.state
                """)

        @OptionGroup var order: OrderOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(order.platform.platform)
            let reply = try await services.call(
                .order, OrdersMethods.getOrder,
                GetOrderRequest(platform: platform.platform, order: order.order))
            let order = try reply.order.orMissing("order")
            show(reply, of: platform) { OrderText.lines(order) }
        }
    }
}

/// The order that a command is about.
struct OrderOptions: ParsableArguments {
    @Argument(help: "The order.") var order: UInt64
    @OptionGroup var platform: PlatformOptions
}

/// `1` or `1x2` on the command line: a product and how many pieces of it.
struct OrderLineArgument: ExpressibleByArgument, Equatable, Sendable {
    var line: OrderLine

    init?(argument: String) {
        let parts = argument.split(separator: "x", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let product = UInt64(digits: String(parts[0])),
            product > 0
        else { return nil }
        guard let pieces = parts.count == 2 ? UInt64(digits: String(parts[1])) : 1,
            let quantity = UInt32(exactly: pieces), quantity > 0
        else { return nil }
        line = OrderLine(product: product, quantity: quantity)
    }
}
