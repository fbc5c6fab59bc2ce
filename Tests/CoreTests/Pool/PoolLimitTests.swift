import Foundation
import Testing

@testable import Domain

@Suite("Pool: plans, limits and versions")
struct PoolLimitTests {
    private static func settle(
        _ member: UInt64, _ paid: Int64, _ contribution: Int64, _ grant: Int = 7_000
    ) -> PoolCommand {
        .settle(
            member: MemberID(rawValue: member), paid: Money(fen: paid),
            contribution: Money(fen: contribution), grant: BasisPoints(grant))
    }

    private static func plan(
        opening: Int64 = 100, grant: Int = 7_000, retention: Int = 2_000, exit: Int = 30_000,
        split: Int = 1_000, legacy: Int = 0
    ) throws(PoolPlanRejection) -> PoolPlan {
        try PoolPlan(
            openingPrice: Money(fen: opening), grant: BasisPoints(grant),
            retention: BasisPoints(retention), exitMultiple: BasisPoints(exit),
            splitPriceMultiple: split, legacyRelease: BasisPoints(legacy))
    }

    @Test("a plan within its bounds is accepted, at both ends")
    func planBounds() throws {
        for opening in [1, 1 << 30] as [Int64] { _ = try Self.plan(opening: opening) }
        for grant in [1, 10_000] { _ = try Self.plan(grant: grant) }
        for retention in [0, 5_000] { _ = try Self.plan(retention: retention) }
        for exit in [0, 10_001, 1_000_000] { _ = try Self.plan(exit: exit) }
        for split in [0, 2, 1_000_000] { _ = try Self.plan(split: split) }
        for legacy in [0, 10_000] { _ = try Self.plan(legacy: legacy) }
    }

    @Test("a plan one beyond a bound is refused by name")
    func planRefusals() {
        func expect(_ refusal: PoolPlanRejection, _ body: () throws(PoolPlanRejection) -> PoolPlan)
        {
            do throws(PoolPlanRejection) {
                _ = try body()
                Issue.record("\(refusal) expected")
            } catch {
                #expect(error == refusal)
            }
        }
        for opening in [0, 1 << 30 + 1, -1] as [Int64] {
            expect(.openingPriceOutOfRange) { () throws(PoolPlanRejection) in
                try Self.plan(opening: opening)
            }
        }
        for grant in [0, 10_001] {
            expect(.grantOutOfRange) { () throws(PoolPlanRejection) in
                try Self.plan(grant: grant)
            }
        }
        for retention in [-1, 5_001] {
            expect(.retentionOutOfRange) { () throws(PoolPlanRejection) in
                try Self.plan(retention: retention)
            }
        }
        for exit in [1, 10_000, 1_000_001] {
            expect(.exitMultipleOutOfRange) { () throws(PoolPlanRejection) in
                try Self.plan(exit: exit)
            }
        }
        for split in [1, 1_000_001] {
            expect(.splitPriceMultipleOutOfRange) { () throws(PoolPlanRejection) in
                try Self.plan(split: split)
            }
        }
        for legacy in [-1, 10_001] {
            expect(.legacyReleaseOutOfRange) { () throws(PoolPlanRejection) in
                try Self.plan(legacy: legacy)
            }
        }
    }

