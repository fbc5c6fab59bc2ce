/// A calendar day in Asia/Shanghai: eight hours ahead of UTC, without summer time (China has had
/// none since 1991, and these rules apply the same offset to every year).
package struct ShanghaiDay: Codable, Comparable, Hashable, Sendable, CustomStringConvertible {
    package static let microsecondsPerDay: Int64 = 86_400_000_000
    private static let offsetMicroseconds: Int64 = 28_800_000_000

    /// Whole days since 1970-01-01.
    package let number: Int64

    package init(number: Int64) { self.number = number }

    /// The day on which `instant` falls.
    package init(of instant: Instant) {
        let (local, overflow) = instant.microseconds
            .addingReportingOverflow(Self.offsetMicroseconds)
        let (day, rest) = (overflow ? Int64.max : local)
            .quotientAndRemainder(dividingBy: Self.microsecondsPerDay)
        number = rest < 0 ? day - 1 : day
    }

    /// 00:00 of the day, or the last instant for a day beyond it.
    package var start: Instant {
        let (local, tooLarge) = number.multipliedReportingOverflow(by: Self.microsecondsPerDay)
        let (utc, tooSmall) = local.subtractingReportingOverflow(Self.offsetMicroseconds)
        if tooLarge || tooSmall {
            return Instant(microseconds: number < 0 ? .min : .max)
        }
        return Instant(microseconds: utc)
    }

    /// The day `days` later; the last day stays.
    package func advanced(by days: Int64) -> ShanghaiDay {
        let (sum, overflow) = number.addingReportingOverflow(days)
        return ShanghaiDay(number: overflow ? (days < 0 ? .min : .max) : sum)
    }

    package static func < (one: Self, other: Self) -> Bool { one.number < other.number }

    /// ISO 8601, like `1997-01-01`.
    package var description: String {
        let (year, month, day) = civil
        return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
    }

    private static func padded(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}

/// Days and dates: the Gregorian calendar's 400 years have 146,097 days, counted from 1 March of
/// year 0 so that the leap day comes last.
extension ShanghaiDay {
    private static let daysToMarchOfYearZero: Int64 = 719_468
    private static let daysPerEra: Int64 = 146_097

    /// Reads `YYYY-MM-DD`, years 1900 to 9999. Nil for any other text and for days that no
    /// calendar has.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
            let day = Self.number(bytes[8..<10]), year >= 1900, (1...12).contains(month),
            (1...31).contains(day)
        else { return nil }
        let marchYear = month <= 2 ? year - 1 : year
        let era = marchYear / 400
        let yearOfEra = marchYear % 400
        let monthsSinceMarch = (month + 9) % 12
        let dayOfYear = (153 * monthsSinceMarch + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        number = era * Self.daysPerEra + dayOfEra - Self.daysToMarchOfYearZero
        // 30 February would come out as 1 or 2 March.
        guard civil == (year, month, day) else { return nil }
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
        var value: Int64 = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = value * 10 + Int64(digit - UInt8(ascii: "0"))
        }
        return value
    }

    private var civil: (year: Int64, month: Int64, day: Int64) {
        let shifted = advanced(by: Self.daysToMarchOfYearZero).number
        let (quotient, remainder) = shifted.quotientAndRemainder(dividingBy: Self.daysPerEra)
        let era = remainder < 0 ? quotient - 1 : quotient
        let dayOfEra = remainder < 0 ? remainder + Self.daysPerEra : remainder
        let leapDays = dayOfEra / 1_460 - dayOfEra / 36_524 + dayOfEra / 146_096
        let yearOfEra = (dayOfEra - leapDays) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthsSinceMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthsSinceMarch + 2) / 5 + 1
        let month = monthsSinceMarch < 10 ? monthsSinceMarch + 3 : monthsSinceMarch - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day)
    }
}

/// Coded as its number alone.
extension ShanghaiDay {
    package init(from decoder: any Decoder) throws {
        self.init(number: try Int64(from: decoder))
    }

    package func encode(to encoder: any Encoder) throws { try number.encode(to: encoder) }
}
