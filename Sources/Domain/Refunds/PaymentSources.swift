/// Where the money of an order comes from, and where it goes back to: amounts by source.
package struct PaymentSources: Codable, Hashable, Sendable {
    package static let zero = PaymentSources()

    /// Through the payment provider.
    package var provider: Money
    /// Out of the member's wallet.
    package var wallet: Money
    /// Out of the member's coupon account: store credit for the platform's own goods.
    package var coupon: Money
    /// Coins of a legacy claim, a unit of their own: no money, and no part of what settles.
    package var coins: Int64
    /// Out of a subsidy, by a coupon on the order (`OrderCoupon`): no money of the member's. It
    /// goes back to the subsidy.
    package var subsidy: Money

    package init(
        provider: Money = .zero, wallet: Money = .zero, coupon: Money = .zero,
        coins: Int64 = 0, subsidy: Money = .zero
    ) {
        self.provider = provider
        self.wallet = wallet
        self.coupon = coupon
        self.coins = coins
        self.subsidy = subsidy
    }

    /// Sources by name, in the order of the rules.
    package enum Name: String, CaseIterable, Sendable {
        case provider, wallet, coupon, coins, subsidy
    }

    /// Fen, or coins.
    package subscript(name: Name) -> Int64 {
        switch name {
        case .provider: provider.fen
        case .wallet: wallet.fen
        case .coupon: coupon.fen
        case .coins: coins
        case .subsidy: subsidy.fen
        }
    }

    /// What is the member's money of it. No overflow: sources are checked (`isWithinBounds`)
    /// before.
    package var money: Money { Money(fen: provider.fen + wallet.fen + coupon.fen) }

    /// What the order's account holds of it: the member's money and a subsidy's.
    package var held: Money { Money(fen: money.fen + subsidy.fen) }

    /// Without what a subsidy pays.
    package var ofMember: PaymentSources {
        var sources = self
        sources.subsidy = .zero
        return sources
    }

    package var isZero: Bool { self == .zero }

    /// No source below zero, and neither the money nor the coins beyond a single amount.
    package var isWithinBounds: Bool {
        let all = Name.allCases.map { self[$0] }
        guard all.allSatisfy({ (0...Money.amountMax.fen).contains($0) }) else { return false }
        return money <= Money.amountMax
    }

    /// Both are within bounds, and so is the sum where the rules take one.
    func plus(_ other: PaymentSources) -> PaymentSources {
        PaymentSources(
            provider: Money(fen: provider.fen + other.provider.fen),
            wallet: Money(fen: wallet.fen + other.wallet.fen),
            coupon: Money(fen: coupon.fen + other.coupon.fen), coins: coins + other.coins,
            subsidy: Money(fen: subsidy.fen + other.subsidy.fen))
    }

    func minus(_ other: PaymentSources) -> PaymentSources {
        PaymentSources(
            provider: Money(fen: provider.fen - other.provider.fen),
            wallet: Money(fen: wallet.fen - other.wallet.fen),
            coupon: Money(fen: coupon.fen - other.coupon.fen), coins: coins - other.coins,
            subsidy: Money(fen: subsidy.fen - other.subsidy.fen))
    }

    /// The same less `amount` of the member's money, at most all: from the wallet first, then
    /// from the coupons, from the provider last.
    func less(_ amount: Money) -> PaymentSources {
        var left = self
        var due = amount.fen
        func take(_ part: inout Money) {
            let taken = min(due, part.fen)
            part = Money(fen: part.fen - taken)
            due -= taken
        }
        take(&left.wallet)
        take(&left.coupon)
        take(&left.provider)
        return left
    }
}
