import Domain
import Wire

@testable import Services

/// The four journals of one platform, written the way the services write them: a correct set of
/// entries, which tests then spoil in one place. The pool's figures come from the rules' pool.
struct AuditScenario {
    typealias Group = [JournalEntry]

    var journals: [AuditedService: [Group]] = [:]
    private var sizes: [AuditedService: Int] = [:]
    var pool: Pool
    let plan: Wire.Plan
    let price: Wire.Waterfall
    private var clock: Int64 = 1_800_000_000_000_000
    var nextOrder: UInt64 = 1
    private var nextNumber: UInt64 = 1
    private var inviters: [UInt64: UInt64] = [:]
    private var lotOwners: [UInt64: UInt64] = [:]

    static let seedPlan = Wire.Plan(
        openingPriceFen: 100, grantBps: 7_000, retentionBps: 2_000, exitMultipleBps: 30_000,
        splitPriceMultiple: 1_000, directBps: 1_000, indirectBps: 500, unallocated: .platform)

    static let seedPrice = Wire.Waterfall(
        costFen: 30_000, commissionFen: 30_000, platformFen: 10_000, contributionFen: 30_000)

    init(plan: Wire.Plan = Self.seedPlan, price: Wire.Waterfall = Self.seedPrice) throws {
        self.plan = plan
        self.price = price
        pool = Pool(plan: try PoolPlan(plan))
        add(
            .pool,
            PlatformCreated(
                platform: Platform(platform: "demo", sandbox: true, planVersion: 1, plan: plan)))
        add(
            .catalog,
            ProductPut(
                product: Wire.Product(
                    product: 1, title: "tea", delivery: .shipped, status: .onSale,
                    priceFen: PlainWaterfall(price).parts.reduce(0, +), waterfall: price,
                    onHand: 1_000_000)))
    }

    // MARK: - Writing

    /// One group of entries, with a request id of its own.
    mutating func add(_ service: AuditedService, _ events: any Message...) {
        add(service, events)
    }

    mutating func add(_ service: AuditedService, _ events: [any Message]) {
        let size = sizes[service, default: 0]
        sizes[service] = size + events.count
        clock += 1_000
        let group = events.enumerated().map { index, event in
            JournalEntry(
                sequence: UInt64(size + index + 1), timeUs: clock,
                kind: Self.kind(of: type(of: event).protoName), event: event.encoded(),
                keys: Self.keys(of: event),
                caller: index == 0 ? Self.caller(of: event) : "",
                requestID: index == 0 ? "r\(size)" : "",
                groupLeft: UInt32(events.count - index - 1),
                method: index == 0 ? "/tidemark.test/Do" : "")
        }
        journals[service, default: []].append(group)
    }

    /// When the next group is written.
    var now: Int64 { clock + 1_000 }

    mutating func pass(microseconds: Int64) { clock += microseconds }

    /// Who the event says asked for it; else an operator.
    private static func caller(of event: any Message) -> String {
        let named = (event as? StatementAttested)?.attestation?.by
        let by = named ?? Mirror(reflecting: event).children.first { $0.label == "by" }?.value
        return by as? String ?? "operator/ann"
    }

    /// `order:17` where the event is about an order.
    private static func keys(of event: any Message) -> [String] {
        let fields = Mirror(reflecting: event).children
        let order =
            (event as? OrderSettled)?.result?.order
            ?? fields.first { $0.label == "order" }?.value as? UInt64
        return order.map { ["order:\($0)"] } ?? []
    }

    /// `tidemark.pool.v1.SeriesClosed` is `series_closed`.
    static func kind(of protoName: String) -> String {
        let name = protoName.split(separator: ".").last ?? ""
        var kind = ""
        for letter in name {
            if letter.isUppercase, !kind.isEmpty { kind.append("_") }
            kind.append(contentsOf: letter.lowercased())
        }
        return kind
    }

    mutating func join(_ member: UInt64, inviter: UInt64 = 0) {
        inviters[member] = inviter
        add(.referral, Joined(member: member, inviter: inviter))
    }

    /// One order from placing to its return window's end; `settle` does the rest.
    mutating func order(by member: UInt64, pieces: UInt32 = 1) -> SettlingOrder {
        var order = sharedOrder(by: member, pieces: pieces)
        add(.order, Shipped(order: order.order))
        add(.order, Delivered(order: order.order, atUs: now))
        let end = OrderChecks.windowEnd(of: now, returnDays: plan.returnDays)
        add(.order, Received(order: order.order, atUs: now, windowEndUs: end))
        clock = max(clock, end)
        order.windowEndUs = end
        return order
    }

