// What a command does, decided without changing anything. A quote is a decision, so it equals
// the outcome of the command that comes next.
extension Pool {
    /// The change that `command` would make now. Refusals in the order of pool.md §2. O(1), winding
    /// down O(lots · log lots).
    package func decide(_ command: PoolCommand) throws(PoolRejection) -> PoolChange {
        if let made = try allotting(command) { return made }
        try checkRunning()
        return switch command {
        case .settle(let member, let paid, let contribution, let rate):
            try grant(member, paid: paid, contribution: contribution, rate: rate)
        case .contribute(let amount): .contributed(try accepted(amount))
        case .inject(let amount): .injected(try accepted(amount))
        case .restore(let amount): .restored(try restored(amount))
        case .setAside(let amount): try setAside(amount)
        case .sell(let lot, let units, let minimumPayout):
            .sold(try sale(of: lot, units, minimumPayout: minimumPayout))
        case .clawback(let lot, let paidBack, let contributionBack):
            try clawback(of: lot, paidBack: paidBack, contributionBack: contributionBack)
        case .convert(let lot, let amount): try conversion(of: lot, amount)
        case .reissue(let lot, let amount): try reissue(of: lot, amount)
        case .openAllotment: try openAllotment()
        case .allot, .closeAllotment: throw .noAllotmentInProgress
        case .windDown: try windDown()
        }
    }

    /// What redeeming `units` of a lot would pay now: the outcome, to the fen, if it is the next
    /// command. O(1).
    package func quoteSell(_ lot: LotID, _ units: Points) throws(PoolRejection) -> PoolPayout {
        try checkRunning()
        return try sale(of: lot, units, minimumPayout: .zero)
    }

    /// The lot as it is after the splits so far; nil for a number never given. O(1).
    package func lot(_ id: LotID) -> Lot? {
        lots.index(of: id).map { lots[$0] }
    }

    /// The open lots of a member, oldest first. O(lots of the member).
    package func openLots(of member: MemberID) -> [LotID] { lots.openLots(of: member) }

    /// Nil for a member without open lots. O(1).
    package func oldestOpenLot(of member: MemberID) -> LotID? { lots.oldestOpenLot(of: member) }

    /// The retention of a lot: its version's, or a later version's that is lower.
    package func retention(of lot: Lot) -> BasisPoints { retentions[lot.version] }

    // MARK: - Grants and money in

    private func grant(
        _ member: MemberID, paid: Money, contribution: Money, rate: BasisPoints
    ) throws(PoolRejection) -> PoolChange {
        precondition((1...10_000).contains(rate.rawValue), "the rate is that of a plan version")
        try accept(paid: paid, contribution: contribution)
        let value = Money(fen: contribution.fen * Int64(rate.rawValue) / 10_000)
        return try grant(member, paid: paid, contribution: contribution, value: value)
    }

    private func accept(paid: Money, contribution: Money) throws(PoolRejection) {
        guard paid.fen >= 1, contribution.fen >= 1 else { throw .amountMustBePositive }
        guard paid <= Money.amountMax, contribution <= Money.amountMax else {
            throw .limitReached
        }
        guard contribution <= paid else { throw .contributionExceedsPaid }
    }

    /// Points for `value` of an accepted contribution, at the price before it.
    private func grant(
        _ member: MemberID, paid: Money, contribution: Money, value: Money
    ) throws(PoolRejection) -> PoolChange {
        let units = unitsBought(by: value)
        guard units > 0 else { throw .grantRoundsToZero }
        let spread = contribution.fen - value.fen
        let legacy =
            isTrustFull
            ? 0
            : unitsBought(by: Money(fen: spread * Int64(plan.legacyRelease.rawValue) / 10_000))
        guard reserve.fen + contribution.fen <= Self.reserveMax.fen,
            UInt128(supply.units) + units + legacy <= UInt128(Points.supplyMax.units),
            flows.inflow.fen + contribution.fen <= Self.inflowMax.fen
        else { throw .limitReached }
        return .granted(
            PoolGrant(
                lot: lots.id(of: lots.count), member: member, paid: paid,
                contribution: contribution, value: value, units: Points(units: Int64(units)),
                legacy: Points(units: Int64(legacy))))
    }

