internal import Wire

/// All checks of one platform: each whole group of its four journals goes in here, in the order
/// of its journal; how the journals interleave does not matter.
struct PlatformAudit: Sendable {
    var pool = PlainPool(claims: 0)
    var ledger = PlainLedger()
    var legacy = PlainLegacy()
    var shares = PlainShares()
    var refunds = PlainRefunds()
    var tree = PlainTree()
    var stock = PlainStock()
    var withdrawals = PlainWithdrawals()
    var custody = PlainCustody()
    var orders = OrderChecks()
    var subsidies = PlainSubsidies()
    var control = PlainControl()
    var planned = PlainPlans()
    var payments = PlainPayments()
    var digests = PlainDigests()
    var truth = PlainTruth()
    private(set) var past = PlainPast()
    /// Money came in for an order, or an order had its settlement number.
    private(set) var hasOrders = false
    var compliance = PlainCompliance()
    private var splitsFollowed = 0
    /// Where the pool's journal ends: what its silence says is found there.
    private(set) var lastOfPool: EntryPlace?

    mutating func apply(
        _ group: [AuditedEntry], of service: AuditedService, _ sheet: inout ViolationSheet
    ) {
        switch service {
        case .catalog: for entry in group { applyCatalog(entry, &sheet) }
        case .order: applyOrders(group, &sheet)
        case .pool: applyPool(group, &sheet)
        case .referral: for entry in group { applyReferral(entry, &sheet) }
        }
    }

    /// Reports those claims of hops that are still open. To be asked only when every journal has
    /// been followed to a head that is later than the claims.
    mutating func report(_ claims: [OrderChecks.Outstanding], _ sheet: inout ViolationSheet) {
        let open = orders.outstanding()
        for missing in claims where open.contains(missing) {
            sheet.note(
                .hopMissing, missing.claimed,
                "\(missing.hop.service) has no \(missing.hop.rawValue) of order "
                    + "\(missing.order), though this entry says that it took place",
                expected: "\(missing.hop.rawValue) in the journal of \(missing.hop.service)",
                found: "nothing")
            orders.giveUp(missing)
        }
    }

    /// Changes the record of an order by one hop; a repetition changes nothing.
    mutating func hop(
        _ order: UInt64, _ hop: OrderHop, _ entry: AuditedEntry, isFaulty: Bool = false,
        _ sheet: inout ViolationSheet, _ change: (inout OrderRecord) -> Void
    ) {
        guard var record = orders.open(order, hop, at: entry.place, &sheet) else { return }
        change(&record)
        if isFaulty {
            record.faulty.insert(hop)
            record.holds = false
        }
        orders.close(order, record, &sheet)
    }

    // MARK: - Pool

    /// An order's settlement while its consequences are being read.
    private struct OpenSettlement {
        var entry: AuditedEntry
        var order: SettledOrder
        var couponFen: Int64
        var isFaulty: Bool
    }

    private mutating func applyPool(_ group: [AuditedEntry], _ sheet: inout ViolationSheet) {
        var open: OpenSettlement?
        let figures = pool.figures
        if let first = group.first {
            custody.begin(first.timeMicroseconds, at: first.place, ledger, &sheet)
            payments.owed.passPool(to: first.timeMicroseconds, &sheet)
        }
        lastOfPool = group.last?.place ?? lastOfPool
        for entry in group {
            let place = entry.place
            applyControl(entry, &sheet)
            truth.note(entry.event)
            switch entry.event {
            case .platformCreated(let event):
                pool.create(event, at: place, &sheet)
                orders.plans = pool.plans
                custody.create(event.platform)
                compliance.create(event.platform, at: place, &sheet)
                subsidies.begin(event.platform)
                control.isSandbox = event.platform?.sandbox ?? false
                planned.isSandbox = control.isSandbox
                orders.clock.learn(isSandbox: event.platform?.sandbox ?? false, &sheet)
                stock.clock.learn(isSandbox: event.platform?.sandbox ?? false, &sheet)
            case .held(let event): hold(event, entry, &sheet)
            case .settled(let event):
                conclude(&open, &sheet)
                expectNoAllotment("settled", at: place, &sheet)
                open = settle(event, entry, &sheet)
            case .sold(let event):
                conclude(&open, &sheet)
                expectNoAllotment("sold", at: place, &sheet)
                pay(event.lines, PlainPool.RecordedPayout(event), at: place, &sheet) {
                    $0.sell(event, at: place, &$1)
                }
            case .legacy(let record):
                conclude(&open, &sheet)
                applyLegacy(record, at: place, &sheet)
            case .shares(let record):
                conclude(&open, &sheet)
                applyShares(record, entry, &sheet)
            case .exited(let event):
                open?.order.exits += 1
                open?.order.reserveFen = event.reserveFen
                open?.order.supplyUnits = event.supplyUnits
                pay(event.lines, PlainPool.RecordedPayout(event), at: place, &sheet) {
                    $0.exit(event, at: place, &$1)
                }
            case .split(let event):
                open?.order.supplyUnits = event.supplyUnits
                pool.split(event, at: place, &sheet)
                followSplits()
            case .seriesClosed(let event):
                open?.order.reserveFen = event.reserveFen
                close(event, at: place, &sheet)
            default:
                conclude(&open, &sheet)
                applyFamily(entry, &sheet)
            }
        }
        guard let last = group.last else { return }
        let before = sheet.count
        pool.finish(at: last.place, &sheet)
        followSplits()
        if sheet.count > before {
            compareAccounts(lot: 0, isKnown: true, at: last.place, &sheet)
        }
        conclude(&open, &sheet)
        past.note(group, before: figures, pool.lots.takeChanges(), truth.takeChanges())
    }

