/// Another attempt after one that failed. For methods that may run twice with the effect of once.
/// gRPC proposal A6, but for the spread of pauses, which is a fifth either way.
package struct RetryPolicy: Sendable, Hashable {
    /// Attempts of one call, the first included.
    package var attemptsMax = 4
    package var backoffFirstMilliseconds = 50
    package var backoffMaxMilliseconds = 1_000
    /// Each pause in percent of the one before.
    package var backoffGrowthPercent = 200
    package var codes: Set<StatusCode> = [.unavailable]

    package init() {}

    /// The pause after `failed` attempts, at least one.
    func pauseMilliseconds(
        afterFailed failed: Int, using random: inout some RandomNumberGenerator
    ) -> Int {
        var base = min(backoffFirstMilliseconds, backoffMaxMilliseconds)
        for _ in 0..<min(failed - 1, 64) {
            let (grown, overflow) = base.multipliedReportingOverflow(by: backoffGrowthPercent)
            base = overflow ? backoffMaxMilliseconds : min(backoffMaxMilliseconds, grown / 100)
        }
        let spread = base / 5
        return base + Int.random(in: -spread...spread, using: &random)
    }
}
