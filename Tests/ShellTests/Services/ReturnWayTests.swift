import Services
import Testing
import Transport
import Wire

@Suite("Pieces that come back, over TLS", .timeLimit(.minutes(3)))
struct ReturnWayTests {
    private static let day: Int64 = 86_400_000_000

    /// A shop with an order of three pieces that member 2, invited by member 1, has received.
    private static func withOrder(
        _ body: @Sendable (TestInstallation, Shop, UInt64) async throws -> Void
    ) async throws {
        try await TestInstallation.run { installation in
            let shop = try Shop(installation)
            try await shop.open(returnDays: 7)
            _ = try await shop.put(Shop.goods, id: "tea")
            try await shop.join(1)
            try await shop.join(2, under: 1)
            let order = try await shop.place(1, by: 2, id: "o", pieces: 3)
            try await shop.pay(order, id: "pay")
            try await shop.deliver(order)
            _ = try await shop.orders.call(
                OrdersMethods.receive,
                ReceiveRequest(requestID: "receive", platform: shop.platform, order: order))
            try await body(installation, shop, order)
            await shop.close()
        }
    }

    @Test("one of three pieces comes back, and the other two settle with exact parts")
    func part() async throws {
        try await Self.withOrder { _, shop, order in
            #expect(try await shop.available() == 97)
            let asked = try await shop.ask(order, [(1, 1)], id: "ask")
            #expect(asked.number == 1)
            #expect(try await shop.ask(order, [(1, 1)], id: "ask") == asked)
            #expect(try await shop.state(order) == .returning)
            try await shop.approve(order, 1)
            try await shop.wait { try await shop.state(order) == .received }
            let shown = try #require(try await shop.show(order))
            #expect(shown.returns.map(\.state) == [.done])
            #expect(shown.returns.first?.back == Sources(providerFen: 100_000))
            #expect(shown.rewards.map(\.amountFen) == [20_000])
            #expect(shown.unallocatedFen == 40_000)
            #expect(try await shop.available() == 98)
            let money = try await shop.money(order)
            #expect(money.state == .held)
            #expect(money.back == Sources(providerFen: 100_000))
            _ = try await shop.advance(8 * Self.day, id: "eight")
            let settled = try await shop.settled(order)
            #expect(settled.state == .settled)
            try await shop.rest()
            let left = try await shop.money(order)
            #expect(left.paidLeftFen == 200_000)
            #expect(left.contributionLeftFen == 60_000)
            #expect(left.rewardsLeft == [ReversedReward(payee: 1, amountFen: 20_000)])
            try await shop.rest()
            await Refusal.expect(.failedPrecondition, "order_is_finished", saying: "order 1") {
                _ = try await shop.ask(order, [(1, 1)], id: "late")
            }
        }
    }

    @Test("all pieces come back in two returns: refunded, everything is on the shelf, nobody earns")
    func whole() async throws {
        try await Self.withOrder { _, shop, order in
            _ = try await shop.ask(order, [(1, 2)], id: "a")
            try await shop.approve(order, 1)
            try await shop.wait { try await shop.state(order) == .received }
            await Refusal.expect(.failedPrecondition, "exceeds_pieces", saying: "1 pieces left") {
                _ = try await shop.ask(order, [(1, 2)], id: "b")
            }
            _ = try await shop.ask(order, [(1, 1)], id: "c")
            try await shop.approve(order, 2)
            let ended = try await shop.settled(order)
            #expect(ended.state == .refunded)
            #expect(try await shop.available() == 100)
            let money = try await shop.money(order)
            #expect(money.state == .refunded)
            #expect(money.refunds.map(\.providerFen) == [200_000, 100_000])
            _ = try await shop.advance(30 * Self.day, id: "later")
            let inviter = try await shop.pool.call(
                PoolMethods.getPosition, GetPositionRequest(platform: shop.platform, member: 1))
            #expect(inviter.walletFen == 0)
        }
    }

    @Test("after settlement the member sees what is given up, and gets what the quote said")
    func settled() async throws {
        try await Self.withOrder { _, shop, order in
            _ = try await shop.advance(8 * Self.day, id: "eight")
            #expect(try await shop.settled(order).state == .settled)
            try await shop.rest()
            let lines = [ReturnLine(line: 1, quantity: 1)]
            let quote = try await shop.orders.call(
                ReturnMethods.quoteRefund,
                QuoteRefundRequest(
                    platform: shop.platform, order: order, lines: lines, proceeds: .deducted))
            #expect(quote.claim?.paidBackFen == 100_000)
            #expect(quote.claim?.rewards == [ReversedReward(payee: 1, amountFen: 10_000)])
            #expect(quote.outcome?.burntUnits ?? 0 > 0)
            func ask(_ id: String) async throws -> AskRefundResponse {
                try await shop.orders.call(
                    ReturnMethods.askRefund,
                    AskRefundRequest(
                        requestID: id, platform: shop.platform, order: order, lines: lines,
                        proceeds: .deducted, reason: "broken"))
            }
            let asked = try await ask("ask")
            #expect(asked.number == 1)
            #expect(try await shop.state(order) == .returning)
            #expect(try await ask("ask") == asked)
            try await shop.approve(order, 1)
            try await shop.wait { try await shop.state(order) == .settled }
            let shown = try #require(try await shop.show(order))
            #expect(shown.returns.map(\.state) == [.done])
            #expect(shown.returns.first?.back == quote.outcome?.back)
            #expect(try await shop.available() == 98)
            let money = try await shop.money(order)
            #expect(money.paidLeftFen == 200_000)
            #expect(money.rewardsLeft == [ReversedReward(payee: 1, amountFen: 20_000)])
            await Refusal.expect(.failedPrecondition, "exceeds_pieces", saying: "2 pieces left") {
                _ = try await shop.orders.call(
                    ReturnMethods.askRefund,
                    AskRefundRequest(
                        requestID: "more", platform: shop.platform, order: order,
                        lines: [ReturnLine(line: 1, quantity: 3)], proceeds: .deducted,
                        reason: "broken"))
            }
        }
    }

