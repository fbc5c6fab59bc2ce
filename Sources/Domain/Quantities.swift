/// An amount of money in fen (1 yuan = 100 fen). Signed: a line of the ledger may be negative.
///
/// There is no `+` on purpose: a sum of outside amounts can overflow, so sums are taken with
/// `adding`, which says so.
package struct Money: Codable, Comparable, Hashable, Sendable, CustomStringConvertible {
    package static let zero = Money(fen: 0)
    /// The largest single amount: a price, a payment, a contribution. 2^40 fen are about
    /// 11 thousand million yuan, and a product with any other 64-bit quantity fits 128 bits.
    package static let amountMax = Money(fen: 1 << 40)

    package let fen: Int64

    package init(fen: Int64) { self.fen = fen }

    /// Nil when the sum does not fit 64 bits.
    package func adding(_ other: Money) -> Money? {
        let (sum, overflow) = fen.addingReportingOverflow(other.fen)
        return overflow ? nil : Money(fen: sum)
    }

    /// Nil when the difference does not fit 64 bits.
    package func subtracting(_ other: Money) -> Money? {
        let (difference, overflow) = fen.subtractingReportingOverflow(other.fen)
        return overflow ? nil : Money(fen: difference)
    }

    /// Nil when the product does not fit 64 bits.
    package func multiplied(by count: Int64) -> Money? {
        let (product, overflow) = fen.multipliedReportingOverflow(by: count)
        return overflow ? nil : Money(fen: product)
    }

    package static func < (one: Money, other: Money) -> Bool { one.fen < other.fen }

    /// Yuan with two places, like `1000.00` or `-0.07`: for sentences, never parsed.
    package var description: String {
        let (yuan, rest) = fen.magnitude.quotientAndRemainder(dividingBy: 100)
        return "\(fen < 0 ? "-" : "")\(yuan).\(rest < 10 ? "0" : "")\(rest)"
    }
}

/// An amount of points in micro-points (1 point = 1,000,000 µpt). Signed, as money is.
package struct Points: Codable, Comparable, Hashable, Sendable, CustomStringConvertible {
    package static let zero = Points(units: 0)
    package static let unitsPerPoint: Int64 = 1_000_000
    /// The largest supply of one pool; no other amount of points is larger.
    package static let supplyMax = Points(units: 1 << 62)

    package let units: Int64

    package init(units: Int64) { self.units = units }

    package static func < (one: Points, other: Points) -> Bool { one.units < other.units }

    /// Points with six places, like `112.455000`: for sentences, never parsed.
    package var description: String {
        let scale = Self.unitsPerPoint.magnitude
        let (whole, rest) = units.magnitude.quotientAndRemainder(dividingBy: scale)
        return "\(units < 0 ? "-" : "")\(whole).\(String(rest + scale).dropFirst())"
    }
}

/// A rate in basis points: 10,000 are 100 %. Each use states its own bounds.
package struct BasisPoints: Codable, Comparable, Hashable, Sendable, CustomStringConvertible {
    package static let zero = BasisPoints(0)
    package static let whole = BasisPoints(10_000)

    package let rawValue: Int

    package init(_ rawValue: Int) { self.rawValue = rawValue }

    /// This share of `amount`, rounded down (towards less, also for a negative amount); what
    /// rounding leaves stays with the caller. Nil when the share does not fit 64 bits.
    package func floored(of amount: Money) -> Money? {
        let product = Int128(amount.fen) * Int128(rawValue)
        let whole = Int128(Self.whole.rawValue)
        let (quotient, rest) = product.quotientAndRemainder(dividingBy: whole)
        return Int64(exactly: rest < 0 ? quotient - 1 : quotient).map { Money(fen: $0) }
    }

    package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }

    package var description: String { "\(rawValue) bps" }
}

// A quantity is coded as its number alone: there are millions of them.

extension Money {
    package init(from decoder: any Decoder) throws {
        self.init(fen: try Int64(from: decoder))
    }

    package func encode(to encoder: any Encoder) throws { try fen.encode(to: encoder) }
}

extension Points {
    package init(from decoder: any Decoder) throws {
        self.init(units: try Int64(from: decoder))
    }

    package func encode(to encoder: any Encoder) throws { try units.encode(to: encoder) }
}

extension BasisPoints {
    package init(from decoder: any Decoder) throws {
        self.init(try Int(from: decoder))
    }

    package func encode(to encoder: any Encoder) throws { try rawValue.encode(to: encoder) }
}
