import ArgumentParser
import Services
import Wire

extension WithdrawalCommands {
    struct Approve: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Approve a withdrawal that somebody else asked for.",
            discussion: """
                Examples:
                  tidemark withdrawal approve 1 -p demo --as operator/ben
                """)

        @Argument(help: "The withdrawal.") var withdrawal: UInt64
        @OptionGroup var platform: PlatformOptions
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .pool, WithdrawalsMethods.approveWithdrawal,
                ApproveWithdrawalRequest(
                    requestID: request.identifier, platform: platform.platform,
                    withdrawal: withdrawal))
            let withdrawal = try reply.withdrawal.orMissing("withdrawal")
            show(reply, of: platform) { WithdrawalText.lines(withdrawal) }
        }
    }

    struct Refuse: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Refuse a withdrawal with a reason; the money goes back.",
            discussion: """
                Examples:
                  tidemark withdrawal refuse 1 -p demo --reason "account belongs to another"
                """)

        @Argument(help: "The withdrawal.") var withdrawal: UInt64
        @OptionGroup var platform: PlatformOptions
        @Option(help: "Why; it is recorded, so name no person.") var reason: String
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .pool, WithdrawalsMethods.refuseWithdrawal,
                RefuseWithdrawalRequest(
                    requestID: request.identifier, platform: platform.platform,
                    withdrawal: withdrawal, reason: reason))
            let withdrawal = try reply.withdrawal.orMissing("withdrawal")
            show(reply, of: platform) { WithdrawalText.lines(withdrawal) }
        }
    }

    struct Send: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a payout file of approved withdrawals, the oldest if none is named.",
            discussion: """
                Examples:
                  tidemark withdrawal send -p demo --to payout.csv
                  tidemark withdrawal send 4 7 -p demo --channel alipay --to payout.csv
                """)

        @Argument(help: "Withdrawals, at most 1,000.") var withdrawals: [UInt64] = []
        @OptionGroup var platform: PlatformOptions
        @Option(help: ArgumentHelp("By which way: \(PayoutChannelArgument.names)."))
        var channel = PayoutChannelArgument(channel: .bank)
        @Option(help: "Where the file goes; it must not exist yet.") var to: String
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            // Made before anything is sent, so that what is sent has a place to go.
            let target = try PrivateFile(creating: to)
            let reply = try await services.call(
                .pool, WithdrawalsMethods.sendWithdrawals,
                SendWithdrawalsRequest(
                    requestID: request.identifier, platform: platform.platform,
                    channel: channel.channel, withdrawals: withdrawals))
            let file = try await services.call(
                .pool, WithdrawalsMethods.getPayoutFile,
                GetPayoutFileRequest(platform: platform.platform, batch: reply.batch))
            try target.write(file.file)
            show(reply, of: platform) { WithdrawalText.lines(file, path: to) }
        }
    }

    struct File: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the payout file of a batch once more: the same bytes.",
            discussion: """
                Examples:
                  tidemark withdrawal file 3 -p demo --to payout-3.csv
                """)

        @Argument(help: "The batch.") var batch: UInt64
        @OptionGroup var platform: PlatformOptions
        @Option(help: "Where the file goes; it must not exist yet.") var to: String
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            var reply = try await services.call(
                .pool, WithdrawalsMethods.getPayoutFile,
                GetPayoutFileRequest(platform: platform.platform, batch: batch))
            try PrivateFile(creating: to).write(reply.file)
            reply.file = []
            show(reply, of: platform) { WithdrawalText.lines(reply, path: to) }
        }
    }

    struct Callback: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Book what the bank said of a withdrawal. What does not fit moves nothing.",
            discussion: """
                Exit status 1 where it did not fit: that is recorded, and a finding of the
                audit.

                Examples:
                  tidemark withdrawal callback 1 -p demo --amount 150 --paid
                  tidemark withdrawal callback 2 -p demo --amount 80 --failed AC01
                """)

        @Argument(help: "The withdrawal.") var withdrawal: UInt64
        @OptionGroup var platform: PlatformOptions
        @Option(help: "How many yuan, as the bank says.") var amount: YuanArgument
        @Option(help: ArgumentHelp("By which way: \(PayoutChannelArgument.names)."))
        var channel = PayoutChannelArgument(channel: .bank)
        @Flag(help: "It was paid.") var paid = false
        @Option(help: "It failed, with the bank's code.") var failed: String?
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func validate() throws {
            guard paid != (failed != nil) else {
                throw ValidationError("say either --paid or --failed CODE")
            }
        }

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .pool, WithdrawalsMethods.payoutCallback,
                PayoutCallbackRequest(
                    requestID: request.identifier, platform: platform.platform,
                    withdrawal: withdrawal, amountFen: amount.fen, channel: channel.channel,
                    outcome: paid ? .paid : .failed, failureCode: failed ?? ""))
            guard reply.accepted else {
                throw Failure(
                    .failed,
                    "the callback about withdrawal \(withdrawal) did not fit and moved nothing; it "
                        + "is recorded, look into it", reason: reply.refused)
            }
            show(reply, of: platform) {
                ["  withdrawal \(withdrawal) is \(EnumText.words(reply.state))"]
            }
        }
    }
}