    @Test("a rejected return changes nothing; members ask, operators decide, and only in time")
    func refusals() async throws {
        try await Self.withOrder { installation, shop, order in
            _ = try await shop.ask(order, [(1, 1)], id: "a")
            await Refusal.expect(.notFound, "return_not_found", saying: "return 1 does") {
                try await shop.approve(order, 2)
            }
            let member = try installation.client(.order, as: "gateway/demo")
            await Refusal.expect(.permissionDenied, "role_not_allowed", saying: "gateway/demo") {
                _ = try await member.call(
                    ReturnMethods.approveReturn,
                    ApproveReturnRequest(
                        requestID: "x", platform: shop.platform, order: order, number: 1))
            }
            await member.close()
            _ = try await shop.orders.call(
                ReturnMethods.rejectReturn,
                RejectReturnRequest(
                    requestID: "no", platform: shop.platform, order: order, number: 1,
                    reason: "worn"))
            #expect(try await shop.state(order) == .received)
            let shown = try #require(try await shop.show(order))
            #expect(shown.returns.map(\.rejected) == ["worn"])
            #expect(try await shop.available() == 97)
            await Refusal.expect(.notFound, "line_not_found", saying: "state 1 to 1") {
                _ = try await shop.ask(order, [(2, 1)], id: "b")
            }
            _ = try await shop.advance(8 * Self.day, id: "eight")
            #expect(try await shop.settled(order).state == .settled)
        }
    }
}

extension ReturnWayTests {
    /// An order of three pieces that a subsidy pays 600 of 3,000 yuan of, received.
    private static func withSubsidy(
        _ fen: Int64 = 60_000,
        _ body: @Sendable (PaymentShop, UInt64, [String: Int64]) async throws -> Void
    ) async throws {
        try await TestInstallation.run { installation in
            let till = try await PaymentShop(installation, returnDays: 7)
            try await till.receiveSubsidy(fen)
            let before = try await till.balances()
            let order = try await till.place(by: 2, pieces: 3, id: "a")
            let rest = 300_000 - fen
            #expect(try await till.grant(order, fen, id: "g").restFen == rest)
            let callback = SandboxCallback(order: order, paidFen: rest)
            #expect(try await till.send([callback]).paid == 1)
            try await till.read(until: 1, of: "rewards_shared")
            try await till.shop.deliver(order)
            _ = try await till.shop.orders.call(
                OrdersMethods.receive,
                ReceiveRequest(requestID: "receive", platform: till.shop.platform, order: order))
            try await body(till, order, before)
            let violations = try await till.violations()
            #expect(violations == [])
            await till.close()
        }
    }

    @Test("a piece that a subsidy paid a part of gives that part back to the subsidy")
    func subsidised() async throws {
        try await Self.withSubsidy { till, order, before in
            let shop = till.shop
            _ = try await shop.ask(order, [(1, 1)], id: "one")
            try await shop.approve(order, 1)
            try await shop.wait { try await shop.state(order) == .received }
            let shown = try #require(try await shop.show(order))
            let part = Sources(providerFen: 80_000, subsidyFen: 20_000)
            #expect(shown.returns.first?.back == part)
            #expect(shown.rewards.map(\.amountFen) == [16_000], "10 % of 1,600 yuan")
            _ = try await shop.ask(order, [(1, 2)], id: "rest")
            try await shop.approve(order, 2)
            #expect(try await shop.settled(order).state == .refunded)
            let all = Sources(providerFen: 240_000, subsidyFen: 60_000)
            #expect(try await shop.money(order).back == all)
            try await till.read(until: 2, of: "provider_refund_answered")
            #expect(try await till.balances() == before)
        }
    }

