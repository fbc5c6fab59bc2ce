/// Business time of one platform: wall time, plus what the clock of a sandbox platform was moved
/// forward. It never goes back.
package struct BusinessClock: Hashable, Sendable {
    package private(set) var aheadMicroseconds: Int64 = 0

    package init() {}

    /// Business time at `wallMicroseconds` since 1970 UTC; the last instant stays.
    package func instant(atWall wallMicroseconds: Int64) -> Instant {
        let (sum, overflow) = wallMicroseconds.addingReportingOverflow(aheadMicroseconds)
        return Instant(microseconds: overflow ? .max : sum)
    }

    /// The clock as another service has it; nil if that is not ahead of this one.
    package func following(_ aheadMicroseconds: Int64) -> BusinessClock? {
        guard aheadMicroseconds > self.aheadMicroseconds,
            aheadMicroseconds <= OrderLimits.clockAheadMicrosecondsMax
        else { return nil }
        var clock = self
        clock.aheadMicroseconds = aheadMicroseconds
        return clock
    }

    /// Nil if the clock cannot be moved by this much.
    func moved(by step: Int64) -> BusinessClock? {
        guard (1...OrderLimits.clockStepMicrosecondsMax).contains(step) else { return nil }
        let ahead = aheadMicroseconds + step
        guard ahead <= OrderLimits.clockAheadMicrosecondsMax else { return nil }
        var clock = self
        clock.aheadMicroseconds = ahead
        return clock
    }
}
