import Domain
import Glibc

/// Commands and plans by a seed. The same seed is the same script, everywhere.
struct PropertyScripts {
    private var state: UInt64

    enum Kind: UInt64, CaseIterable {
        /// Mostly sensible, often at the edge, sometimes nonsense.
        case random
        /// Amounts at both ends of what is allowed, single micro-points, all but one, series that
        /// end and begin again, many alike lots that one payment forces out together.
        case adversarial
    }

    init(seed: UInt64, _ kind: Kind) {
        state = seed &* 2 &+ kind.rawValue
    }

    /// SplitMix64.
    private mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    private mutating func below(_ bound: UInt64) -> UInt64 {
        next().multipliedFullWidth(by: bound).high
    }

    private mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int(below(UInt64(values.count)))]
    }

    mutating func plan(_ kind: Kind) throws -> PoolPlan {
        let isHard = kind == .adversarial
        return try PoolPlan(
            openingPrice: Money(fen: pick(isHard ? [1, 1 << 30, 3] : [1, 100, 10_000])),
            grant: BasisPoints(pick(isHard ? [1, 9_999, 10_000] : [5_000, 7_000, 10_000])),
            retention: BasisPoints(pick(isHard ? [0, 1, 5_000] : [0, 500, 2_000])),
            exitMultiple: BasisPoints(
                pick(isHard ? [10_001, 10_001, 1_000_000] : [0, 15_000, 30_000])),
            splitPriceMultiple: pick(isHard ? [2, 2, 1_000_000, 0] : [0, 10, 1_000]),
            legacyRelease: BasisPoints(pick(isHard ? [0, 10_000, 1] : [0, 0, 5_000])))
    }

    // MARK: - Commands

    mutating func command(_ kind: Kind, in pool: borrowing Pool) -> PoolCommand {
        let id = LotID(rawValue: lot(kind, of: UInt64(pool.lotCount)))
        let lot = pool.lot(id)
        switch below(24) {
        case 0...9:
            let paid = amount(kind)
            let into: Int64 =
                kind == .adversarial
                ? pick([1, paid, paid / 2, paid - 1, max(1, paid / 10_000)])
                : paid / 10 * Int64(below(11)) + Int64(below(3))
            return .settle(
                member: MemberID(rawValue: 1 + below(6)), paid: Money(fen: paid),
                contribution: Money(fen: into), grant: pool.plan.grant)
        case 10...15:
            return .sell(
                lot: id, units: Points(units: part(of: lot?.units.units ?? 3)),
                minimumPayout: Money(fen: Int64(below(8)) - 2))
        case 16: return .inject(Money(fen: amount(kind)))
        case 17: return .contribute(Money(fen: amount(kind)))
        case 18: return .setAside(Money(fen: amount(kind)))
        case 19: return .restore(Money(fen: part(of: max(1, pool.orphan.fen))))
        case 20:
            let worth = worth(of: id, lot, in: pool)
            return .convert(lot: id, amount: Money(fen: part(of: worth)))
        case 21: return .reissue(lot: id, amount: Money(fen: amount(kind)))
        default:
            return .clawback(
                lot: id, paidBack: Money(fen: part(of: lot?.paid.fen ?? 1)),
                contributionBack: Money(fen: part(of: lot?.contribution.fen ?? 1)))
        }
    }

    private func worth(of id: LotID, _ lot: Lot?, in pool: borrowing Pool) -> Int64 {
        guard let lot, pool.supply > .zero else { return 1 }
        let worth = UInt128(lot.units.units) * UInt128(pool.reserve.fen)
        return Int64(worth / UInt128(pool.supply.units))
    }

    /// One of all, or, to empty pools again and again, one of the latest.
    private mutating func lot(_ kind: Kind, of count: UInt64) -> UInt64 {
        guard kind == .adversarial, count > 3, below(2) == 0 else { return below(count + 2) }
        return count - below(3)
    }

    private mutating func amount(_ kind: Kind) -> Int64 {
        if kind == .adversarial {
            return pick([1, 2, 3, 9_999, 10_000, 1 << 40, 1 << 40 - 1, 1 << 39, 1 << 20, 0])
        }
        let bits = below(41)
        return 1 << bits + Int64(below(1 << (bits / 2) + 1))
    }

    private mutating func part(of whole: Int64) -> Int64 {
        switch below(8) {
        case 0: 1
        case 1: whole - 1
        case 2: whole == .max ? whole : whole + 1
        case 3: whole / 1_000
        case 4, 5: whole / 2
        default: whole
        }
    }

    // MARK: - 6. Alone

    /// Some others buy; then one member alone buys and redeems. What it receives is at most what
    /// it brought in, unless somebody else was forced out. Returns the member's commands.
    mutating func buyAndRedeem(_ kind: Kind) throws -> Int {
        var world = PropertyWorld(plan: try plan(kind))
        for _ in 0..<(2 + below(10)) { _ = try world.run(command(kind, in: world.pool)) }
        let alone = MemberID(rawValue: 99)
        var (brought, received, made) = (Int128(0), Int128(0), 0)
        func isOwn(_ lot: LotID) -> Bool { world.pool.lot(lot)?.member == alone }
        for _ in 0..<24 {
            let open = world.pool.openLots(of: alone)
            let command: PoolCommand
            if open.isEmpty || below(3) == 0 {
                let paid = amount(kind)
                command = .settle(
                    member: alone, paid: Money(fen: paid),
                    contribution: Money(fen: max(1, paid - Int64(below(3)) * (paid / 3))),
                    grant: world.pool.plan.grant)
            } else {
                let id = open[Int(below(UInt64(open.count)))]
                let units = part(of: world.pool.lot(id)?.units.units ?? 1)
                command = .sell(lot: id, units: Points(units: units), minimumPayout: .zero)
            }
            guard let events = try world.run(command) else { continue }
            made += 1
            for event in events {
                switch event.change {
                case .granted(let grant): brought += Int128(grant.contribution.fen)
                case .sold(let sale): received += Int128(sale.payout.fen)
                case .exited(let exit):
                    guard isOwn(exit.lot) else { return made }
                    received += Int128(exit.payout.fen)
                default: continue
                }
            }
            guard received <= brought else {
                throw BrokenProperty(
                    property: .noProfitAlone,
                    what: "received \(received) of \(brought) fen at \(command)")
            }
        }
        return made
    }

    /// Redeems all that one member has in many parts: no more than the bound in all, of which
    /// `P·(1 − (1 − f)^(1 − retention))` is without floors. Returns the redemptions.
    mutating func redeemInParts() throws -> Int {
        let retention = pick([0, 500, 2_000, 5_000])
        var world = PropertyWorld(
            plan: try PoolPlan(
                openingPrice: Money(fen: 100), grant: BasisPoints(10_000),
                retention: BasisPoints(retention), exitMultiple: .zero, splitPriceMultiple: 0,
                legacyRelease: .zero))
        for member in UInt64(1)...2 {
            let paid = Money(fen: Int64(1_000 + below(1 << 30)))
            _ = try world.run(
                .settle(
                    member: MemberID(rawValue: member), paid: paid, contribution: paid,
                    grant: world.pool.plan.grant))
        }
        let lot = LotID(rawValue: 1)
        guard let units = world.pool.lot(lot)?.units.units else { return 0 }
        let (reserve, supply) = (world.pool.reserve.fen, world.pool.supply.units)
        let step = max(1, units / Int64(1 + below(60)))
        var (made, received) = (0, Int64(0))
        while let left = world.pool.lot(lot)?.units.units, left > 0 {
            let part = Points(units: min(step, left))
            guard
                let events = try world.run(
                    .sell(lot: lot, units: part, minimumPayout: .zero))
            else { break }
            made += 1
            if case .sold(let sale) = events[0].change { received += sale.payout.fen }
        }
        let kept = 1 - Double(units) / Double(supply)
        let bound = Double(reserve) * (1 - pow(kept, 1 - Double(retention) / 10_000))
        guard Double(received) <= bound * (1 + 1e-9) + 1 else {
            throw BrokenProperty(
                property: .noProfitAlone,
                what: "\(made) parts pay \(received) fen, the bound is \(bound)")
        }
        return made
    }
}
