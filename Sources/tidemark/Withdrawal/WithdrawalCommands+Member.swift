import ArgumentParser
import Services
import Wire

extension WithdrawalCommands {
    struct Account: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Register the account that a member is paid to; a changed one waits 72 h.",
            discussion: """
                Examples:
                  tidemark withdrawal account -p demo --member 1 --holder "Zhang San" \\
                    --account 6222021 --bank "Bank of Test"
                  tidemark withdrawal account -p demo --member 1 --channel alipay \\
                    --holder "Zhang San" --account zhang@example.com
                """)

        @OptionGroup var platform: PlatformOptions
        @Option(help: "Whose account.") var member: UInt64
        @Option(help: ArgumentHelp("By which way: \(PayoutChannelArgument.names)."))
        var channel = PayoutChannelArgument(channel: .bank)
        @Option(help: "The name of its holder.") var holder: String
        @Option(help: "Its number or name.") var account: String
        @Option(help: "The bank's name, for a bank account.") var bank: String = ""
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .pool, WithdrawalsMethods.registerPayoutAccount,
                RegisterPayoutAccountRequest(
                    requestID: request.identifier, platform: platform.platform, member: member,
                    channel: channel.channel,
                    text: PayoutAccountText(holder: holder, account: account, bank: bank)))
            show(reply, of: platform) {
                var sheet = Sheet()
                sheet.add("reference", reply.reference)
                sheet.add("usable from", MomentText.shanghai(microseconds: reply.usableFromUs))
                return sheet.lines
            }
        }
    }

    struct Request: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ask for money; it leaves the wallet at once.",
            discussion: """
                Examples:
                  tidemark withdrawal request -p demo --member 1 --amount 150
                """)

        @OptionGroup var platform: PlatformOptions
        @Option(help: "Whose wallet.") var member: UInt64
        @Option(help: "How many yuan.") var amount: YuanArgument
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .pool, WithdrawalsMethods.requestWithdrawal,
                RequestWithdrawalRequest(
                    requestID: request.identifier, platform: platform.platform, member: member,
                    amountFen: amount.fen))
            let withdrawal = try reply.withdrawal.orMissing("withdrawal")
            show(reply, of: platform) { WithdrawalText.lines(withdrawal) }
        }
    }

    struct Cancel: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put the money back at the member's wish, until it is sent.",
            discussion: """
                Examples:
                  tidemark withdrawal cancel 1 -p demo --member 1
                """)

        @Argument(help: "The withdrawal.") var withdrawal: UInt64
        @OptionGroup var platform: PlatformOptions
        @Option(help: "Whose it is.") var member: UInt64
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .pool, WithdrawalsMethods.cancelWithdrawal,
                CancelWithdrawalRequest(
                    requestID: request.identifier, platform: platform.platform, member: member,
                    withdrawal: withdrawal))
            let withdrawal = try reply.withdrawal.orMissing("withdrawal")
            show(reply, of: platform) { WithdrawalText.lines(withdrawal) }
        }
    }
}
