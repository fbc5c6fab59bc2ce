internal import Wire

// The truth figures as the pool serves them, against those that follow from its entries. To be
// asked of the audit as it is after the entry that the answer is of.
extension PlatformAudit {
    /// Collects what was served beside what it should be.
    private struct Comparison {
        var subject: String
        var sequence: UInt64
        var figures: [TruthFigure] = []

        mutating func add<Value: Equatable>(_ name: String, _ served: Value, _ expected: Value) {
            add(name, "\(served)", "\(expected)", agrees: served == expected)
        }

        mutating func add(_ name: String, _ served: String, _ expected: PlainEstimate) {
            add(name, served, expected.text, agrees: expected.agrees(with: served))
        }

        mutating func add(_ name: String, _ served: String, _ expected: String, agrees: Bool) {
            figures.append(
                TruthFigure(
                    subject: subject, sequence: sequence, name: name, served: served,
                    recomputed: expected, agrees: agrees))
        }

        mutating func omit<Value>(_ name: String, _ served: Value, because reason: String) {
            figures.append(
                TruthFigure(
                    subject: subject, sequence: sequence, name: name, served: "\(served)",
                    notCompared: reason))
        }
    }

    // MARK: - The pool

    /// O(lots).
    func compare(_ served: GetPoolResponse) -> [TruthFigure] {
        var found = Comparison(subject: "pool", sequence: served.sequence)
        let now = pool.figures
        found.add("reserve_fen", served.reserveFen, Int64(clamping: now.reserve))
        found.add("supply_units", served.supplyUnits, Int64(clamping: now.supply))
        found.add("price", served.price, Self.price(now.reserve, now.supply))
        found.add("orphan_fen", served.orphanFen, Int64(clamping: pool.orphan))
        found.add("trust_units", served.trustUnits, Int64(clamping: pool.trust))
        found.add("splits", served.splits, UInt64(pool.splitRatios.count))
        found.add("series", served.series, pool.series)
        found.add("lots_open", served.lotsOpen, UInt64(pool.lots.count))
        found.add("lots_granted", served.lotsGranted, pool.lotsGranted)
        found.add("exits", served.exits, pool.exits)
        found.add("next_number", served.nextNumber, pool.nextNumber)
        found.add("paid_by_members_fen", served.paidByMembersFen, truth.paidByMembers)
        found.add("contributed_fen", served.contributedFen, truth.contributed)
        found.add("redeemed_fen", served.redeemedFen, truth.redeemed)
        found.add("exited_fen", served.exitedFen, truth.exited)
        found.add("reserve_of_paid_bps", UInt64(served.reserveOfPaidBps), reserveOfPaidBps)
        found.add("wallets_fen", served.walletsFen, walletsFen)
        found.add("subsidy_fen", served.subsidyFen, Int64(clamping: truth.subsidy))
        found.add(
            "price_without_subsidy", served.priceWithoutSubsidy,
            Self.price(now.reserve - min(now.reserve, truth.subsidy), now.supply))
        compareRelated(served, &found)
        compareMembers(served, &found)
        return found.figures
    }

    /// Operators, staff and payers of subsidies who hold points, and what they hold.
    private func compareRelated(_ served: GetPoolResponse, _ found: inout Comparison) {
        let related = Set(withdrawals.related)
        let lots = pool.lots.values.filter { related.contains($0.member) }
        let units = lots.reduce(0) { PlainPool.sum($0, $1.units) }
        found.add("related_members", served.relatedMembers, UInt64(Set(lots.map(\.member)).count))
        found.add("related_units", served.relatedUnits, Int64(clamping: units))
    }

    /// Members' figures, of the entry that the pool says they are of.
    private func compareMembers(_ served: GetPoolResponse, _ found: inout Comparison) {
        let sequence = served.figuresSequence
        let reason: String
        if sequence > served.sequence {
            let most = "at most \(served.sequence)"
            found.add("figures_sequence", "\(sequence)", most, agrees: false)
            reason = "the answer is of entry \(served.sequence), before entry \(sequence)"
        } else {
            switch past.recall(after: sequence, now: pool.figures) {
            case .view(let view):
                found.add("figures_sequence", sequence, sequence)
                return compareMembers(served, view, &found)
            case .tooOld(let oldest):
                found.add("figures_sequence", "\(sequence)", "at least \(oldest)", agrees: false)
                reason =
                    "entry \(sequence) is more than a minute past, and the audit goes back "
                    + "to entry \(oldest)"
            case .unknown(let words):
                found.omit("figures_sequence", sequence, because: words)
                reason = words
            }
        }
        found.omit("members", served.members, because: reason)
        found.omit("members_in_profit", served.membersInProfit, because: reason)
        found.omit("net_value_fen", served.netValueFen, because: reason)
    }

