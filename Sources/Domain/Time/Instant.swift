/// A moment of business time, in microseconds since 1970 UTC. It comes from outside the rules.
package struct Instant: Codable, Comparable, Hashable, Sendable {
    package static let distantFuture = Instant(microseconds: .max)

    package let microseconds: Int64

    package init(microseconds: Int64) { self.microseconds = microseconds }

    /// One microsecond later; the last instant stays.
    package var next: Instant {
        Instant(microseconds: microseconds == .max ? .max : microseconds + 1)
    }

    /// `microseconds` later; the last instant stays.
    package func advanced(by microseconds: Int64) -> Instant {
        let (sum, overflow) = self.microseconds.addingReportingOverflow(microseconds)
        return Instant(microseconds: overflow ? (microseconds < 0 ? .min : .max) : sum)
    }

    package static func < (one: Instant, other: Instant) -> Bool {
        one.microseconds < other.microseconds
    }
}

/// Coded as its number alone.
extension Instant {
    package init(from decoder: any Decoder) throws {
        self.init(microseconds: try Int64(from: decoder))
    }

    package func encode(to encoder: any Encoder) throws { try microseconds.encode(to: encoder) }
}
