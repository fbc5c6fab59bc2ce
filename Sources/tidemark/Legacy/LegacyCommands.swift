import ArgumentParser
import Services
import Transparency
import Wire

struct LegacyCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "legacy",
        abstract: "Claims from before the platform: what is owed, and how it is served.",
        discussion: """
            Examples:
              tidemark legacy import claims.csv -p demo
              tidemark legacy convert -p demo --member 7 --amount 12.50
              tidemark legacy allot -p demo --period 2026-01
              tidemark legacy status demo
            """,
        subcommands: [Import.self, Convert.self, Allot.self, Status.self])

    struct Import: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import verified claims from a file.",
            discussion: """
                The file is CSV: member,amount_fen,evidence; each evidence is named once. All
                lines are checked before any is sent, and each bad one is named. Lines that the
                pool refuses, such as evidence of an earlier file, are listed; the others are
                taken. Running it again completes what was begun and does nothing twice.

                Examples:
                  tidemark legacy import claims.csv -p demo

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
            let claims = ClaimFile(parsing: bytes)
            try RowImport.check(claims.faults, of: file)
            let patience = Patience(services: services, seconds: patience.seconds)
            let platform = try await patience.platform(platform.platform)
            let hash = Digest.hash(bytes)
            var sent = RowImport("claims", rows: claims.rows.count, of: hash)
            try await sent.run { rows, line, requestID in
                let reply = try await patience.call(
                    .pool, LegacyMethods.importClaims,
                    ImportClaimsRequest(
                        requestID: requestID, platform: platform.platform,
                        fileSHA256: hash.bytes, firstLine: line,
                        rows: claims.rows[rows].map(\.message)))
                return RowImport.Reply(
                    taken: reply.taken, takenFen: reply.takenFen, refused: reply.refused)
            }
            sent.show(platform, output)
            try sent.conclude()
        }
    }

    struct Convert: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Turn a part of a member's claim into consumption coins, one per fen.",
            discussion: """
                Examples:
                  tidemark legacy convert -p demo --member 7 --amount 12.50
                """)

        @OptionGroup var platform: PlatformOptions
        @Option(help: "Whose claim.") var member: UInt64
        @Option(help: "Yuan of the claim.") var amount: YuanArgument
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .pool, LegacyMethods.convertClaim,
                ConvertClaimRequest(
                    requestID: request.identifier, platform: platform.platform, member: member,
                    amountFen: amount.fen))
            show(reply, of: platform) {
                var sheet = Sheet()
                sheet.add("owed still", "\(FigureText.yuan(reply.leftFen)) yuan")
                sheet.add("coins", "\(FigureText.yuan(reply.coins)) yuan, for own goods only")
                return sheet.lines
            }
        }
    }

    struct Allot: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Share the release trust out among the claims, at the close of a period.",
            discussion: """
                Everybody is served at the price of one moment; until the last has points,
                nothing else moves the pool. Points worth more than all claims are burnt.

                Examples:
                  tidemark legacy allot -p demo --period 2026-01
                  tidemark legacy allot -p demo --period 2026-12-last --final
                """)

        @OptionGroup var platform: PlatformOptions
        @Option(help: "The period's name; each is allotted once.") var period: String
        @Flag(help: "Burn shares below one fen too, so that the trust is empty.")
        var final = false
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .pool, LegacyMethods.allot,
                AllotRequest(
                    requestID: request.identifier, platform: platform.platform, period: period,
                    isFinal: final))
            show(reply, of: platform) { LegacyText.lines(reply) }
        }
    }

    struct Status: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what is owed, what serves it, and the turnover that it takes.",
            discussion: """
                Examples:
                  tidemark legacy status demo
                  tidemark legacy status demo --contribution 30
                """)

        @Argument(help: "The platform.") var platform: String
        @Option(
            help: "Percent of an order that reaches the reserve; as it was so far if not given.")
        var contribution: UInt32 = 0
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func validate() throws {
            guard contribution <= 100 else {
                throw ValidationError("--contribution \(contribution): give 0 to 100 percent")
            }
        }

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform)
            let reply = try await services.call(
                .pool, LegacyMethods.getLegacy,
                GetLegacyRequest(
                    platform: platform.platform, contributionBps: contribution * 100))
            show(reply, of: platform) { LegacyText.lines(reply) }
        }
    }
}
