import Foundation
import Journal
import Logging
import Transport
import Wire

@testable import Services

/// Four services that serve journals as a test wrote them, and an audit that follows them.
struct ForgedOwners {
    /// What a forged service makes of its journal: nothing.
    struct Indifferent: JournalState {
        init(journal: JournalName) {}
        static func event(of entry: JournalEntry) throws {}
        mutating func apply(_ event: Void, at stamp: EntryStamp) throws {}
    }

    let folder: String
    let certificates: TestCertificates
    private let environment = JournalEnvironment { error in
        preconditionFailure("a test's journal failed: \(error)")
    }
    private let logger = Logger(label: "test.forged")

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "tidemark-forged-\(UUID().uuidString)").path()
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        certificates = try TestCertificates.make(
            in: "\(folder)/certificates",
            roles: ServiceName.allCases.map { "service/\($0.rawValue)" } + ["auditor/eve"])
    }

    func remove() throws {
        try FileManager.default.removeItem(atPath: folder)
    }

    /// Writes the scenario's journals of platform `demo`, hashes and all.
    func write(_ scenario: AuditScenario, generation: Int = 0) async throws {
        for service in AuditedService.allCases {
            let mirror = try JournalMirror(
                directory: directory(service, generation), environment: environment
            ) { _, _, _ in }
            _ = try await mirror.append(
                JournalName(service: service.rawValue, platform: "demo"), first: 1,
                entries: (scenario.journals[service] ?? []).joined().map { $0.encoded() })
            try await mirror.stop()
        }
    }

    private func directory(_ service: AuditedService, _ generation: Int) -> String {
        "\(folder)/\(service.rawValue)-\(generation)"
    }

    /// Serves what was written, and runs an audit beside it for as long as `body` takes.
    func serve(
        generation: Int = 0, _ body: @Sendable (Client) async throws -> Void
    ) async throws {
        let loops = Loops(threads: 1)
        var runners: [JournalRunner<Indifferent>] = []
        var servers: [Server] = []
        var peers: [ServiceName: Endpoint] = [:]
        for service in AuditedService.allCases {
            guard let name = ServiceName(rawValue: service.rawValue) else { continue }
            let runner = try JournalRunner<Indifferent>(
                directory: directory(service, generation), service: name.rawValue,
                environment: environment)
            let server = try await start(loops, "service/\(name.rawValue)") { router in
                JournalsFace(name, runner).register(on: &router)
            }
            runners.append(runner)
            servers.append(server)
            peers[name] = Endpoint(host: "127.0.0.1", port: server.port)
        }
        try await audit(loops, peers, body)
        for server in servers { await server.drain(withinMilliseconds: 1_000) }
        for runner in runners { try await runner.stop() }
        await loops.shutdown()
    }

    private func audit(
        _ loops: Loops, _ peers: [ServiceName: Endpoint],
        _ body: @Sendable (Client) async throws -> Void
    ) async throws {
        let configuration = ServiceConfiguration(
            name: .audit, directory: "\(folder)/audit",
            credentials: certificates.credentials("service/audit"),
            listen: Endpoint(host: "127.0.0.1", port: 0), peers: peers, journal: environment)
        let service = try HostedService.audit(configuration, loops: loops, logger: logger)
        let server = try await start(loops, "service/audit") { service.register(&$0) }
        let client = try Client(
            host: "127.0.0.1", port: server.port, serverName: "localhost",
            credentials: certificates.credentials("auditor/eve"), loops: loops)
        try await withThrowingTaskGroup { group in
            group.addTask { await service.run() }
            let result: Result<Void, any Error>
            do {
                result = .success(try await body(client))
            } catch {
                result = .failure(error)
            }
            group.cancelAll()
            try await group.waitForAll()
            try result.get()
        }
        await client.close()
        await server.drain(withinMilliseconds: 1_000)
        try await service.close()
    }

    private func start(
        _ loops: Loops, _ certificate: String, _ register: (inout Router) -> Void
    ) async throws -> Server {
        var router = Router { Authorization.refusal(of: $0, to: $1) }
        register(&router)
        let server = try Server(
            configuration: Server.Configuration(
                host: "127.0.0.1", port: 0, credentials: certificates.credentials(certificate)),
            router: router, loops: loops, logger: logger)
        try await server.start()
        return server
    }
}
