import Foundation

/// An installation in a folder of its own, whose five services are processes of the built
/// executable, and the commands that talk to them.
final class Processes {
    let folder: TemporaryFolder
    private let certificates: String
    private let basePort: Int
    private var running: [Service: RunningProcess] = [:]
    private let executable = Repository.executable

    private init(_ folder: TemporaryFolder, certificates: String) {
        self.folder = folder
        self.certificates = certificates
        basePort = Ports.base()
    }

    /// Makes certificates with deploy/certificates in a folder that is gone afterwards.
    static func withCertificates<Result>(
        _ body: (_ certificates: String) async throws -> Result
    ) async throws -> Result {
        try await TemporaryFolder.with { folder in
            let process = try RunningProcess(
                "\(Repository.root)/deploy/certificates", [folder.path],
                log: "\(folder.path)/log")
            guard await process.ended() == .status(0) else {
                throw Unexpected("deploy/certificates failed: \(folder.text("log"))")
            }
            return try await body(folder.path)
        }
    }

    /// An empty installation. Whatever of it still runs when `body` ends is killed.
    static func with<Result>(
        certificates: String, _ body: (Processes) async throws -> Result
    ) async throws -> Result {
        try await TemporaryFolder.with { folder in
            let processes = Processes(folder, certificates: certificates)
            let result: Result
            do {
                result = try await body(processes)
            } catch {
                await processes.kill(Service.allCases)
                throw error
            }
            await processes.kill(Service.allCases)
            return result
        }
    }

    /// As above, with certificates of its own.
    static func with<Result>(
        _ body: (Processes) async throws -> Result
    ) async throws -> Result {
        try await withCertificates { certificates in
            try await with(certificates: certificates, body)
        }
    }

    // MARK: - Services

    /// Starts the services and returns before they serve.
    func start(_ services: [Service]) throws {
        for service in services {
            running[service] = try launch(
                [
                    "serve", service.rawValue, "--log-reserve", "0", "--until-input-ends", "--json",
                ], log: logName(service))
        }
    }

    /// Starts the services and returns once they serve.
    func startServing(_ services: [Service] = Service.allCases) async throws {
        try start(services)
        try await waitForServing()
    }

    /// Returns once all that were started serve. Fails if one has ended instead.
    func waitForServing() async throws {
        for (service, process) in running {
            guard await process.line(with: "\"port\"") != nil, !process.hasEnded else {
                let ending = await process.ended()
                throw Unexpected(
                    "\(service.rawValue) ended with \(ending) by itself: \(lastWords(service))")
            }
        }
    }

    /// How `service` ended instead of serving; nil if it serves.
    func endingInsteadOfServing(_ service: Service) async -> RunningProcess.Ending? {
        guard let process = running[service] else { return nil }
        guard await process.line(with: "\"port\"") == nil else { return nil }
        return await process.ended()
    }

    /// Ends them as `kill -9` does, and returns when they have ended.
    func kill(_ services: [Service]) async {
        for service in services { running[service]?.signal(SIGKILL) }
        for service in services { await running.removeValue(forKey: service)?.ended() }
    }

    /// Drains those that run, the audit last; each must say that it ended well.
    func stop() async throws {
        for services in [[Service.order], [.catalog, .pool, .referral], [.audit]] {
            for service in services { running[service]?.signal(SIGTERM) }
            for service in services {
                guard let process = running.removeValue(forKey: service) else { continue }
                let ending = await process.ended()
                guard ending == .status(0) else {
                    throw Unexpected("\(service.rawValue) drained with \(ending)")
                }
            }
        }
    }

    /// The end of what a service logged.
    func lastWords(_ service: Service) -> String {
        String(folder.text(logName(service)).suffix(2_000))
    }

    func forgetWords(_ service: Service) throws {
        try folder.write(logName(service), "")
    }

    private func logName(_ service: Service) -> String { "\(service.rawValue).log" }

    // MARK: - Commands

    /// Starts `tidemark` with `arguments` for this installation.
    func launch(_ arguments: [String], log: String = "commands.log") throws -> RunningProcess {
        let installation = [
            "--directory", folder.path, "--certificates", certificates,
            "--base-port", "\(basePort)",
        ]
        return try RunningProcess(
            executable, arguments + installation, log: "\(folder.path)/\(log)")
    }

    /// Runs `tidemark` with `arguments` to its end, which must be exit status 0, and returns what
    /// it wrote to standard output.
    @discardableResult
    func run(_ arguments: String...) async throws -> String {
        try await run(arguments)
    }

    @discardableResult
    func run(_ arguments: [String]) async throws -> String {
        let process = try launch(arguments)
        let output = await process.output()
        let ending = await process.ended()
        guard ending == .status(0) else {
            let words = folder.text("commands.log").suffix(1_000)
            throw Unexpected("\(arguments) ended with \(ending): \(output.suffix(500)) \(words)")
        }
        return output
    }
}
