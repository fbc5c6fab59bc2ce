/// The points pool of one platform: reserve, supply and lots, as a pure function of the
/// commands in order (pool.md). No clock, no chance, no floating point.
///
/// A command is decided (`decide`), its change made, and then what follows from it, until
/// nothing follows any more (`consequence`). All writing is in this file.
package struct Pool: Codable, Equatable, Sendable {
    /// The largest reserve, in fen.
    package static let reserveMax = Money(fen: 1 << 50)
    /// The most that may ever flow in, over all series: every sum of a pool then fits 64 bits.
    package static let inflowMax = Money(fen: 1 << 62)

    /// The version in force.
    package private(set) var plan: PoolPlan
    /// In force until the running series ends, whatever versions come.
    package private(set) var openingPrice: Money
    /// As above; 0 is never.
    package private(set) var splitPriceMultiple: Int
    /// The retention of lots by the version they were granted under: that version's, or a
    /// later one's that is lower.
    package private(set) var retentions: [BasisPoints]

    /// `P`: the cash behind the points.
    package private(set) var reserve = Money.zero
    /// `S`: the points that circulate, trust included.
    package private(set) var supply = Points.zero
    /// Points minted for legacy claims and not yet allotted.
    package private(set) var trust = Points.zero
    /// The legacy claims that the trust is for; it grows no further once it is worth them. Nil in
    /// a pool without books, where nobody counts claims.
    package private(set) var claims: Money?
    /// What ended series left behind. Nobody's income.
    package private(set) var orphan = Money.zero
    /// The running series, or the next one: 1, 2, 3, …
    package private(set) var series = 1
    /// Whether the series has granted points and not ended.
    package private(set) var isSeriesOpen = false
    package private(set) var phase = Phase.running
    package private(set) var flows = PoolFlows()
    /// Lots forced out so far.
    package private(set) var exits = 0
    /// Orders granted in the running series, and what they contributed: for estimates.
    package private(set) var seriesGrants = 0
    package private(set) var seriesContribution = Money.zero

    private(set) var lots = LotBook()
    /// Σ units of the open lots, kept so that conservation is checked in O(1).
    private var unitsInLots = Points.zero
    /// What is still to be paid while winding up, the next one last.
    private(set) var windUpsLeft: [PoolChange] = []

    package enum Phase: Codable, Sendable {
        case running
        /// The trust is being shared out: no other command, and nothing follows, until it is done.
        case allotting
        /// Only between the events of one `windDown`.
        case windingUp
        case woundDown
    }

    package init(plan: PoolPlan) {
        self.plan = plan
        openingPrice = plan.openingPrice
        splitPriceMultiple = plan.splitPriceMultiple
        retentions = [plan.retention]
    }

    /// All splits so far, over all series.
    package var splits: Int { lots.splits }
    /// Lots granted so far, closed ones included; their ids are 1 to this.
    package var lotCount: Int { lots.count }
    package var openLotCount: Int { lots.openCount }

    /// Puts a later version in force: for lots granted from now on, and its retention, where
    /// lower, for all. Opening price and split ratio wait for the end of the running series.
    /// O(versions).
    package mutating func adopt(_ plan: PoolPlan) {
        self.plan = plan
        retentions = retentions.map { min($0, plan.retention) } + [plan.retention]
        guard !isSeriesOpen else { return }
        openingPrice = plan.openingPrice
        splitPriceMultiple = plan.splitPriceMultiple
    }

    /// What members claim from before the platform, less what they got.
    mutating func owe(_ claims: Money) { self.claims = claims }

    /// Decides and makes `command` with all that follows from it. Events in the binding order;
    /// O(log lots) per event, winding down O(lots · log lots).
    ///
    /// A refusal changes nothing.
    package mutating func execute(_ command: PoolCommand) throws(PoolRejection) -> [PoolEvent] {
        let change = try decide(command)
        var events = [perform(change)]
        while let next = consequence() {
            events.append(perform(next))
        }
        assertConserved()
        return events
    }

    /// Makes one recorded event: the fold of all events is the pool. Each is recomputed first,
    /// and one that the rules would not have given is refused; the pool is then of no use.
    package mutating func apply(_ event: PoolEvent) throws(PoolReplayFault) {
        guard let expected = recomputed(event.change) else {
            throw PoolReplayFault(found: event, expected: nil)
        }
        guard expected == event.change else {
            throw PoolReplayFault(found: event, expected: expected)
        }
        let made = perform(expected)
        guard made == event else { throw PoolReplayFault(found: event, expected: made.change) }
        assertConserved()
    }

    // MARK: - The one place that writes

    private mutating func perform(_ change: PoolChange) -> PoolEvent {
        let (reserveBefore, supplyBefore) = (reserve, supply)
        let splitsBefore = splits
        switch change {
        case .granted(let grant): record(grant)
        case .contributed(let amount), .injected(let amount): move(amount.fen, units: 0)
        case .restored(let amount):
            move(amount.fen, units: 0)
            orphan = Money(fen: orphan.fen - amount.fen)
        case .setAside(let amount): orphan = Money(fen: orphan.fen + amount.fen)
        case .sold(let sale): redeem(sale.lot, sale.units, sale.payout)
        case .exited(let exit):
            redeem(exit.lot, exit.units, exit.payout)
            exits += 1
        case .clawedBack(let clawback): record(clawback)
        case .converted(let lot, let units, let amount):
            move(-amount.fen, units: -units.units)
            alter(lot, by: -units.units) { $0.withdraw(units) }
        case .reissued(let made): record(made)
        case .allotmentOpened: phase = .allotting
        case .allotted(let allotment): record(allotment)
        case .allotmentClosed(let burnt):
            trust = Points(units: trust.units - burnt.units)
            move(0, units: -burnt.units)
            phase = .running
        case .split(let ratio): split(by: ratio)
        case .seriesClosed: closeSeries()
        case .woundUp(let lot, let units, let payout):
            beginWindingUp()
            windUpsLeft.removeLast()
            redeem(lot, units, payout)
        case .woundDown:
            beginWindingUp()
            phase = .woundDown
        }
        flows.record(change)
        if phase == .running, supplyBefore > .zero, supply > .zero, splits == splitsBefore {
            precondition(
                UInt128(reserve.fen) * UInt128(supplyBefore.units)
                    >= UInt128(reserveBefore.fen) * UInt128(supply.units),
                "the price of a point never falls")
        }
        return PoolEvent(change: change, reserve: reserve, supply: supply)
    }

    private mutating func move(_ fen: Int64, units: Int64) {
        reserve = Money(fen: reserve.fen + fen)
        supply = Points(units: supply.units + units)
        precondition(reserve >= .zero && supply >= .zero, "no more leaves a pool than is there")
    }

    private mutating func alter(
        _ lot: LotID, by units: Int64, movesThreshold: Bool = false, _ body: (inout Lot) -> Void
    ) {
        guard let index = lots.index(of: lot) else {
            preconditionFailure("a decided change names a lot that exists")
        }
        lots.update(index, movesThreshold: movesThreshold, body)
        unitsInLots = Points(units: unitsInLots.units + units)
    }

    private mutating func record(_ grant: PoolGrant) {
        move(grant.contribution.fen, units: grant.units.units + grant.legacy.units)
        trust = Points(units: trust.units + grant.legacy.units)
        unitsInLots = Points(units: unitsInLots.units + grant.units.units)
        lots.append(grant, exitMultiple: plan.exitMultiple, version: retentions.count - 1)
        isSeriesOpen = true
        seriesGrants += 1
        seriesContribution = Money(fen: seriesContribution.fen + grant.contribution.fen)
    }

    private mutating func record(_ made: PoolReissue) {
        guard let lot = made.into else {
            if supply > .zero {
                move(made.amount.fen, units: 0)
            } else {
                orphan = Money(fen: orphan.fen + made.amount.fen)
            }
            return
        }
        move(made.amount.fen, units: made.units.units)
        guard lot != made.lot else {
            return alter(lot, by: made.units.units) { $0.restore(made.units) }
        }
        unitsInLots = Points(units: unitsInLots.units + made.units.units)
        let grant = PoolGrant(
            lot: lot, member: made.member, paid: made.amount, contribution: .zero,
            value: made.amount, units: made.units, legacy: .zero)
        lots.append(grant, exitMultiple: plan.exitMultiple, version: retentions.count - 1)
        isSeriesOpen = true
    }

    /// A lot out of the trust: the points circulate already.
    private mutating func record(_ allotment: PoolAllotment) {
        trust = Points(units: trust.units - allotment.units.units)
        unitsInLots = Points(units: unitsInLots.units + allotment.units.units)
        let grant = PoolGrant(
            lot: allotment.lot, member: allotment.member, paid: allotment.value,
            contribution: .zero, value: allotment.value, units: allotment.units, legacy: .zero)
        lots.append(grant, exitMultiple: plan.exitMultiple, version: retentions.count - 1)
    }

    private mutating func redeem(_ lot: LotID, _ units: Points, _ payout: Money) {
        move(-payout.fen, units: -units.units)
        alter(lot, by: -units.units) { $0.redeem(units, for: payout) }
    }

    private mutating func record(_ clawback: PoolClawback) {
        guard let lot = lot(clawback.lot) else {
            preconditionFailure("a decided change names a lot that exists")
        }
        let due = Self.clawbackDue(of: lot, clawback.contributionBack)
        move(-clawback.returned.fen, units: -clawback.units.units)
        alter(clawback.lot, by: -clawback.units.units, movesThreshold: true) {
            $0.clawBack(clawback, due: due)
        }
    }

    private mutating func split(by ratio: Int) {
        let factor = Int64(ratio)
        supply = Points(units: supply.units * factor)
        trust = Points(units: trust.units * factor)
        unitsInLots = Points(units: unitsInLots.units * factor)
        lots.split(by: ratio)
    }

    private mutating func closeSeries() {
        orphan = Money(fen: orphan.fen + reserve.fen)
        reserve = .zero
        series += 1
        isSeriesOpen = false
        seriesGrants = 0
        seriesContribution = .zero
        openingPrice = plan.openingPrice
        splitPriceMultiple = plan.splitPriceMultiple
        lots.beginSeries()
    }

    /// The orphan reserve joins the reserve, and every payout is fixed before the first is made.
    private mutating func beginWindingUp() {
        guard phase == .running else { return }
        windUpsLeft = windUps().reversed()
        reserve = Money(fen: reserve.fen + orphan.fen)
        orphan = .zero
        phase = .windingUp
    }

    /// Money and points are where the sums say (pool.md §5 row 2). O(1).
    private func assertConserved() {
        precondition(
            flows.inflow.fen == reserve.fen + orphan.fen + flows.outflow.fen,
            "every fen that came in is in the reserve, orphaned or paid out")
        precondition(
            unitsInLots.units + trust.units == supply.units,
            "every point is in a lot or in the trust")
    }
}

/// A recorded event that the rules would not have given.
package struct PoolReplayFault: Error, Equatable, Sendable {
    package let found: PoolEvent
    /// What the rules give instead; nil when they give nothing there.
    package let expected: PoolChange?
}
