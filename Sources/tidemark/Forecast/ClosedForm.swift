import Domain
import Foundation

/// The price after n orders if nobody redeems and nobody is forced out, from the growth of the
/// supply by q ÷ n with each order: opening price ÷ q × Γ(1 + q) × n^(1 − q), where q is what an
/// order adds to the supply of what it adds to the reserve. An estimate for people, so in floating
/// point; the rules have none.
struct ClosedForm {
    /// Yuan per point of the first order's price, times Γ(1 + q).
    let factor: Double
    let exponent: Double

    init(_ plan: PoolPlan) {
        let grant = Double(plan.grant.rawValue) / 10_000
        let release = Double(plan.legacyRelease.rawValue) / 10_000
        let minted = grant + (1 - grant) * release
        factor = Double(plan.openingPrice.fen) / 100 / minted * tgamma(1 + minted)
        exponent = 1 - minted
    }

    func price(after orders: Int) -> Double { factor * pow(Double(orders), exponent) }

    /// As in `1.298·n^0.3`.
    var formula: String {
        "\(Self.text(factor, places: 3))·n^\(Self.text(exponent, places: 2))"
    }

    /// With so many decimal places, or less where the last are noughts.
    static func text(_ value: Double, places: Int, trimmed: Bool = true) -> String {
        var text = String(format: "%.\(places)f", value)
        guard trimmed else { return text }
        while text.contains("."), text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }
}
