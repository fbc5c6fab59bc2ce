/// A moment as people in the platform's time zone write it.
enum ShanghaiTime {
    /// Like `2026-11-23 21:46:29`, of microseconds since 1970 UTC; UTC+8 all year. What is not
    /// between 1970 and 9999 is shown as the number it is.
    static func text(microseconds: Int64) -> String {
        let last: Int64 = 253_402_271_999_999_999
        guard (0...last).contains(microseconds) else { return "\(microseconds) µs" }
        let seconds = microseconds / 1_000_000 + 8 * 3_600
        let (days, rest) = seconds.quotientAndRemainder(dividingBy: 86_400)
        let (year, month, day) = date(daysSince1970: days)
        let date = "\(year)-\(two(month))-\(two(day))"
        return "\(date) \(two(rest / 3_600)):\(two(rest / 60 % 60)):\(two(rest % 60))"
    }

    /// The Gregorian date. Years are counted from March, so that the leap day is the last.
    private static func date(daysSince1970 days: Int64) -> (Int64, Int64, Int64) {
        // 1970-01-01 is day 719,468 after 0000-03-01; 400 years have 146,097 days.
        let (cycle, day) = (days + 719_468).quotientAndRemainder(dividingBy: 146_097)
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365
        let dayOfYear = day - (365 * year + year / 4 - year / 100)
        let month = (5 * dayOfYear + 2) / 153
        let dayOfMonth = dayOfYear - (153 * month + 2) / 5 + 1
        let isAfterDecember = month >= 10
        return (
            cycle * 400 + year + (isAfterDecember ? 1 : 0),
            isAfterDecember ? month - 9 : month + 3, dayOfMonth
        )
    }

    private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
