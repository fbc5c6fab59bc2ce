import Logging
import Transport
import Wire

/// Another service, as the order service calls it: again and again while trying again helps.
struct Peer: Sendable {
    let name: ServiceName
    let client: Client
    let logger: Logger

    private static let timeoutMilliseconds = 10_000
    private static let pauseFirstMilliseconds = 20
    private static let pauseMaxMilliseconds = 1_000

    /// Returns the answer or throws a refusal that will not change by asking again. Safe because
    /// every method called here is idempotent by its request id. Waits for a service that is away;
    /// ends with the task.
    func call<Q, R>(_ method: Method<Q, R>, _ request: Q) async throws -> R {
        var pause = Self.pauseFirstMilliseconds
        while true {
            do {
                return try await client.call(
                    method, request, timeoutMilliseconds: Self.timeoutMilliseconds,
                    waitForReady: true)
            } catch {
                guard error.isWorthRetrying else { throw error }
                try Task.checkCancellation()
                logger.info("\(name.rawValue) is asked again", metadata: ["error": "\(error)"])
            }
            try await Task.sleep(for: .milliseconds(Int.random(in: pause / 2...pause)))
            pause = min(pause * 2, Self.pauseMaxMilliseconds)
        }
    }
}

extension RPCError {
    /// The call may succeed as it is, later (money.md §10). CANCELLED is our own doing.
    var isWorthRetrying: Bool {
        switch code {
        case .unavailable, .deadlineExceeded, .aborted, .resourceExhausted, .cancelled: true
        case .ok, .unknown, .invalidArgument, .notFound, .alreadyExists, .permissionDenied,
            .failedPrecondition, .outOfRange, .unimplemented, .internal, .dataLoss,
            .unauthenticated:
            false
        }
    }
}
