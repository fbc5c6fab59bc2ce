import ArgumentParser
import Services
import Wire

// Pieces of a settled order that come back.
extension OrderCommands {
    struct Refund: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ask, for the member, to give pieces of a settled order back.",
            discussion: """
                The points that the pieces brought are given up, and rewards that others earned
                by them go back. What points of these pieces have paid already is deducted from
                the refund, or with --owed owed by the member where the law gives the full
                price. With --quote nothing is asked: it shows what would be given up. An
                operator approves or rejects with approve-return and reject-return.

                Examples:
                  tidemark order refund 5 -p demo --line 1 --quote
                  tidemark order refund 5 -p demo --line 1x2 --reason "broken after a week"
                """)

        @OptionGroup var order: OrderOptions
        @Option(help: "LINE or LINExPIECES, counted from 1 as the order shows them.")
        var line: [ReturnLineArgument]
        @Option(help: "Why; it is kept in the journal.") var reason: String = ""
        @Flag(help: "What was redeemed is owed instead of deducted.") var owed = false
        @Flag(help: "Only show what would be given up.") var quote = false
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(order.platform.platform)
            let proceeds: Proceeds = owed ? .owed : .deducted
            guard !quote else {
                let reply = try await services.call(
                    .order, ReturnMethods.quoteRefund,
                    QuoteRefundRequest(
                        platform: platform.platform, order: order.order,
                        lines: line.map(\.line), proceeds: proceeds))
                return show(reply, of: platform) { OrderText.lines(reply.claim, reply.outcome) }
            }
            let reply = try await services.call(
                .order, ReturnMethods.askRefund,
                AskRefundRequest(
                    requestID: request.identifier, platform: platform.platform,
                    order: order.order, lines: line.map(\.line), proceeds: proceeds,
                    reason: reason))
            show(reply, of: platform) {
                OrderText.lines(reply.claim, reply.outcome) + [
                    "  refund \(reply.number) of order \(order.order) waits: "
                        + "order approve-return \(order.order) --number \(reply.number), or "
                        + "reject-return"
                ]
            }
        }
    }
}

extension OrderText {
    /// What a refund after settlement gives up, and who gets what.
    static func lines(_ claim: ReturnClaim?, _ outcome: ClawbackOutcome?) -> [String] {
        let claim = claim ?? ReturnClaim()
        let outcome = outcome ?? ClawbackOutcome()
        let back = outcome.back ?? Sources()
        var sheet = Sheet()
        sheet.add("paid for the pieces", "\(FigureText.yuan(claim.paidBackFen)) yuan")
        sheet.add("points given up", FigureText.points(outcome.burntUnits))
        sheet.add("out of the reserve", "\(FigureText.yuan(outcome.returnedFen)) yuan")
        sheet.add("redeemed before", "\(FigureText.yuan(outcome.proceedsFen)) yuan")
        let money = back.providerFen + back.walletFen + back.couponFen
        sheet.add("comes back", "\(FigureText.yuan(money)) yuan")
        if back.coins > 0 {
            sheet.add("coins back", "\(FigureText.yuan(back.coins)) yuan")
        }
        for row in claim.rewards {
            sheet.add(
                "reward back", "\(FigureText.yuan(row.amountFen)) yuan of member \(row.payee)")
        }
        sheet.add("operator bears", "\(FigureText.yuan(outcome.operatorFen)) yuan")
        return sheet.lines
    }
}
