import Domain

/// A property of pool.md §5 that did not hold, with what leads there again.
struct BrokenProperty: Error, CustomStringConvertible {
    var property: Property
    var what: String

    var description: String { "property \(property.rawValue) does not hold: \(what)" }
}

/// The properties of pool.md §5, by their numbers.
enum Property: Int, CaseIterable {
    case priceNeverFalls = 1
    case conserved = 2
    case exitsInTime = 3
    case floorsTight = 4
    case quotedAndReplayed = 5
    case noProfitAlone = 6
}

/// A pool, the fold of its events, and sums of its own: every command is held against the
/// properties with arithmetic that is not the rules'.
struct PropertyWorld {
    private(set) var pool: Pool
    /// The fold of the events, always one event behind what is being checked.
    private var copy: Pool
    private(set) var checked: [Int] = Array(repeating: 0, count: 7)
    private var inflow: Int128 = 0
    private var outflow: Int128 = 0
    /// Lots that returned pieces or got points back: their payouts are bounded otherwise.
    private var altered: Set<LotID> = []
    /// What the command under way must do, if it was quoted.
    private var quoted: Quoted?

    private enum Quoted {
        case settlement(SettlementQuote)
        case sale(PoolPayout)
    }

    init(plan: PoolPlan) {
        pool = Pool(plan: plan)
        copy = pool
    }

    /// Makes a command and checks all but the sixth property; nil where it is refused.
    mutating func run(_ command: PoolCommand) throws(BrokenProperty) -> [PoolEvent]? {
        quoted = quote(command)
        let before = (reserve: pool.reserve, supply: pool.supply, series: pool.series)
        let splitsBefore = pool.splits
        let events: [PoolEvent]
        do throws(PoolRejection) {
            events = try pool.execute(command)
        } catch {
            guard pool.reserve == before.reserve, pool.supply == before.supply,
                pool.splits == splitsBefore
            else { throw broken(.conserved, "a refusal changes the pool", command) }
            return nil
        }
        try checkQuote(events, command)
        for event in events {
            try checkFloors(event, command)
            count(event)
            do throws(PoolReplayFault) {
                try copy.apply(event)
            } catch {
                throw broken(.quotedAndReplayed, "\(error)", command)
            }
        }
        try checkPrice(before, splitsBefore, command)
        try checkSums(command)
        try checkExits(command)
        for property in Property.allCases.dropLast() { checked[property.rawValue] += 1 }
        return events
    }

    /// All that was recorded rebuilds the pool. O(lots).
    func checkReplay() throws(BrokenProperty) {
        guard copy == pool else {
            throw BrokenProperty(property: .quotedAndReplayed, what: "the fold is another pool")
        }
    }

    private func broken(
        _ property: Property, _ what: String, _ command: PoolCommand
    ) -> BrokenProperty {
        BrokenProperty(
            property: property,
            what: "\(what), at \(command); reserve \(pool.reserve.fen), supply "
                + "\(pool.supply.units)")
    }

    // MARK: - 5. Quotes

    private func quote(_ command: PoolCommand) -> Quoted? {
        do throws(PoolRejection) {
            switch command {
            case .settle(let member, let paid, let contribution, let grant):
                return .settlement(
                    try pool.quoteSettle(
                        member: member, paid: paid, contribution: contribution, grant: grant))
            case .sell(let lot, let units, _):
                return .sale(try pool.quoteSell(lot, units))
            default: return nil
            }
        } catch {
            return nil
        }
    }

    private func checkQuote(
        _ events: [PoolEvent], _ command: PoolCommand
    ) throws(BrokenProperty) {
        switch (quoted, events[0].change) {
        case (.settlement(let quote), .granted(let grant)):
            // A quote is of the exits before any split.
            let exits = events.prefix { $0.isNoSplit }.compactMap { event -> PoolPayout? in
                if case .exited(let payout) = event.change { payout } else { nil }
            }
            let isSame =
                quote.hasMoreExits
                ? exits.starts(with: quote.exits) : exits == quote.exits
            guard quote.grant == grant, isSame else {
                throw broken(.quotedAndReplayed, "another outcome than quoted", command)
            }
        case (.sale(let quote), .sold(let sale)):
            guard quote == sale else {
                throw broken(.quotedAndReplayed, "another outcome than quoted", command)
            }
        case (nil, .granted), (nil, .sold):
            throw broken(.quotedAndReplayed, "made, though a quote refused it", command)
        default: return
        }
    }

    // MARK: - 1. The price

    private func checkPrice(
        _ before: (reserve: Money, supply: Points, series: Int), _ splits: Int,
        _ command: PoolCommand
    ) throws(BrokenProperty) {
        guard before.series == pool.series, before.supply > .zero, pool.supply > .zero else {
            return
        }
        let ratios = (splits..<pool.splits).reduce(UInt128(1)) { product, _ in
            product * UInt128(pool.splitPriceMultiple)
        }
        let new = UInt128(pool.reserve.fen) * UInt128(before.supply.units)
        let old = UInt128(before.reserve.fen) * UInt128(pool.supply.units)
        guard Self.isAtLeast(new, ratios, old, 1) else {
            throw broken(
                .priceNeverFalls, "from \(before.reserve.fen) ÷ \(before.supply.units)", command)
        }
    }

