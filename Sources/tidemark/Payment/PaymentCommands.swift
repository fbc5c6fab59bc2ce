import ArgumentParser
import Services
import Wire

struct PaymentCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "payment",
        abstract: "Payments as their providers tell them, and money that is for no order.",
        discussion: """
            Examples:
              tidemark payment show demo-5-100000 -p demo
              tidemark payment unmatched -p demo
              tidemark payment failed -p demo
              tidemark payment sandbox send 5 -p demo --copies 20 --forge
            """,
        subcommands: [Show.self, Unmatched.self, Failed.self, SandboxCommands.self])

    struct Show: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what became of a payment, and its refunds.",
            discussion: """
                Examples:
                  tidemark payment show demo-5-100000 -p demo
                """)

        @Argument(help: "The provider's id of the payment.") var payment: String
        @Option(help: "The provider.") var provider = "sandbox"
        @OptionGroup var platform: PlatformOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .order, PaymentsMethods.getPayment,
                GetPaymentRequest(
                    platform: platform.platform, provider: provider, payment: payment))
            show(reply, of: platform) { PaymentText.lines(reply) }
        }
    }

    struct Unmatched: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "List money that came for no order, and whether it went back.",
            discussion: """
                Examples:
                  tidemark payment unmatched -p demo
                  tidemark payment unmatched -p demo --after 100
                """)

        @OptionGroup var platform: PlatformOptions
        @Option(help: "Lists receipts above this number.") var after: UInt64 = 0
        @Option(help: "How many, at most 500.") var limit: UInt32 = 100
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .order, PaymentsMethods.listUnmatched,
                ListUnmatchedRequest(
                    platform: platform.platform, afterNumber: after, limit: limit))
            show(reply, of: platform) { PaymentText.lines(reply) }
        }
    }

    struct Failed: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "List refunds that a provider failed for good, the oldest first.",
            discussion: """
                One of an order may be credited to the member's wallet, after an identity
                check: see tidemark refund redirect. What is not within a day is a finding
                of the audit.

                Examples:
                  tidemark payment failed -p demo
                  tidemark payment failed -p demo --after 100
                """)

        @OptionGroup var platform: PlatformOptions
        @Option(help: "Lists refunds above this number.") var after: UInt64 = 0
        @Option(help: "How many, at most 100.") var limit: UInt32 = 100
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .order, PaymentsMethods.listFailedRefunds,
                ListFailedRefundsRequest(
                    platform: platform.platform, afterNumber: after, limit: limit))
            show(reply, of: platform) { PaymentText.lines(reply) }
        }
    }
}

enum PaymentText {
    static func lines(_ reply: GetPaymentResponse) -> [String] {
        var sheet = Sheet()
        sheet.add("amount", "\(FigureText.yuan(reply.amountFen)) yuan")
        sheet.add(
            "is for",
            reply.order > 0 ? "order \(reply.order)" : "no order: receipt \(reply.unmatched)")
        guard !reply.refunds.isEmpty else { return sheet.lines }
        var table = Table(
            ("refund", .left), ("yuan", .right), ("state", .left), ("why", .left))
        for refund in reply.refunds {
            table.add(
                refund.refund, FigureText.yuan(refund.amountFen), "\(refund.state)", refund.why)
        }
        return sheet.lines + [""] + table.lines
    }

    static func lines(_ reply: ListUnmatchedResponse) -> [String] {
        guard !reply.receipts.isEmpty else { return ["  none"] }
        var table = Table(
            ("receipt", .right), ("payment", .left), ("order named", .right), ("yuan", .right),
            ("currency", .left), ("why", .left), ("state", .left))
        for receipt in reply.receipts {
            table.add(
                "\(receipt.number)", receipt.payment, "\(receipt.order)",
                FigureText.yuan(receipt.amountFen), receipt.currency,
                receipt.reason.replacing("_", with: " "), "\(receipt.state)")
        }
        return table.lines
    }

    static func lines(_ reply: ListFailedRefundsResponse) -> [String] {
        guard !reply.refunds.isEmpty else { return ["  none"] }
        var table = Table(
            ("number", .right), ("failed", .left), ("of", .left), ("payment", .left),
            ("yuan", .right), ("why", .left), ("", .left))
        for refund in reply.refunds {
            table.add(
                "\(refund.number)", MomentText.shanghai(microseconds: refund.atUs),
                refund.order > 0
                    ? "refund \(refund.refund) of order \(refund.order)"
                    : "receipt \(refund.unmatched)",
                refund.payment, FigureText.yuan(refund.amountFen), refund.why,
                refund.redirected ? "to the wallet" : "")
        }
        return table.lines
    }
}
