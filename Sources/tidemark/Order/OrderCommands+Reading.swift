import ArgumentParser
import Services
import Wire

// Orders before they are placed, found, and as they were recorded.
extension OrderCommands {
    struct Quote: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what an order would do, before anyone pays; nothing is recorded.",
            discussion: """
                Prices are those in force now, campaigns included; it is refused as the order
                itself would be, and so are the parts that the wallet, coupons, coins or a
                subsidy are to pay.

                Examples:
                  tidemark order quote -p demo --member 1 --line 1x2
                  tidemark order quote -p demo --member 1 --line 1 --wallet 40
                  tidemark order quote -p demo --member 1 --line 1 --line 3x5 --json
                """)

        @OptionGroup var platform: PlatformOptions
        @Option(help: "Who would buy.") var member: UInt64
        @Option(help: "PRODUCT or PRODUCTxPIECES; 1 to 64 times.") var line: [OrderLineArgument]
        @Option(help: "Yuan out of the wallet.") var wallet = YuanArgument(fen: 0)
        @Option(help: "Yuan out of the member's coupons.") var coupon = YuanArgument(fen: 0)
        @Option(help: "Yuan in coins, a coin for a fen.") var coins = YuanArgument(fen: 0)
        @Option(help: "A subsidy that pays a part, as `tidemark subsidy list` names it.")
        var source = ""
        @Option(help: "Yuan out of the subsidy.") var subsidy = YuanArgument(fen: 0)
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .order, OrderReadingMethods.quote,
                QuoteOrderRequest(
                    platform: platform.platform, member: member, lines: line.map(\.line),
                    walletFen: wallet.fen, couponFen: coupon.fen, coins: coins.fen,
                    source: source, subsidyFen: subsidy.fen))
            show(reply, of: platform) { OrderText.lines(reply) }
        }
    }

    struct List: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "List orders by member, state and time, the newest first.",
            discussion: """
                A page tells the token of the next; repeat the question with it. No order comes
                twice, and none is missed that was there and still answers the question.

                Examples:
                  tidemark order list -p demo
                  tidemark order list -p demo --member 42 --state settled --limit 20
                  tidemark order list -p demo --stuck --oldest
                  tidemark order list -p demo --from 2026-11-01 --to 2026-11-30
                """)

        @OptionGroup var platform: PlatformOptions
        @Option(help: "Only orders of this member.") var member: UInt64 = 0
        @Option(help: "Only orders in this state, such as paid.") var state: OrderStateArgument?
        @Flag(help: "Only orders that wait for somebody to look.") var stuck = false
        @Flag(help: "Only orders that are not over.") var unfinished = false
        @Option(help: "Placed on this day or later, YYYY-MM-DD.") var from: DayArgument?
        @Option(help: "Placed on this day or before, YYYY-MM-DD.") var to: DayArgument?
        @Flag(help: "The oldest first.") var oldest = false
        @Option(help: "The token of the page before.") var page = ""
        @Option(help: "At most so many, 1 to 500.") var limit: UInt32 = 100
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .order, OrdersMethods.listOrders,
                ListOrdersRequest(
                    platform: platform.platform, member: member, limit: limit,
                    state: state?.state ?? .zero, stuck: stuck, unfinished: unfinished,
                    fromUs: from?.beginMicroseconds ?? 0,
                    untilUs: to.map { $0.lastMicroseconds + 1 } ?? 0, newestFirst: !oldest,
                    pageToken: page))
            show(reply, of: platform) {
                let more = "  more: --page \(reply.nextPageToken)"
                return OrderText.table(reply.orders)
                    + ["", "  as of entry \(FigureText.count(reply.sequence))"]
                    + (reply.nextPageToken.isEmpty ? [] : [more])
            }
        }
    }

    struct History: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "List what was recorded of an order, or of all orders of a member.",
            discussion: """
                The latest entries come first. With --before an order is shown as it was then.

                Examples:
                  tidemark order history 5 -p demo
                  tidemark order history 5 -p demo --before 900
                  tidemark order history --member 42 -p demo --limit 20
                """)

        @Argument(help: "The order.") var order: UInt64 = 0
        @Option(help: "All orders of this member instead.") var member: UInt64 = 0
        @OptionGroup var platform: PlatformOptions
        @Option(help: "Only entries before this one.") var before: UInt64 = 0
        @Option(help: "At most so many entries, 1 to 1,000.") var limit: UInt32 = 100
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func validate() throws {
            guard (order == 0) != (member == 0) else {
                throw ValidationError("Name an order or --member, one of them.")
            }
        }

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .order, OrderReadingMethods.getOrderStatement,
                GetOrderStatementRequest(
                    platform: platform.platform, order: order, member: member,
                    beforeSequence: before, limit: limit))
            show(reply, of: platform) { OrderText.lines(reply) }
        }
    }
}

/// The state of an order on the command line, such as `settled`.
struct OrderStateArgument: ExpressibleByArgument, Equatable, Sendable {
    let state: OrderState

    static let allValueStrings = OrderState.allCases.dropFirst().map { EnumText.words($0) }

    init?(argument: String) {
        let found = OrderState.allCases.dropFirst().first { EnumText.words($0) == argument }
        guard let found else { return nil }
        state = found
    }
}
