import Services
import Testing
import Transport
import Wire

@Suite("Quotes of orders, over TLS", .timeLimit(.minutes(3)))
struct OrderQuoteTests {
    @Test("an order does what its quote said, and the quote leaves no trace")
    func outcome() async throws {
        try await ReadingDesk.run { desk in
            for member in [3, 2, 1] as [UInt64] {
                try await desk.shop.rest()
                let before = try await desk.sizes()
                let lines = [OrderLine(product: desk.tea, quantity: 1)]
                let quote = try await desk.quote(member, lines)
                _ = try await desk.quote(member, lines)
                #expect(try await desk.sizes() == before)
                let order = try await desk.shop.order(desk.tea, by: member, id: "o\(member)")
                #expect(quote.lines == order.lines)
                #expect(quote.toPayFen == order.paidFen && quote.toPayFen == 100_000)
                #expect(quote.waterfall?.contributionFen == 30_000)
                #expect(quote.delivery == .shipped && quote.planVersion == 1)
                #expect(quote.rewards == order.rewards)
                #expect(quote.rewards.count == Int(member) - 1)
                #expect(quote.unallocatedFen == order.unallocatedFen)
                let settlement = try #require(quote.settlement)
                #expect(settlement.units == order.settlement?.units)
                #expect(settlement.note == "points if it settled now; fewer when it settles")
                #expect(quote.note == settlement.note)
                let position = try await desk.shop.pool.call(
                    PoolMethods.getPosition,
                    GetPositionRequest(platform: desk.platform, member: member))
                #expect(position.lots.last?.netValueFen == settlement.netValueFen)
                #expect(position.lots.last?.breakEvenPrice == settlement.breakEvenPrice)
                #expect(position.lots.last?.exitPrice == settlement.exitPrice)
                #expect(position.lots.last?.ordersToBreakEven == settlement.ordersToBreakEven)
                #expect(position.lots.last?.ordersToExit == settlement.ordersToExit)
                let pool = try #require(quote.pool)
                #expect(pool.paidByMembersFen == Int64(3 - member) * 100_000)
                #expect(pool.members == 3 - member && pool.sequence > 0)
                // What follows by itself is no trace of the next quote.
                try await desk.shop.rest()
            }
        }
    }

    @Test("a quote has the campaign's price, and nothing where nothing goes into the reserve")
    func prices() async throws {
        try await ReadingDesk.run { desk in
            let placed = try await desk.order(try await desk.place("p", by: 1))
            let half = Waterfall(
                costFen: 15_000, commissionFen: 15_000, platformFen: 5_000,
                contributionFen: 15_000)
            _ = try await desk.shop.catalog.call(
                CampaignMethods.openCampaign,
                OpenCampaignRequest(
                    requestID: "open", platform: desk.platform,
                    campaign: Campaign(
                        product: desk.tea, startsUs: placed.placedUs,
                        endsUs: placed.placedUs + 3_600_000_000, priceFen: 50_000,
                        waterfall: half, piecesPerMember: 2)))
            for (quantity, isAllowed) in [(1, true), (2, true), (3, false)] as [(UInt32, Bool)] {
                let lines = [OrderLine(product: desk.tea, quantity: quantity)]
                guard isAllowed else {
                    await Refusal.expect(.failedPrecondition, "campaign_limit_reached") {
                        _ = try await desk.quote(2, lines)
                    }
                    continue
                }
                let quote = try await desk.quote(2, lines)
                #expect(quote.lines.first?.campaign == 1)
                #expect(quote.toPayFen == 50_000 * Int64(quantity))
            }
            var gift = Shop.goods
            gift.title = "Gift"
            gift.delivery = .virtual
            for (priceFen, id) in [(0, "gift"), (7, "card")] as [(Int64, String)] {
                gift.priceFen = priceFen
                gift.waterfall = Waterfall(costFen: priceFen)
                let product = try await desk.shop.put(gift, id: id)
                let quote = try await desk.quote(2, [OrderLine(product: product, quantity: 2)])
                #expect(quote.toPayFen == 2 * priceFen && quote.delivery == .virtual)
                #expect(quote.settlement == nil && quote.rewards.isEmpty)
                #expect(quote.note == "no points: nothing of it goes into the reserve")
            }
        }
    }

