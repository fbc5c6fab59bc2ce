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
            figures.append(
                TruthFigure(
                    subject: subject, sequence: sequence, name: name, served: "\(served)",
                    recomputed: "\(expected)", agrees: served == expected))
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
        if served.figuresSequence == served.sequence { compareMembers(served, &found) }
        return found.figures
    }

    private func compareMembers(_ served: GetPoolResponse, _ found: inout Comparison) {
        var members: [UInt64: (paid: Int64, got: Int64)] = [:]
        var all: Int64 = 0
        for (lot, holding) in truth.holdings {
            let net = netValue(of: lot)
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

    /// What redeeming all of a lot would pay now; 0 for a closed one.
    private func netValue(of id: UInt64) -> Int64 {
        guard let lot = pool.lots[id] else { return 0 }
        return Int64(
            clamping: pool.worth(of: lot, lot.units, asExit: false, on: pool.figures).payout
                .floor())
    }

    // MARK: - A member

    /// The most lots that a position shows.
    private static let positionLotsMax = 1_000

    func compare(_ served: GetPositionResponse) -> [TruthFigure] {
        var found = Comparison(
            subject: "position of member \(served.member)", sequence: served.sequence)
        found.add(
            "wallet_fen", served.walletFen, 0 &- (ledger.fen["wallet:\(served.member)"] ?? 0))
        let open = pool.lots.filter { $0.value.member == served.member }.keys.sorted()
        let shown = open.prefix(Self.positionLotsMax)
        found.add("lots", served.lots.map(\.lot), Array(shown))
        var (net, paid, received) = (Int64(0), Int64(0), Int64(0))
        for id in shown {
            guard let lot = pool.lots[id], let holding = truth.holdings[id],
                let item = served.lots.first(where: { $0.lot == id })
            else { continue }
            let value = netValue(of: id)
            found.add("lot \(id) paid_fen", item.paidFen, holding.paid)
            found.add("lot \(id) units", item.units, Int64(clamping: lot.units))
            found.add("lot \(id) net_value_fen", item.netValueFen, value)
            found.add("lot \(id) received_fen", item.receivedFen, holding.received)
            let prices = prices(lot, paid: holding.paid, received: holding.received)
            found.add("lot \(id) break_even_price", item.breakEvenPrice, prices.breakEven)
            found.add("lot \(id) exit_price", item.exitPrice, prices.exit)
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
        let missing = UInt128(max(0, paid &- received))
        let kept = UInt128(10_000 - lot.retentionBps)
        return (
            PlainTruth.price(missing * 10_000, UInt128(lot.units) * kept, up: true),
            PlainTruth.exitPrice(lot.target, granted: lot.granted)
        )
    }

    // MARK: - A quote

    /// What an order would get; what it would be worth only where nobody is forced out by it.
    func compare(
        _ served: QuoteSettleResponse, paid: Int64, contribution: Int64
    ) -> [TruthFigure] {
        var found = Comparison(subject: "quote", sequence: served.sequence)
        guard let plan = pool.plan else { return [] }
        let order = Settled(
            paidFen: paid, contributionFen: contribution, planVersion: pool.planVersion)
        let grant = pool.expectedGrant(order, plan, on: pool.figures)
        found.add("units", served.units, Int64(clamping: grant.units))
        found.add("price", served.price, Self.price(pool.figures.reserve, pool.figures.supply))
        guard grant.units > 0 else { return found.figures }
        found.add("value_fen", served.valueFen, Int64(clamping: grant.value))
        guard served.exits == 0 else { return found.figures }
        let lot = PlainPool.Lot(
            member: 0, target: UInt64(plan.exitMultipleBps) * UInt64(clamping: paid),
            granted: UInt128(grant.units), units: grant.units,
            retentionBps: UInt64(plan.retentionBps))
        let worth = pool.worth(of: lot, lot.units, asExit: false, on: grant.after)
        let prices = prices(lot, paid: paid, received: 0)
        found.add("net_value_fen", served.netValueFen, Int64(clamping: worth.payout.floor()))
        found.add("break_even_price", served.breakEvenPrice, prices.breakEven)
        found.add("exit_price", served.exitPrice, prices.exit)
        return found.figures
    }
}