    private func compareMembers(
        _ served: GetPoolResponse, _ view: PlainPast.View, _ found: inout Comparison
    ) {
        var members: [UInt64: (paid: Int64, got: Int64)] = [:]
        var all: Int64 = 0
        for (id, holding) in truth.holdings.all {
            guard let holding = view.holdings[id] ?? holding else { continue }
            let lot = view.lots[id] ?? pool.lots[id]
            let net = lot.map { netValue(of: $0, on: view.figures) } ?? 0
            all &+= net
            let sums = members[holding.member] ?? (0, 0)
            members[holding.member] = (
                sums.paid &+ holding.paid, sums.got &+ holding.received &+ net
            )
        }
        let payers = members.values.filter { $0.paid > 0 }
        found.add("members", served.members, UInt64(payers.count))
        found.add(
            "members_in_profit", served.membersInProfit,
            UInt64(payers.count { $0.got >= $0.paid }))
        found.add("net_value_fen", served.netValueFen, all)
    }

    /// Rounded up; of all that members paid.
    private var reserveOfPaidBps: UInt64 {
        guard truth.paidByMembers > 0 else { return 0 }
        let (paid, brought) = (UInt128(truth.paidByMembers), UInt128(max(0, truth.contributed)))
        return UInt64(clamping: (brought * 10_000 + paid - 1) / paid)
    }

    private var walletsFen: Int64 {
        ledger.fen.reduce(0) { sum, account in
            account.key.hasPrefix("wallet:") ? sum &- account.value : sum
        }
    }

    private static func price(_ reserve: UInt64, _ supply: UInt64) -> String {
        PlainTruth.price(UInt128(reserve), UInt128(supply), up: false)
    }

    /// What redeeming all of a lot would pay.
    private func netValue(of lot: PlainPool.Lot, on now: PlainPool.Figures) -> Int64 {
        Int64(clamping: pool.worth(of: lot, lot.units, asExit: false, on: now).payout.floor())
    }

    // MARK: - A member

    /// The most lots that a position shows.
    private static let positionLotsMax = 1_000

    func compare(_ served: GetPositionResponse) -> [TruthFigure] {
        var found = Comparison(
            subject: "position of member \(served.member)", sequence: served.sequence)
        found.add(
            "wallet_fen", served.walletFen, 0 &- (ledger.fen["wallet:\(served.member)"] ?? 0))
        let open = pool.lots.all.filter { $0.value.member == served.member }.keys.sorted()
        let shown = open.prefix(Self.positionLotsMax)
        found.add("lots", served.lots.map(\.lot), Array(shown))
        var (net, paid, received) = (Int64(0), Int64(0), Int64(0))
        let basis = basis
        for id in shown {
            guard let lot = pool.lots[id], let holding = truth.holdings[id],
                let item = served.lots.first(where: { $0.lot == id })
            else { continue }
            let value = netValue(of: lot, on: pool.figures)
            found.add("lot \(id) paid_fen", item.paidFen, holding.paid)
            found.add("lot \(id) units", item.units, Int64(clamping: lot.units))
            found.add("lot \(id) net_value_fen", item.netValueFen, value)
            found.add("lot \(id) received_fen", item.receivedFen, holding.received)
            let prices = prices(lot, paid: holding.paid, received: holding.received)
            found.add("lot \(id) break_even_price", item.breakEvenPrice, prices.breakEven)
            found.add("lot \(id) exit_price", item.exitPrice, prices.exit)
            found.add(
                "lot \(id) orders_to_break_even", item.ordersToBreakEven,
                PlainEstimate(
                    breakEven(of: lot, paid: holding.paid, received: holding.received),
                    from: basis))
            found.add(
                "lot \(id) orders_to_exit", item.ordersToExit,
                PlainEstimate(exit(of: lot), from: basis))
            net &+= value
            paid &+= holding.paid
            received &+= holding.received
        }
        found.add("net_value_fen", served.netValueFen, net)
        found.add("paid_fen", served.paidFen, paid)
        found.add("received_fen", served.receivedFen, received)
        return found.figures
    }

