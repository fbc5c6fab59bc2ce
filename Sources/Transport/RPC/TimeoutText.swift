/// The value of `grpc-timeout`: one to eight digits and a unit.
enum TimeoutText {
    /// Nanoseconds, or nil if the text is not a timeout. Eight digits of hours fit Int64 only
    /// after clamping, which is far beyond any deadline that is kept.
    static func parse(_ text: some Collection<UInt8>) -> Int64? {
        guard text.count >= 2, text.count <= 9, let unit = text.suffix(1).first else { return nil }
        var value: Int64 = 0
        for digit in text.dropLast() {
            guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
            value = value * 10 + Int64(digit - UInt8(ascii: "0"))
        }
        let scale: Int64
        switch unit {
        case UInt8(ascii: "n"): scale = 1
        case UInt8(ascii: "u"): scale = 1_000
        case UInt8(ascii: "m"): scale = 1_000_000
        case UInt8(ascii: "S"): scale = 1_000_000_000
        case UInt8(ascii: "M"): scale = 60_000_000_000
        case UInt8(ascii: "H"): scale = 3_600_000_000_000
        default: return nil
        }
        let (nanoseconds, overflow) = value.multipliedReportingOverflow(by: scale)
        return overflow ? .max : nanoseconds
    }

    /// The shortest text that is not below `nanoseconds`; a deadline in the past becomes `0n`.
    static func format(nanoseconds: Int64) -> [UInt8] {
        let units: [(scale: Int64, letter: String)] = [
            (1, "n"), (1_000, "u"), (1_000_000, "m"), (1_000_000_000, "S"),
            (60_000_000_000, "M"),
        ]
        let value = max(0, nanoseconds)
        for unit in units {
            let count = value / unit.scale + (value % unit.scale == 0 ? 0 : 1)
            if count <= 99_999_999 {
                return Array("\(count)\(unit.letter)".utf8)
            }
        }
        return Array("99999999H".utf8)
    }
}