    /// One order that is paid and not shipped; coins, or a subsidy, pay a part of it.
    mutating func sharedOrder(
        by member: UInt64, pieces: UInt32 = 1, coins: Int64 = 0, grant: Int64 = 0,
        byLine: Bool = true
    ) -> SettlingOrder {
        let order = nextOrder
        nextOrder += 1
        var parts = PlainWaterfall(price).times(pieces) ?? PlainWaterfall(nil)
        let all = parts.parts.reduce(0, +)
        let paid = all - coins - grant
        let waterfall = Wire.Waterfall(
            costFen: parts.cost, commissionFen: parts.commission, platformFen: parts.platform,
            taxFen: parts.tax, paymentFeeFen: parts.fee, contributionFen: parts.contribution)
        let line = Wire.ReservedLine(
            product: 1, quantity: pieces, paidFen: all, waterfall: waterfall, delivery: .shipped)
        parts.take(coins)
        let (rows, unallocated) = rewards(of: member, base: paid, budget: parts.commission)
        let rates = Wire.RewardRates(
            planVersion: 1, directBps: plan.directBps, indirectBps: plan.indirectBps)
        add(
            .order,
            Placed(
                order: order, member: member, lines: [OrderLine(product: 1, quantity: pieces)],
                atUs: clock))
        add(.catalog, StockReserved(order: order, member: member, lines: [line]))
        add(.order, Reserved(order: order, lines: [line], toPayFen: all))
        if coins > 0 { holdCoins(coins, for: order, of: member) }
        if grant > 0 { self.grant(grant, to: order, of: member, asking: 1, byLine: byLine) }
        add(
            .order,
            Paid(
                order: order, provider: "sandbox", payment: "p\(order)", paidFen: paid,
                atUs: clock, rates: rates))
        add(
            .pool,
            Held(
                order: order, member: member, paidFen: paid, payment: "p\(order)",
                lines: Self.lines(["psp_clearing": paid, "order_held:\(order)": -paid])))
        add(.order, MoneyHeld(order: order))
        add(.catalog, StockCommitted(order: order))
        add(.order, Committed(order: order))
        add(
            .referral,
            Shared(
                order: order, buyer: member, rates: rates,
                lines: [ShareLine(line: 1, baseFen: paid, budgetFen: parts.commission)],
                rows: rows, unallocatedFen: unallocated))
        add(.order, RewardsShared(order: order, rows: rows, unallocatedFen: unallocated))
        return SettlingOrder(
            order: order, member: member, paid: paid, coins: coins, grant: grant, parts: parts,
            rows: rows, unallocated: unallocated, windowEndUs: 0)
    }

    struct SettlingOrder {
        var order: UInt64
        var member: UInt64
        var paid: Int64
        var coins: Int64 = 0
        var grant: Int64 = 0
        var parts: PlainWaterfall
        var rows: [Wire.RewardRow]
        var unallocated: Int64
        var windowEndUs: Int64
    }

    func rewards(
        of buyer: UInt64, base: Int64, budget: Int64
    ) -> (rows: [Wire.RewardRow], unallocated: Int64) {
        var left = budget
        var rows: [Wire.RewardRow] = []
        let first = inviters[buyer] ?? 0
        let steps: [(Wire.RewardRule, UInt64, UInt32, UInt32)] = [
            (.direct, first, 1, plan.directBps),
            (.indirect, inviters[first] ?? 0, 2, plan.indirectBps),
        ]
        for (rule, payee, generation, bps) in steps where payee != 0 {
            let full = base * Int64(bps) / 10_000
            let amount = min(full, left)
            guard amount > 0 else { continue }
            left -= amount
            rows.append(
                Wire.RewardRow(
                    line: 1, rule: rule, payee: payee, generation: generation, amountFen: amount,
                    capped: amount < full, explanation: "for inviting"))
        }
        return (rows, left)
    }

    static func lines(_ amounts: [String: Int64]) -> [Wire.Line] {
        amounts.sorted { $0.key < $1.key }.filter { $0.value != 0 }.map { account, amount in
            let isPoints = account.hasPrefix("lot:") || account == "issued"
            let isCoins = account.hasPrefix("legacy_coin:") || account.hasPrefix("coin_")
            return Wire.Line(
                account: account, unit: isPoints ? .micropoint : isCoins ? .coin : .fen,
                amount: amount)
        }
    }
}

// MARK: - The pool's side

extension AuditScenario {
    /// One settlement batch, with everything that the orders cause.
    mutating func settle(_ orders: [SettlingOrder]) throws {
        let first = nextNumber
        var dues: [any Message] = []
        var entries: [any Message] = []
        var results: [any Message] = []
        for order in orders {
            dues.append(Due(order: order.order, number: nextNumber, firstNumber: first))
            let events = try pool.execute(
                .settle(
                    member: MemberID(rawValue: order.member), paid: Money(fen: order.paid),
                    contribution: Money(fen: order.parts.contribution),
                    grant: BasisPoints(Int(plan.grantBps))))
            let settled = settlement(order, events[0])
            entries.append(settled)
            entries += events.dropFirst().map(recorded)
            results.append(
                OrderSettled(
                    result: SettlementResult(
                        number: nextNumber, order: order.order, outcome: .granted,
                        lot: settled.lot, valueFen: settled.valueFen, units: settled.units,
                        reserveFen: pool.reserve.fen, supplyUnits: pool.supply.units,
                        exits: UInt32(entries.suffix(events.count).count { $0 is Exited }))))
            nextNumber += 1
        }
        add(.order, dues)
        add(.pool, entries)
        add(.order, results)
        add(.referral, orders.map { Confirmed(order: $0.order) })
        add(.order, BatchConfirmed(firstNumber: first))
    }

