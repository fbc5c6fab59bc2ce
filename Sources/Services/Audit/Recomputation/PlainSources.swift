internal import Wire

/// Amounts by source of payment as plain numbers.
struct PlainSources: Equatable, Sendable {
    var provider: Int64 = 0
    var wallet: Int64 = 0
    var coupon: Int64 = 0
    var coins: Int64 = 0
    /// A coupon on the order.
    var subsidy: Int64 = 0

    init() {}

    init(_ sources: Sources?) {
        provider = sources?.providerFen ?? 0
        wallet = sources?.walletFen ?? 0
        coupon = sources?.couponFen ?? 0
        coins = sources?.coins ?? 0
        subsidy = sources?.subsidyFen ?? 0
    }

    /// In the order of `parts`.
    init(parts: [Int64]) {
        (provider, wallet, coupon) = (parts[0], parts[1], parts[2])
        (coins, subsidy) = (parts[3], parts[4])
    }

    init(_ held: Held) {
        (provider, wallet) = (held.paidFen, held.walletFen)
        (coupon, coins) = (held.couponFen, held.coins)
    }

    var parts: [Int64] { [provider, wallet, coupon, coins, subsidy] }
    var isWithinBounds: Bool { parts.allSatisfy { (0...PlainPool.amountMax).contains($0) } }
    var isZero: Bool { parts.allSatisfy { $0 == 0 } }
    /// What is the member's money of it.
    var fen: Int64 { provider &+ wallet &+ coupon }

    mutating func add(_ other: PlainSources) {
        provider &+= other.provider
        wallet &+= other.wallet
        coupon &+= other.coupon
        coins &+= other.coins
        subsidy &+= other.subsidy
    }

    /// What is left after `other`; below zero where that is more.
    func less(_ other: PlainSources) -> PlainSources {
        var left = self
        left.provider &-= other.provider
        left.wallet &-= other.wallet
        left.coupon &-= other.coupon
        left.coins &-= other.coins
        left.subsidy &-= other.subsidy
        return left
    }

    func covers(_ other: PlainSources) -> Bool {
        zip(parts, other.parts).allSatisfy { $0 >= $1 }
    }

    /// Less `amount` of its money: wallet, then coupons, then provider.
    func deducting(_ amount: Int64) -> PlainSources {
        var left = self
        var due = amount
        for path in [\PlainSources.wallet, \.coupon, \.provider] {
            let taken = min(due, left[keyPath: path])
            left[keyPath: path] -= taken
            due -= taken
        }
        return left
    }

    var sentence: String {
        "provider \(provider), wallet \(wallet), coupon \(coupon), subsidy \(subsidy) fen, "
            + "\(coins) coins"
    }
}
