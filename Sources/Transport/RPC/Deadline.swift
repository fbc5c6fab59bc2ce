internal import NIOCore

/// The moment a call ends whether or not it is answered, on the clock that never jumps.
package struct Deadline: Sendable, Hashable {
    let uptimeNanoseconds: Int64

    /// `nanoseconds` from now; a sum beyond the clock's range is its end.
    init(after nanoseconds: Int64) {
        let (sum, overflow) = Self.now.addingReportingOverflow(nanoseconds)
        uptimeNanoseconds = overflow ? .max : sum
    }

    package init(afterMilliseconds milliseconds: Int) {
        let (product, overflow) = Int64(milliseconds).multipliedReportingOverflow(by: 1_000_000)
        self.init(after: overflow ? .max : product)
    }

    static var now: Int64 { Int64(clamping: NIODeadline.now().uptimeNanoseconds) }

    /// Never negative.
    var remainingNanoseconds: Int64 { max(0, uptimeNanoseconds - Self.now) }

    /// What is left, rounded up, so that a timer of this length does not fire early.
    package var remainingMilliseconds: Int {
        Int(remainingNanoseconds / 1_000_000 + (remainingNanoseconds % 1_000_000 == 0 ? 0 : 1))
    }
}
