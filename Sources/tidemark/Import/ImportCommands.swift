import ArgumentParser
import Services
import Transparency
import Wire

struct ImportCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Import what happened before, from files.",
        discussion: """
            Examples:
              tidemark import orders Tests/Fixtures/cdnow_sample.csv -p cdnow --product 1
            """,
        subcommands: [Orders.self])

    struct Orders: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import historical orders and wait until they are settled.",
            discussion: """
                The file is CSV: date,member,quantity,amount_fen; sorted by date; each row an
                order of one piece of the platform's product with an open price. All lines are
                checked before any is sent. Running it again completes what was begun and does
                nothing twice. Services that are being started again are waited for.

                Examples:
                  tidemark import orders Tests/Fixtures/cdnow_sample.csv -p cdnow --product 1

                Exit statuses: 0 all settled; 1 some are stuck; 3 refused; 4 not reached in
                time; 64 usage; 65 the file is malformed.
                """)

        @Argument(help: "The file.", completion: .file(extensions: ["csv"])) var file: String
        @OptionGroup var platform: PlatformOptions
        @Option(help: "The platform's product with an open price.") var product: UInt64
        @OptionGroup var patience: PatienceOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let (purchases, hash) = try ImportText.read(file)
            let patience = Patience(services: services, seconds: patience.seconds)
            let platform = try await patience.platform(platform.platform)
            if !output.json { Terminal.output.line(Sandbox.heading(platform)) }
            let display = ProgressDisplay()
            let importer = Importer(
                patience: patience, platform: platform.platform, product: product,
                report: display.show)
            let outcome: Importer.Outcome
            do {
                outcome = try await importer.run(purchases, hash: hash)
            } catch {
                display.end()
                throw error
            }
            display.end()
            guard !output.json else {
                Terminal.output.line(Sandbox.marked(ImportText.json(outcome, hash), platform))
                return
            }
            ImportText.lines(outcome).forEach { Terminal.output.line($0) }
        }
    }
}

enum ImportText {
    /// Faults of a file that are shown; the rest are counted.
    private static let faultsShownMax = 20

    /// Refused, with its faults, unless every line is good.
    static func read(_ path: String) throws(Failure) -> (PurchaseFile, Digest) {
        let bytes = Array(try InputFile.read(path))
        let purchases = PurchaseFile(parsing: bytes)
        guard purchases.faults.isEmpty else {
            let shown = purchases.faults.prefix(faultsShownMax).map { "\($0)" }
            let more = purchases.faults.count - shown.count
            let rest = more > 0 ? ["and \(more) more"] : []
            throw Failure(
                .malformedInput,
                "\(path): nothing was sent. \((shown + rest).joined(separator: "; "))")
        }
        return (purchases, Digest.hash(bytes))
    }

    static func lines(_ outcome: Importer.Outcome) -> [String] {
        let progress = outcome.progress
        var sheet = Sheet()
        sheet.add("orders of the file", "\(FigureText.count(outcome.rows)), all settled")
        sheet.add("paid for them", "\(FigureText.yuan(outcome.paidFen)) yuan")
        sheet.add(
            "on the platform",
            "\(FigureText.count(progress.settled)) settled, \(FigureText.count(progress.granted)) "
                + "with points, \(FigureText.count(progress.cancelled)) cancelled")
        sheet.add("took", "\(seconds(outcome.duration)) s, \(speed(outcome))")
        return sheet.lines
    }

    static func speed(_ outcome: Importer.Outcome) -> String {
        "\(FigureText.count(UInt64(clamping: outcome.ordersPerSecond))) orders/s"
    }

    /// With two places, rounded down.
    static func seconds(_ duration: Duration) -> String {
        FigureText.yuan(Int64(duration / .milliseconds(10)))
    }

    static func json(_ outcome: Importer.Outcome, _ hash: Digest) -> String {
        JSONText.object([
            ("file_sha256", JSONText.quoted(hash.hex)), ("rows", "\(outcome.rows)"),
            ("paid_fen", "\(outcome.paidFen)"), ("first_order", "\(outcome.firstOrder)"),
            ("last_order", "\(outcome.lastOrder)"),
            ("milliseconds", "\(Int64(outcome.duration / .milliseconds(1)))"),
            ("orders_per_second", "\(outcome.ordersPerSecond)"),
            ("platform", outcome.progress.json()),
        ])
    }
}