    /// The books multiply points when the pool does.
    mutating func followSplits() {
        for ratio in pool.splitRatios[splitsFollowed...] { ledger.split(by: ratio) }
        splitsFollowed = pool.splitRatios.count
    }

    private mutating func hold(
        _ event: Held, _ entry: AuditedEntry, _ sheet: inout ViolationSheet
    ) {
        hasOrders = true
        let before = sheet.count
        if ledger.post(event.lines, at: entry.place, &sheet) {
            let paid = PlainSources(event)
            ledger.compare(
                event.lines,
                with: [
                    "psp_clearing": paid.provider, "order_held:\(event.order)": 0 &- paid.fen,
                    "wallet:\(event.member)": paid.wallet,
                    "coupon:\(event.member)": paid.coupon,
                    "legacy_coin:\(event.member)": paid.coins, "coin_spent": 0 &- paid.coins,
                ], at: entry.place, &sheet)
        }
        _ = refunds.hold(event, at: entry.place, &sheet)
        let isFaulty = sheet.count > before
        // Parts are held before the receipt for the rest, or with it.
        if PlainSources(event).fen != event.paidFen || event.coins != 0 {
            hop(event.order, .heldParts, entry, isFaulty: isFaulty, &sheet) {
                $0.parts.poolHeld = event
                $0.joined.remove(.parts)
            }
        }
        guard event.paidFen != 0 else { return }
        hop(event.order, .held, entry, isFaulty: isFaulty, &sheet) { $0.held = event }
    }

    private mutating func settle(
        _ event: Settled, _ entry: AuditedEntry, _ sheet: inout ViolationSheet
    ) -> OpenSettlement {
        hasOrders = true
        let before = sheet.count
        let booked = pool.booked
        pool.settle(event, at: entry.place, &sheet)
        followSplits()
        if pool.booked > booked {
            ledger.compareRepayments(event.lines, at: entry.place, &sheet)
            _ = ledger.post(event.lines, at: entry.place, &sheet)
            withdrawals.noteRewards(event, timeUs: entry.timeMicroseconds)
        }
        let coupon = event.outcome == .skipped ? nil : subsidies.spend(event.order)
        refunds.settle(
            event, coupon: coupon?.left ?? 0, isFaulty: sheet.count > before, at: entry.place,
            &sheet)
        let isFaulty = sheet.count > before
        compliance.settle(event, coupon: coupon?.left ?? 0, at: entry.place, &sheet)
        compareAccounts(lot: event.lot, isKnown: isFaulty, at: entry.place, &sheet)
        return OpenSettlement(
            entry: entry,
            order: SettledOrder(
                event: event, timeMicroseconds: entry.timeMicroseconds,
                reserveFen: event.reserveFen, supplyUnits: event.supplyUnits),
            couponFen: coupon?.left ?? 0, isFaulty: isFaulty)
    }

    private mutating func conclude(
        _ open: inout OpenSettlement?, _ sheet: inout ViolationSheet
    ) {
        guard let settlement = open else { return }
        open = nil
        let event = settlement.order.event
        guard event.outcome != .skipped else {
            return orders.skipped(event, at: settlement.entry.place, &sheet)
        }
        hop(
            event.order, .settled, settlement.entry,
            isFaulty: settlement.isFaulty, &sheet
        ) {
            $0.settled = settlement.order
            $0.couponFen = settlement.couponFen
        }
    }

    private mutating func pay(
        _ lines: [Line], _ entry: PlainPool.RecordedPayout, at place: EntryPlace,
        _ sheet: inout ViolationSheet, _ take: (inout PlainPool, inout ViolationSheet) -> Void
    ) {
        let before = sheet.count
        let booked = pool.booked
        take(&pool, &sheet)
        followSplits()
        // What the member owes is repaid first.
        let debt = "recovery_receivable:\(entry.member)"
        let repaid = min(max(0, ledger.fen[debt] ?? 0), max(0, entry.payout))
        if pool.booked > booked { refunds.pay(entry.payout, lot: entry.lot) }
        if pool.booked > booked, ledger.post(lines, at: place, &sheet), sheet.count == before {
            ledger.compare(
                lines,
                with: [
                    "reserve": entry.payout, debt: 0 &- repaid,
                    "wallet:\(entry.member)": repaid &- entry.payout,
                    "lot:\(entry.lot)": 0 &- entry.units, "issued": entry.units,
                ], at: place, &sheet)
        }
        compareAccounts(lot: entry.lot, isKnown: sheet.count > before, at: place, &sheet)
    }

    private mutating func close(
        _ event: SeriesClosed, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        let before = sheet.count
        let booked = pool.booked
        pool.close(event, at: place, &sheet)
        if pool.booked > booked, ledger.post(event.lines, at: place, &sheet), sheet.count == before
        {
            ledger.compare(
                event.lines,
                with: [
                    "reserve": event.orphanedFen, "orphan_reserve": 0 &- event.orphanedFen,
                ], at: place, &sheet)
        }
        compareAccounts(lot: 0, isKnown: sheet.count > before, at: place, &sheet)
    }

    /// The books say of reserve and lot what the pool says.
    mutating func compareAccounts(
        lot: UInt64, isKnown: Bool, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        let before = sheet.count
        ledger.compareReserve(
            with: pool.figures.reserve, isKnown: isKnown, at: place, &sheet)
        guard lot > 0 else { return }
        ledger.compareLot(
            lot, with: pool.lots[lot]?.units ?? 0, isKnown: isKnown || sheet.count > before,
            at: place, &sheet)
    }
}
