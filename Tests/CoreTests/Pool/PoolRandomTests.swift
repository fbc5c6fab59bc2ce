import Testing

@testable import Domain

@Suite("Pool: random scripts")
struct PoolRandomTests {
    @Test("agree with the plain calculation, event by event", arguments: UInt64(1)...48)
    func random(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        let figures = Self.figures(&chance)
        let plan = try Self.plan(figures)
        var pool = Pool(plan: plan)
        var copy = Pool(plan: plan)
        var plain = PlainPool(plan: figures)
        for number in 0..<160 {
            let command = Self.command(&chance, pool)
            let before = pool
            var made: [PoolEvent] = []
            var refusal: String?
            do throws(PoolRejection) {
                made = try pool.execute(command)
            } catch {
                refusal = error.rawValue
                #expect(pool == before, "a refusal changes nothing")
            }
            #expect(plain.execute(command) == refusal, "\(number): \(command)")
            try #require(made.map(PoolScript.Event.init) == plain.events, "\(number): \(command)")
            for event in made { try copy.apply(event) }
            #expect(pool.brokenInvariant() == nil)
            Self.expectNoFall(from: before, to: pool)
        }
        #expect(copy == pool, "the events rebuild the pool")
        #expect(pool.trust.units == plain.trust)
        #expect(pool.orphan.fen == plain.orphan)
        #expect(pool.splits == plain.splits)
        Self.expectBounded(plain)
    }

    @Test("cause every kind of event and refusal that a script can")
    func variety() throws {
        var seen: Set<String> = []
        for seed in UInt64(1)...16 {
            var chance = SeededGenerator(seed: seed)
            let figures = Self.figures(&chance)
            var plain = PlainPool(plan: figures)
            var pool = Pool(plan: try Self.plan(figures))
            for _ in 0..<160 {
                let command = Self.command(&chance, pool)
                if let refusal = plain.execute(command) { seen.insert(refusal) }
                seen.formUnion(plain.events.map(\.event))
                do throws(PoolRejection) { _ = try pool.execute(command) } catch { continue }
            }
        }
        let never: Set<PoolRejection> = [
            .woundDown, .trustNotAllotted, .trustIsEmpty, .exceedsTrust, .allotmentInProgress,
            .noAllotmentInProgress,
        ]
        let refusals = Set(PoolRejection.allCases).subtracting(never).map(\.rawValue)
        let events = [
            "granted", "contributed", "injected", "set_aside", "sold", "exited", "clawed_back",
            "converted", "reissued", "split", "series_closed", "restored",
        ]
        #expect(Set(refusals + events).subtracting(seen).isEmpty)
    }

    private static func plan(_ figures: PlainPool.PlanFigures) throws -> PoolPlan {
        try PoolPlan(
            openingPrice: Money(fen: figures.opening), grant: BasisPoints(Int(figures.grant)),
            retention: BasisPoints(Int(figures.retention)),
            exitMultiple: BasisPoints(Int(figures.multiple)),
            splitPriceMultiple: Int(figures.split),
            legacyRelease: BasisPoints(Int(figures.legacy)))
    }

    /// P'·S ≥ P·S' at equal denomination, within a series.
    private static func expectNoFall(from before: Pool, to after: Pool) {
        guard before.series == after.series, before.supply > .zero, after.supply > .zero else {
            return
        }
        let ratios = (before.splits..<after.splits).reduce(PlainNumber(1)) { product, _ in
            product * PlainNumber(after.splitPriceMultiple)
        }
        let new = PlainNumber(after.reserve.fen) * PlainNumber(before.supply.units) * ratios
        let old = PlainNumber(before.reserve.fen) * PlainNumber(after.supply.units)
        #expect(new >= old, "the price of a point never falls")
    }

    /// A lot never receives more than its multiple less retention.
    private static func expectBounded(_ plain: PlainPool) {
        guard plain.plan.multiple > 0 else { return }
        for lot in plain.lots where !lot.wasClawedBack {
            let most =
                Int128(plain.plan.multiple) * Int128(lot.paid)
                * Int128(10_000 - plain.plan.retention) / 100_000_000
            #expect(Int128(lot.received) <= most)
        }
    }

    private static func figures(_ chance: inout SeededGenerator) -> PlainPool.PlanFigures {
        PlainPool.PlanFigures(
            opening: [1, 100, 10_000, 1 << 30].randomElement(using: &chance) ?? 100,
            grant: [1, 7_000, 9_999, 10_000].randomElement(using: &chance) ?? 7_000,
            retention: [0, 500, 2_000, 5_000].randomElement(using: &chance) ?? 2_000,
            multiple: [0, 10_001, 15_000, 30_000, 1_000_000].randomElement(using: &chance) ?? 0,
            split: [0, 2, 10, 1_000, 1_000_000].randomElement(using: &chance) ?? 0,
            legacy: [0, 0, 5_000, 10_000].randomElement(using: &chance) ?? 0)
    }

    /// Mostly sensible, often at the edge, sometimes nonsense.
    private static func command(_ chance: inout SeededGenerator, _ pool: Pool) -> PoolCommand {
        let id = LotID(
            rawValue: UInt64.random(in: 0...UInt64(pool.lotCount + 1), using: &chance))
        let lot = pool.lot(id)
        switch Int.random(in: 0..<21, using: &chance) {
        case 0...7:
            let paid = amount(&chance)
            let share = Int64.random(in: 0...11, using: &chance)
            return .settle(
                member: MemberID(rawValue: UInt64.random(in: 1...6, using: &chance)),
                paid: Money(fen: paid), contribution: Money(fen: paid / 10 * share + share % 3),
                grant: pool.plan.grant)
        case 8...12:
            let part = part(&chance, of: lot?.units.units ?? 5)
            return .sell(
                lot: id, units: Points(units: part),
                minimumPayout: Money(fen: Int64.random(in: -3...30, using: &chance)))
        case 13: return .inject(Money(fen: amount(&chance)))
        case 14: return .contribute(Money(fen: amount(&chance)))
        case 15: return .setAside(Money(fen: amount(&chance)))
        case 16: return .reissue(lot: id, amount: Money(fen: amount(&chance)))
        case 20:
            return .restore(Money(fen: part(&chance, of: max(1, pool.orphan.fen))))
        case 17:
            let worth = lot.map { pool.netValue(of: $0).fen } ?? 1
            return .convert(lot: id, amount: Money(fen: part(&chance, of: worth)))
        default:
            return .clawback(
                lot: id, paidBack: Money(fen: part(&chance, of: lot?.paid.fen ?? 1)),
                contributionBack: Money(fen: part(&chance, of: lot?.contribution.fen ?? 1)))
        }
    }

    private static func amount(_ chance: inout SeededGenerator) -> Int64 {
        let bits = Int64.random(in: 0...41, using: &chance)
        return (1 << bits) + Int64.random(in: -2...(1 << (bits / 2)), using: &chance)
    }

    private static func part(_ chance: inout SeededGenerator, of whole: Int64) -> Int64 {
        switch Int.random(in: 0..<6, using: &chance) {
        case 0: whole / 2
        case 1: whole - 1
        case 2: whole == .max ? whole : whole + 1
        case 3: whole / 1_000
        default: whole
        }
    }
}
