/// An exact product of whole numbers below 2^256. The audit has arithmetic of its own, so that
/// an error in the services' arithmetic is not repeated here. It never divides: whether a
/// recorded quotient is the floor is answered by multiplying back.
struct Wide: Comparable, Sendable {
    private var high: UInt128
    private var low: UInt128

    init(_ value: UInt128) {
        high = 0
        low = value
    }

    /// Traps on our bug only: every caller states why its product stays below 2^256.
    func times(_ factor: UInt64) -> Wide {
        let (carry, bits) = low.multipliedFullWidth(by: UInt128(factor))
        var product = self
        product.low = bits
        product.high = high * UInt128(factor) + carry
        return product
    }

    static func < (one: Wide, other: Wide) -> Bool {
        one.high == other.high ? one.low < other.low : one.high < other.high
    }
}

/// A quotient that is not worked out: its floor is searched for, or checked, by multiplying.
struct PlainQuotient: Sendable {
    var dividend: Wide
    /// The divisor is `divisor` × `scale`.
    var divisor: UInt128
    var scale: UInt64

    /// Whether `value` is the floor: value × divisor ≤ dividend < (value + 1) × divisor.
    func isFloor(_ value: UInt64) -> Bool {
        guard value < .max else { return false }
        return product(value) <= dividend && dividend < product(value + 1)
    }

    /// The largest whole number that is not above the quotient, found by halving.
    /// 64 multiplications.
    func floor() -> UInt64 {
        var value: UInt64 = 0
        for bit in (0..<63).reversed() {
            let candidate = value | (1 << UInt64(bit))
            if product(candidate) <= dividend { value = candidate }
        }
        return value
    }

    // 128 + 27 + 64 bits.
    private func product(_ value: UInt64) -> Wide {
        Wide(divisor).times(scale).times(value)
    }
}
