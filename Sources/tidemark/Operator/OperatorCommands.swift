import ArgumentParser
import Services
import Wire

struct OperatorCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "operator",
        abstract: "The operator's side of the money: what banks did, and what is owed.",
        discussion: """
            Examples:
              tidemark operator book provider-settled -p demo --amount 994 \\
                --fee 6 --reference S1
              tidemark operator book merchant-paid -p demo --amount 300 --reference T9
              tidemark operator open balances.csv -p demo
              tidemark operator show demo
            """,
        subcommands: [Book.self, Open.self, Show.self])

    /// Which way the money went.
    enum Move: String, ExpressibleByArgument, CaseIterable, Sendable {
        case providerSettled = "provider-settled"
        case deposited
        case incomeTaken = "income-taken"
        case merchantPaid = "merchant-paid"
        case taxPaid = "tax-paid"

        var message: OperatorMove {
            switch self {
            case .providerSettled: .providerSettled
            case .deposited: .deposited
            case .incomeTaken: .incomeTaken
            case .merchantPaid: .merchantPaid
            case .taxPaid: .taxPaid
            }
        }
    }

    struct Book: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Book what a bank has done.",
            discussion: """
                Examples:
                  tidemark operator book deposited -p demo --amount 1000 --reference D1
                """)

        @Argument(help: "Which way the money went.") var move: Move
        @OptionGroup var platform: PlatformOptions
        @Option(help: "Yuan that custody gained or lost.") var amount: YuanArgument
        @Option(help: "Yuan that the provider kept.") var fee = YuanArgument(fen: 0)
        @Option(help: "The bank's reference; each counts once.") var reference: String
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .pool, OperatorMethods.bookMove,
                BookMoveRequest(
                    requestID: request.identifier, platform: platform.platform,
                    move: move.message, amountFen: amount.fen, feeFen: fee.fen,
                    reference: reference))
            show(reply, of: platform) {
                ["  custody has \(FigureText.yuan(reply.custodyFen)) yuan"]
            }
        }
    }

    struct Show: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what the operator has, owes and may take.",
            discussion: """
                Examples:
                  tidemark operator show demo
                """)

        @Argument(help: "The platform.") var platform: String
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform)
            let reply = try await services.call(
                .pool, OperatorMethods.getOperator,
                GetOperatorRequest(platform: platform.platform))
            show(reply, of: platform) { Self.lines(reply) }
        }

        private static func lines(_ reply: GetOperatorResponse) -> [String] {
            let rows: [(String, Int64)] = [
                ("custody", reply.custodyFen), ("at the provider", reply.pspClearingFen),
                ("owed to merchants", reply.merchantPayableFen),
                ("owed as tax", reply.taxReserveFen), ("for fees", reply.paymentFeeFen),
                ("income", reply.platformIncomeFen), ("capital", reply.operatorCapitalFen),
                ("losses", reply.operatorLossFen), ("free to take", reply.incomeFreeFen),
            ]
            var sheet = Sheet()
            for (name, fen) in rows { sheet.add(name, "\(FigureText.yuan(fen)) yuan") }
            return sheet.lines
        }
    }
}