    /// Rounded down. 40 + 62 bits.
    func unitsBought(by value: Money) -> UInt128 {
        supply > .zero
            ? UInt128(value.fen) * UInt128(supply.units) / UInt128(reserve.fen)
            : UInt128(value.fen) * UInt128(Points.unitsPerPoint) / UInt128(openingPrice.fen)
    }

    private func accepted(_ amount: Money) throws(PoolRejection) -> Money {
        guard amount.fen >= 1 else { throw .amountMustBePositive }
        guard amount <= Money.amountMax else { throw .limitReached }
        guard supply > .zero else { throw .noPointsCirculate }
        guard reserve.fen + amount.fen <= Self.reserveMax.fen,
            flows.inflow.fen + amount.fen <= Self.inflowMax.fen
        else { throw .limitReached }
        return amount
    }

    /// No new inflow: it was counted when it came.
    private func restored(_ amount: Money) throws(PoolRejection) -> Money {
        guard amount.fen >= 1 else { throw .amountMustBePositive }
        guard amount <= Money.amountMax else { throw .limitReached }
        guard supply > .zero else { throw .noPointsCirculate }
        guard amount <= orphan else { throw .exceedsOrphan }
        guard reserve.fen + amount.fen <= Self.reserveMax.fen else { throw .limitReached }
        return amount
    }

    private func setAside(_ amount: Money) throws(PoolRejection) -> PoolChange {
        guard amount.fen >= 1 else { throw .amountMustBePositive }
        guard amount <= Money.amountMax else { throw .limitReached }
        guard supply == .zero else { throw .pointsCirculate }
        guard flows.inflow.fen + amount.fen <= Self.inflowMax.fen else { throw .limitReached }
        return .setAside(amount)
    }

    // MARK: - Money out

    private func openLot(_ id: LotID) throws(PoolRejection) -> Lot {
        guard let lot = lot(id) else { throw .lotNotFound }
        guard lot.isOpen else { throw .lotIsClosed }
        return lot
    }

    private func sale(
        of id: LotID, _ units: Points, minimumPayout: Money
    ) throws(PoolRejection) -> PoolPayout {
        let lot = try openLot(id)
        guard units.units >= 1 else { throw .amountMustBePositive }
        guard units <= lot.units else { throw .exceedsLot }
        let worth = UInt128(units.units) * UInt128(reserve.fen)  // 62 + 50 bits
        let gross = worth / UInt128(supply.units)
        let payout = Self.netPayout(worth, retention(of: lot), supply)
        guard payout > .zero else { throw .payoutRoundsToZero }
        guard payout >= minimumPayout else { throw .priceMoved }
        return PoolPayout(lot: id, units: units, gross: Money(fen: Int64(gross)), payout: payout)
    }

    /// `worth` (units × P) over the supply less retention, with one division, rounded down: what
    /// rounding leaves stays in the reserve. 112 + 14 bits over 62 + 14.
    static func netPayout(
        _ worth: UInt128, _ retention: BasisPoints, _ supply: Points
    ) -> Money {
        let kept = UInt128(10_000 - retention.rawValue)
        return Money(fen: Int64(worth * kept / (UInt128(supply.units) * 10_000)))
    }

