internal import Synchronization

/// Counts the calls of clients by method and status, with a histogram of how long they took from
/// the caller's point of view, all attempts and waiting included. One may serve several clients.
package final class ClientMetrics: ClientInterceptor {
    private struct Counts {
        var calls = CallCounts()
        var attempts = 0
    }

    /// A process calls few methods, so that this does not grow.
    private let methods = Mutex<[String: Counts]>([:])

    package init() {}

    package func begins(path: String, number: Int, metadata: inout Metadata) {
        methods.withLock { $0[path, default: Counts()].attempts += 1 }
    }

    package func ended(path: String, code: StatusCode, attempts: Int, microseconds: Int64) {
        methods.withLock {
            $0[path, default: Counts()].calls.ended(code, microseconds: microseconds)
        }
    }

    /// Everything in Prometheus' text format.
    package var text: String {
        let all = methods.withLock { $0 }.sorted { $0.key < $1.key }
            .map { (PrometheusText.labels($0.key), $0.value) }
        var text = PrometheusText()
        text.family(
            "grpc_client_attempts_total", .counter,
            "Attempts that were given to a connection, by method.")
        for (method, counts) in all {
            text.sample("grpc_client_attempts_total", method, counts.attempts)
        }
        text.addOutcomes("grpc_client", all.map { ($0.0, $0.1.calls) })
        return text.text
    }
}
