/// What a peer may do in a burst, and then per second. Taking is one subtraction; time is given to
/// `refill` once for everything that arrived together.
struct RateBudget {
    private let burst: Int
    private let perSecond: Int
    private(set) var left: Int
    /// When the last whole unit came back, in milliseconds of any steady clock.
    private var refilledAt: Int64?

    init(burst: Int, perSecond: Int) {
        self.burst = burst
        self.perSecond = perSecond
        left = burst
    }

    /// False if nothing is left.
    mutating func take() -> Bool {
        left -= 1
        return left >= 0
    }

    /// Gives back what something else has earned, up to the burst.
    mutating func earn(_ count: Int) { left = min(burst, left + count) }

    mutating func refill(at milliseconds: Int64) {
        guard let before = refilledAt, left < burst else {
            refilledAt = milliseconds
            return
        }
        // An hour fills every budget; without the bound a long silence could overflow.
        let passed = min(milliseconds - before, 3_600_000)
        let earned = passed * Int64(perSecond) / 1_000
        guard earned > 0 else { return }
        earn(Int(earned))
        // Only the time that made whole units is spent.
        refilledAt = max(before, milliseconds - passed) + earned * 1_000 / Int64(perSecond)
    }
}
