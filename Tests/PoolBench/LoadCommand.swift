import ArgumentParser
import Services
import Transport
import Wire

/// A client of a running pool service, over TLS.
struct LoadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Hold orders one call each, then settle them in batches; all over TLS.")

    @Option(help: "The service's port on this machine.") var port: Int
    @Option(help: "Where deploy/certificates put its files.") var certificates: String
    @Option(help: "Orders.") var orders = 100_000
    @Option(help: "Holds in flight, each a call; and orders of a settling call.") var flight = 256
    @Option(help: "The first order; those before it were settled.") var first: UInt64 = 1
    @Option(help: "Write a page here after each settling call, to compare the two in one minute.")
    var disk: String?
    @Option(help: "Members the orders are of.") var members: UInt64 = 100_000

    func run() async throws {
        let loops = Loops(threads: 1)
        let operatorClient = try client("operator-ann", loops)
        let client = try client("service-order", loops)
        if first == 1 {
            _ = try await operatorClient.call(
                PoolMethods.createPlatform,
                CreatePlatformRequest(
                    requestID: "create", platform: "bench", title: "Bench", sandbox: true,
                    plan: PoolLoad.plan(exitMultipleBps: 30_000)))
        }
        var start = ContinuousClock.now
        // On the client's loop, as a service calls another from a handler.
        let holds = Measured.percentiles(
            try await loops.run {
                try await InFlight.run(orders, flight) { index in
                    try await hold(client, first + index - 1)
                }
            })
        let holdTime = Measured.nanoseconds(since: start)
        start = .now
        let pages = try disk.map { try DiskPages($0) }
        let (settleTimes, diskTimes) = try await loops.run { try await settleAll(client, pages) }
        let settles = Measured.percentiles(settleTimes)
        let disk = Measured.percentiles(diskTimes)
        let settleTime = Measured.nanoseconds(since: start)
        await client.close()
        await operatorClient.close()
        await loops.shutdown()
        Measured.say([
            "orders": orders, "flight": flight,
            "holds_per_second": Measured.perSecond(orders, holdTime), "hold_p50_us": holds.p50,
            "hold_p99_us": holds.p99, "hold_longest_us": holds.longest,
            "settles_per_second": Measured.perSecond(orders, settleTime),
            "settle_call_p50_us": settles.p50, "settle_call_p99_us": settles.p99,
            "settle_call_longest_us": settles.longest, "disk_p50_us": disk.p50,
            "disk_p99_us": disk.p99, "disk_longest_us": disk.longest,
        ])
    }

    private func client(_ caller: String, _ loops: Loops) throws -> Client {
        try Client(
            host: "127.0.0.1", port: port, serverName: "localhost",
            credentials: Credentials(
                caPath: "\(certificates)/ca.pem",
                certificateChainPath: "\(certificates)/\(caller).pem",
                privateKeyPath: "\(certificates)/\(caller).key"), loops: loops)
    }

    private func hold(_ client: Client, _ order: UInt64) async throws {
        _ = try await client.call(
            PoolMethods.hold,
            HoldRequest(
                requestID: "h\(order)", platform: "bench", order: order,
                member: PoolLoad.member(of: order, among: members), paidFen: PoolLoad.paidFen,
                payment: "bench"), timeoutMilliseconds: 10_000)
    }

    /// Settlement numbers follow one another, so one call is open at a time: `flight` orders wait
    /// for the same commit.
    private func settleAll(
        _ client: Client, _ pages: DiskPages?
    ) async throws -> (settles: [Int], disk: [Int]) {
        var times: (settles: [Int], disk: [Int]) = ([], [])
        let last = first + UInt64(orders) - 1
        for number in stride(from: first, through: last, by: flight) {
            let batch = (number...min(number + UInt64(flight) - 1, last))
                .map { PoolLoad.message($0, members: members) }
            let start = ContinuousClock.now
            _ = try await client.call(
                PoolMethods.settleBatch,
                SettleBatchRequest(
                    requestID: "s\(number)", platform: "bench", firstNumber: number,
                    orders: batch), timeoutMilliseconds: 10_000)
            times.settles.append(Measured.nanoseconds(since: start))
            if let pages { times.disk.append(pages.write()) }
        }
        return times
    }
}
