import Wire

/// What the audit says of an installation.
struct Auditor {
    /// How long the audit may take to follow.
    private static let waitMilliseconds = 60_000

    let processes: Processes

    func status() async throws -> StatusResponse {
        try StatusResponse(json: try await processes.run("audit", "status", "--json"))
    }

    /// Waits until the audit has followed all journals to their heads and has checked `orders`;
    /// then its verdict must hold, its own figures must be those of `totals`, and every entry
    /// that it mirrors must be in what it signed.
    func confirm(_ totals: Totals, orders: Int) async throws -> String {
        let deadline = ContinuousClock.now + .milliseconds(Self.waitMilliseconds)
        var status = try await status()
        while !hasSeen(status, orders) {
            guard ContinuousClock.now < deadline else {
                throw Unexpected("the audit does not catch up: \(status.json())")
            }
            try await Task.sleep(for: .milliseconds(50))
            status = try await self.status()
        }
        let own = status.platforms.first { $0.platform == Shop.platform }
        guard status.findings == 0, status.verdict.hasPrefix("No finding"),
            own?.ordersChecked == UInt64(orders), own?.reserveFen == totals.pool.reserveFen,
            own?.supplyUnits == totals.pool.supplyUnits, own?.exits == totals.pool.exits
        else { throw Unexpected("the audit does not confirm: \(status.json())") }
        try await processes.run("audit", "verify", "--json")
        return status.verdict
    }

    private func hasSeen(_ status: StatusResponse, _ orders: Int) -> Bool {
        let own = status.platforms.first { $0.platform == Shop.platform }
        return status.caughtUp && own?.ordersChecked ?? 0 >= UInt64(orders)
            && status.journals.allSatisfy { !$0.checkpoint.isEmpty }
    }
}
