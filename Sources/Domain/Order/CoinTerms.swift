/// What the plan in force says of coins as payment.
package struct CoinTerms: Hashable, Sendable {
    /// The version that says so.
    package let planVersion: UInt32
    /// The most of an order's price that coins may pay; 0 takes none.
    package let share: BasisPoints

    /// Of a plan that takes no coins.
    package static let none = CoinTerms(planVersion: 0, share: .zero)

    package init(planVersion: UInt32, share: BasisPoints) {
        self.planVersion = planVersion
        self.share = share
    }

    /// ⌊price · share ÷ 10,000⌋.
    func most(of price: Money) -> Int64 {
        Int64(Int128(price.fen) * Int128(share.rawValue) / Int128(BasisPoints.whole.rawValue))
    }
}
