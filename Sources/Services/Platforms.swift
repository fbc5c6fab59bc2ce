import Synchronization
import Transport
import Wire

/// What the pool says of a platform, asked at most once a second: a version of a plan never
/// changes, but another may have come into force.
final class Platforms: Sendable {
    /// How long an answer is taken for the current one.
    private static let trusted = Duration.seconds(1)
    private static let timeoutMilliseconds = 5_000
    /// For a question whose last answer will do.
    private static let againMilliseconds = 1_000

    private let pool: Client
    private let known = Mutex<[String: Answer]>([:])

    private struct Answer {
        var platform: Platform
        var askedAt: ContinuousClock.Instant
    }

    init(pool: Client) {
        self.pool = pool
    }

    /// Refused: `platform_not_found`, and what the pool or the way to it refuses. While the pool is
    /// away the last answer goes on.
    func platform(_ name: String) async throws(RPCError) -> Platform {
        let now = ContinuousClock.now
        let (last, isCurrent) = known.withLock { known -> (Platform?, Bool) in
            guard let answer = known[name] else { return (nil, false) }
            let isCurrent = answer.askedAt.advanced(by: Self.trusted) > now
            // One caller asks again; the others go on with the last answer meanwhile.
            if !isCurrent { known[name]?.askedAt = now }
            return (answer.platform, isCurrent)
        }
        guard let last else {
            return try await ask(name, at: now, within: Self.timeoutMilliseconds)
        }
        guard !isCurrent else { return last }
        do throws(RPCError) {
            return try await ask(name, at: now, within: Self.againMilliseconds)
        } catch {
            guard error.isWorthRetrying else { throw error }
            return last
        }
    }

    private func ask(
        _ name: String, at now: ContinuousClock.Instant, within milliseconds: Int
    ) async throws(RPCError) -> Platform {
        let response = try await pool.call(
            PoolMethods.getPlatform, GetPlatformRequest(platform: name),
            timeoutMilliseconds: milliseconds)
        guard let platform = response.platform else {
            throw RPCError(.internal, "the pool answered without platform \(name)")
        }
        known.withLock { $0[name] = Answer(platform: platform, askedAt: now) }
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
