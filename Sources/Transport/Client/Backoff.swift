/// Pauses between attempts to connect: each half as long again as the one before, up to a bound,
/// spread by a fifth either way.
struct Backoff {
    private let firstMilliseconds: Int
    private let milliseconds: Int
    private var next: Int

    init(_ limits: TransportLimits) {
        firstMilliseconds = limits.backoffFirstMilliseconds
        milliseconds = limits.backoffMaxMilliseconds
        next = firstMilliseconds
    }

    mutating func reset() { next = firstMilliseconds }

    mutating func pauseMilliseconds(using random: inout some RandomNumberGenerator) -> Int {
        let base = next
        next = min(milliseconds, base + base / 2)
        let spread = base / 5
        return base + Int.random(in: -spread...spread, using: &random)
    }
}
