/// Dates in statements, counted plainly.
enum PlainDate {
    /// Days since 1970 of a date like `2026-03-05`, years 1970 to 9999; nil for any other text.
    static func day(_ text: String) -> Int64? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2],
            text.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) }),
            let year = Int64(parts[0]), let month = Int(parts[1]), let day = Int64(parts[2]),
            year >= 1970, (1...12).contains(month)
        else { return nil }
        let lengths = lengths(of: year)
        guard day >= 1, day <= lengths[month - 1] else { return nil }
        let years = year - 1
        let before = 365 * (year - 1970) + leapYears(to: years) - leapYears(to: 1969)
        return before + lengths[..<(month - 1)].reduce(0, +) + day - 1
    }

    private static func leapYears(to year: Int64) -> Int64 { year / 4 - year / 100 + year / 400 }

    private static func lengths(of year: Int64) -> [Int64] {
        let isLeap = leapYears(to: year) > leapYears(to: year - 1)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    }
}