    @Test("a quote is refused as the order is, with the same words")
    func refusals() async throws {
        try await ReadingDesk.run(stock: 21) { desk in
            var draft = Shop.goods
            draft.status = .draft
            let hidden = try await desk.shop.put(draft, id: "draft")
            var dear = Shop.goods
            dear.priceFen = 1 << 40
            dear.waterfall = Waterfall(costFen: 1 << 40)
            let island = try await desk.shop.put(dear, id: "island")
            try await desk.shop.join(4)
            _ = try await desk.shop.referral.call(
                ReferralMethods.freezeMember,
                FreezeMemberRequest(
                    requestID: "freeze", platform: desk.platform, member: 4, frozen: true,
                    reason: "why"))
            let tea = OrderLine(product: desk.tea, quantity: 1)
            func some(_ quantity: UInt32) -> [OrderLine] {
                [OrderLine(product: desk.tea, quantity: quantity)]
            }
            try await expectSame(desk, 1, [], "lines_out_of_range")
            try await expectSame(desk, 1, Array(repeating: tea, count: 65), "lines_out_of_range")
            try await expectSame(desk, 1, some(0), "quantity_out_of_range")
            try await expectSame(desk, 1, some(1_000_001), "quantity_out_of_range")
            try await expectSame(desk, 1, some(1_000_000), "insufficient_stock")
            try await expectSame(desk, 1, some(22), "insufficient_stock")
            // Half of 21 pieces: 10.
            try await expectSame(desk, 1, some(11), "held_by_one_member")
            #expect(try await desk.quote(1, some(10)).toPayFen == 1_000_000)
            #expect(try await desk.quote(1, some(9)).toPayFen == 900_000)
            try await expectSame(
                desk, 1, [OrderLine(product: 99, quantity: 1)], "product_not_found")
            try await expectSame(desk, 1, [OrderLine(quantity: 1)], "field_malformed")
            try await expectSame(
                desk, 1, [OrderLine(product: hidden, quantity: 1)], "product_not_on_sale")
            try await expectSame(
                desk, 1, [OrderLine(product: island, quantity: 1), tea], "limit_reached")
            try await expectSame(desk, 4, [tea], "member_is_frozen")
            try await expectSame(desk, 5, [tea], "member_not_found")
            try await expectSame(desk, 0, [tea], "field_malformed")
            try await expectUnpaidLimit(desk, tea)
        }
    }

    /// Three unpaid orders at most: the fourth is refused, its quote as well.
    private func expectUnpaidLimit(_ desk: ReadingDesk, _ tea: OrderLine) async throws {
        for number in 1...3 {
            _ = try await desk.quote(3, [tea])
            try await desk.place("u\(number)", by: 3)
        }
        try await expectSame(desk, 3, [tea], "too_many_unpaid_reservations")
    }

    private func expectSame(
        _ desk: ReadingDesk, _ member: UInt64, _ lines: [OrderLine], _ reason: String,
        _ location: SourceLocation = #_sourceLocation
    ) async throws {
        let quote = await #expect(throws: RPCError.self, sourceLocation: location) {
            _ = try await desk.quote(member, lines)
        }
        let id =
            "r\(member)-\(lines.count)-\(lines.first?.product ?? 0)-\(reason)"
            + "-\(lines.first?.quantity ?? 0)"
        let place = await #expect(throws: RPCError.self, sourceLocation: location) {
            try await desk.place(id, by: member, lines)
        }
        #expect(quote?.reason == reason, sourceLocation: location)
        #expect(quote?.code == place?.code, sourceLocation: location)
        #expect(quote?.reason == place?.reason, sourceLocation: location)
        #expect(quote?.message == place?.message, sourceLocation: location)
    }

    @Test("a member's gateway asks for its member alone")
    func roles() async throws {
        try await ReadingDesk.run { desk in
            let gateway = try desk.installation.client(.order, as: "gateway/demo")
            let request = QuoteOrderRequest(
                platform: desk.platform, member: 1,
                lines: [OrderLine(product: desk.tea, quantity: 1)])
            let own = try await gateway.call(
                OrderReadingMethods.quote, request, metadata: ReadingDesk.acting(1))
            #expect(own.toPayFen == 100_000)
            await Refusal.expect(.permissionDenied, "not_the_owner") {
                _ = try await gateway.call(
                    OrderReadingMethods.quote, request, metadata: ReadingDesk.acting(2))
            }
            await Refusal.expect(.permissionDenied, "acting_member_missing") {
                _ = try await gateway.call(OrderReadingMethods.quote, request)
            }
            // What the other services answer is the order service's alone to ask.
            await Refusal.expect(.permissionDenied, "role_not_allowed") {
                _ = try await desk.shop.catalog.call(
                    ReserveQuoteMethods.quoteReserve,
                    QuoteReserveRequest(platform: desk.platform, member: 1))
            }
            await Refusal.expect(.permissionDenied, "role_not_allowed") {
                _ = try await desk.shop.referral.call(
                    ShareQuoteMethods.quoteShare,
                    QuoteShareRequest(platform: desk.platform, buyer: 1))
            }
            await gateway.close()
        }
    }
}
