package import Logging
import Transport
import Wire

/// One service in this process, from opening its journals to its drain.
package struct ServiceHost: Sendable {
    private let configuration: ServiceConfiguration
    private let logger: Logger

    package init(_ configuration: ServiceConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
    }

    /// Opens and checks the journals, serves until `stop` returns, then drains: new calls are
    /// refused, running ones end, what is committed is answered, files are closed. `ready` gets the
    /// port once the service answers.
    ///
    /// Throws JournalError or TransportError if the service cannot start.
    package func serve(
        ready: @Sendable (Int) -> Void, until stop: @Sendable @escaping () async -> Void
    ) async throws {
        let loops = Loops(threads: 1)
        do {
            try await serve(on: loops, ready: ready, until: stop)
        } catch {
            await loops.shutdown()
            throw error
        }
        await loops.shutdown()
    }

    private func serve(
        on loops: Loops, ready: @Sendable (Int) -> Void,
        until stop: @Sendable @escaping () async -> Void
    ) async throws {
        let service = try HostedService.open(configuration, loops: loops, logger: logger)
        var router = Router { Authorization.refusal(of: $0, to: $1) }
        service.register(&router)
        let server = try Server(
            configuration: Server.Configuration(
                host: configuration.listen.host, port: configuration.listen.port,
                credentials: configuration.credentials, limits: configuration.limits,
                clientMetrics: configuration.clientMetrics),
            router: router, loops: loops, logger: logger)
        try await server.start()
        server.setServing(true)
        logger.info("serving", metadata: ["port": "\(server.port)"])
        ready(server.port)
        await withTaskGroup { group in
            group.addTask { await service.run() }
            await stop()
            logger.info("draining")
            await server.drain(withinMilliseconds: configuration.drainMilliseconds)
            group.cancelAll()
        }
        try await service.close()
        logger.info("drained")
    }
}

/// What the host does with a service, whichever it is.
struct HostedService: Sendable {
    /// Adds the service's methods.
    var register: @Sendable (inout Router) -> Void
    /// What the service does by itself until the task is cancelled.
    var run: @Sendable () async -> Void = {}
    /// Closes the journals. All calls have ended.
    var close: @Sendable () async throws -> Void

    static func open(
        _ configuration: ServiceConfiguration, loops: Loops, logger: Logger
    ) throws -> HostedService {
        switch configuration.name {
        case .catalog: try catalog(configuration, loops: loops, logger: logger)
        case .referral: try referral(configuration, loops: loops)
        case .pool: try pool(configuration, logger: logger)
        case .order: try order(configuration, loops: loops, logger: logger)
        case .audit: try audit(configuration, loops: loops, logger: logger)
        }
    }
}
