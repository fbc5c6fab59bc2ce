import Services
import Synchronization
import Transport
import Wire

/// Clients of an installation's services, each made when it is first called. All present the
/// same certificate.
final class Connections: Sendable {
    /// Long enough for a service that is folding its journal to answer; a call that hangs is told
    /// from one that is slow by nothing else.
    static let timeoutMilliseconds = 30_000

    let installation: Installation
    let caller: Caller
    private let credentials: Credentials
    private let loops = Loops(threads: 1)
    private let clients = Mutex<[ServiceName: Client]>([:])

    init(_ installation: Installation, as caller: Caller) throws(Failure) {
        self.installation = installation
        self.caller = caller
        credentials = try installation.credentials(of: caller)
    }

    /// Calls, and throws what the service or the transport said.
    func attempt<Request, Reply>(
        _ service: ServiceName, _ method: Method<Request, Reply>, _ request: Request,
        timeoutMilliseconds: Int = Connections.timeoutMilliseconds, waitForReady: Bool = false
    ) async throws(RPCError) -> Reply {
        let client = try client(of: service)
        return try await client.call(
            method, request, timeoutMilliseconds: timeoutMilliseconds, waitForReady: waitForReady)
    }

    /// Calls, and throws a failure that the command can end with.
    func call<Request, Reply>(
        _ service: ServiceName, _ method: Method<Request, Reply>, _ request: Request
    ) async throws(Failure) -> Reply {
        do {
            return try await attempt(service, method, request)
        } catch {
            throw failure(error, from: service)
        }
    }

    /// Gives each message of a stream to `body`, until the stream ends.
    func stream<Request, Reply>(
        _ service: ServiceName, _ method: Method<Request, Reply>, _ request: Request,
        body: (Reply) -> Void
    ) async throws(Failure) {
        do throws(RPCError) {
            var messages = try client(of: service).stream(method, request).makeAsyncIterator()
            while let message = try await messages.next() {
                body(message)
            }
        } catch {
            throw failure(error, from: service)
        }
    }

    /// Sends `requests` as one call, as fast as the service takes them, and gives its reply.
    func send<Request, Reply>(
        _ service: ServiceName, _ method: Method<Request, Reply>,
        _ requests: some Sequence<Request>
    ) async throws(Failure) -> Reply {
        do throws(RPCError) {
            let call = try client(of: service).clientStream(method)
            do throws(RPCError) {
                for request in requests { try await call.requests.send(request) }
            } catch {
                // The call is over: its response says why.
                return try await call.response()
            }
            call.requests.finish()
            return try await call.response()
        } catch {
            throw failure(error, from: service)
        }
    }

    func failure(_ error: RPCError, from service: ServiceName) -> Failure {
        switch error.code {
        case .unavailable, .deadlineExceeded:
            let place = "\(installation.host):\(installation.port(of: service))"
            return Failure(
                .unreachable,
                "the \(service.rawValue) service at \(place) did not answer: \(error.message); "
                    + "start the services with `tidemark up`",
                code: "\(error.code)", reason: error.reason)
        default:
            return Failure(
                .refused, error.message, code: "\(error.code)", reason: error.reason)
        }
    }

    func close() async {
        let all = clients.withLock { clients in
            defer { clients = [:] }
            return clients.values.map { $0 }
        }
        for client in all {
            await client.close()
        }
        await loops.shutdown()
    }

    private func client(of service: ServiceName) throws(RPCError) -> Client {
        let made: Result<Client, RPCError> = clients.withLock { clients in
            if let client = clients[service] { return .success(client) }
            do {
                let client = try Client(
                    host: installation.host, port: installation.port(of: service),
                    serverName: installation.serverName, credentials: credentials, loops: loops)
                clients[service] = client
                return .success(client)
            } catch {
                return .failure(RPCError(.internal, "\(error)", reason: "credentials"))
            }
        }
        return try made.get()
    }
}
