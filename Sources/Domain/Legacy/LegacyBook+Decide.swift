// What commands about claims do, decided without changing anything. Recorded events are decided
// again when they are replayed.
extension LegacyBook {
    static func isName(_ text: String) -> Bool {
        (1...textBytesMax).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    func claim(
        _ row: ClaimRow, file: [UInt8], line: UInt64
    ) throws(LegacyRejection) -> LegacyClaim {
        guard file.count == 32 else { throw .fileMustBeNamed(bytes: file.count) }
        guard row.amount.fen >= 1 else { throw .claimMustBePositive(row.amount) }
        guard row.amount <= Money.amountMax else { throw .claimBeyondLimit(row.amount) }
        guard Self.isName(row.evidence) else { throw .evidenceMustBeNamed(row.evidence) }
        guard !isUsed(evidence: row.evidence) else { throw .evidenceAlreadyUsed(row.evidence) }
        guard claimed.fen + row.amount.fen <= Self.claimsMax.fen else {
            throw .claimsBeyondLimit(row.amount, claimed: claimed)
        }
        let left = Money(fen: claim(of: row.member).fen + row.amount.fen)
        guard left <= Money.amountMax else { throw .memberBeyondLimit(row.member, left) }
        if let open { throw .allotmentInProgress(open.number) }
        return LegacyClaim(row: row, file: file, line: line, left: left)
    }

    /// One coin for each fen.
    func convert(
        _ member: MemberID, _ amount: Money, in ledger: Ledger
    ) throws(LegacyRejection) -> LegacyConversion {
        guard amount.fen >= 1 else { throw .amountMustBePositive(amount) }
        let claim = claim(of: member)
        guard claim > .zero else { throw .claimNotFound(member) }
        guard amount <= claim else { throw .exceedsClaim(member, amount, left: claim) }
        if let open { throw .allotmentInProgress(open.number) }
        let held = -ledger.balance(.legacyCoin(member))
        return LegacyConversion(
            member: member, amount: amount, left: Money(fen: claim.fen - amount.fen),
            coins: held + amount.fen,
            lines: Posting.legacyConversion(member, amount).lines)
    }

    func openAllotment(
        _ period: String, isFinal: Bool, on pool: Pool
    ) throws(LegacyRejection) -> (LegacyOpening, AllotmentPlan) {
        guard Self.isName(period) else { throw .periodMustBeNamed(period) }
        guard !isAllotted(period: period) else { throw .periodAlreadyAllotted(period) }
        if let open { throw .allotmentInProgress(open.number) }
        do throws(PoolRejection) { _ = try pool.decide(.openAllotment) } catch {
            throw .pool(error, subject: "allotment of period \(period)")
        }
        let plan = AllotmentPlan(claims: left, pool: pool, isFinal: isFinal)
        guard !plan.rows.isEmpty || plan.burnt > .zero else {
            throw .allotmentRoundsToZero(trust: pool.trust, members: left.count)
        }
        let opening = LegacyOpening(
            number: allotments + 1, period: period, isFinal: isFinal, claims: owed,
            trust: pool.trust, rows: plan.rows.count, units: plan.units, value: plan.value,
            burnt: plan.burnt, reserve: pool.reserve, supply: pool.supply)
        return (opening, plan)
    }

    /// The next member of the open allotment; nil when all have theirs, or none is open.
    func nextAllotment(on pool: Pool) -> LegacyAllotment? {
        guard let open, let row = open.next else { return nil }
        let lot = LotID(rawValue: UInt64(pool.lotCount) + 1)
        return LegacyAllotment(
            number: open.number, lot: lot, member: row.member, units: row.units,
            value: row.value, left: Money(fen: claim(of: row.member).fen - row.value.fen),
            trust: Points(units: pool.trust.units - row.units.units),
            lines: Posting.legacyAllotment(lot, row.units).lines, reserve: pool.reserve,
            supply: pool.supply)
    }

    /// Nil while members of the open allotment are left, or none is open.
    func closing(on pool: Pool) -> LegacyClosing? {
        guard let open, open.next == nil else { return nil }
        let burnt = open.plan.burnt
        return LegacyClosing(
            number: open.number, burnt: burnt, claims: owed,
            trust: Points(units: pool.trust.units - burnt.units),
            lines: Posting.legacyBurn(burnt).lines, reserve: pool.reserve,
            supply: Points(units: pool.supply.units - burnt.units))
    }

    /// What the rules give where `event` is recorded, with the shares of an opening; nil when
    /// they refuse it there.
    func recomputed(
        _ event: LegacyEvent, pool: Pool, ledger: Ledger
    ) -> (LegacyEvent, AllotmentPlan?)? {
        do throws(LegacyRejection) {
            switch event {
            case .claimed(let made):
                return (.claimed(try claim(made.row, file: made.file, line: made.line)), nil)
            case .converted(let made):
                return (.converted(try convert(made.member, made.amount, in: ledger)), nil)
            case .allotmentOpened(let made):
                let (opening, plan) = try openAllotment(
                    made.period, isFinal: made.isFinal, on: pool)
                return (.allotmentOpened(opening), plan)
            case .allotted: return nextAllotment(on: pool).map { (.allotted($0), nil) }
            case .allotmentClosed: return closing(on: pool).map { (.allotmentClosed($0), nil) }
            }
        } catch {
            return nil
        }
    }
}
