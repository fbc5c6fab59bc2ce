import Synchronization

/// Keeps a flood of forged callbacks from filling the journal: of each platform and minute so
/// many have entries of their own, and the rest is counted.
final class ForgeryLimiter: Sendable {
    /// Entries a minute and platform. Who looks into an attack needs a few examples.
    static let entriesMax = 10

    private static let minuteMicroseconds: Int64 = 60_000_000

    private struct Minute {
        var number: Int64
        var entries = 0
        var counted: UInt64 = 0
    }

    private let minutes = Mutex<[String: Minute]>([:])

    /// Whether this one has an entry of its own; else it is counted. `platform` exists.
    func admits(_ platform: String, at microseconds: Int64) -> Bool {
        let number = microseconds / Self.minuteMicroseconds
        return minutes.withLock { minutes in
            var minute = minutes[platform] ?? Minute(number: number)
            defer { minutes[platform] = minute }
            if minute.number < number {
                minute.number = number
                minute.entries = 0
            }
            guard minute.entries < Self.entriesMax else {
                minute.counted += 1
                return false
            }
            minute.entries += 1
            return true
        }
    }

    /// Hands over what was counted of a platform in minutes that are over; 0 if nothing was.
    func takeCount(_ platform: String, at microseconds: Int64) -> UInt64 {
        let number = microseconds / Self.minuteMicroseconds
        return minutes.withLock { minutes in
            guard var minute = minutes[platform], minute.counted > 0, minute.number < number
            else { return 0 }
            defer {
                minute.counted = 0
                minutes[platform] = minute
            }
            return minute.counted
        }
    }
}
