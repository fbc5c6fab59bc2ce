/// An exact price: a ratio of fen to micro-points. Never stored, only compared and shown.
package struct PoolPrice: Equatable, Sendable {
    /// Bounded so that times 10^8 it fits 128 bits.
    let fen: UInt128
    let units: UInt128

    package enum Rounding: Sendable {
        /// For prices and values.
        case down
        /// For thresholds and break-evens.
        case up
    }

    /// The price in ten-thousandths of a yuan per point.
    package func tenThousandths(rounded rounding: Rounding) -> UInt128 {
        // 1 fen per µpt is 10^6 fen, 10^4 yuan or 10^8 ten-thousandths of a yuan per point.
        let (whole, rest) = (fen * 100_000_000).quotientAndRemainder(dividingBy: units)
        return rounding == .up && rest > 0 ? whole + 1 : whole
    }

    /// Yuan per point with four places, like `1.4285`.
    package func text(rounded rounding: Rounding) -> String {
        let (yuan, rest) = tenThousandths(rounded: rounding)
            .quotientAndRemainder(dividingBy: 10_000)
        return "\(yuan).\(String(rest + 10_000).dropFirst())"
    }
}
