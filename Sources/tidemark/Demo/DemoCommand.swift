import ArgumentParser
import Foundation
import Services
import Transparency
import Wire

/// What newcomers see first: five services, the worked example, real orders, the audit.
struct DemoCommand: JSONCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Start the five services and show orders going through them.",
        discussion: """
            Runs the worked example and imports a file of real orders, prints what the services and
            the audit say of them, and stays up until Ctrl-C. Run again in the same directory it
            finds everything done and shows the same. With --check it ends by itself and says
            whether every figure is what independent models expect.

            Examples:
              tidemark demo --orders Tests/Fixtures/cdnow_sample.csv
              tidemark demo --orders Tests/Fixtures/cdnow_sample.csv --check

            Exit statuses: 0 shown, or every figure is as expected; 1 a figure differs, or a step
            failed; 64 usage; 65 a file is malformed; 78 certificates or ports cannot be used.
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

/// The demonstration itself, beside running services.
struct Demonstration: Sendable {
    let services: Connections
    let expected: SampleFigures
    /// Says nothing; the figures alone are wanted.
    let isQuiet: Bool

    func say(_ lines: [String]) {
        guard !isQuiet else { return }
        lines.forEach { Terminal.output.line($0) }
    }

    /// Every figure beside what it should be.
    func run(_ file: PurchaseFile, _ hash: Digest) async throws -> [FigureCheck] {
        let milliseconds = try await Readiness.wait(for: services)
        say([
            "Tidemark · sandbox, no real money", "",
            "  Five services, each a process with a journal of its own, are serving after "
                + "\(milliseconds) ms.", "",
            "1. Four orders of 1,000 yuan, 300 of them into the reserve (platform demo, sandbox)",
            "   placed → paid → shipped → delivered → received → settled, one after the other", "",
        ])
        let orders = try await WorkedExample(services: services).run()
        let position = try await services.call(
            .pool, PoolMethods.getPosition,
            GetPositionRequest(platform: WorkedExample.platform, member: 1))
        say(WorkedExample.table(orders))
        say([""] + (WorkedExample.truth(position).map(Prose.indented) ?? []) + [""])
        say([
            "2. \(FigureText.count(file.rows.count)) real orders of the CDNOW sample "
                + "(platform cdnow, sandbox)", "",
        ])
        let sample = try await importSample(file, hash)
        say(SampleImport.lines(sample))
        say(["", "3. What the audit says", ""])
        let verdict = try await AuditVerdict.wait(
            services, platform: SampleImport.platform, orders: sample.figures.ordersSettled)
        say(verdict.lines + [""])
        return WorkedExample.checks(orders)
            + expected.checks(sample.figures, platform: SampleImport.platform)
            + verdict.checks(sample.pool)
    }

    /// Says how to go on, and waits to be cancelled.
    func stay() async throws {
        say(Invitation.lines(services.installation) + ["", "Up until Ctrl-C."])
        try await Task.sleep(for: .seconds(Int64.max / 4))
    }

    private func importSample(
        _ file: PurchaseFile, _ hash: Digest
    ) async throws -> SampleImport.Outcome {
        let display = ProgressDisplay()
        defer { display.end() }
        return try await SampleImport(services: services).run(file, hash) { progress in
            guard !isQuiet else { return }
            display.show(progress)
        }
    }
}
