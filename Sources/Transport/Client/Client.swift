internal import Synchronization

/// Calls one server, or several that serve the same.
///
/// With one address all calls share one connection, which is made when the first needs it and made
/// again, when a call needs it, after it was lost or the server has asked to leave it. With
/// several there is a connection to each from the first call on; calls go to those that are ready
/// in turn, and a connection that is lost is made again by itself.
package final class Client: Sendable {
    /// Addresses of one client. Each costs a connection, and a look for each call.
    package static let addressesMax = 64

    let balancer: Balancer
    let loop: Loop
    let limits: TransportLimits
    let state: ClientState
    private let isClosed = Atomic(false)

    /// Reads the credentials; connects with the first call. `serverName` is the DNS name that the
    /// server's certificate must carry.
    package convenience init(
        host: String, port: Int, serverName: String, credentials: Credentials, loops: Loops,
        limits: TransportLimits = TransportLimits(), retryBudget: RetryBudget = RetryBudget(),
        interceptors: [any ClientInterceptor] = [], healthService: String? = nil
    ) throws(TransportError) {
        try self.init(
            addresses: [ClientAddress(host: host, port: port)], serverName: serverName,
            credentials: credentials, loops: loops, limits: limits, retryBudget: retryBudget,
            interceptors: interceptors, healthService: healthService)
    }

    /// A client of 1 to `addressesMax` addresses, whose certificates all carry `serverName`.
    ///
    /// With a `healthService` an address takes calls only while `grpc.health.v1.Health/Watch` says
    /// that the service serves, or the server knows no health checks.
    package init(
        addresses: [ClientAddress], serverName: String, credentials: Credentials, loops: Loops,
        limits: TransportLimits = TransportLimits(), retryBudget: RetryBudget = RetryBudget(),
        interceptors: [any ClientInterceptor] = [], healthService: String? = nil
    ) throws(TransportError) {
        precondition((1...Self.addressesMax).contains(addresses.count), "as documented")
        loop = loops.next()
        self.limits = limits
        state = ClientState(budget: retryBudget, interceptors: interceptors)
        let targets = addresses.map { address in
            Connector.Target(
                host: address.host, port: address.port, serverName: serverName,
                authority: "\(serverName):\(address.port)")
        }
        balancer = Balancer(
            targets, target: targets.map(\.authority).joined(separator: ", "),
            tls: try TLSContext(.client, credentials), loop: loop, limits: limits,
            healthService: healthService)
    }

    deinit {
        guard !isClosed.load(ordering: .relaxed) else { return }
        let balancer = balancer
        loop.execute { balancer.close() }
    }

    /// Ends the connection. Open calls end as UNAVAILABLE.
    package func close() async {
        isClosed.store(true, ordering: .relaxed)
        let balancer = balancer
        let loop = loop
        await withCheckedContinuation { continuation in
            loop.execute {
                balancer.close()
                continuation.resume()
            }
        }
    }
}
