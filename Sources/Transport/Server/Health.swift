internal import Synchronization
internal import Wire

/// `grpc.health.v1.Health`.
final class Health: Sendable {
    private struct State {
        var statuses: [String: ServingStatus] = ["": .notServing]
        var watchers: [Int: AsyncStream<Void>.Continuation] = [:]
        var nextWatcher = 0
    }

    private let state = Mutex(State())

    func add(services: [String]) {
        state.withLock { state in
            for service in services { state.statuses[service] = .notServing }
        }
    }

    func set(_ service: String, _ status: ServingStatus) {
        change { $0[service] = status }
    }

    func setAll(_ status: ServingStatus) {
        change { statuses in
            for service in statuses.keys { statuses[service] = status }
        }
    }

    private func change(_ body: (inout [String: ServingStatus]) -> Void) {
        let watchers = state.withLock { state in
            body(&state.statuses)
            return Array(state.watchers.values)
        }
        for watcher in watchers { watcher.yield() }
    }

    private func status(of service: String) -> ServingStatus? {
        state.withLock { $0.statuses[service] }
    }

    func register(in router: inout Router) {
        router.immediate(HealthMethods.check, unknown: .skip, access: .anyone) { _, request in
            guard let status = self.status(of: request.service) else {
                throw RPCError(
                    .notFound, "no service \(request.service) is served here",
                    reason: "service_unknown", metadata: ["service": request.service])
            }
            return HealthCheckResponse(status: status)
        }
        router.serverStreaming(
            HealthMethods.watch, unknown: .skip, access: .certified, onDrain: .cancel
        ) { _, request, responses in
            try await self.watch(request.service, responses)
        }
        router.immediate(HealthMethods.list, unknown: .skip, access: .certified) { _, _ in
            let statuses = self.state.withLock { $0.statuses }
            return HealthListResponse(
                statuses: statuses.sorted { $0.key < $1.key }.map { entry in
                    HealthListResponse.StatusesEntry(
                        key: entry.key, value: HealthCheckResponse(status: entry.value))
                })
        }
    }

    private func watch(
        _ service: String, _ responses: ResponseStream<HealthCheckResponse>
    ) async throws {
        // One waiting change is enough: what is sent is the state at that time.
        let (changes, continuation) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = state.withLock { state in
            state.nextWatcher += 1
            state.watchers[state.nextWatcher] = continuation
            return state.nextWatcher
        }
        defer { state.withLock { $0.watchers[number] = nil } }
        var last = status(of: service) ?? .serviceUnknown
        try await responses.send(HealthCheckResponse(status: last))
        for await _ in changes {
            let now = status(of: service) ?? .serviceUnknown
            guard now != last else { continue }
            last = now
            try await responses.send(HealthCheckResponse(status: now))
        }
        throw RPCError.cancelled
    }
}
