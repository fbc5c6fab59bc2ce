import Synchronization
import Testing
import Wire

@testable import Transport

/// Refuses the first so many health watches.
private final class WatchRefuser: ServerInterceptor {
    let code: StatusCode
    private let refusals: Atomic<Int>

    init(_ code: StatusCode, times: Int) {
        self.code = code
        refusals = Atomic(times)
    }

    func began(_ call: Call) throws(RPCError) {
        guard call.path == HealthMethods.watch.path,
            refusals.subtract(1, ordering: .relaxed).oldValue > 0
        else { return }
        throw RPCError(code, "no health here")
    }

    func ended(_ call: Call, _ outcome: CallOutcome) {}
}

@Suite("A client that asks for health", .timeLimit(.minutes(1)))
struct ClientHealthTests {
    private static let service = EchoMethods.service

    @Test("sends nothing to a server that says it does not serve, and fails no call for it")
    func notServing() async throws {
        let fleet = try await Fleet(3)
        let client = try fleet.client(healthService: Self.service)
        try await client.warmUp()
        fleet.servers[1].server.setServing(Self.service, false)
        // Calls meet the change, wherever it comes between them.
        #expect(try await client.spread(300, servers: 3).reduce(0, +) == 300)
        await client.wait(for: [.ready, .notServing, .ready])
        #expect(try await client.spread(100, servers: 3) == [50, 0, 50])
        #expect(
            await client.statistics().addresses[1].lastError == "its health is NOT_SERVING")
        fleet.servers[1].server.setServing(Self.service, true)
        await client.wait(for: [.ready, .ready, .ready])
        #expect(try await client.spread(99, servers: 3) == [33, 33, 33])
        #expect(await client.statistics().connectionsMade == 3)
        await client.close()
        try await fleet.stop()
    }

    @Test("takes a server without health checks for one that serves")
    func unimplemented() async throws {
        let refuser = WatchRefuser(.unimplemented, times: .max)
        let fleet = try await Fleet(2, interceptors: [refuser])
        for echo in fleet.servers { echo.server.setServing(false) }
        let client = try fleet.client(healthService: Self.service)
        try await client.warmUp()
        #expect(try await client.spread(10, servers: 2) == [5, 5])
        await client.close()
        try await fleet.stop()
    }

    @Test("asks again when a watch broke, and sends no call before it is answered")
    func broken() async throws {
        let fleet = try await Fleet(1, interceptors: [WatchRefuser(.unavailable, times: 3)])
        let client = try fleet.client(healthService: Self.service)
        let error = await #expect(throws: RPCError.self) {
            _ = try await client.spread(1, servers: 1)
        }
        #expect(error?.wasNeverProcessed == true)
        #expect(error?.message.contains("no health here") == true)
        #expect(try await client.call(Fleet.place, EchoMessage(), waitForReady: true).number == 0)
        #expect(await client.statistics().connectionsMade == 1)
        await client.close()
        try await fleet.stop()
    }

    @Test("fails a call where no server serves, and lets one wait for ready", arguments: [1, 3])
    func nobody(count: Int) async throws {
        let fleet = try await Fleet(count)
        for echo in fleet.servers { echo.server.setServing(false) }
        let client = try fleet.client(healthService: Self.service)
        let error = await #expect(throws: RPCError.self) {
            _ = try await client.spread(1, servers: count)
        }
        #expect(error?.code == .unavailable && error?.wasNeverProcessed == true)
        #expect(await client.statistics().state == .notServing)
        async let waits = client.call(Fleet.place, EchoMessage(), waitForReady: true)
        while await client.statistics().callsWaiting == 0 { await Task.yield() }
        fleet.servers[count - 1].server.setServing(Self.service, true)
        #expect(try await Int(waits.number) == count - 1)
        await client.close()
        try await fleet.stop()
    }

    @Test("does not hold a server back that drains, and loses no call")
    func drains() async throws {
        let fleet = try await Fleet(2)
        let client = try fleet.client(healthService: Self.service)
        try await client.warmUp()
        let begun = Deadline.now
        async let drained: Void = fleet.servers[0].server.drain(withinMilliseconds: 50_000)
        #expect(try await client.spread(200, servers: 2).reduce(0, +) == 200)
        await drained
        #expect(Deadline.now - begun < 40_000_000_000)
        #expect(try await client.spread(10, servers: 2) == [0, 10])
        await client.close()
        try await fleet.stop()
    }
}
