import ArgumentParser
import Services
import Transparency
import Wire

extension OperatorCommands {
    struct Open: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Bring along what was owed before the platform, from a file.",
            discussion: """
                The file is CSV: account,amount_fen,reference. Accounts are wallet:MEMBER,
                merchant_payable, platform_income, tax_reserve, payment_fee and
                operator_capital; the money of each is in custody from then on, where the
                custodian's next statement must show it. Points that another system gave
                without a reserve are no balance: import them as claims (legacy import).

                Only before the platform's first order. All lines are checked before any is
                sent, and each bad one is named. Lines that the pool refuses are listed; the
                others are taken. Running it again completes what was begun and does nothing
                twice.

                Examples:
                  tidemark operator open balances.csv -p demo

                Exit statuses: 0 all taken; 1 some refused; 3 refused; 4 not reached in time;
                64 usage; 65 the file is malformed.
                """)

        @Argument(help: "The file.", completion: .file(extensions: ["csv"])) var file: String
        @OptionGroup var platform: PlatformOptions
        @OptionGroup var patience: PatienceOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let bytes = Array(try InputFile.read(file))
            let balances = BalanceFile(parsing: bytes)
            try RowImport.check(balances.faults, of: file)
            let patience = Patience(services: services, seconds: patience.seconds)
            let platform = try await patience.platform(platform.platform)
            let hash = Digest.hash(bytes)
            var sent = RowImport("balances", rows: balances.rows.count, of: hash)
            try await sent.run { rows, line, requestID in
                let reply = try await patience.call(
                    .pool, OperatorMethods.openBalances,
                    OpenBalancesRequest(
                        requestID: requestID, platform: platform.platform,
                        fileSHA256: hash.bytes, firstLine: line,
                        rows: Array(balances.rows[rows])))
                return RowImport.Reply(
                    taken: reply.taken, takenFen: reply.takenFen, refused: reply.refused)
            }
            sent.show(platform, output)
            try sent.conclude()
        }
    }
}
