/// Natural logarithms in fixed point of 62 binary places. The series of the inverse hyperbolic
/// tangent, where the pool squares: two ways that err in different places.
enum PlainLogarithm {
    static let places = 62
    /// ln 2, to the nearest.
    static let two: Int128 = 3_196_577_161_300_663_915

    /// Of a number from 1 on; off by less than 2^-55.
    static func of(_ number: UInt128) -> Int128 {
        precondition(number > 0, "a logarithm is of a positive number")
        let width = 127 - number.leadingZeroBitCount
        // 1 ≤ mantissa < 2 with 63 places.
        let one: UInt128 = 1 << 63
        let mantissa =
            width > 63 ? number >> UInt128(width - 63) : number << UInt128(63 - width)
        // ln m = 2 · artanh z for z = (m − 1) ÷ (m + 1), below a third.
        let z = ((mantissa - one) << 62) / (mantissa + one)
        return Int128(width) * two + 2 * inverseTangent(z)
    }

    /// z + z³ ÷ 3 + z⁵ ÷ 5 + …; each term is at most a ninth of the one before.
    private static func inverseTangent(_ z: UInt128) -> Int128 {
        let square = (z * z) >> 62
        var (power, odd, sum) = (z, UInt128(1), UInt128(0))
        while power > 0 {
            sum += power / odd
            power = (power * square) >> 62
            odd += 2
        }
        return Int128(sum)
    }
}
