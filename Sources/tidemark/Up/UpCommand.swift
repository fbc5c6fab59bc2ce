import ArgumentParser
import Services

/// All five services, as processes of their own.
struct UpCommand: JSONCommand {
    static let configuration = CommandConfiguration(
        commandName: "up",
        abstract: "Run all five services until SIGTERM or Ctrl-C, then drain them in order.",
        discussion: """
            Starts each service as a process of its own, and again when it dies. Prints
            what they log with the service's name before it, and one line when all are
            serving. Draining takes less than five seconds: order first, audit last.

            Examples:
              tidemark up
              tidemark up --directory /var/lib/tidemark --base-port 9400

            Exit statuses: 0 drained; 64 usage; 78 certificates, ports or journals cannot
            be used.
            """)

    @OptionGroup var options: InstallationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let installation = options.installation
        // Whoever asks is one that the certificates were made for; refused here if not.
        let services = try Connections(installation, as: Readiness.caller)
        let isJSON = output.json
        let supervisor = Supervisor(installation) { service, line in
            Terminal.output.line(
                isJSON ? Self.json(service, line) : "\(service.rawValue.padded(to: 8)) │ \(line)")
        }
        do {
            _ = try await supervisor.run {
                let milliseconds = try await Readiness.wait(for: services)
                Terminal.output.line(
                    Self.ready(installation, after: milliseconds, json: isJSON))
                try await Task.sleep(for: .seconds(Int64.max / 4))
            }
        } catch {
            await services.close()
            throw error
        }
        await services.close()
    }

    private static func json(_ service: ServiceName, _ line: String) -> String {
        JSONText.object([
            ("service", JSONText.quoted(service.rawValue)), ("line", JSONText.quoted(line)),
        ])
    }

    private static func ready(
        _ installation: Installation, after milliseconds: Int64, json: Bool
    ) -> String {
        let ports = ServiceName.allCases.map { ($0.rawValue, "\(installation.port(of: $0))") }
        guard !json else {
            return JSONText.object([
                ("serving", "true"), ("milliseconds", "\(milliseconds)"),
                ("ports", JSONText.object(ports)),
            ])
        }
        let places = ports.map { "\($0) \($1)" }.joined(separator: ", ")
        return "all serving after \(milliseconds) ms: \(places); Ctrl-C drains them"
    }
}
