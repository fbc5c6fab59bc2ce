/// An unsigned integer of any size, digit by digit as on paper: slow, and shares nothing with
/// the wide arithmetic that it checks.
struct PlainNumber: Comparable {
    /// Base 2^32, the lowest digit first, no leading zeros.
    private var digits: [UInt64] = []

    init(_ value: some BinaryInteger) {
        var rest = UInt128(value)
        while rest > 0 {
            digits.append(UInt64(rest & 0xffff_ffff))
            rest >>= 32
        }
    }

    /// Nil when the number does not fit.
    var asInt64: Int64? {
        guard digits.count <= 2 else { return nil }
        return Int64(exactly: digits.reversed().reduce(UInt64(0)) { $0 << 32 | $1 })
    }

    static func < (one: PlainNumber, other: PlainNumber) -> Bool {
        if one.digits.count != other.digits.count {
            return one.digits.count < other.digits.count
        }
        return one.digits.reversed().lexicographicallyPrecedes(other.digits.reversed())
    }

    static func * (one: PlainNumber, other: PlainNumber) -> PlainNumber {
        var product = PlainNumber(0)
        product.digits = Array(repeating: 0, count: one.digits.count + other.digits.count + 1)
        for (i, left) in one.digits.enumerated() {
            var carry: UInt64 = 0
            for (j, right) in other.digits.enumerated() {
                let sum = product.digits[i + j] + left * right + carry
                product.digits[i + j] = sum & 0xffff_ffff
                carry = sum >> 32
            }
            product.digits[i + other.digits.count] += carry
        }
        product.trim()
        return product
    }

    static func - (one: PlainNumber, other: PlainNumber) -> PlainNumber {
        var difference = one
        var borrow: UInt64 = 0
        for index in difference.digits.indices {
            let taken = (index < other.digits.count ? other.digits[index] : 0) + borrow
            borrow = difference.digits[index] < taken ? 1 : 0
            difference.digits[index] = difference.digits[index] + borrow << 32 - taken
        }
        precondition(borrow == 0)
        difference.trim()
        return difference
    }

    /// Bit by bit.
    func divided(by divisor: PlainNumber) -> (quotient: PlainNumber, rest: PlainNumber) {
        var quotient = PlainNumber(0)
        var rest = PlainNumber(0)
        quotient.digits = Array(repeating: 0, count: digits.count)
        for index in digits.indices.reversed() {
            for bit in stride(from: UInt64(31), through: 0, by: -1) {
                rest.shift(in: digits[index] >> bit & 1)
                guard rest >= divisor else { continue }
                rest = rest - divisor
                quotient.digits[index] |= 1 << bit
            }
        }
        quotient.trim()
        return (quotient, rest)
    }

    static func / (one: PlainNumber, other: PlainNumber) -> PlainNumber {
        one.divided(by: other).quotient
    }

    private mutating func shift(in bit: UInt64) {
        var carry = bit
        for index in digits.indices {
            let shifted = digits[index] << 1 | carry
            digits[index] = shifted & 0xffff_ffff
            carry = shifted >> 32
        }
        if carry > 0 { digits.append(carry) }
    }

    private mutating func trim() {
        while digits.last == 0 { digits.removeLast() }
    }
}