    @Test(
        "pieces that do not divide a subsidy give it back rounded down, and the last one the rest")
    func remainder() async throws {
        try await Self.withSubsidy(50_000) { till, order, before in
            let shop = till.shop
            for number in UInt32(1)...3 {
                _ = try await shop.ask(order, [(1, 1)], id: "r\(number)")
                try await shop.approve(order, number)
                guard number < 3 else { break }
                try await shop.wait { try await shop.state(order) == .received }
            }
            #expect(try await shop.settled(order).state == .refunded)
            let backs = try #require(try await shop.show(order)).returns.compactMap(\.back)
            #expect(backs.map(\.subsidyFen) == [16_666, 16_667, 16_667])
            #expect(backs.map(\.providerFen) == [83_334, 83_333, 83_333])
            try await till.read(until: 3, of: "provider_refund_answered")
            #expect(try await till.balances() == before)
        }
    }

    @Test("so it does once the order is settled, and the member claims no more than was paid")
    func subsidisedAndSettled() async throws {
        try await Self.withSubsidy { till, order, _ in
            let shop = till.shop
            _ = try await shop.ask(order, [(1, 1)], id: "one")
            try await shop.approve(order, 1)
            try await shop.wait { try await shop.state(order) == .received }
            _ = try await shop.advance(8 * Self.day, id: "eight")
            try await till.read(until: 1, of: "batch_confirmed")
            for (number, id) in [(2, "b"), (3, "c")] as [(UInt32, String)] {
                let asked = try await shop.orders.call(
                    ReturnMethods.askRefund,
                    AskRefundRequest(
                        requestID: id, platform: shop.platform, order: order,
                        lines: [ReturnLine(line: 1, quantity: 1)], proceeds: .deducted,
                        reason: "broken"))
                #expect(asked.number == number)
                try await shop.approve(order, number)
                try await shop.wait {
                    try await shop.state(order) == (number == 2 ? .settled : .refunded)
                }
                let back = try #require(try await shop.show(order)?.returns.last?.back)
                #expect(back == Sources(providerFen: 80_000, subsidyFen: 20_000))
            }
            let money = try await shop.money(order)
            #expect(money.paidLeftFen == 0)
            #expect(money.rewardsLeft.allSatisfy { $0.amountFen == 0 })
            try await till.read(until: 3, of: "provider_refund_answered")
            #expect(try await till.violations() == [])
        }
    }
}

extension ReturnWayTests {
    @Test("what a subsidy paid settles and comes back in part, and every account says so")
    func subsidisedBooks() async throws {
        try await Self.withSubsidy { till, order, before in
            #expect(before == ["custody": 60_000, "subsidy": -60_000])
            let granted = try await till.balances()
            #expect(
                granted == [
                    "custody": 60_000, "psp_clearing": 240_000, "order_held": -300_000,
                ])
            let shop = till.shop
            _ = try await shop.advance(8 * Self.day, id: "eight")
            try await till.read(until: 1, of: "batch_confirmed")
            #expect(
                try await till.balances() == [
                    "custody": 60_000, "psp_clearing": 240_000, "merchant_payable": -90_000,
                    "platform_income": -30_000, "wallet": -24_000,
                    "commission_unallocated": -66_000, "reserve": -90_000,
                    "lot": 630_000_000, "issued": -630_000_000,
                ])
            _ = try await shop.orders.call(
                ReturnMethods.askRefund,
                AskRefundRequest(
                    requestID: "ask", platform: shop.platform, order: order,
                    lines: [ReturnLine(line: 1, quantity: 1)], proceeds: .deducted,
                    reason: "broken"))
            try await shop.approve(order, 1)
            try await shop.wait { try await shop.state(order) == .settled }
            try await till.read(until: 1, of: "provider_refund_answered")
            #expect(
                try await till.balances() == [
                    "custody": 60_000, "psp_clearing": 160_000, "subsidy": -20_000,
                    "merchant_payable": -60_000, "platform_income": -20_000,
                    "wallet": -16_000, "commission_unallocated": -44_000, "reserve": -60_000,
                    "lot": 420_000_000, "issued": -420_000_000,
                ])
            let money = try await shop.money(order)
            #expect(money.paid == Sources(providerFen: 240_000, subsidyFen: 60_000))
            #expect(money.back == Sources(providerFen: 80_000, subsidyFen: 20_000))
            #expect(money.paidLeftFen == 160_000)
        }
    }
}

extension Shop {
    func ask(
        _ order: UInt64, _ lines: [(UInt32, UInt32)], id: String
    ) async throws -> AskReturnResponse {
        try await orders.call(
            ReturnMethods.askReturn,
            AskReturnRequest(
                requestID: id, platform: platform, order: order,
                lines: lines.map { ReturnLine(line: $0.0, quantity: $0.1) },
                reason: "too small"))
    }

    func approve(_ order: UInt64, _ number: UInt32) async throws {
        _ = try await orders.call(
            ReturnMethods.approveReturn,
            ApproveReturnRequest(
                requestID: "approve-\(order)-\(number)", platform: platform, order: order,
                number: number))
    }

    func show(_ order: UInt64) async throws -> Order? {
        try await orders.call(
            OrdersMethods.getOrder, GetOrderRequest(platform: platform, order: order)
        ).order
    }

    func money(_ order: UInt64) async throws -> GetOrderMoneyResponse {
        try await pool.call(
            RefundMethods.getOrderMoney,
            GetOrderMoneyRequest(platform: platform, order: order))
    }
}
