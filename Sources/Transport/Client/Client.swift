internal import Synchronization

/// Calls one server. All calls share one connection, which is made when the first needs it and
/// made again when it is lost or the server asks to leave it.
package final class Client: Sendable {
    let connector: Connector
    let loop: Loop
    let limits: TransportLimits
    let state: ClientState
    private let isClosed = Atomic(false)

    /// Reads the credentials; connects with the first call. `serverName` is the DNS name that the
    /// server's certificate must carry.
    package init(
        host: String, port: Int, serverName: String, credentials: Credentials, loops: Loops,
        limits: TransportLimits = TransportLimits(), retryBudget: RetryBudget = RetryBudget(),
        interceptors: [any ClientInterceptor] = []
    ) throws(TransportError) {
        loop = loops.next()
        self.limits = limits
        state = ClientState(budget: retryBudget, interceptors: interceptors)
        connector = Connector(
            target: Connector.Target(
                host: host, port: port, serverName: serverName,
                authority: "\(serverName):\(port)"),
            tls: try TLSContext(.client, credentials), loop: loop, limits: limits)
    }

    deinit {
        guard !isClosed.load(ordering: .relaxed) else { return }
        let connector = connector
        loop.execute { connector.close() }
    }

    /// Ends the connection. Open calls end as UNAVAILABLE.
    package func close() async {
        isClosed.store(true, ordering: .relaxed)
        let connector = connector
        let loop = loop
        await withCheckedContinuation { continuation in
            loop.execute {
                connector.close()
                continuation.resume()
            }
        }
    }
}
