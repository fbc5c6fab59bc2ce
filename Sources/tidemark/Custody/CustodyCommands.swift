import ArgumentParser
import Services
import Wire

struct CustodyCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "custody",
        abstract: "Money at banks: what came in, what custodians attest, what it must cover.",
        discussion: """
            Examples:
              tidemark custody settle -p demo --received 990 --fee 10 --reference PSP-0305
              tidemark custody attest statement.csv -p demo --as custodian/carol
              tidemark custody status demo
            """,
        subcommands: [Status.self, Attest.self, Settle.self])

    struct Status: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what is owed, what the books have at banks, and the last statements.",
            discussion: """
                Examples:
                  tidemark custody status demo
                """)

        @Argument(help: "The platform.") var platform: String
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let reply = try await services.call(
                .pool, CustodyMethods.getCustodyStatus, GetCustodyStatusRequest(platform: platform))
            show(reply, of: Platform(platform: platform, sandbox: reply.sandbox)) {
                CustodyText.lines(reply)
            }
        }
    }

    struct Attest: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Hand in a bank's statement, as a custodian or an auditor.",
            discussion: """
                CSV or ISO 20022 camt.053; at most 1 MiB. The statement is read and not kept:
                its account, day, closing balance, digest, and our own payments in it are.

                Examples:
                  tidemark custody attest statement.csv -p demo --as custodian/carol
                  tidemark custody attest statement.xml -p demo --as auditor/eve --corrects 3
                """)

        @Argument(help: "The statement: NAME.csv or NAME.xml.") var file: String
        @OptionGroup var platform: PlatformOptions
        @Option(help: "The attestation of the same account and day that this one replaces.")
        var corrects: UInt64 = 0
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func validate() throws {
            guard file.hasSuffix(".csv") || file.hasSuffix(".xml") else {
                throw ValidationError("\(file) is neither NAME.csv nor NAME.xml")
            }
        }

        func run(_ services: Connections) async throws {
            let bytes = [UInt8](try InputFile.read(file))
            let reply = try await services.call(
                .pool, CustodyMethods.attestStatement,
                AttestStatementRequest(
                    requestID: request.identifier, platform: platform.platform,
                    format: file.hasSuffix(".csv") ? .csv : .camt053, statement: bytes,
                    corrects: corrects))
            let attestation = try reply.attestation.orMissing("attestation")
            show(reply, of: Platform(platform: platform.platform, sandbox: reply.sandbox)) {
                CustodyText.lines(attestation)
            }
        }
    }

    struct Settle: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Book what a payment provider paid out, once the bank has it.",
            discussion: """
                Examples:
                  tidemark custody settle -p demo --received 990 --fee 10 --reference PSP-0305
                """)

        @OptionGroup var platform: PlatformOptions
        @Option(help: "How many yuan the bank received.") var received: YuanArgument
        @Option(help: "How many yuan the provider kept.") var fee = YuanArgument(fen: 0)
        @Option(help: "The bank's reference of the payment; accepted once.")
        var reference: String
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .pool, CustodyMethods.settleProvider,
                SettleProviderRequest(
                    requestID: request.identifier, platform: platform.platform,
                    receivedFen: received.fen, feeFen: fee.fen, reference: reference))
            show(reply, of: platform) {
                var sheet = Sheet()
                sheet.add("custody", "\(FigureText.yuan(reply.custodyFen)) yuan")
                sheet.add("at providers", "\(FigureText.yuan(reply.pspClearingFen)) yuan")
                return sheet.lines
            }
        }
    }
}

enum CustodyText {
    static func lines(_ attestation: Attestation) -> [String] {
        var sheet = Sheet()
        sheet.add("attestation", "\(attestation.attestation), by \(attestation.by)")
        sheet.add("account", attestation.account)
        sheet.add("end of", attestation.date)
        sheet.add("balance", "\(FigureText.yuan(attestation.closingFen)) yuan")
        sheet.add("our payments", FigureText.count(attestation.items.count))
        sheet.add(
            "others",
            "\(FigureText.count(UInt64(attestation.otherCount))), "
                + "\(FigureText.yuan(attestation.otherFen)) yuan")
        if attestation.corrects > 0 {
            sheet.add("replaces", "attestation \(attestation.corrects)")
        }
        return sheet.lines
    }

    static func lines(_ status: GetCustodyStatusResponse) -> [String] {
        var owed = Table(("owed", .left), ("yuan", .right))
        for line in status.owed {
            owed.add(line.account.replacing("_", with: " "), FigureText.yuan(line.amount))
        }
        owed.add("in all", FigureText.yuan(status.owedFen))
        var sheet = Sheet()
        sheet.add("custody", "\(FigureText.yuan(status.custodyFen)) yuan, as the books have it")
        sheet.add("at providers", "\(FigureText.yuan(status.pspClearingFen)) yuan")
        let attested =
            status.attestedDate.isEmpty
            ? "by nobody yet"
            : "to \(status.attestedDate), \(status.workingDaysSince) working days ago"
                + (status.overdue ? "; the next statement is overdue" : "")
        sheet.add("attested", attested)
        sheet.add("as of", "entry \(FigureText.count(status.sequence))")
        guard !status.latest.isEmpty else { return owed.lines + [""] + sheet.lines }
        var table = Table(
            ("account", .left), ("end of", .left), ("yuan", .right), ("by", .left),
            ("attestation", .right))
        for attestation in status.latest {
            table.add(
                attestation.account, attestation.date, FigureText.yuan(attestation.closingFen),
                attestation.by, "\(attestation.attestation)")
        }
        return owed.lines + [""] + sheet.lines + [""] + table.lines
    }
}
