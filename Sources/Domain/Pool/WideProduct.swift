/// The product of two 128-bit numbers, all 256 bits of it: rationals are compared by
/// cross-multiplication, and the products of a threshold do not fit 128 bits.
struct WideProduct: Comparable {
    private let high: UInt128
    private let low: UInt128

    init(_ one: UInt128, _ other: UInt128) {
        (high, low) = one.multipliedFullWidth(by: other)
    }

    static func < (one: WideProduct, other: WideProduct) -> Bool {
        one.high == other.high ? one.low < other.low : one.high < other.high
    }
}

extension UInt128 {
    /// `self × factor ÷ divisor` over the full product, with what the division leaves. The
    /// caller promises that the quotient fits 128 bits.
    func scaled(by factor: UInt128, over divisor: UInt128) -> (quotient: UInt128, rest: UInt128) {
        let (high, low) = multipliedFullWidth(by: factor)
        // The narrow division is many times faster and nearly always enough.
        guard high > 0 else {
            let (quotient, rest) = low.quotientAndRemainder(dividingBy: divisor)
            return (quotient, rest)
        }
        precondition(high < divisor, "the quotient fits 128 bits")
        let (quotient, rest) = divisor.dividingFullWidth((high, low))
        return (quotient, rest)
    }
}
