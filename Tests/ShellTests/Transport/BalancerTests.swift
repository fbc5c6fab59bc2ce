import Testing
import Wire

@testable import Transport

@Suite("A client of several addresses", .timeLimit(.minutes(1)))
struct BalancerTests {
    @Test("spreads its calls evenly, and counts them for each address")
    func even() async throws {
        let fleet = try await Fleet(3)
        let client = try fleet.client()
        try await client.warmUp()
        let before = await client.statistics()
        #expect(before.state == .ready && before.connectionsMade == 3)
        #expect(try await client.spread(300, servers: 3) == [100, 100, 100])
        let after = await client.statistics()
        for (old, new) in zip(before.addresses, after.addresses) {
            #expect(new.callsStarted - old.callsStarted == 100)
            #expect(new.callsSucceeded - old.callsSucceeded == 100)
            #expect(new.messagesReceived - old.messagesReceived == 100)
            #expect(new.callsOpen == 0 && new.callsFailed == 0)
        }
        #expect(after.addresses.reduce(0) { $0 + $1.callsStarted } == after.callsStarted)
        #expect(after.addresses.reduce(0) { $0 + $1.messagesSent } == after.messagesSent)
        await client.close()
        #expect(await client.statistics().addresses.map(\.state) == [.closed, .closed, .closed])
        try await fleet.stop()
    }

    @Test("counts at each address the calls that are open, refused and cancelled")
    func counts() async throws {
        let fleet = try await Fleet(2)
        let client = try fleet.client()
        try await client.warmUp()
        let first = Task { try await client.call(EchoMethods.hang, EchoMessage()) }
        let second = Task { try await client.call(EchoMethods.hang, EchoMessage()) }
        for echo in fleet.servers { await echo.probe.hangStarted.wait() }
        let open = await client.statistics()
        #expect(open.addresses.map(\.callsOpen) == [1, 1] && open.callsOpen == 2)
        first.cancel()
        second.cancel()
        _ = await (first.result, second.result)
        for _ in 0..<4 { _ = await client.refusal(of: EchoMethods.fail) }
        let ended = await client.statistics()
        #expect(ended.addresses.map(\.callsFailed) == [3, 3] && ended.callsOpen == 0)
        #expect(ended.callsFailed == 6 && ended.callsSucceeded == 1)
        await client.close()
        try await fleet.stop()
    }

    @Test("leaves a server that was killed, and comes back to it")
    func killed() async throws {
        let fleet = try await Fleet(3)
        let client = try fleet.client()
        try await client.warmUp()
        await fleet.kill(1)
        while await client.statistics().addresses[1].state == .ready { await Task.yield() }
        #expect(try await client.spread(100, servers: 3) == [50, 0, 50])
        #expect(await client.statistics().addresses[1].lastError != "")
        try await fleet.restart(1)
        await client.wait(for: [.ready, .ready, .ready])
        #expect(try await client.spread(99, servers: 3) == [33, 33, 33])
        #expect(await client.statistics().addresses.map(\.connectionsMade) == [1, 2, 1])
        await client.close()
        try await fleet.stop()
    }

    @Test("loses no call to a server that drains")
    func drained() async throws {
        let fleet = try await Fleet(3)
        let client = try fleet.client()
        try await client.warmUp()
        async let drained: Void = fleet.servers[2].server.drain(withinMilliseconds: 10_000)
        let answers = try await client.spread(300, servers: 3)
        await drained
        #expect(answers[0] + answers[1] + answers[2] == 300 && answers[2] < 100)
        #expect(try await client.spread(100, servers: 3) == [50, 50, 0])
        await client.close()
        try await fleet.stop()
    }

    @Test("fails calls at once when no server answers, but for those that wait for ready")
    func allDown() async throws {
        var limits = TransportLimits()
        limits.backoffFirstMilliseconds = 2_000
        limits.backoffMaxMilliseconds = 2_000
        let fleet = try await Fleet(2)
        let client = try fleet.client(limits: limits)
        try await client.warmUp()
        await fleet.kill(0)
        await fleet.kill(1)
        while await client.statistics().state == .ready { await Task.yield() }
        let error = await #expect(throws: RPCError.self) {
            _ = try await client.spread(1, servers: 2)
        }
        #expect(error?.code == .unavailable && error?.wasNeverProcessed == true)
        async let waits = client.call(Fleet.place, EchoMessage(), waitForReady: true)
        while await client.statistics().callsWaiting == 0 { await Task.yield() }
        await client.wait(for: [.pausing, .pausing])
        await #expect(throws: RPCError.self) { _ = try await client.spread(1, servers: 2) }
        #expect(await client.statistics().callsWaiting == 1)
        try await fleet.restart(1)
        #expect(try await waits.number == 1)
        await client.close()
        try await fleet.stop(killed: [0])
    }

    @Test("ends its connections when nobody has it any more", arguments: [1, 3])
    func letGo(count: Int) async throws {
        let fleet = try await Fleet(count)
        var client: Client? = try fleet.client()
        try await client?.warmUp()
        weak let balancer = client?.balancer
        #expect(balancer != nil)
        client = nil
        for echo in fleet.servers {
            while !(await echo.server.metricsText().contains("tidemark_connections_open 0")) {
                await Task.yield()
            }
        }
        #expect(balancer == nil)
        await fleet.kill(0)
        try await fleet.stop(killed: [0])
    }

    @Test("ends the calls that wait when it is closed")
    func closed() async throws {
        let fleet = try await Fleet(2)
        let client = try fleet.client()
        await fleet.kill(0)
        await fleet.kill(1)
        async let waits = #expect(throws: RPCError.self) {
            try await client.call(Fleet.place, EchoMessage(), waitForReady: true)
        }
        while await client.statistics().callsWaiting == 0 { await Task.yield() }
        await client.close()
        #expect(await waits?.code == .unavailable)
        try await fleet.stop(killed: [0, 1])
    }
}