    private mutating func settlement(_ order: SettlingOrder, _ event: PoolEvent) -> Settled {
        var settled = Settled(
            number: nextNumber, order: order.order, member: order.member, paidFen: order.paid,
            contributionFen: order.parts.contribution, outcome: .granted, planVersion: 1,
            windowEndUs: order.windowEndUs, reserveFen: event.reserve.fen,
            supplyUnits: event.supply.units)
        guard case .granted(let grant) = event.change else { return settled }
        settled.lot = grant.lot.rawValue
        settled.valueFen = grant.value.fen
        settled.units = grant.units.units
        settled.legacyUnits = grant.legacy.units
        lotOwners[settled.lot] = order.member
        var amounts: [String: Int64] = [
            "order_held:\(order.order)": order.paid + order.grant,
            "merchant_payable": -order.parts.cost,
            "platform_income": -order.parts.platform, "tax_reserve": -order.parts.tax,
            "payment_fee": -order.parts.fee, "commission_unallocated": -order.unallocated,
            "reserve": -order.parts.contribution, "lot:\(settled.lot)": settled.units,
            "issued": -settled.units,
        ]
        for row in order.rows { amounts["wallet:\(row.payee)", default: 0] -= row.amountFen }
        settled.lines = Self.lines(amounts)
        return settled
    }

    /// False when the pool refuses.
    mutating func sell(_ lot: UInt64, _ units: Int64) -> Bool {
        let command = PoolCommand.sell(
            lot: LotID(rawValue: lot), units: Points(units: units), minimumPayout: .zero)
        guard let events = try? pool.execute(command) else { return false }
        add(.pool, events.map(recorded))
        return true
    }

    func units(of lot: UInt64) -> Int64 {
        pool.lot(LotID(rawValue: lot))?.units.units ?? 0
    }

    var lots: [UInt64] { lotOwners.keys.sorted() }
    var figures: PlainPool.Figures {
        .init(reserve: UInt64(pool.reserve.fen), supply: UInt64(pool.supply.units))
    }
    var exits: UInt64 { UInt64(pool.exits) }

    private func recorded(_ event: PoolEvent) -> any Message {
        let (reserve, supply) = (event.reserve.fen, event.supply.units)
        switch event.change {
        case .sold(let sale):
            let owner = lotOwners[sale.lot.rawValue] ?? 0
            return Sold(
                lot: sale.lot.rawValue, member: owner, units: sale.units.units,
                grossFen: sale.gross.fen, payoutFen: sale.payout.fen,
                lines: Self.payoutLines(sale, owner), reserveFen: reserve, supplyUnits: supply)
        case .exited(let exit):
            let owner = lotOwners[exit.lot.rawValue] ?? 0
            return Exited(
                lot: exit.lot.rawValue, member: owner, units: exit.units.units,
                grossFen: exit.gross.fen, payoutFen: exit.payout.fen,
                lines: Self.payoutLines(exit, owner), reserveFen: reserve, supplyUnits: supply)
        case .split(let ratio):
            return Split(ratio: UInt64(ratio), reserveFen: reserve, supplyUnits: supply)
        case .seriesClosed(let series, let orphaned):
            return SeriesClosed(
                series: UInt64(series), orphanedFen: orphaned.fen,
                lines: Self.lines([
                    "reserve": orphaned.fen, "orphan_reserve": -orphaned.fen,
                ]), reserveFen: reserve, supplyUnits: supply)
        default:
            preconditionFailure("the scenario neither injects nor claws back: \(event)")
        }
    }

    private static func payoutLines(_ made: PoolPayout, _ owner: UInt64) -> [Wire.Line] {
        lines([
            "reserve": made.payout.fen, "wallet:\(owner)": -made.payout.fen,
            "lot:\(made.lot)": -made.units.units, "issued": made.units.units,
        ])
    }
}

extension PoolPlan {
    fileprivate init(_ plan: Wire.Plan) throws {
        try self.init(
            openingPrice: Money(fen: plan.openingPriceFen),
            grant: BasisPoints(Int(plan.grantBps)), retention: BasisPoints(Int(plan.retentionBps)),
            exitMultiple: BasisPoints(Int(plan.exitMultipleBps)),
            splitPriceMultiple: Int(plan.splitPriceMultiple),
            legacyRelease: BasisPoints(Int(plan.legacyReleaseBps)))
    }
}
