import Foundation
import Testing

@testable import Domain

@Suite("Pool: truth figures")
struct PoolTruthTests {
    private static func pool(orders: UInt64, exit: Int = 30_000, legacy: Int = 0) throws -> Pool {
        var pool = Pool(
            plan: try PoolPlan(
                openingPrice: Money(fen: 100), grant: BasisPoints(7_000),
                retention: BasisPoints(2_000), exitMultiple: BasisPoints(exit),
                splitPriceMultiple: 1_000, legacyRelease: BasisPoints(legacy)))
        for member in 1...orders {
            _ = try pool.execute(
                .settle(
                    member: MemberID(rawValue: member), paid: Money(fen: 100_000),
                    contribution: Money(fen: 30_000), grant: BasisPoints(7_000)))
        }
        return pool
    }

    @Test("prices and values round down, thresholds and break-evens up")
    func workedExample() throws {
        #expect(try Self.pool(orders: 1).price?.text(rounded: .down) == "1.4285")
        #expect(try Self.pool(orders: 2).price?.text(rounded: .down) == "1.6806")
        #expect(try Self.pool(orders: 3).price?.text(rounded: .down) == "1.8674")
        let pool = try Self.pool(orders: 4)
        #expect(pool.price?.text(rounded: .down) == "2.0188")
        let first = try #require(pool.figures(of: LotID(rawValue: 1)))
        #expect(first.exit?.text(rounded: .up) == "14.2858")
        #expect(first.breakEven?.text(rounded: .up) == "5.9524")
        #expect(first.netValue.fen == 33_916)
        let second = try #require(pool.figures(of: LotID(rawValue: 2)))
        #expect(second.exit?.text(rounded: .up) == "20.4082")
        let double = try Self.pool(orders: 1, exit: 20_000).figures(of: LotID(rawValue: 1))
        #expect(double?.exit?.text(rounded: .up) == "9.5239")
    }

    @Test("orders needed follow the formula to two digits", arguments: [1, 2, 4, 60] as [UInt64])
    func ordersNeeded(orders: UInt64) throws {
        let pool = try Self.pool(orders: orders, exit: 30_000)
        let figures = try #require(pool.figures(of: LotID(rawValue: 1)))
        let price = 10_000 * Double(pool.reserve.fen) / Double(pool.supply.units)
        for (target, needed) in [
            (1_000 / 210 / 0.8, figures.ordersToBreakEven),
            (3_000 / 210, figures.ordersToExit),
        ] {
            let reserve = Double(pool.reserve.fen)
            let exact = (reserve * pow(target / price, 1 / 0.3) - reserve) / 30_000
            guard case .about(let stated) = needed else {
                Issue.record("\(needed)")
                return
            }
            #expect(Double(stated) >= exact)
            #expect(Double(stated) <= exact * 1.11 + 2)
        }
    }

    @Test("at full release the price does not move, and a reached target needs nothing")
    func ends() throws {
        let still = try Self.pool(orders: 3, legacy: 10_000)
        #expect(still.figures(of: LotID(rawValue: 1))?.ordersToBreakEven == .never)
        var pool = try Self.pool(orders: 1)
        _ = try pool.execute(.inject(Money(fen: 130_000)))
        #expect(pool.figures(of: LotID(rawValue: 1))?.ordersToBreakEven == OrdersNeeded.none)
        #expect(pool.figures(of: LotID(rawValue: 2)) == nil)
        #expect(Pool(plan: .seed).price == nil)
    }

    @Test("members in profit count what was received and what is left, net")
    func poolWide() throws {
        var pool = try Self.pool(orders: 4)
        #expect(pool.poolWideFigures().membersInProfit == 0)
        _ = try pool.execute(.inject(Money(fen: 300_000)))
        let figures = pool.poolWideFigures()
        let inProfit = (1...4).count { lot in
            (pool.figures(of: LotID(rawValue: UInt64(lot)))?.netValue.fen ?? 0) >= 100_000
        }
        #expect(figures.members == 4)
        #expect(figures.membersInProfit == inProfit)
        #expect(inProfit > 0 && inProfit < 4)
        #expect(figures.paid.fen == 400_000)
        #expect(pool.broughtInByOrders.fen == 120_000)
    }

    @Test("logarithm and power in fixed point are good to twelve digits")
    func fixedPoint() {
        for number in [1, 2, 3, 10, 999, 1 << 40 + 1, 1 << 61, 594_405_000] as [UInt128] {
            let exact = log2(Double(number))
            let stated = Double(FixedPoint.log2(number)) / pow(2, 56)
            #expect(abs(exact - stated) < 1e-12 * max(1, exact))
        }
        for percent in 0..<100 {
            let exponent = FixedPoint.one * Int128(percent) / 100
            let stated = Double(FixedPoint.exp2(fraction: exponent)) / pow(2, 56)
            #expect(abs(stated - pow(2, Double(percent) / 100)) < 1e-12)
        }
    }
}
