import Testing

@testable import Domain

@Suite("Orders: a quote of what pays beside the provider")
struct OrderQuoteTests {
    /// An order of 1,000 yuan, of which rewards may take 300.
    private static func created() throws -> CreatedOrder {
        let placed = PlacedOrder(
            id: OrderID(rawValue: .max), member: MemberID(rawValue: 1),
            lines: [OrderLine(1, 1)], at: Instant(microseconds: 0))
        return try #require(CreatedOrder(placed: placed, lines: [try OrderWorld.reserved()]))
    }

    private static func wallet(_ fen: Int64) -> AskedPart {
        .ofMember(PaymentSources(wallet: Money(fen: fen)))
    }

    private static func grant(_ fen: Int64) -> AskedPart {
        .ofSubsidy(OrderGrant(source: .advertising, amount: Money(fen: fen)))
    }

    @Test("each pays its part and the provider the rest: together the price")
    func payers() throws {
        let order = try Self.created()
        let plain = try OrderBook.quote(order, paidBy: [], .none)
        #expect(plain.payers.provider == Money(fen: 100_000))
        let quoted = try OrderBook.quote(
            order, paidBy: [Self.grant(20_000), Self.wallet(30_000)], .none)
        #expect(
            quoted.payers
                == PaymentSources(
                    provider: Money(fen: 50_000), wallet: Money(fen: 30_000),
                    subsidy: Money(fen: 20_000)))
        #expect(quoted.payers.held == order.toPay)
        #expect(quoted.cash == Money(fen: 80_000))
        #expect(quoted.shareLines.map(\.base) == [Money(fen: 80_000)])
        #expect(quoted.lines == order.lines)
        let whole = try OrderBook.quote(order, paidBy: [Self.wallet(100_000)], .none)
        #expect(whole.rest == .zero)
    }

    @Test("coins pay within the plan's share, and leave rewards what the platform leaves")
    func coins() throws {
        let order = try Self.created()
        let terms = CoinTerms(planVersion: 1, share: BasisPoints(2_000))
        func quote(_ coins: Int64) throws(OrderRejection) -> CreatedOrder {
            try OrderBook.quote(
                order, paidBy: [.ofMember(PaymentSources(coins: coins))], terms)
        }
        let quoted = try quote(20_000)
        #expect(quoted.payers == PaymentSources(provider: Money(fen: 80_000), coins: 20_000))
        #expect(quoted.cash == Money(fen: 80_000))
        #expect(quoted.settling(quoted.lines.map(\.quantity)).total == Money(fen: 80_000))
        #expect(throws: OrderRejection.self) { _ = try quote(20_001) }
    }

    @Test(
        "parts are refused as asking for them is",
        arguments: [
            ([wallet(100_001)], "exceeds_price"), ([wallet(-1)], "parts_must_be_positive"),
            ([grant(0)], "parts_must_be_positive"), ([grant(70_001)], "coupon_exceeds_price"),
            ([grant(1 << 41)], "limit_reached"), ([wallet(1), wallet(1)], "parts_already_held"),
            ([grant(20_000), wallet(80_001)], "exceeds_price"),
        ] as [([AskedPart], String)])
    func refusals(parts: [AskedPart], reason: String) throws {
        let order = try Self.created()
        do throws(OrderRejection) {
            _ = try OrderBook.quote(order, paidBy: parts, .none)
            Issue.record("not refused")
        } catch {
            #expect(error.reason == reason)
        }
    }
}
