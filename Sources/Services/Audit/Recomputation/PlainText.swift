/// Figures in words, for sentences; never parsed.
enum PlainText {
    /// Fen as yuan with two places: `1000.00`.
    static func yuan(_ fen: Int64) -> String {
        let (whole, rest) = fen.magnitude.quotientAndRemainder(dividingBy: 100)
        return "\(fen < 0 ? "-" : "")\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }

    /// Micro-points as points with six places: `112.455000`.
    static func points(_ units: Int64) -> String {
        let (whole, rest) = units.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
        return "\(units < 0 ? "-" : "")\(whole).\(String(rest + 1_000_000).dropFirst())"
    }

    /// Basis points as per cent: `7000` is `70 %`, `250` is `2.5 %`.
    static func percent(_ bps: UInt32) -> String {
        let (whole, rest) = bps.quotientAndRemainder(dividingBy: 100)
        guard rest > 0 else { return "\(whole) %" }
        return rest % 10 == 0
            ? "\(whole).\(rest / 10) %" : "\(whole).\(rest < 10 ? "0" : "")\(rest) %"
    }

    /// Yuan per point, floored to four places; a dash while no points circulate.
    static func price(_ reserveFen: Int64, _ supplyUnits: Int64) -> String {
        guard reserveFen >= 0, supplyUnits > 0 else { return "–" }
        // Fen ÷ µpt × 10,000 in yuan per point × 10,000: 63 + 27 bits.
        let scaled = UInt128(reserveFen) * 100_000_000 / UInt128(supplyUnits)
        let (whole, rest) = scaled.quotientAndRemainder(dividingBy: 10_000)
        return "\(whole).\(String(rest + 10_000).dropFirst())"
    }
}
