/// Whole numbers as JSON writes them, read digit by digit: `Double` would lose what a 64-bit
/// number has beyond 53 bits.
enum JSONInteger {
    /// Nil for what is not a JSON number, has a part below one, or is beyond `I`. Some writers
    /// give large whole numbers as `1e3` or `1.0`, which are 1000 and 1.
    static func parse<I: FixedWidthInteger>(_ text: String) -> I? {
        var rest = Substring(text).utf8
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative { rest.removeFirst() }
        var digits = takeDigits(&rest)
        guard !digits.isEmpty, digits.count == 1 || digits.first != 0 else { return nil }
        var exponent = 0
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            let fraction = takeDigits(&rest)
            guard !fraction.isEmpty else { return nil }
            digits += fraction
            exponent = -fraction.count
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest.removeFirst()
            guard let power = takeExponent(&rest) else { return nil }
            exponent += power
        }
        guard rest.isEmpty else { return nil }
        return value(digits: digits, exponent: exponent, isNegative: isNegative)
    }

    /// digits · 10^exponent.
    private static func value<I: FixedWidthInteger>(
        digits: [UInt8], exponent: Int, isNegative: Bool
    ) -> I? {
        var digits = digits
        var exponent = exponent
        while exponent < 0, digits.last == 0 {
            digits.removeLast()
            exponent += 1
        }
        if digits.allSatisfy({ $0 == 0 }) { return 0 }
        // No number of 64 bits has more than 20 digits.
        guard exponent >= 0, exponent <= 20 else { return nil }
        var value: I = 0
        for digit in digits + Array(repeating: 0, count: exponent) {
            let (tenfold, overflows) = value.multipliedReportingOverflow(by: 10)
            let (next, overflowsToo) =
                isNegative
                ? tenfold.subtractingReportingOverflow(I(digit))
                : tenfold.addingReportingOverflow(I(digit))
            guard !overflows, !overflowsToo else { return nil }
            value = next
        }
        return value
    }

    private static func takeDigits(_ rest: inout Substring.UTF8View) -> [UInt8] {
        let digits = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        rest.removeFirst(digits.count)
        return digits.map { $0 - UInt8(ascii: "0") }
    }

    /// Sign and digits behind the `e`. Held within ±100,000,000, beyond which only zero is whole
    /// and small.
    private static func takeExponent(_ rest: inout Substring.UTF8View) -> Int? {
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        let digits = takeDigits(&rest)
        guard !digits.isEmpty else { return nil }
        let size = digits.reduce(0) { min($0 * 10 + Int($1), 100_000_000) }
        return isNegative ? -size : size
    }
}