    private func clawback(
        of id: LotID, paidBack: Money, contributionBack: Money
    ) throws(PoolRejection) -> PoolChange {
        let lot = try openLot(id)
        guard paidBack.fen >= 1, contributionBack.fen >= 1 else { throw .amountMustBePositive }
        guard paidBack <= lot.paid, contributionBack <= lot.contribution else {
            throw .exceedsLot
        }
        guard (paidBack == lot.paid) == (contributionBack == lot.contribution) else {
            throw .piecesDoNotMatch
        }
        let due = Self.clawbackDue(of: lot, contributionBack)
        let units = Int64(min(UInt128(lot.units.units), due))
        let worth = Int64(UInt128(units) * UInt128(reserve.fen) / UInt128(supply.units))
        return .clawedBack(
            PoolClawback(
                lot: id, paidBack: paidBack, contributionBack: contributionBack,
                units: Points(units: units),
                returned: min(contributionBack, Money(fen: worth))))
    }

    /// The granted units of returned pieces, rounded up: the reserve is not to lose by a refund.
    static func clawbackDue(of lot: Lot, _ contributionBack: Money) -> UInt128 {
        let (due, rest) = lot.granted.scaled(
            by: UInt128(contributionBack.fen), over: UInt128(lot.contribution.fen))
        return rest > 0 ? due + 1 : due
    }

    private func conversion(of id: LotID, _ amount: Money) throws(PoolRejection) -> PoolChange {
        let lot = try openLot(id)
        guard amount.fen >= 1 else { throw .amountMustBePositive }
        // 63 + 62 bits. Rounded up: exactly the amount leaves, so the points must cover it.
        let cost = UInt128(amount.fen) * UInt128(supply.units)
        let (whole, rest) = cost.quotientAndRemainder(dividingBy: UInt128(reserve.fen))
        let units = rest > 0 ? whole + 1 : whole
        guard units <= UInt128(lot.units.units) else { throw .exceedsLot }
        return .converted(lot: id, units: Points(units: Int64(units)), amount: amount)
    }

    private func windDown() throws(PoolRejection) -> PoolChange {
        guard trust == .zero else { throw .trustNotAllotted }
        return windUps().first ?? .woundDown
    }

    // MARK: - Replay

    /// What the rules give where `change` is recorded; nil when they refuse it there.
    func recomputed(_ change: PoolChange) -> PoolChange? {
        if let next = consequence() { return next }
        guard phase == .running || phase == .allotting else { return nil }
        do throws(PoolRejection) {
            switch change {
            case .reissued(let made):
                return try decide(.reissue(lot: made.lot, amount: made.amount))
            case .allotmentOpened: return try decide(.openAllotment)
            case .allotted(let made):
                return try decide(
                    .allot(member: made.member, units: made.units, value: made.value))
            case .allotmentClosed(let burnt): return try decide(.closeAllotment(burning: burnt))
            case .granted(let grant): return try granted(again: grant)
            case .contributed(let amount): return try decide(.contribute(amount))
            case .injected(let amount): return try decide(.inject(amount))
            case .restored(let amount): return try decide(.restore(amount))
            case .setAside(let amount): return try decide(.setAside(amount))
            case .sold(let sale):
                return try decide(.sell(lot: sale.lot, units: sale.units, minimumPayout: .zero))
            case .clawedBack(let made):
                return try decide(
                    .clawback(
                        lot: made.lot, paidBack: made.paidBack,
                        contributionBack: made.contributionBack))
            case .converted(let lot, _, let amount):
                return try decide(.convert(lot: lot, amount: amount))
            case .woundUp, .woundDown: return try decide(.windDown)
            case .exited, .split, .seriesClosed: return nil
            }
        } catch {
            return nil
        }
    }

    /// The rate of a grant is that of an older version perhaps, so its value is taken as it is.
    private func granted(again grant: PoolGrant) throws(PoolRejection) -> PoolChange {
        try accept(paid: grant.paid, contribution: grant.contribution)
        guard (Money.zero...grant.contribution).contains(grant.value) else {
            throw .grantRoundsToZero
        }
        return try self.grant(
            grant.member, paid: grant.paid, contribution: grant.contribution, value: grant.value)
    }
}