    /// one × two ≥ three × four, all 256 bits.
    static func isAtLeast(
        _ one: UInt128, _ two: UInt128, _ three: UInt128, _ four: UInt128
    ) -> Bool {
        let left = one.multipliedFullWidth(by: two)
        let right = three.multipliedFullWidth(by: four)
        return left.high == right.high ? left.low >= right.low : left.high > right.high
    }
}

// MARK: - Sums, thresholds and floors

extension PropertyWorld {
    private mutating func count(_ event: PoolEvent) {
        switch event.change {
        case .granted(let grant): inflow += Int128(grant.contribution.fen)
        case .contributed(let amount), .injected(let amount), .setAside(let amount):
            inflow += Int128(amount.fen)
        case .reissued(let made):
            inflow += Int128(made.amount.fen)
            altered.insert(made.lot)
            if let into = made.into { altered.insert(into) }
        case .sold(let made), .exited(let made): outflow += Int128(made.payout.fen)
        case .clawedBack(let made):
            outflow += Int128(made.returned.fen)
            altered.insert(made.lot)
        case .converted(_, _, let amount): outflow += Int128(amount.fen)
        case .woundUp(let lot, _, let payout):
            outflow += Int128(payout.fen)
            altered.insert(lot)
        case .restored, .split, .seriesClosed, .woundDown, .allotmentOpened, .allotted,
            .allotmentClosed:
            return
        }
    }

    /// 2. To the fen and to the micro-point.
    private func checkSums(_ command: PoolCommand) throws(BrokenProperty) {
        let held = Int128(pool.reserve.fen) + Int128(pool.orphan.fen)
        guard inflow == held + outflow else {
            throw broken(.conserved, "\(inflow) fen in, \(held) held, \(outflow) out", command)
        }
        if let invariant = pool.brokenInvariant() { throw broken(.conserved, invariant, command) }
    }

    /// 3. No open lot is due, and none received more than its multiple. O(lots).
    private func checkExits(_ command: PoolCommand) throws(BrokenProperty) {
        for number in 0..<UInt64(pool.lotCount) {
            let id = LotID(rawValue: number + 1)
            guard let lot = pool.lot(id), lot.exitMultiple > .zero else { continue }
            let target = UInt128(lot.exitMultiple.rawValue) * UInt128(lot.paid.fen)
            if lot.isOpen, pool.phase == .running {
                // multiple × paid × S > 10,000 × granted × P.
                let isDue = Self.isAtLeast(
                    10_000 * UInt128(pool.reserve.fen), lot.granted, target,
                    UInt128(pool.supply.units))
                if isDue { throw broken(.exitsInTime, "lot \(id) is due", command) }
            }
            guard !altered.contains(id) else { continue }
            let most = target * UInt128(10_000 - pool.retention(of: lot).rawValue) / 100_000_000
            guard UInt128(lot.received.fen) <= most else {
                throw broken(
                    .exitsInTime, "lot \(id) received \(lot.received.fen) of \(most)", command)
            }
        }
    }

    /// 4. Against the pool before the event.
    private func checkFloors(_ event: PoolEvent, _ command: PoolCommand) throws(BrokenProperty) {
        let (reserve, supply) = (UInt128(copy.reserve.fen), UInt128(copy.supply.units))
        switch event.change {
        case .granted(let grant):
            let (value, units) = (UInt128(grant.value.fen), UInt128(grant.units.units))
            let isTight =
                supply > 0
                ? reserve * units <= value * supply && value * supply < reserve * (units + 1)
                : units == value * 1_000_000 / UInt128(copy.openingPrice.fen)
            guard isTight else { throw broken(.floorsTight, "\(grant)", command) }
        case .sold(let sale):
            guard let lot = copy.lot(sale.lot) else { return }
            let keeps = UInt128(10_000 - copy.retention(of: lot).rawValue)
            let worth = UInt128(sale.units.units) * reserve * keeps
            let payout = UInt128(sale.payout.fen)
            guard 10_000 * supply * payout <= worth, worth < 10_000 * supply * (payout + 1) else {
                throw broken(.floorsTight, "\(sale)", command)
            }
        case .exited(let exit):
            guard let lot = copy.lot(exit.lot), lot.granted < 1 << 127 else { return }
            let target = UInt128(lot.exitMultiple.rawValue) * UInt128(lot.paid.fen)
            let worth = target * UInt128(exit.units.units)
            let keeps = UInt128(10_000 - copy.retention(of: lot).rawValue)
            let payout = UInt128(exit.payout.fen)
            guard Self.isAtLeast(worth, keeps, 100_000_000 * payout, lot.granted),
                !Self.isAtLeast(worth, keeps, 100_000_000 * (payout + 1), lot.granted)
            else { throw broken(.floorsTight, "\(exit)", command) }
        case .clawedBack(let made):
            guard made.returned <= made.contributionBack,
                UInt128(made.returned.fen) * supply <= UInt128(made.units.units) * reserve
            else { throw broken(.floorsTight, "\(made)", command) }
        case .converted(_, let units, let amount):
            // Rounded up: the units are worth the amount, one fewer is not.
            let (cost, worth) = (UInt128(units.units) * reserve, UInt128(amount.fen) * supply)
            guard cost >= worth, cost < worth + reserve else {
                throw broken(.floorsTight, "\(event)", command)
            }
        case .contributed, .injected, .restored, .setAside, .reissued, .allotmentOpened,
            .allotted, .allotmentClosed, .split, .seriesClosed, .woundUp, .woundDown:
            return
        }
    }
}

extension PoolEvent {
    fileprivate var isNoSplit: Bool {
        if case .split = change { false } else { true }
    }
}
