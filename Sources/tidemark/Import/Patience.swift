import Services
import Transport
import Wire

/// Calls services that may be away for a while, because they are being started again.
struct Patience {
    private static let pauseFirstMilliseconds = 50
    private static let pauseMaxMilliseconds = 2_000

    let services: Connections
    /// How long a service may be away before its caller gives up.
    let seconds: Int

    /// Calls until there is an answer. Fails with the last error when patience is at its end, and
    /// at once where asking again would not help.
    func call<Request, Reply>(
        _ service: ServiceName, _ method: Method<Request, Reply>, _ request: Request
    ) async throws -> Reply {
        var pause = Self.pauseFirstMilliseconds
        let deadline = ContinuousClock.now.advanced(by: .seconds(seconds))
        while true {
            do throws(RPCError) {
                return try await services.attempt(service, method, request)
            } catch {
                guard Self.passes(error), ContinuousClock.now < deadline else {
                    throw services.failure(error, from: service)
                }
            }
            try await Task.sleep(for: .milliseconds(Int.random(in: pause / 2...pause)))
            pause = min(pause * 2, Self.pauseMaxMilliseconds)
        }
    }

    func platform(_ name: String) async throws -> Platform {
        let reply = try await call(
            .pool, PoolMethods.getPlatform, GetPlatformRequest(platform: name))
        return try reply.platform.orMissing("platform")
    }

    /// Whether the same request may be answered later.
    private static func passes(_ error: RPCError) -> Bool {
        switch error.code {
        case .unavailable, .deadlineExceeded, .resourceExhausted: true
        case .ok, .cancelled, .unknown, .invalidArgument, .notFound, .alreadyExists,
            .permissionDenied, .failedPrecondition, .aborted, .outOfRange, .unimplemented,
            .internal, .dataLoss, .unauthenticated:
            false
        }
    }
}
