import ArgumentParser
import Services
import Wire

// Pieces of an order that come back.
extension OrderCommands {
    struct Return: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ask, for the member, to return pieces of a received order.",
            discussion: """
                The order does not settle until the return is approved or rejected. Rewards are
                then worked out anew for what is left, the price of the pieces goes back to
                what paid, and the pieces go back on the shelf.

                Examples:
                  tidemark order return 5 -p demo --line 1 --reason "too small"
                  tidemark order return 5 -p demo --line 1x2 --line 3 --reason "wrong colour"
                """)

        @OptionGroup var order: OrderOptions
        @Option(help: "LINE or LINExPIECES, counted from 1 as the order shows them.")
        var line: [ReturnLineArgument]
        @Option(help: "Why; it is kept in the journal.") var reason: String
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(order.platform.platform)
            let reply = try await services.call(
                .order, ReturnMethods.askReturn,
                AskReturnRequest(
                    requestID: request.identifier, platform: platform.platform,
                    order: order.order, lines: line.map(\.line), reason: reason))
            show(reply, of: platform) {
                [
                    "  return \(reply.number) of order \(order.order) waits: "
                        + "order approve-return \(order.order) --number \(reply.number), or "
                        + "reject-return"
                ]
            }
        }
    }

    struct ApproveReturn: OrderStep {
        static let configuration = CommandConfiguration(
            commandName: "approve-return",
            abstract: "Approve a return: rewards, money and goods follow by themselves.",
            discussion: """
                Examples:
                  tidemark order approve-return 5 -p demo --number 1
                """)

        @OptionGroup var order: OrderOptions
        @Option(help: "The return's number, as the order shows it.") var number: UInt32
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func take(_ services: Connections) async throws -> ApproveReturnResponse {
            try await services.call(
                .order, ReturnMethods.approveReturn,
                ApproveReturnRequest(
                    requestID: request.identifier, platform: order.platform.platform,
                    order: order.order, number: number))
        }
    }

    struct RejectReturn: OrderStep {
        static let configuration = CommandConfiguration(
            commandName: "reject-return",
            abstract: "Reject a return: the order stays as it was received.",
            discussion: """
                A refund after settlement that is stuck, and whose money is not back, is given
                up by it: the order is settled as it was.

                Examples:
                  tidemark order reject-return 5 -p demo --number 1 \\
                    --reason "the pieces are worn"
                """)

        @OptionGroup var order: OrderOptions
        @Option(help: "The return's number, as the order shows it.") var number: UInt32
        @Option(help: "Why; it is kept in the journal.") var reason: String
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func take(_ services: Connections) async throws -> RejectReturnResponse {
            try await services.call(
                .order, ReturnMethods.rejectReturn,
                RejectReturnRequest(
                    requestID: request.identifier, platform: order.platform.platform,
                    order: order.order, number: number, reason: reason))
        }
    }
}

/// `1` or `1x2` on the command line: a line of an order and how many pieces of it.
struct ReturnLineArgument: ExpressibleByArgument, Equatable, Sendable {
    var line: ReturnLine

    init?(argument: String) {
        guard let parsed = OrderLineArgument(argument: argument),
            let number = UInt32(exactly: parsed.line.product)
        else { return nil }
        line = ReturnLine(line: number, quantity: parsed.line.quantity)
    }
}
