extension ShanghaiDay {
    /// Monday to Friday. Public holidays are not known here and count as working days: a
    /// statement is then asked for sooner, never later.
    package var isWorkingDay: Bool {
        // 1970-01-01 was a Thursday.
        let weekday = ((number % 7) + 7 + 3) % 7
        return weekday < 5
    }

    /// Working days after this one and before `other`. O(1).
    package func workingDays(before other: ShanghaiDay) -> Int {
        guard number < other.number else { return 0 }
        let (days, overflow) = other.number.subtractingReportingOverflow(number)
        guard !overflow, days <= 1 << 32 else { return .max }
        let (weeks, rest) = (days - 1).quotientAndRemainder(dividingBy: 7)
        var count = weeks * 5
        for offset in 0..<rest where advanced(by: weeks * 7 + offset + 1).isWorkingDay {
            count += 1
        }
        return Int(count)
    }
}
