package import Logging
internal import NIOCore
internal import NIOPosix
internal import Synchronization
internal import Wire

/// A gRPC server on one address, with health and reflection built in.
package final class Server: Sendable {
    package struct Configuration: Sendable {
        /// A numeric address or a name to listen on.
        package var host: String
        /// 0 lets the system choose; `Server.port` then tells.
        package var port: Int
        package var credentials: Credentials
        package var limits: TransportLimits
        /// What the process's own clients count, to be told along with the server's counts.
        package var clientMetrics: ClientMetrics?

        package init(
            host: String = "127.0.0.1", port: Int, credentials: Credentials,
            limits: TransportLimits = TransportLimits(), clientMetrics: ClientMetrics? = nil
        ) {
            self.host = host
            self.port = port
            self.credentials = credentials
            self.limits = limits
            self.clientMetrics = clientMetrics
        }
    }

    private let configuration: Configuration
    private let loops: Loops
    private let health = Health()
    /// Not private, so that tests see its connections.
    let state: ServerState
    private let certificates: CertificateWatch
    private let listener = Mutex<(any Channel)?>(nil)

    /// Reads the credentials; nothing listens before `start`.
    package init(
        configuration: Configuration, router: Router, loops: Loops, logger: Logger
    ) throws(TransportError) {
        self.configuration = configuration
        self.loops = loops
        var router = router
        let offered = router.services
        health.register(in: &router)
        health.add(services: offered)
        Reflection(services: offered).register(in: &router)
        state = ServerState(
            tls: try TLSContext(.server, configuration.credentials),
            limits: configuration.limits, logger: logger, router: router,
            clientMetrics: configuration.clientMetrics)
        certificates = CertificateWatch(configuration.credentials, logger: logger) {
            [state] in state.replace(tls: $0)
        }
    }

    /// Listens; calls are served on return. Health says NOT_SERVING until `setServing`.
    package func start() async throws(TransportError) {
        let bootstrap = ServerBootstrap(group: loops.group)
            .serverChannelOption(.backlog, value: 1_024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(.maxMessagesPerRead, value: 4)
            .childChannelInitializer { [state, loops] channel in
                channel.eventLoop.makeCompletedFuture {
                    try Server.accept(channel, state, loops)
                }
            }
        do {
            let channel = try await bootstrap.bind(
                host: configuration.host, port: configuration.port
            ).get()
            listener.withLock { $0 = channel }
            certificates.start(
                everyMilliseconds: configuration.limits.certificateWatchMilliseconds)
        } catch {
            throw TransportError(
                .address,
                "cannot listen on \(configuration.host):\(configuration.port): \(error); choose "
                    + "another port or end the process that has it")
        }
    }

    private static func accept(_ channel: any Channel, _ state: ServerState, _ loops: Loops) throws
    {
        let peer = channel.remoteAddress.map(String.init(describing:)) ?? "unknown"
        let address = channel.remoteAddress?.ipAddress ?? "unknown"
        let connection = try ServerConnection(
            server: state, loop: loops.loop(of: channel.eventLoop), peer: peer,
            address: address)
        switch state.add(connection) {
        case .welcome: break
        case .full: throw TransportError(.address, "the server takes no more connections")
        case .tooManyFromPeer:
            state.note(.connectionsPerPeer, peer: peer)
            throw TransportError(.address, "the server takes no more connections of this peer")
        }
        connection.begin()
        try channel.pipeline.syncOperations.addHandler(connection.link)
    }

    /// The port that is listened on; 0 before `start`.
    package var port: Int {
        listener.withLock { $0?.localAddress?.port ?? 0 }
    }

    /// What health answers for `service`; the empty name stands for the whole server.
    package func setServing(_ service: String, _ isServing: Bool) {
        health.set(service, isServing ? .serving : .notServing)
    }

    /// What health answers for the server and all its services.
    package func setServing(_ isServing: Bool) {
        health.setAll(isServing ? .serving : .notServing)
    }

    /// Stops in order: no new connections, health NOT_SERVING, both GOAWAYs, and a wait until all
    /// answers are sent and all handlers have returned; what is left after `milliseconds` is cut.
    package func drain(withinMilliseconds milliseconds: Int) async {
        certificates.stop()
        health.setAll(.notServing)
        state.beginDrain()
        let channel = listener.withLock { listener in
            defer { listener = nil }
            return listener
        }
        if let channel {
            do {
                try await channel.close().get()
            } catch {
                state.logger.info("the listening socket was closed before: \(error)")
            }
        }
        for connection in state.connections {
            connection.loop.execute { connection.beginDrain() }
        }
        let timer = loops.next().schedule(milliseconds: Int64(milliseconds)) { [state] in
            for connection in state.connections {
                connection.loop.execute { connection.abandon() }
            }
            state.stopWaiting()
        }
        await state.waitUntilIdle()
        timer.cancel()
    }

    /// Everything that is counted, in Prometheus' text format: the same as `GET /metrics` answers
    /// to operators and auditors on this port.
    package func metricsText() async -> String { await state.metricsText() }

    /// Takes up changed certificates now, not at the next look.
    func reloadCertificates() { certificates.look() }

    /// Handlers that run at this moment.
    package var runningHandlers: Int { state.runningHandlers }
}
