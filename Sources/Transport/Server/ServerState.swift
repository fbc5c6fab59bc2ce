internal import Logging
internal import Synchronization

/// What all connections of a server share.
final class ServerState: Sendable {
    private struct Registry {
        var connections: [ObjectIdentifier: ServerConnection] = [:]
        var connectionsByAddress: [String: Int] = [:]
        var runningHandlers = 0
        var isDraining = false
        var idleWaiter: CheckedContinuation<Void, Never>?

        mutating func remove(_ connection: ServerConnection) {
            guard connections.removeValue(forKey: ObjectIdentifier(connection)) != nil else {
                return
            }
            let left = (connectionsByAddress[connection.address] ?? 1) - 1
            connectionsByAddress[connection.address] = left > 0 ? left : nil
        }

        mutating func takeIdleWaiter() -> CheckedContinuation<Void, Never>? {
            guard connections.isEmpty, runningHandlers == 0 else { return nil }
            defer { idleWaiter = nil }
            return idleWaiter
        }
    }

    private let context: Mutex<TLSContext>
    let limits: TransportLimits
    let logger: Logger
    let routes: RouteTable
    let services: Set<String>
    let interceptors: [any ServerInterceptor]
    let metrics: ServerMetrics
    private let clientMetrics: ClientMetrics?
    let faults = Mutex(FaultLog())
    private let sweeps = Mutex<[(loop: Loop, sweep: ConnectionSweep)]>([])
    private let registry = Mutex(Registry())

    init(
        tls: TLSContext, limits: TransportLimits, logger: Logger, router: Router,
        clientMetrics: ClientMetrics? = nil
    ) {
        self.clientMetrics = clientMetrics
        context = Mutex(tls)
        self.limits = limits
        self.logger = logger
        routes = RouteTable(router.routes)
        services = Set(router.services)
        // A log that would drop the line is not asked for every call.
        let logs = logger.logLevel <= .debug ? [LogInterceptor(logger: logger)] : []
        interceptors = logs + router.interceptors
        metrics = ServerMetrics(methods: router.routes.map(\.path))
    }

    /// What the next connection's TLS is made of.
    var tls: TLSContext { context.withLock { $0 } }

    func replace(tls: TLSContext) { context.withLock { $0 = tls } }

    enum Admission {
        case welcome
        case full
        case tooManyFromPeer
    }

    func add(_ connection: ServerConnection) -> Admission {
        registry.withLock { registry in
            guard !registry.isDraining, registry.connections.count < limits.connectionsMax else {
                return .full
            }
            let address = connection.address
            let before = registry.connectionsByAddress[address] ?? 0
            guard before < limits.connectionsPerPeerMax else { return .tooManyFromPeer }
            registry.connectionsByAddress[address] = before + 1
            registry.connections[ObjectIdentifier(connection)] = connection
            return .welcome
        }
    }

    /// Takes out a connection that was taken in.
    func remove(_ connection: ServerConnection) {
        let waiter = registry.withLock { registry in
            registry.remove(connection)
            return registry.takeIdleWaiter()
        }
        waiter?.resume()
    }

    /// The sweep of `loop`, which the caller is on.
    func sweep(of loop: Loop) -> ConnectionSweep {
        sweeps.withLock { sweeps in
            if let found = sweeps.first(where: { $0.loop === loop }) { return found.sweep }
            let sweep = ConnectionSweep(loop: loop, limits: limits)
            sweeps.append((loop, sweep))
            return sweep
        }
    }

    var connections: [ServerConnection] {
        registry.withLock { Array($0.connections.values) }
    }

    /// Handlers running now, in all connections.
    var runningHandlers: Int { registry.withLock { $0.runningHandlers } }

    func beginHandler() -> Bool {
        registry.withLock { registry in
            guard registry.runningHandlers < limits.handlersMax else { return false }
            registry.runningHandlers += 1
            return true
        }
    }

    func endHandler() {
        let waiter = registry.withLock { registry in
            registry.runningHandlers -= 1
            return registry.takeIdleWaiter()
        }
        waiter?.resume()
    }

    /// Everything that is counted, in Prometheus' text format.
    func metricsText() async -> String {
        let own = await metrics.text(runningHandlers: runningHandlers, faults: faultCounts)
        return own + (clientMetrics?.text ?? "")
    }

    func beginDrain() { registry.withLock { $0.isDraining = true } }

    /// Returns when no connection is left and no handler runs, or `stopWaiting` is called.
    func waitUntilIdle() async {
        await withCheckedContinuation { continuation in
            let waiter = registry.withLock { registry in
                precondition(registry.idleWaiter == nil, "a server is drained once")
                registry.idleWaiter = continuation
                return registry.takeIdleWaiter()
            }
            waiter?.resume()
        }
    }

    func stopWaiting() {
        let waiter = registry.withLock { registry in
            defer { registry.idleWaiter = nil }
            return registry.idleWaiter
        }
        waiter?.resume()
    }
}