    /// (paid − received) ÷ (units × (1 − retention)), and multiple × paid ÷ granted; rounded up.
    private func prices(
        _ lot: PlainPool.Lot, paid: Int64, received: Int64
    ) -> (breakEven: String, exit: String) {
        let target = breakEven(of: lot, paid: paid, received: received)
        return (
            PlainTruth.price(target.fen, target.units * UInt128(target.scale), up: true),
            PlainTruth.exitPrice(lot.target, granted: lot.granted)
        )
    }

    private func breakEven(
        of lot: PlainPool.Lot, paid: Int64, received: Int64
    ) -> PlainEstimate.Target {
        PlainEstimate.Target(
            fen: UInt128(max(0, paid &- received)) * 10_000, units: UInt128(lot.units),
            scale: 10_000 - lot.retentionBps)
    }

    /// Nil for never.
    private func exit(of lot: PlainPool.Lot) -> PlainEstimate.Target? {
        guard lot.target > 0 else { return nil }
        return PlainEstimate.Target(
            fen: UInt128(lot.target), units: lot.granted, scale: 10_000)
    }

    /// What orders still to come would start from.
    private var basis: PlainEstimate.Basis {
        let (grant, release) = (pool.plan?.grantBps ?? 0, pool.plan?.legacyReleaseBps ?? 0)
        return PlainEstimate.Basis(
            figures: pool.figures, orders: truth.seriesOrders,
            contribution: truth.seriesContribution,
            kept: UInt64(10_000 - min(grant, 10_000)) * UInt64(10_000 - min(release, 10_000)))
    }

    // MARK: - A quote

    /// What an order would get, whom it would force out, and what is left of it then. O(lots).
    func compare(
        _ served: QuoteSettleResponse, paid: Int64, contribution: Int64
    ) -> [TruthFigure] {
        var found = Comparison(subject: "quote", sequence: served.sequence)
        guard let plan = pool.plan else {
            found.omit("units", served.units, because: "the audit knows no plan of the platform")
            return found.figures
        }
        let order = Settled(
            paidFen: paid, contributionFen: contribution, planVersion: pool.planVersion)
        let grant = pool.expectedGrant(order, plan, on: pool.figures)
        found.add("units", served.units, Int64(clamping: grant.units))
        found.add("price", served.price, Self.price(pool.figures.reserve, pool.figures.supply))
        guard grant.units > 0 else { return found.figures }
        found.add("value_fen", served.valueFen, Int64(clamping: grant.value))
        let quoted = pool.quoted(grant, paid: paid, plan)
        let (lot, isOut) = (quoted.own, quoted.isOut)
        let prices = isOut ? nil : prices(lot, paid: paid, received: 0)
        let net = isOut || quoted.after.supply == 0 ? 0 : netValue(of: lot, on: quoted.after)
        found.add("exits", served.exits, quoted.exits)
        found.add("exits_payout_fen", served.exitsPayoutFen, Int64(clamping: quoted.payout))
        found.add("more_exits", served.moreExits, quoted.hasMore)
        found.add("net_value_fen", served.netValueFen, net)
        found.add("break_even_price", served.breakEvenPrice, prices?.breakEven ?? "")
        found.add("exit_price", served.exitPrice, prices?.exit ?? "")
        // The order counts among those of the series when it has settled.
        var basis = basis
        basis.figures = quoted.after
        basis.orders += 1
        basis.contribution = PlainPool.sum(basis.contribution, UInt64(clamping: contribution))
        let breakEven = isOut ? nil : breakEven(of: lot, paid: paid, received: 0)
        found.add(
            "orders_to_break_even", served.ordersToBreakEven,
            PlainEstimate(breakEven, from: basis))
        found.add(
            "orders_to_exit", served.ordersToExit,
            PlainEstimate(isOut ? nil : exit(of: lot), from: basis))
        return found.figures
    }
}
