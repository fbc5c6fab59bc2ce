import Synchronization
import Transport
import Wire

/// What the pool says of a platform, asked once and kept: plan versions are immutable.
final class Platforms: Sendable {
    private let pool: Client
    private let known = Mutex<[String: Platform]>([:])

    init(pool: Client) {
        self.pool = pool
    }

    /// Refused: `platform_not_found`, and what the pool or the way to it refuses.
    func platform(_ name: String) async throws(RPCError) -> Platform {
        if let platform = known.withLock({ $0[name] }) { return platform }
        let response = try await pool.call(
            PoolMethods.getPlatform, GetPlatformRequest(platform: name),
            timeoutMilliseconds: 5_000)
        guard let platform = response.platform else {
            throw RPCError(.internal, "the pool answered without platform \(name)")
        }
        known.withLock { $0[name] = platform }
        return platform
    }
}

extension Platform {
    /// The rates that an order paid now is rewarded by.
    var rates: RewardRates {
        RewardRates(
            planVersion: planVersion, directBps: plan?.directBps ?? 0,
            indirectBps: plan?.indirectBps ?? 0)
    }
}
