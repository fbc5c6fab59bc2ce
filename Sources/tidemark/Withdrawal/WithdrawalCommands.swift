import ArgumentParser
import Services
import Wire

struct WithdrawalCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdrawal",
        abstract: "Withdrawals: from a member's wallet to the member's own account.",
        discussion: """
            A withdrawal is requested, approved by one or two other people, sent in a
            payout file, and paid or failed as the bank says.

            Examples:
              tidemark withdrawal account -p demo --member 1 --holder "Zhang San" \\
                --account 6222021 --bank "Bank of Test"
              tidemark withdrawal request -p demo --member 1 --amount 150
              tidemark withdrawal approve 1 -p demo --as operator/ben
              tidemark withdrawal send -p demo --to payout.csv
              tidemark withdrawal callback 1 -p demo --amount 150 --paid
            """,
        subcommands: [
            Show.self, List.self, Account.self, Request.self, Cancel.self, Approve.self,
            Refuse.self, Send.self, File.self, Callback.self, Policy.self, Link.self,
        ])

    struct Show: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what a member can withdraw now, and why not more.",
            discussion: """
                Examples:
                  tidemark withdrawal show 1 -p demo
                """)

        @Argument(help: "The member.") var member: UInt64
        @OptionGroup var platform: PlatformOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .pool, WithdrawalsMethods.getWithdrawable,
                GetWithdrawableRequest(platform: platform.platform, member: member))
            show(reply, of: platform) { WithdrawalText.lines(reply) }
        }
    }

    struct List: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "List withdrawals, of all members or one, in all states or one.",
            discussion: """
                Examples:
                  tidemark withdrawal list -p demo
                  tidemark withdrawal list -p demo --member 1 --state requested
                  tidemark withdrawal list -p demo --after 100 --limit 1000
                """)

        @OptionGroup var platform: PlatformOptions
        @Option(help: "Of this member; of all if not given.") var member: UInt64 = 0
        @Option(help: ArgumentHelp("In this state: \(WithdrawalStateArgument.names)."))
        var state: WithdrawalStateArgument?
        @Option(help: "List withdrawals above this number.") var after: UInt64 = 0
        @Option(help: "At most so many, 1 to 1,000.") var limit: UInt32 = 100
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .pool, WithdrawalsMethods.listWithdrawals,
                ListWithdrawalsRequest(
                    platform: platform.platform, member: member,
                    state: state?.state ?? .unspecified, afterWithdrawal: after, limit: limit))
            show(reply, of: platform) { WithdrawalText.table(reply.withdrawals) }
        }
    }

    struct Policy: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Set the limits for one member and day.",
            discussion: """
                Examples:
                  tidemark withdrawal policy -p demo --minimum 1 --day 50000 --two-above 10000
                """)

        @OptionGroup var platform: PlatformOptions
        @Option(help: "The least of one withdrawal, in yuan.") var minimum: YuanArgument
        @Option(help: "The most of one day, in yuan.") var day: YuanArgument
        @Option(help: "Above so many yuan a day, two people approve.")
        var twoAbove: YuanArgument
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let policy = WithdrawalPolicy(
                minimumFen: minimum.fen, dayMaxFen: day.fen, twoPeopleAboveFen: twoAbove.fen)
            let reply = try await services.call(
                .pool, WithdrawalsMethods.setWithdrawalPolicy,
                SetWithdrawalPolicyRequest(
                    requestID: request.identifier, platform: platform.platform, policy: policy))
            show(reply, of: platform) { WithdrawalText.lines(reply.policy ?? policy) }
        }
    }

    struct Link: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that an operator is a member too: they do not approve for themselves.",
            discussion: """
                Examples:
                  tidemark withdrawal link -p demo --operator ben --member 7
                  tidemark withdrawal link -p demo --operator ben --member 7 --remove
                """)

        @OptionGroup var platform: PlatformOptions
        @Option(help: "The name in the operator's certificate.") var `operator`: String
        @Option(help: "The member that the operator is.") var member: UInt64
        @Flag(help: "Take the link away; nobody takes away their own.") var remove = false
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .pool, WithdrawalsMethods.linkOperator,
                LinkOperatorRequest(
                    requestID: request.identifier, platform: platform.platform,
                    operator: self.operator, member: member, remove: remove))
            show(reply, of: platform) {
                let words = remove ? "no longer linked" : "linked"
                return ["  \(self.operator) is \(words) to member \(member)"]
            }
        }
    }
}
