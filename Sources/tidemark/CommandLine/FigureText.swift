import Domain

/// Figures as people read them. Thousands are grouped; nothing is rounded but the price.
enum FigureText {
    /// Yuan with two places, such as `73,126.68`.
    static func yuan(_ fen: Int64) -> String {
        grouped(Money(fen: fen).description)
    }

    /// Points with up to six places, such as `124.95`.
    static func points(_ units: Int64) -> String {
        let text = grouped(Points(units: units).description)
        let kept = text.reversed().drop { $0 == "0" }.drop { $0 == "." }
        return text.hasSuffix(".000000") ? String(text.dropLast(7)) : String(kept.reversed())
    }

    static func count(_ number: UInt64) -> String { grouped("\(number)") }
    static func count(_ number: Int) -> String { grouped("\(number)") }

    /// Basis points as a percentage, such as `30 %` or `29.66 %`.
    static func percent(_ bps: UInt32) -> String {
        let (whole, rest) = bps.quotientAndRemainder(dividingBy: 100)
        guard rest > 0 else { return "\(whole) %" }
        let digits = rest < 10 ? "0\(rest)" : rest % 10 == 0 ? "\(rest / 10)" : "\(rest)"
        return "\(whole).\(digits) %"
    }

    /// Yuan per point, floored to four places; `–` while no points circulate.
    static func price(reserveFen: Int64, supplyUnits: Int64) -> String {
        guard reserveFen >= 0, supplyUnits > 0 else { return "–" }
        // fen per micro-point × 10^4 yuan per point × 10^4 places
        let tenThousandths = UInt128(reserveFen) * 100_000_000 / UInt128(supplyUnits)
        let (whole, rest) = tenThousandths.quotientAndRemainder(dividingBy: 10_000)
        return grouped("\(whole).\(String(rest + 10_000).dropFirst())")
    }

    /// `part` of `whole` in percent with one place, floored; `–` of nothing.
    static func share(_ part: UInt64, of whole: UInt64) -> String {
        guard whole > 0 else { return "–" }
        let thousandths = UInt128(part) * 1_000 / UInt128(whole)
        return "\(thousandths / 10).\(thousandths % 10) %"
    }

    /// Puts a comma between every three digits before the point.
    private static func grouped(_ text: String) -> String {
        let digits = text.prefix { $0 != "." }
        let places = text[digits.endIndex...]
        let sign = digits.hasPrefix("-") ? "-" : ""
        var result = ""
        for (index, digit) in digits.dropFirst(sign.count).reversed().enumerated() {
            if index > 0, index.isMultiple(of: 3) { result.append(",") }
            result.append(digit)
        }
        return sign + String(result.reversed()) + places
    }
}
