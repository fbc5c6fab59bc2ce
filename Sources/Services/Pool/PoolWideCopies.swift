import Domain
import Synchronization

/// The figures over all lots of each platform's pool, with the entry they are as of.
///
/// They cost a walk over all lots, so a large pool's are taken once and served again for at most
/// a minute; a small pool's are always those of now.
final class PoolWideCopies: Sendable {
    /// Pools of so many lots are walked over for each question: within about a millisecond.
    static let lotsWalkedAlways = 10_000
    static let agedMilliseconds: Int64 = 60_000

    struct Copy: Sendable {
        let figures: PoolWideFigures
        let sequence: UInt64
        fileprivate let takenMilliseconds: Int64
    }

    private let copies = Mutex<[String: Copy]>([:])
    /// Milliseconds of a steady clock.
    private let clock: @Sendable () -> Int64

    init(clock: @escaping @Sendable () -> Int64 = PoolWideCopies.steadyMilliseconds) {
        self.clock = clock
    }

    /// Of `pool` as it is after the entry `sequence`, or of an earlier one.
    func figures(
        _ pool: borrowing Pool, of platform: String, at sequence: UInt64
    ) -> Copy {
        let now = clock()
        let known = copies.withLock { $0[platform] }
        if let known, pool.lotCount > Self.lotsWalkedAlways,
            known.sequence == sequence || now - known.takenMilliseconds < Self.agedMilliseconds
        {
            return known
        }
        let taken = Copy(
            figures: pool.poolWideFigures(), sequence: sequence, takenMilliseconds: now)
        copies.withLock { $0[platform] = taken }
        return taken
    }

    @Sendable private static func steadyMilliseconds() -> Int64 {
        let elapsed = ContinuousClock.now - start
        let (seconds, attoseconds) = elapsed.components
        return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
    }

    private static let start = ContinuousClock.now
}
