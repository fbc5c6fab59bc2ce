import Testing

@testable import Domain

@Suite("Pool: quotes of orders")
struct PoolQuoteTests {
    /// Orders and redemptions by chance, of sizes that force lots out, split and end series.
    private static func pool(_ chance: inout SeededGenerator, orders: Int) throws -> Pool {
        let split = [0, 2, 1_000].randomElement(using: &chance) ?? 0
        let multiples = [0, 10_001, 12_000, 30_000]
        var pool = Pool(
            plan: try PoolPlan(
                openingPrice: Money(fen: 100), grant: BasisPoints(7_000),
                retention: BasisPoints(2_000),
                exitMultiple: BasisPoints(multiples.randomElement(using: &chance) ?? 0),
                splitPriceMultiple: split, legacyRelease: BasisPoints(500)))
        for number in 1...orders {
            let paid = Int64.random(in: 1_000...200_000, using: &chance)
            let contribution = Int64.random(in: 500...paid, using: &chance)
            _ = try? pool.execute(
                .settle(
                    member: MemberID(rawValue: UInt64(number % 7 + 1)), paid: Money(fen: paid),
                    contribution: Money(fen: contribution), grant: BasisPoints(7_000)))
            let lot = LotID(rawValue: UInt64.random(in: 1...UInt64(number), using: &chance))
            guard Int.random(in: 0..<3, using: &chance) == 0, let units = pool.lot(lot)?.units
            else { continue }
            _ = try? pool.execute(.sell(lot: lot, units: units, minimumPayout: .zero))
        }
        return pool
    }

    @Test("a quote is what settling as the next command does", arguments: UInt64(1)...60)
    func quoteIsExecution(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        let pool = try Self.pool(&chance, orders: Int.random(in: 1...80, using: &chance))
        for _ in 0..<20 {
            let paid = Money(fen: Int64.random(in: 1...3_000_000, using: &chance))
            let contribution = Money(fen: Int64.random(in: 1...paid.fen, using: &chance))
            var trial = pool
            let made: [PoolEvent]
            do throws(PoolRejection) {
                made = try trial.execute(
                    .settle(
                        member: MemberID(rawValue: 9), paid: paid, contribution: contribution,
                        grant: BasisPoints(7_000)))
            } catch {
                #expect(throws: error) { try Self.quote(pool, paid, contribution) }
                continue
            }
            let quote = try Self.quote(pool, paid, contribution)
            let exits = made.compactMap { event -> PoolPayout? in
                if case .exited(let payout) = event.change { payout } else { nil }
            }
            #expect(made.first?.change == .granted(quote.grant))
            #expect(quote.exits == exits && !quote.hasMoreExits)
            let last = made.last {
                switch $0.change {
                case .granted, .exited: true
                default: false
                }
            }
            #expect(last?.reserve == quote.reserve && last?.supply == quote.supply)
            guard let lot = trial.figures(of: quote.grant.lot), lot.lot.isOpen else {
                #expect(quote.breakEven == nil && quote.exit == nil && quote.netValue == .zero)
                continue
            }
            #expect(quote.netValue == lot.netValue)
            #expect(
                quote.breakEven?.text(rounded: .up) == lot.breakEven?.text(rounded: .up)
                    || trial.splits > pool.splits)
            #expect(quote.ordersToExit == lot.ordersToExit)
            #expect(quote.ordersToBreakEven == lot.ordersToBreakEven)
        }
    }

    private static func quote(
        _ pool: Pool, _ paid: Money, _ contribution: Money
    ) throws(PoolRejection) -> SettlementQuote {
        try pool.quoteSettle(
            member: MemberID(rawValue: 9), paid: paid, contribution: contribution,
            grant: BasisPoints(7_000))
    }

    @Test(
        "a quote lists so many exits and no more, and says so",
        arguments: [
            Pool.exitsQuotedMax - 1, Pool.exitsQuotedMax, Pool.exitsQuotedMax + 1,
        ])
    func manyExits(lots: Int) throws {
        var pool = Pool(
            plan: try PoolPlan(
                openingPrice: Money(fen: 100), grant: BasisPoints(10_000),
                retention: BasisPoints(2_000), exitMultiple: BasisPoints(30_000),
                splitPriceMultiple: 0, legacyRelease: .zero))
        for number in 1...lots {
            _ = try pool.execute(
                .settle(
                    member: MemberID(rawValue: UInt64(number)), paid: Money(fen: 1_000),
                    contribution: Money(fen: 1_000), grant: BasisPoints(10_000)))
        }
        let quote = try pool.quoteSettle(
            member: MemberID(rawValue: 1), paid: Money(fen: 1 << 36),
            contribution: Money(fen: 1 << 36), grant: BasisPoints(1))
        #expect(quote.exits.count == min(lots, Pool.exitsQuotedMax))
        #expect(quote.hasMoreExits == (lots > Pool.exitsQuotedMax))
    }
}
