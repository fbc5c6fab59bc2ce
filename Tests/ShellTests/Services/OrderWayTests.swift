import Services
import Testing
import Transport
import Wire

@Suite("The way of an order", .timeLimit(.minutes(3)))
struct OrderWayTests {
    @Test("the worked example comes out of the services, to the micro-point")
    func workedExample() async throws {
        try await TestInstallation.run { installation in
            let shop = try Shop(installation)
            try await shop.open()
            let tea = try await shop.put(Shop.goods, id: "tea")
            for member in UInt64(1)...4 { try await shop.join(member, under: member - 1) }
            let expected: [(units: Int64, reserve: Int64, supply: Int64, price: String)] = [
                (210_000_000, 30_000, 210_000_000, "1.4285"),
                (147_000_000, 60_000, 357_000_000, "1.6806"),
                (124_950_000, 90_000, 481_950_000, "1.8674"),
                (112_455_000, 120_000, 594_405_000, "2.0188"),
            ]
            for (index, row) in expected.enumerated() {
                let order = try await shop.order(tea, by: UInt64(index) + 1, id: "o\(index)")
                #expect(order.state == .settled)
                #expect(order.stuck.isEmpty)
                #expect(order.settlement?.units == row.units)
                let pool = try await shop.pool.call(
                    PoolMethods.getPool, GetPoolRequest(platform: shop.platform))
                #expect(pool.reserveFen == row.reserve)
                #expect(pool.supplyUnits == row.supply)
                #expect(pool.price == row.price)
            }
            let position = try await shop.pool.call(
                PoolMethods.getPosition, GetPositionRequest(platform: shop.platform, member: 1))
            #expect(position.lots.first?.breakEvenPrice == "5.9524")
            // Direct rewards of order 2, indirect of order 3: 10 % and 5 % of 1,000 yuan.
            #expect(position.walletFen == 10_000 + 5_000)
            await shop.close()
        }
    }
}
