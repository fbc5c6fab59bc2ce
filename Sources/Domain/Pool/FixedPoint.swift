/// Logarithm and power to base 2 in fixed point, for estimates of two digits: the same on every
/// machine, as no floating point could promise.
enum FixedPoint {
    /// Binary places of logarithms and of the results of `exp2`.
    static let places = 56
    static let one: Int128 = 1 << 56

    /// log2 of a positive number; off by less than 2^-48.
    static func log2(_ number: UInt128) -> Int128 {
        precondition(number > 0, "a logarithm is of a positive number")
        let width = 127 - number.leadingZeroBitCount
        // 1 ≤ mantissa < 2 with 62 places.
        var mantissa = width >= 62 ? number >> UInt128(width - 62) : number << UInt128(62 - width)
        var result = Int128(width) << 56
        for place in stride(from: places - 1, through: 0, by: -1) {
            mantissa = (mantissa * mantissa) >> 62
            guard mantissa >= 1 << 63 else { continue }
            mantissa >>= 1
            result += 1 << Int128(place)
        }
        return result
    }

    /// 2^exponent for an exponent of 0 to below 1; off by less than 2^-48.
    static func exp2(fraction exponent: Int128) -> Int128 {
        precondition((0..<one).contains(exponent), "the fraction of an exponent")
        // ln 2 with 56 places, then the series of e^x: x < 0.7, so 24 terms are beyond 56 places.
        let x = (exponent * 49_946_518_145_322_873) >> 56
        var (term, sum) = (one, one)
        for n in 1...24 as ClosedRange<Int128> {
            term = ((term * x) >> 56) / n
            sum += term
        }
        return sum
    }
}
