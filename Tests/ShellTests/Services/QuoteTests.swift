import Synchronization
import Testing
import Transport
import Wire

@testable import Domain
@testable import Services

@Suite("Quotes and truth figures", .timeLimit(.minutes(3)))
struct QuoteTests {
    @Test("an order's quote is what the order brings when it is the next to settle")
    func quoteOfAnOrder() async throws {
        try await TestInstallation.run { installation in
            let shop = try Shop(installation)
            try await shop.open()
            let tea = try await shop.put(Shop.goods, id: "tea")
            for member in UInt64(1)...3 { try await shop.join(member, under: 0) }
            for index in 0..<3 {
                let quote = try await shop.pool.call(
                    PoolMethods.quoteSettle,
                    QuoteSettleRequest(
                        platform: shop.platform, paidFen: 100_000, contributionFen: 30_000))
                #expect(quote.note == "points if it settled now; fewer when it settles")
                let order = try await shop.order(tea, by: UInt64(index) + 1, id: "o\(index)")
                #expect(order.settlement?.units == quote.units)
                #expect(quote.valueFen == 21_000)
                let position = try await shop.pool.call(
                    PoolMethods.getPosition,
                    GetPositionRequest(platform: shop.platform, member: UInt64(index) + 1))
                #expect(position.lots.first?.netValueFen == quote.netValueFen)
                #expect(position.lots.first?.breakEvenPrice == quote.breakEvenPrice)
                #expect(position.lots.first?.exitPrice == quote.exitPrice)
                #expect(position.lots.first?.ordersToBreakEven == quote.ordersToBreakEven)
                #expect(position.lots.first?.ordersToExit == quote.ordersToExit)
            }
            let large = try await shop.pool.call(
                PoolMethods.quoteSettle,
                QuoteSettleRequest(
                    platform: shop.platform, paidFen: 1 << 39, contributionFen: 1 << 38))
            // However large, one order raises the price by less than 1 ÷ 0.7.
            #expect(large.exits == 0 && !large.moreExits && large.exitsPayoutFen == 0)
            let nothing = try await shop.pool.call(
                PoolMethods.quoteSettle,
                QuoteSettleRequest(platform: shop.platform, paidFen: 1, contributionFen: 1))
            #expect(nothing.note == "no points: below one unit" && nothing.units == 0)
            await shop.close()
        }
    }

    @Test("a quote is refused as the order would be")
    func refusals() async throws {
        try await TestInstallation.run { installation in
            let shop = try Shop(installation)
            try await shop.open()
            for (paid, contribution, reason) in [
                (0, 1, "amount_must_be_positive"), (1, 0, "amount_must_be_positive"),
                (1, 2, "contribution_exceeds_paid"), (1 << 40 + 1, 1, "limit_reached"),
            ] as [(Int64, Int64, String)] {
                let error = await #expect(throws: RPCError.self) {
                    _ = try await shop.pool.call(
                        PoolMethods.quoteSettle,
                        QuoteSettleRequest(
                            platform: shop.platform, paidFen: paid, contributionFen: contribution))
                }
                #expect(error?.reason == reason)
            }
            await shop.close()
        }
    }

    @Test("a small pool's figures are of now, a large pool's a copy of less than a minute")
    func copies() throws {
        let time = Mutex<Int64>(0)
        let copies = PoolWideCopies { time.withLock { $0 } }
        var pool = Pool(plan: .seed)
        func settle(_ orders: Int) throws {
            for _ in 0..<orders {
                _ = try pool.execute(
                    .settle(
                        member: MemberID(rawValue: UInt64(pool.lotCount) + 1),
                        paid: Money(fen: 100), contribution: Money(fen: 30),
                        grant: BasisPoints(7_000)))
            }
        }
        try settle(PoolWideCopies.lotsWalkedAlways)
        let small = copies.figures(pool, of: "shop", at: 1)
        #expect(small.figures.members == PoolWideCopies.lotsWalkedAlways && small.sequence == 1)
        try settle(1)
        // The copy of the small pool is a second old, so it serves the pool that is now large.
        #expect(copies.figures(pool, of: "shop", at: 2).sequence == 1)
        #expect(copies.figures(pool, of: "other", at: 2).sequence == 2)
        time.withLock { $0 += PoolWideCopies.agedMilliseconds - 1 }
        #expect(copies.figures(pool, of: "shop", at: 2).sequence == 1)
        time.withLock { $0 += 1 }
        let large = copies.figures(pool, of: "shop", at: 2)
        #expect(large.sequence == 2)
        #expect(large.figures.members == PoolWideCopies.lotsWalkedAlways + 1)
    }
}
