import Glibc
import Testing
import Wire

extension Journeys {
    @Suite("An installation that is told to end")
    struct DrainTests {
        private static let drainMilliseconds = 5_000
        /// Enough that the import is under way when the signal comes.
        private static let rows = 2_000
        /// Each places one order, half of them before the signal, half when it comes.
        private static let buyers: ClosedRange<UInt64> = 1...8

        @Test(
            "drains in under five seconds with exit status 0 and loses no order it acknowledged",
            arguments: [SIGTERM, SIGINT])
        func drained(_ signal: Int32) async throws {
            try await Processes.with { processes in
                let shop = Shop(processes: processes)
                try processes.folder.write("orders.csv", try Repository.sample(rows: Self.rows))
                let first = try await up(processes)
                try await shop.make()
                let counter = Counter(processes: processes)
                try await counter.open(for: Self.buyers)
                let importing = try shop.importing("orders.csv")
                var orders = try await acknowledged(counter, Self.buyers.prefix(4))
                let late = try Self.buyers.suffix(4).map { try counter.placing(by: $0) }
                let start = ContinuousClock.now
                first.signal(signal)
                #expect(await first.ended() == .status(0))
                let duration = start.duration(to: .now)
                #expect(duration < .milliseconds(Self.drainMilliseconds))
                for placing in late {
                    if let order = try await counter.placed(placing) { orders.append(order) }
                }

                let second = try await up(processes)
                // The import waited for the services, and completes.
                #expect(await importing.ended() == .status(0))
                for order in orders {
                    #expect(try await counter.hasOrder(order))
                }
                second.signal(signal)
                #expect(await second.ended() == .status(0))
            }
        }

        /// All five services by `tidemark up`, once they serve.
        private func up(_ processes: Processes) async throws -> RunningProcess {
            let process = try processes.launch(["up", "--json"], log: "up.log")
            guard await process.line(with: "\"serving\":true") != nil else {
                throw Unexpected("up: \(await process.output().suffix(2_000))")
            }
            return process
        }

        /// Places orders one after the other; each is acknowledged.
        private func acknowledged(
            _ counter: Counter, _ buyers: some Collection<UInt64>
        ) async throws -> [UInt64] {
            var orders: [UInt64] = []
            for buyer in buyers {
                let placing = try counter.placing(by: buyer)
                guard let order = try await counter.placed(placing) else {
                    throw Unexpected(
                        "an order is refused: \(counter.processes.folder.text("commands.log"))")
                }
                orders.append(order)
            }
            return orders
        }
    }
}

/// A platform beside that of the import, where orders are placed by hand: an import ends when no
/// order of its platform is open, and these stay open.
struct Counter {
    private static let platform = "counter"

    let processes: Processes

    /// Opens with a product for each of `buyers`, who join.
    func open(for buyers: ClosedRange<UInt64>) async throws {
        try await processes.run("platform", "create", Self.platform, "--sandbox")
        for buyer in buyers {
            try await processes.run("member", "join", "-p", Self.platform, "--member", "\(buyer)")
        }
        try await processes.run(
            "product", "put", "-p", Self.platform, "--title", "Tea", "--price", "1000",
            "--waterfall", "300,300,100,0,0,300", "--unlimited")
    }

    func placing(by buyer: UInt64) throws -> RunningProcess {
        try processes.launch([
            "order", "place", "-p", Self.platform, "--member", "\(buyer)", "--line", "1", "--json",
        ])
    }

    /// The number of an order that was acknowledged; nil if it was not.
    func placed(_ placing: RunningProcess) async throws -> UInt64? {
        let reply = await placing.output()
        guard await placing.ended() == .status(0) else { return nil }
        return try PlaceResponse(json: Shop.unmarked(reply)).order
    }

    func hasOrder(_ order: UInt64) async throws -> Bool {
        let shown = try await processes.run(
            "order", "show", "\(order)", "-p", Self.platform, "--json")
        return try GetOrderResponse(json: Shop.unmarked(shown)).order?.order == order
    }
}
