import ArgumentParser
import Services
import Wire

/// What the sandbox payment provider is to say, on sandbox platforms.
struct SandboxCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract: "Let the sandbox provider send callbacks: late, often, mixed up or forged.",
        discussion: """
            Examples:
              tidemark payment sandbox send 5 -p demo
              tidemark payment sandbox disturb -p demo --copies 3 --delay 500
            """,
        subcommands: [Send.self, Disturb.self])

    struct Send: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Send callbacks that say that orders were paid.",
            discussion: """
                Each order is said to be paid in full unless told otherwise; what matches no
                order is given back by itself.

                Examples:
                  tidemark payment sandbox send 5 -p demo
                  tidemark payment sandbox send 5 6 7 -p demo --copies 20 --seed 4 --forge
                  tidemark payment sandbox send 999 -p demo --amount 12.50 --payment stray-1
                """)

        @Argument(help: "The orders; one need not exist.") var orders: [UInt64]
        @OptionGroup var platform: PlatformOptions
        @Option(help: "The provider's id of the payment; else it is made of the order.")
        var payment = ""
        @Option(help: "How many yuan were paid, if not what the order costs.")
        var amount = YuanArgument(fen: 0)
        @Option(help: "What the payer was charged in.") var currency = "CNY"
        @Option(help: "How often each is sent, at most 1,000.") var copies: UInt32 = 1
        @Option(help: "Milliseconds that each waits, at most 10,000.") var delay: UInt32 = 0
        @Option(help: "Send them in an order that comes of this number.") var seed: UInt64 = 0
        @Option(help: "How many are sent at once, at most 256.") var parallel: UInt32 = 1
        @Flag(help: "Send each also with a signature that is not the provider's.")
        var forge = false
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let right = orders.map { order in
                SandboxCallback(
                    order: order, payment: payment, paidFen: amount.fen, currency: currency,
                    copies: copies, delayMs: delay)
            }
            let wrong = right.map { callback in
                var forged = callback
                forged.forged = true
                return forged
            }
            let reply = try await services.call(
                .order, PaymentsMethods.sandboxSend,
                SandboxSendRequest(
                    platform: platform.platform, callbacks: forge ? wrong + right : right,
                    seed: seed, parallel: parallel))
            show(reply, of: platform) {
                var sheet = Sheet()
                sheet.add("an order's", "\(reply.paid)")
                sheet.add("for no order", "\(reply.unmatched)")
                sheet.add("forged", "\(reply.forged)")
                sheet.add("refused", "\(reply.refused)")
                return sheet.lines
            }
        }
    }

    struct Disturb: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Set how the provider says, by itself, that it gave money back.",
            discussion: """
                Without options it is undisturbed again.

                Examples:
                  tidemark payment sandbox disturb -p demo --copies 3 --delay 500 --forge
                  tidemark payment sandbox disturb -p demo --fail
                  tidemark payment sandbox disturb -p demo
                """)

        @OptionGroup var platform: PlatformOptions
        @Option(help: "How often each is sent, at most 1,000.") var copies: UInt32 = 1
        @Option(help: "Milliseconds that each waits, at most 10,000.") var delay: UInt32 = 0
        @Flag(help: "Send each with a forged signature before.") var forge = false
        @Flag(help: "Let refunds fail.") var fail = false
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .order, PaymentsMethods.sandboxDisturb,
                SandboxDisturbRequest(
                    platform: platform.platform, copies: copies, delayMs: delay, forged: forge,
                    refundsFail: fail))
            show(reply, of: platform) { ["  set, until the order service stops"] }
        }
    }
}
