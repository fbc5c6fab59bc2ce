internal import NIOCore

/// The moment a call ends whether or not it is answered, on the clock that never jumps.
package struct Deadline: Sendable, Hashable {
    /// The longest time that is kept, one year; gRPC can name 10⁸ hours, which no clock holds.
    private static let nanosecondsMax: Int64 = 365 * 24 * 3_600 * 1_000_000_000

    let uptimeNanoseconds: Int64

    /// `nanoseconds` from now; of a longer time than a year, a year.
    init(after nanoseconds: Int64) {
        uptimeNanoseconds = Self.now + min(max(0, nanoseconds), Self.nanosecondsMax)
    }

    package init(afterMilliseconds milliseconds: Int) {
        let (product, overflow) = Int64(milliseconds).multipliedReportingOverflow(by: 1_000_000)
        self.init(after: overflow ? (milliseconds < 0 ? 0 : .max) : product)
    }

    /// Nanoseconds since the machine started, centuries away from the end of the range.
    static var now: Int64 { Int64(clamping: NIODeadline.now().uptimeNanoseconds) }

    /// Never negative.
    var remainingNanoseconds: Int64 { max(0, uptimeNanoseconds - Self.now) }

    /// What is left, rounded up, so that a timer of this length does not fire early.
    package var remainingMilliseconds: Int {
        Int(remainingNanoseconds / 1_000_000 + (remainingNanoseconds % 1_000_000 == 0 ? 0 : 1))
    }
}
