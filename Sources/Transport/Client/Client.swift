internal import Synchronization
package import Wire

/// Calls one server. All calls share one connection, which is made when the first needs it and
/// made again when it is lost or the server asks to leave it.
package final class Client: Sendable {
    private let connector: Connector
    private let loop: Loop
    private let isClosed = Atomic(false)

    /// Reads the credentials; connects with the first call. `serverName` is the DNS name that the
    /// server's certificate must carry.
    package init(
        host: String, port: Int, serverName: String, credentials: Credentials, loops: Loops,
        limits: TransportLimits = TransportLimits()
    ) throws(TransportError) {
        loop = loops.next()
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

    /// Makes a unary call. Cancelling the task cancels the call at the server.
    ///
    /// Without `waitForReady` a call fails as UNAVAILABLE when the server cannot be reached; with
    /// it the call waits for the server, bounded by its deadline alone. A call that certainly
    /// reached no handler is sent once more by itself; `RPCError.wasNeverProcessed` tells a caller
    /// when that too was in vain.
    package func call<Q, R>(
        _ method: Method<Q, R>, _ request: Q, timeoutMilliseconds: Int? = nil,
        waitForReady: Bool = false, metadata: Metadata = Metadata()
    ) async throws(RPCError) -> R {
        let path = method.path
        let reply = try await unary(
            path, request.encoded(), timeoutMilliseconds: timeoutMilliseconds,
            waitForReady: waitForReady, metadata: metadata)
        return try R.readingReply(reply, of: path)
    }

    /// Makes a unary call with messages that are encoded already.
    package func unary(
        _ path: String, _ request: [UInt8], timeoutMilliseconds: Int? = nil,
        waitForReady: Bool = false, metadata: Metadata = Metadata()
    ) async throws(RPCError) -> [UInt8] {
        let call = ClientCall(
            loop: loop, path: path, request: request, metadata: metadata,
            deadline: timeoutMilliseconds.map { Deadline(afterMilliseconds: $0) },
            waitsForReady: waitForReady, isUnary: true)
        return try await call.unary(through: connector)
    }

    /// Makes a call with a stream of responses. It is sent at once; letting go of the sequence and
    /// its iterator cancels it.
    package func stream<Q, R>(
        _ method: Method<Q, R>, _ request: Q, timeoutMilliseconds: Int? = nil,
        waitForReady: Bool = false, metadata: Metadata = Metadata()
    ) -> ResponseSequence<R> {
        let call = ClientCall(
            loop: loop, path: method.path, request: request.encoded(), metadata: metadata,
            deadline: timeoutMilliseconds.map { Deadline(afterMilliseconds: $0) },
            waitsForReady: waitForReady, isUnary: false)
        let connector = connector
        loop.execute { call.submit(to: connector) }
        return ResponseSequence(call, path: method.path)
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
