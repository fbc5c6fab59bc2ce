import ArgumentParser
import Services

/// What newcomers see first: five services, the worked example, real orders, the audit.
struct DemoCommand: JSONCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Start the five services and show orders going through them.",
        discussion: """
            Runs the worked example and imports a file of real orders, prints what the
            services and the audit say of them, and stays up until Ctrl-C. Run again in the
            same directory it finds everything done and shows the same. With --check it
            ends by itself and says whether every figure is what independent models expect.

            Examples:
              tidemark demo --orders Tests/Fixtures/cdnow_sample.csv
              tidemark demo --orders Tests/Fixtures/cdnow_sample.csv --check

            Exit statuses: 0 shown, or every figure is as expected; 1 a figure differs, or
            a step failed; 64 usage; 65 a file is malformed; 78 certificates or ports
            cannot be used.
            """)

    @OptionGroup var options: InstallationOptions
    @Option(help: "Real orders: date,member,quantity,amount_fen.", completion: .file())
    var orders: String
    @Option(help: "What they lead to, as JSON; ORDERS_expected.json if not given.")
    var expected: String?
    @Flag(help: "End by itself; exit status 0 only if every figure is as expected.")
    var check = false
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let (purchases, hash) = try ImportText.read(orders)
        let expected = try readExpected()
        let installation = options.installation
        let services = try Connections(installation, as: Readiness.caller)
        let log = try ServiceLog(directory: "\(installation.directory)/log")
        let supervisor = Supervisor(installation) { log.write($0, $1) }
        let show = Demonstration(services: services, expected: expected, isQuiet: output.json)
        let stays = !check
        var checks: [FigureCheck] = []
        do {
            let made = try await supervisor.run {
                let checks = try await show.run(purchases, hash)
                if stays { try await show.stay() }
                return checks
            }
            checks = made ?? []
        } catch {
            await services.close()
            log.endings.forEach { Terminal.error.line($0) }
            throw error
        }
        await services.close()
        guard check else { return show.say(["", "All services are drained."]) }
        try conclude(checks)
    }

    private func readExpected() throws -> SampleFigures {
        let path =
            expected ?? "\(orders.hasSuffix(".csv") ? "\(orders.dropLast(4))" : orders)"
            + "_expected.json"
        do throws(Failure) {
            return try SampleFigures(parsing: try InputFile.read(path))
        } catch {
            throw Failure(error.status, "\(path): \(error.message)")
        }
    }

    private func conclude(_ checks: [FigureCheck]) throws(Failure) {
        let wrong = checks.filter { !$0.holds }
        if output.json { checks.forEach { Terminal.output.line($0.json) } }
        guard !checks.isEmpty else {
            throw Failure(.failed, "interrupted before the figures were there")
        }
        guard wrong.isEmpty else {
            wrong.forEach { Terminal.error.line("  \($0.line)") }
            throw Failure(
                .failed, "\(wrong.count) of \(checks.count) figures are not as expected")
        }
        if !output.json {
            Terminal.output.line("All \(checks.count) figures are as expected.")
        }
    }
}
