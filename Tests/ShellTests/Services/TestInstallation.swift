import Foundation
import Journal
import Logging
import Synchronization
import Testing
import Transport
import Wire

@testable import Services

/// Services on loopback with real TLS and real files in a folder of their own.
final class TestInstallation: Sendable {
    let folder: String
    let certificates: TestCertificates
    private let loops = Loops(threads: 1)
    private let ports: [ServiceName: Int]
    /// Entries of a pool's journal between digests of its state.
    private let digestEntries: UInt64
    /// How far the services' clock is ahead of the machine's, in microseconds.
    private let ahead = Mutex<Int64>(0)

    /// Starts `services`, runs `body`, drains them in reverse order.
    static func run(
        _ services: [ServiceName] = ServiceName.books, digestEntries: UInt64 = 100_000,
        _ body: @Sendable (TestInstallation) async throws -> Void
    ) async throws {
        let installation = try TestInstallation(services, digestEntries: digestEntries)
        try await installation.serve(services) { try await body(installation) }
        await installation.loops.shutdown()
        try FileManager.default.removeItem(atPath: installation.folder)
    }

    private init(_ services: [ServiceName], digestEntries: UInt64) throws {
        self.digestEntries = digestEntries
        folder = FileManager.default.temporaryDirectory
            .appending(path: "tidemark-\(UUID().uuidString)").path()
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        certificates = try TestCertificates.make(
            in: folder + "/certificates",
            roles: ServiceName.allCases.map { "service/\($0.rawValue)" } + [
                "operator/ann", "operator/bob", "operator/cy", "gateway/demo", "auditor/eve",
                "custodian/bank",
            ])
        ports = Self.freePorts(ServiceName.allCases)
    }

    private static func freePorts(_ names: [ServiceName]) -> [ServiceName: Int] {
        var ports: [ServiceName: Int] = [:]
        for name in names { ports[name] = FreePort.take() }
        return ports
    }

    /// Moves the services' clock on.
    func wait(days: Int64) { ahead.withLock { $0 += days * 86_400_000_000 } }

    private func configuration(_ name: ServiceName) throws -> ServiceConfiguration {
        let directory = "\(folder)/\(name.rawValue)"
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true)
        var journal = JournalEnvironment { Issue.record("journal failed: \($0)") }
        let machine = journal.now
        journal.now = { [self] in machine() + ahead.withLock { $0 } }
        var configuration = ServiceConfiguration(
            name: name, directory: directory,
            credentials: certificates.credentials("service/\(name.rawValue)"),
            listen: Endpoint(host: "127.0.0.1", port: ports[name] ?? 0),
            peers: ports.mapValues { Endpoint(host: "127.0.0.1", port: $0) },
            journal: journal)
        configuration.stateDigestEntries = digestEntries
        return configuration
    }

    /// Runs the services around `body`. Called again, they start on what they left.
    func serve(_ services: [ServiceName], _ body: @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup { group in
            var stops: [AsyncStream<Void>.Continuation] = []
            for name in services {
                let (stop, stopNow) = AsyncStream.makeStream(of: Void.self)
                let (ready, isReady) = AsyncStream.makeStream(of: Void.self)
                stops.append(stopNow)
                let host = ServiceHost(
                    try configuration(name), logger: Logger(label: "test.\(name.rawValue)"))
                group.addTask {
                    defer { isReady.finish() }
                    try await host.serve(ready: { _ in isReady.finish() }) {
                        for await _ in stop {}
                    }
                }
                for await _ in ready {}
            }
            let result: Result<Void, any Error>
            do {
                result = .success(try await body())
            } catch {
                result = .failure(error)
            }
            for stop in stops { stop.finish() }
            try await group.waitForAll()
            try result.get()
        }
    }

    func client(_ service: ServiceName, as caller: String) throws -> Client {
        try Client(
            host: "127.0.0.1", port: ports[service] ?? 0, serverName: "localhost",
            credentials: certificates.credentials(caller), loops: loops)
    }
}

/// Ports of the tests' own services: none is given out twice soon.
enum FreePort {
    /// Below the ports that the system gives to connections: one of these could come to be in use
    /// while a service is started again.
    private static let ports = 5_000..<12_000
    private static let next = Mutex(ports.lowerBound + Int(getpid()) * 31 % ports.count)

    static func take() -> Int {
        while true {
            let port = next.withLock { next in
                next = next + 1 < ports.upperBound ? next + 1 : ports.lowerBound
                return next
            }
            if isFree(port) { return port }
        }
    }

    private static func isFree(_ port: Int) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        address.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe bind(descriptor, pointer, length) == 0
            }
        }
    }
}
