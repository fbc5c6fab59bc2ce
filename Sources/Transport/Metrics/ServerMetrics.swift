internal import Synchronization

/// What a server has done, on all its loops, for operators and their monitoring.
final class ServerMetrics: Sendable {
    private let methods: [String]
    /// One for each loop that has had a connection.
    private let shards = Mutex<[(loop: Loop, metrics: LoopMetrics)]>([])

    /// `methods` are the paths of the routes, by their index.
    init(methods: [String]) {
        self.methods = methods
    }

    /// The counts of `loop`, which the caller is on.
    func shard(of loop: Loop) -> LoopMetrics {
        shards.withLock { shards in
            if let shard = shards.first(where: { $0.loop === loop }) { return shard.metrics }
            let metrics = LoopMetrics(routes: methods.count)
            shards.append((loop, metrics))
            return metrics
        }
    }

    /// The sum of all loops. Each is asked in turn, so the loops are not of one moment.
    private func sum() async -> LoopMetrics.Copy {
        var total = LoopMetrics.Copy(
            calls: [CallCounts](repeating: CallCounts(), count: methods.count + 1))
        for (loop, metrics) in shards.withLock({ $0 }) {
            let copy = await withCheckedContinuation { continuation in
                loop.execute { continuation.resume(returning: metrics.copy) }
            }
            total.add(copy)
        }
        return total
    }

    /// Everything in Prometheus' text format. `runningHandlers` and `faults` are the server's own.
    func text(runningHandlers: Int, faults: [String: Int]) async -> String {
        let sum = await sum()
        var text = PrometheusText()
        Self.addConnections(to: &text, sum, runningHandlers: runningHandlers, faults: faults)
        let names = (methods + ["/unknown/unknown"]).map(PrometheusText.labels)
        let calls = Array(zip(names, sum.calls)).filter { $0.1.started > 0 }
        Self.addCalls(to: &text, calls)
        Self.addMessages(to: &text, calls)
        return text.text
    }

    private typealias Labels = PrometheusText.Labels

    private static func addConnections(
        to text: inout PrometheusText, _ sum: LoopMetrics.Copy, runningHandlers: Int,
        faults: [String: Int]
    ) {
        text.family(
            "tidemark_connections_opened_total", .counter, "Connections that came to a socket.")
        text.sample("tidemark_connections_opened_total", [], sum.connectionsOpened)
        text.family("tidemark_connections_open", .gauge, "Connections that are open now.")
        text.sample(
            "tidemark_connections_open", [], sum.connectionsOpened - sum.connectionsClosed)
        text.family(
            "tidemark_connection_faults_total", .counter,
            "Connections and calls that were refused or ended for what the peer did, by reason.")
        for (reason, count) in faults.sorted(by: { $0.key < $1.key }) {
            text.sample("tidemark_connection_faults_total", [("reason", reason)], count)
        }
        text.family("tidemark_handlers_running", .gauge, "Handlers that run now.")
        text.sample("tidemark_handlers_running", [], runningHandlers)
    }

    private static func addCalls(
        to text: inout PrometheusText, _ calls: [(Labels, CallCounts)]
    ) {
        text.family("grpc_server_started_total", .counter, "Calls that began, by method.")
        for (method, counts) in calls {
            text.sample("grpc_server_started_total", method, counts.started)
        }
        text.addOutcomes("grpc_server", calls)
    }

    private static func addMessages(
        to text: inout PrometheusText, _ calls: [(Labels, CallCounts)]
    ) {
        let families: [(name: String, help: String, value: (CallCounts) -> Int)] = [
            ("grpc_server_msg_received_total", "Messages from callers.", { $0.messagesReceived }),
            ("grpc_server_msg_sent_total", "Messages to callers.", { $0.messagesSent }),
            (
                "grpc_server_msg_received_bytes_total",
                "Bytes of messages from callers, uncompressed.", { $0.bytesReceived }
            ),
            (
                "grpc_server_msg_sent_bytes_total", "Bytes of messages to callers, uncompressed.",
                { $0.bytesSent }
            ),
        ]
        for family in families {
            text.family(family.name, .counter, family.help)
            for (method, counts) in calls {
                text.sample(family.name, method, family.value(counts))
            }
        }
    }
}
