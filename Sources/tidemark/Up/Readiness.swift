import Services
import Transport
import Wire

/// When all services of an installation answer that they are serving.
enum Readiness {
    /// Who asks; every service answers it.
    static let caller = Caller(role: .operator, name: "ann")
    /// A journal of a million entries is verified and folded within 5 s.
    static let waitMilliseconds = 60_000
    private static let pollMilliseconds = 20

    /// Returns the milliseconds that it took.
    static func wait(for services: Connections) async throws -> Int64 {
        let start = ContinuousClock.now
        for service in ServiceName.allCases {
            while try await !isServing(service, services) {
                guard start.duration(to: .now) < .milliseconds(waitMilliseconds) else {
                    throw Failure(
                        .unreachable,
                        "the \(service.rawValue) service does not serve after "
                            + "\(waitMilliseconds / 1_000) s; see what it logged")
                }
                try await Task.sleep(for: .milliseconds(pollMilliseconds))
            }
        }
        return Int64(start.duration(to: .now) / .milliseconds(1))
    }

    private static func isServing(
        _ service: ServiceName, _ services: Connections
    ) async throws(Failure) -> Bool {
        do {
            let reply = try await services.attempt(
                service, HealthMethods.check, HealthCheckRequest(service: ""),
                timeoutMilliseconds: 1_000)
            return reply.status == .serving
        } catch {
            switch error.code {
            case .unavailable, .deadlineExceeded, .cancelled: return false
            default: throw services.failure(error, from: service)
            }
        }
    }
}