    @Test("single amounts reach 2^40 and no further")
    func amounts() throws {
        let most: Int64 = 1 << 40
        var pool = Pool(plan: .seed)
        #expect(throws: PoolRejection.limitReached) {
            try pool.decide(Self.settle(1, most + 1, 5))
        }
        _ = try pool.execute(Self.settle(1, most - 1, 30_000))
        _ = try pool.execute(Self.settle(1, most, 30_000))
        for amount in [most - 1, most] { _ = try pool.execute(.inject(Money(fen: amount))) }
        #expect(throws: PoolRejection.limitReached) {
            try pool.execute(.inject(Money(fen: most + 1)))
        }
    }

    @Test("the reserve reaches 2^50 fen and no further")
    func reserve() throws {
        var pool = Pool(plan: try Self.plan(exit: 0))
        _ = try pool.execute(Self.settle(1, 1 << 40, 1 << 40))
        for _ in 0..<1_022 { _ = try pool.execute(.inject(Money.amountMax)) }
        let left = Pool.reserveMax.fen - pool.reserve.fen
        _ = try pool.execute(.inject(Money(fen: left - 1)))
        #expect(throws: PoolRejection.limitReached) { try pool.execute(.inject(Money(fen: 2))) }
        _ = try pool.execute(.inject(Money(fen: 1)))
        #expect(pool.reserve == Pool.reserveMax)
        #expect(throws: PoolRejection.limitReached) {
            try pool.execute(.contribute(Money(fen: 1)))
        }
    }

    @Test("the largest units that a command can name are refused, not computed with")
    func nonsense() throws {
        var pool = Pool(plan: .seed)
        _ = try pool.execute(Self.settle(1, 100_000, 30_000))
        let lot = LotID(rawValue: 1)
        for units in [.max, .max - 1] as [Int64] {
            #expect(throws: PoolRejection.exceedsLot) {
                try pool.quoteSell(lot, Points(units: units))
            }
            #expect(throws: PoolRejection.exceedsLot) {
                try pool.execute(.convert(lot: lot, amount: Money(fen: units)))
            }
        }
        #expect(throws: PoolRejection.amountMustBePositive) {
            try pool.quoteSell(lot, Points(units: .min))
        }
        for id in [0, 2, .max] as [UInt64] {
            #expect(throws: PoolRejection.lotNotFound) {
                try pool.quoteSell(LotID(rawValue: id), Points(units: 1))
            }
        }
    }

    @Test("a lot keeps its exit multiple; a later, lower retention applies to it too")
    func versions() throws {
        var pool = Pool(plan: .seed)
        _ = try pool.execute(Self.settle(1, 100_000, 30_000))
        pool.adopt(try Self.plan(opening: 700, retention: 1_000, exit: 15_000, split: 0))
        _ = try pool.execute(Self.settle(2, 100_000, 30_000))
        pool.adopt(try Self.plan(retention: 3_000, exit: 0))
        _ = try pool.execute(Self.settle(3, 100_000, 30_000))
        let lots = try (1...3).map { try #require(pool.lot(LotID(rawValue: $0))) }
        #expect(lots.map(\.exitMultiple.rawValue) == [30_000, 15_000, 0])
        #expect(lots.map { pool.retention(of: $0).rawValue } == [1_000, 1_000, 3_000])
        #expect(pool.openingPrice.fen == 100, "the series keeps its opening price")
        #expect(pool.splitPriceMultiple == 1_000)
    }

    @Test("opening price and split ratio change when the series ends")
    func seriesEnd() throws {
        var pool = Pool(plan: .seed)
        _ = try pool.execute(Self.settle(1, 100_000, 30_000))
        pool.adopt(try Self.plan(opening: 700, split: 10))
        let units = try #require(pool.lot(LotID(rawValue: 1))).units
        _ = try pool.execute(
            .sell(lot: LotID(rawValue: 1), units: units, minimumPayout: .zero))
        #expect(pool.openingPrice.fen == 700)
        #expect(pool.splitPriceMultiple == 10)
        _ = try pool.execute(Self.settle(1, 100_000, 30_000))
        #expect(pool.lot(LotID(rawValue: 2))?.units == Points(units: 30_000_000))
    }

    @Test("a recorded event that the rules would not give is refused")
    func forged() throws {
        var pool = Pool(plan: .seed)
        let events = try pool.execute(Self.settle(1, 100_000, 30_000))
        let forged = PoolEvent(
            change: events[0].change, reserve: events[0].reserve, supply: Points(units: 1))
        var copy = Pool(plan: .seed)
        #expect(throws: PoolReplayFault.self) { try copy.apply(forged) }
        copy = Pool(plan: .seed)
        #expect(throws: PoolReplayFault.self) {
            try copy.apply(
                PoolEvent(change: .split(ratio: 0), reserve: .zero, supply: .zero))
        }
    }

    @Test("buying and redeeming alone never profits", arguments: UInt64(1)...20)
    func alone(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        var pool = Pool(plan: try Self.plan(retention: seed % 2 == 0 ? 0 : 2_000, exit: 0))
        for member in UInt64(1)...5 { _ = try pool.execute(Self.settle(member, 90_000, 27_000)) }
        let paid = Int64.random(in: 10...1_000_000, using: &chance)
        _ = try pool.execute(Self.settle(9, paid, paid))
        while let lot = pool.oldestOpenLot(of: MemberID(rawValue: 9)) {
            let left = try #require(pool.lot(lot)).units.units
            let units = Points(units: Int64.random(in: left / 3...left, using: &chance))
            do throws(PoolRejection) {
                _ = try pool.execute(.sell(lot: lot, units: units, minimumPayout: .zero))
            } catch {
                break
            }
        }
        #expect((pool.payouts()[MemberID(rawValue: 9)]?.fen ?? 0) <= paid)
    }

    @Test("a share of the supply in many parts pays at most P·(1 − (1 − f)^(1 − retention))")
    func parts() throws {
        for (share, parts) in [(0.5, 100), (0.9, 7), (0.99, 400)] {
            var pool = Pool(plan: try Self.plan(exit: 0))
            _ = try pool.execute(Self.settle(1, 100_000_000, 30_000_000))
            let (reserve, supply) = (pool.reserve, pool.supply)
            let part = Int64(Double(supply.units) * share) / Int64(parts)
            for _ in 0..<parts {
                _ = try pool.execute(
                    .sell(
                        lot: LotID(rawValue: 1), units: Points(units: part),
                        minimumPayout: .zero))
            }
            let most = Double(reserve.fen) * (1 - pow(1 - share, 0.8))
            let paid = Double(pool.flows.redeemed.fen)
            #expect(paid <= most)
            #expect(paid > most * (parts > 50 ? 0.97 : 0.8))
        }
    }
}
