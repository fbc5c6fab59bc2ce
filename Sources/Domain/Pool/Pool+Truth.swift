// The truth figures beside every price (pool.md §8).

/// How many orders it still takes until the price reaches a target, if nobody redeems.
package enum OrdersNeeded: Equatable, Sendable {
    /// The price is there.
    case none
    /// An estimate of two significant digits, rounded up.
    case about(UInt64)
    /// The price does not move that far, or not within 10^18 orders.
    case never
}

/// What circulates behind which reserve, and what orders of the series brought in so far.
struct Circulation {
    var reserve: Money
    var supply: Points
    var grants: Int
    var contribution: Money
}

/// What one lot is really worth.
package struct LotFigures: Equatable, Sendable {
    package let lot: Lot
    /// What redeeming all of it would pay now.
    package let netValue: Money
    /// Below this price the lot pays less, in all, than was paid; nil for a closed lot.
    package let breakEven: PoolPrice?
    /// The lot is forced out at this price; nil for never.
    package let exit: PoolPrice?
    package let ordersToBreakEven: OrdersNeeded
    package let ordersToExit: OrdersNeeded
}

/// What all members together got and can get.
package struct PoolWideFigures: Equatable, Sendable {
    /// Members that hold or held a lot, those apart whose orders all came back.
    package let members: Int
    /// Those whose lots have paid, or would net pay now, what was paid for them. Rewards apart.
    package let membersInProfit: Int
    /// For all lots, less what was paid back.
    package let paid: Money
    package let received: Money
    /// The sum of what redeeming each open lot would pay now, were it the first to be redeemed.
    package let netValue: Money
}

extension Pool {
    /// Nil while no points circulate.
    package var price: PoolPrice? {
        guard supply > .zero else { return nil }
        return PoolPrice(fen: UInt128(reserve.fen), units: UInt128(supply.units))
    }

    /// What orders brought in, less what refunds took out: the most that members together can
    /// ever take out, subsidies and rewards apart.
    package var broughtInByOrders: Money {
        let brought = flows.granted.fen + flows.contributed.fen + flows.setAside.fen
        return Money(fen: brought - flows.returned.fen)
    }

    /// Nil for a number never given. O(1).
    package func figures(of id: LotID) -> LotFigures? {
        guard let lot = lot(id) else { return nil }
        let (breakEven, exit) = (breakEven(of: lot), exitPrice(of: lot))
        return LotFigures(
            lot: lot, netValue: netValue(of: lot), breakEven: breakEven, exit: exit,
            ordersToBreakEven: ordersNeeded(for: breakEven, from: circulation),
            ordersToExit: ordersNeeded(for: exit, from: circulation))
    }

    private var circulation: Circulation {
        Circulation(
            reserve: reserve, supply: supply, grants: seriesGrants,
            contribution: seriesContribution)
    }

    /// What redeeming all of the lot would pay now, in fen, rounded down.
    func netValue(of lot: Lot) -> Money {
        guard lot.isOpen else { return .zero }
        let worth = UInt128(lot.units.units) * UInt128(reserve.fen)
        return Self.netPayout(worth, retention(of: lot), supply)
    }

    /// (paid − received) ÷ (units × (1 − retention)).
    func breakEven(of lot: Lot) -> PoolPrice? {
        guard lot.isOpen else { return nil }
        let missing = UInt128(max(0, lot.paid.fen - lot.received.fen))
        let kept = UInt128(10_000 - retention(of: lot).rawValue)
        return PoolPrice(fen: missing * 10_000, units: UInt128(lot.units.units) * kept)
    }

    func exitPrice(of lot: Lot) -> PoolPrice? {
        guard lot.isOpen, lot.exitMultiple > .zero else { return nil }
        return PoolPrice(fen: UInt128(lot.exitNumerator), units: 10_000 * lot.granted)
    }

    /// N = (P·(T/p)^(1/((1 − g)(1 − θ))) − P) ÷ average contribution, from the growth of the
    /// price with the reserve when everybody holds: p ~ P^((1 − g)(1 − θ)).
    func ordersNeeded(for target: PoolPrice?, from now: Circulation) -> OrdersNeeded {
        guard let target, now.grants > 0, now.supply > .zero else { return .never }
        guard
            WideProduct(target.fen, UInt128(now.supply.units))
                > WideProduct(target.units, UInt128(now.reserve.fen))
        else { return .none }
        let kept =
            Int128(10_000 - plan.grant.rawValue) * Int128(10_000 - plan.legacyRelease.rawValue)
        guard kept > 0 else { return .never }
        let ratio =
            FixedPoint.log2(target.fen) + FixedPoint.log2(UInt128(now.supply.units))
            - FixedPoint.log2(target.units) - FixedPoint.log2(UInt128(now.reserve.fen))
        let growth = max(0, ratio) * 100_000_000 / kept
        let doublings = growth >> 56
        guard doublings <= 56 else { return .never }
        let mantissa = UInt128(FixedPoint.exp2(fraction: growth & (FixedPoint.one - 1)))
        // P × (mantissa × 2^doublings − 1), rounded up to whole fen: 50 + 57 bits at most before
        // the shift, and beyond 2^16 the 1 no longer shows in two digits.
        let reserve = UInt128(now.reserve.fen)
        let missing =
            doublings <= 16
            ? (reserve * ((mantissa << UInt128(doublings)) - UInt128(FixedPoint.one))) >> 56
            : (reserve * mantissa) >> UInt128(56 - doublings)
        let orders = (missing + 1).scaled(
            by: UInt128(now.grants), over: UInt128(now.contribution.fen)
        ).quotient
        return Self.twoDigits(orders + 1)
    }

    private static func twoDigits(_ number: UInt128) -> OrdersNeeded {
        guard number <= 1_000_000_000_000_000_000 else { return .never }
        var scale: UInt128 = 1
        while number / scale >= 100 { scale *= 10 }
        return .about(UInt64((number + scale - 1) / scale * scale))
    }

    /// Over all lots. O(lots): served from a copy at most a minute old.
    package func poolWideFigures() -> PoolWideFigures {
        var byMember: [MemberID: (paid: Int64, got: Int64)] = [:]
        var (paid, received, netValue) = (Int64(0), Int64(0), Int64(0))
        for index in 0..<lots.count {
            let lot = lots[index]
            let net = self.netValue(of: lot).fen
            let sums = byMember[lot.member] ?? (0, 0)
            byMember[lot.member] = (sums.paid + lot.paid.fen, sums.got + lot.received.fen + net)
            paid += lot.paid.fen
            received += lot.received.fen
            netValue += net
        }
        let payers = byMember.values.filter { $0.paid > 0 }
        return PoolWideFigures(
            members: payers.count, membersInProfit: payers.count { $0.got >= $0.paid },
            paid: Money(fen: paid), received: Money(fen: received),
            netValue: Money(fen: netValue))
    }
}

extension PoolBooks {
    /// The most that members together could ever get of what they paid, subsidies and rewards
    /// apart and before retention, rounded up; 0 while nobody paid.
    package var reserveOfPaid: BasisPoints {
        guard paidByMembers > .zero else { return .zero }
        let brought = UInt128(max(0, pool.broughtInByOrders.fen)) * 10_000
        let paid = UInt128(paidByMembers.fen)
        return BasisPoints(Int((brought + paid - 1) / paid))
    }
}
