import Services
import Transparency
import Wire

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
