import Testing
import Wire

@testable import Transport

/// Echo servers that serve the same and share their certificates, each with loops of its own.
final class Fleet {
    static let place = Method<EchoMessage, EchoMessage>(EchoMethods.service, "Place")
    let certificates: TestCertificates
    private(set) var servers: [EchoServer] = []
    private var ports: [Int] = []
    let loops = Loops(threads: 1)

    /// `routes` gets the number of the server, which `Place` answers too.
    private let routes: (Int, inout Router) -> Void

    private let interceptors: [any ServerInterceptor]

    init(
        _ count: Int, interceptors: [any ServerInterceptor] = [],
        routes: @escaping (Int, inout Router) -> Void = { _, _ in }
    ) async throws {
        self.routes = routes
        self.interceptors = interceptors
        certificates = try TestCertificates.echo()
        for number in 0..<count { servers.append(try await start(number, port: 0)) }
        ports = servers.map(\.server.port)
    }

    private func start(_ number: Int, port: Int) async throws -> EchoServer {
        let echo = try await EchoServer.start(
            certificates: certificates, port: port, interceptors: interceptors
        ) { router in
            router.unary(Self.place) { _, _ in EchoMessage(number: UInt64(number)) }
            routes(number, &router)
        }
        echo.server.setServing(true)
        return echo
    }

    /// Ends a server as a crash would: without a word to its clients.
    func kill(_ number: Int) async { await servers[number].loops.shutdown() }

    func restart(_ number: Int) async throws {
        servers[number] = try await start(number, port: ports[number])
    }

    func client(
        limits: TransportLimits = TransportLimits(),
        interceptors: [any ClientInterceptor] = [], healthService: String? = nil
    ) throws -> Client {
        try Client(
            addresses: ports.map { ClientAddress(host: "127.0.0.1", port: $0) },
            serverName: "localhost", credentials: certificates.credentials("gateway/web"),
            loops: loops, limits: limits, interceptors: interceptors,
            healthService: healthService)
    }

    /// Ends the servers that were not killed.
    func stop(killed: Set<Int> = []) async throws {
        for (number, echo) in servers.enumerated() where !killed.contains(number) {
            await echo.server.drain(withinMilliseconds: 2_000)
            await echo.loops.shutdown()
        }
        await loops.shutdown()
        try certificates.remove()
    }
}

extension Client {
    /// Returns when the addresses are in `states`, in order.
    func wait(for states: [ClientStatistics.State]) async {
        while await statistics().addresses.map(\.state) != states { await Task.yield() }
    }

    /// Connects to all addresses and returns when all are ready.
    func warmUp() async throws {
        _ = try await call(Fleet.place, EchoMessage(), waitForReady: true)
        while await statistics().addresses.contains(where: { $0.state != .ready }) {
            await Task.yield()
        }
    }

    /// How many of `count` calls each of `servers` answered. Every call must be answered.
    func spread(_ count: Int, servers: Int) async throws -> [Int] {
        var answers = [Int](repeating: 0, count: servers)
        for _ in 0..<count {
            answers[Int(try await call(Fleet.place, EchoMessage()).number)] += 1
        }
        return answers
    }
}
