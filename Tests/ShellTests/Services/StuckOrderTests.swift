import Services
import Testing
import Transport
import Wire

@Suite("Orders that stuck, and those that do not, over TLS", .timeLimit(.minutes(3)))
struct StuckOrderTests {
    private static let day: Int64 = 86_400_000_000

    /// Two operators announce that the platform winds down: from now on it takes no receipts.
    private static func windDown(_ installation: TestInstallation) async throws {
        let clients = [
            try installation.client(.pool, as: "operator/ann"),
            try installation.client(.pool, as: "operator/bob"),
        ]
        let proposed = try await clients[0].call(
            ControlMethods.propose,
            ProposeRequest(
                requestID: "propose", platform: "demo", action: .windDown, reason: "a test",
                skipNotice: true))
        _ = try await clients[1].call(
            ControlMethods.confirmProposal,
            ConfirmProposalRequest(
                requestID: "confirm", platform: "demo", proposal: proposed.proposal))
        for client in clients { await client.close() }
    }

    @Test(
        "a receipt that the pool refuses goes back by the order's second action, parts and all",
        arguments: [0, 4_000] as [Int64])
    func refusedReceipt(wallet: Int64) async throws {
        try await TestInstallation.run([]) { installation in
            let rest = PaymentShop.price - wallet
            try await installation.serve(ServiceName.books) {
                let shop = try await PaymentShop(installation)
                try await shop.earn()
                let before = try await shop.balances()
                let order = try await shop.place(id: "a")
                if wallet > 0 {
                    #expect(try await shop.pay(order, wallet: wallet, id: "w").restFen == rest)
                }
                try await Self.windDown(installation)
                let callback = SandboxCallback(order: order, paidFen: rest)
                #expect(try await shop.send([callback]).paid == 1)
                try await shop.read(until: 1, of: "stuck")
                let shown = try #require(try await shop.shop.show(order))
                #expect(shown.stuck.hasPrefix("hold: winding_down"))
                #expect(try await shop.stuckOrders() == [order])
                _ = try await shop.shop.orders.call(
                    OrdersMethods.retry,
                    RetryRequest(requestID: "again", platform: "demo", order: order))
                try await shop.read(until: 2, of: "stuck")
                try await shop.giveBack(order, id: "back")
                try await shop.giveBack(order, id: "back")
                try await shop.read(until: 1, of: "unmatched_returned")
                try await shop.read(until: 1, of: "goods_returned")
                #expect(try await shop.shop.state(order) == .refunded)
                #expect(try await shop.stuckOrders() == [])
                #expect(try await shop.balances() == before)
                #expect(try await shop.shop.available() == 99)
                let receipts = try await shop.unmatched()
                #expect(receipts.map(\.state) == [.returned])
                #expect(receipts.map(\.reason) == ["winding_down"])
                #expect(receipts.map(\.amountFen) == [rest])
                #expect(try await shop.violations() == [])
                await shop.close()
            }
            // Whoever is asked while the others start is told that they are away: order comes last.
            try await installation.serve([.catalog, .pool, .referral, .order]) {
                let shop = try await PaymentShop(installation)
                let late = SandboxCallback(order: 2, paidFen: rest)
                #expect(try await shop.send([late]).unmatched == 1, "known for ever")
                #expect(try await shop.kinds()["unmatched_arrived"] == 1)
                #expect(try await shop.shop.state(2) == .refunded)
                #expect(try await shop.violations() == [])
                await shop.close()
            }
        }
    }

    /// An order of tea and of one piece of another product, received.
    private static func withOrder(
        and other: Product,
        _ body: @Sendable (PaymentShop, UInt64) async throws -> Void
    ) async throws {
        try await TestInstallation.run { installation in
            let till = try await PaymentShop(installation, returnDays: 7)
            let shop = till.shop
            let second = try await shop.put(other, id: "other")
            let order = try await shop.orders.call(
                OrdersMethods.place,
                PlaceRequest(
                    requestID: "o", platform: shop.platform, member: 2,
                    lines: [
                        OrderLine(product: till.product, quantity: 1),
                        OrderLine(product: second, quantity: 1),
                    ])
            ).order
            try await shop.pay(order, id: "pay")
            try await shop.deliver(order)
            _ = try await shop.orders.call(
                OrdersMethods.receive,
                ReceiveRequest(requestID: "receive", platform: shop.platform, order: order))
            try await body(till, order)
            #expect(try await till.violations() == [])
            await till.close()
        }
    }

    private static func refund(
        _ line: UInt32, of order: UInt64, number: UInt32, in shop: Shop
    ) async throws -> AskRefundResponse {
        let asked = try await shop.orders.call(
            ReturnMethods.askRefund,
            AskRefundRequest(
                requestID: "refund-\(line)", platform: shop.platform, order: order,
                lines: [ReturnLine(line: line, quantity: 1)], proceeds: .deducted,
                reason: "broken"))
        #expect(asked.number == number)
        try await shop.approve(order, number)
        return asked
    }

    @Test("an order of which only what was free is left settles without points, and can come back")
    func freeRest() async throws {
        let gift = Product(
            title: "Gift", delivery: .shipped, status: .onSale, waterfall: Waterfall(),
            onHand: 10)
        try await Self.withOrder(and: gift) { till, order in
            let shop = till.shop
            _ = try await shop.ask(order, [(1, 1)], id: "tea")
            try await shop.approve(order, 1)
            try await shop.wait { try await shop.state(order) == .received }
            #expect(try await shop.money(order).state == .refunded)
            _ = try await shop.advance(8 * Self.day, id: "eight")
            let settled = try await shop.settled(order)
            #expect(settled.state == .settled)
            #expect(settled.stuck.isEmpty)
            #expect(settled.settlement?.outcome == .noContribution)
            try await till.read(until: 1, of: "batch_confirmed")
            #expect(try await shop.money(order).state == .settled)
            _ = try await Self.refund(2, of: order, number: 2, in: shop)
            try await shop.wait { try await shop.state(order) == .refunded }
        }
    }

    @Test("all that brought points comes back while the freight stays, and comes back later")
    func freightStays() async throws {
        let freight = Product(
            title: "Freight", delivery: .shipped, status: .onSale, priceFen: 1_000,
            waterfall: Waterfall(costFen: 1_000), onHand: 10)
        try await Self.withOrder(and: freight) { till, order in
            let shop = till.shop
            _ = try await shop.advance(8 * Self.day, id: "eight")
            #expect(try await shop.settled(order).settlement?.outcome == .granted)
            try await till.read(until: 1, of: "batch_confirmed")
            let tea = try await Self.refund(1, of: order, number: 1, in: shop)
            #expect(tea.outcome?.burntUnits == 210_000_000)
            try await shop.wait { try await shop.state(order) == .settled }
            let left = try await shop.money(order)
            #expect(left.paidLeftFen == 1_000)
            #expect(left.contributionLeftFen == 0)
            let rest = try await Self.refund(2, of: order, number: 2, in: shop)
            #expect(rest.outcome?.burntUnits == 0)
            try await shop.wait { try await shop.state(order) == .refunded }
            #expect(try await shop.money(order).paidLeftFen == 0)
        }
    }

    @Test("a refund after settlement that the pool refuses is given up, and can come anew")
    func givenUp() async throws {
        try await TestInstallation.run { installation in
            let till = try await PaymentShop(installation)
            let shop = till.shop
            let order = try await till.place(by: 2, pieces: 3, id: "a")
            try await shop.pay(order, id: "pay")
            try await shop.deliver(order)
            _ = try await shop.orders.call(
                OrdersMethods.receive,
                ReceiveRequest(requestID: "receive", platform: shop.platform, order: order))
            #expect(try await shop.settled(order).state == .settled)
            try await till.read(until: 1, of: "batch_confirmed")
            let before = try #require(try await shop.show(order))
            let asked = try await Self.askRefund(order, pieces: 2, id: "two", shop)
            // The pool's books change behind the order's back.
            let intruder = try installation.client(.pool, as: "service/order")
            _ = try await intruder.call(
                RefundMethods.clawback,
                ClawbackRequest(
                    requestID: "elsewhere", platform: shop.platform, claim: asked.claim))
            await intruder.close()
            try await shop.approve(order, 1)
            try await till.read(until: 1, of: "stuck")
            #expect(try await till.stuckOrders() == [order])
            await Refusal.expect(.failedPrecondition, "refund_is_stuck", saying: "reject it") {
                try await till.giveBack(order, id: "back")
            }
            _ = try await shop.orders.call(
                OrdersMethods.retry,
                RetryRequest(requestID: "again", platform: shop.platform, order: order))
            try await till.read(until: 2, of: "stuck")
            let taken = try #require(try await shop.show(order))
            #expect(taken.rewards.map(\.amountFen) == [10_000])
            _ = try await shop.orders.call(
                ReturnMethods.rejectReturn,
                RejectReturnRequest(
                    requestID: "no", platform: shop.platform, order: order, number: 1,
                    reason: "the pool will not"))
            try await till.read(until: 1, of: "return_given_up")
            let after = try #require(try await shop.show(order))
            #expect(after.state == .settled)
            #expect(after.stuck.isEmpty)
            #expect(after.rewards == before.rewards)
            #expect(after.unallocatedFen == before.unallocatedFen)
            #expect(after.returns.map(\.state) == [.rejected])
            #expect(try await till.stuckOrders() == [])
            // The pool has one piece left, and it can still come back.
            let one = try await Self.askRefund(order, pieces: 1, id: "one", shop)
            #expect(one.number == 2)
            try await shop.approve(order, 2)
            try await till.read(until: 1, of: "return_restocked")
            #expect(try await shop.money(order).paidLeftFen == 0)
            await till.close()
        }
    }

    private static func askRefund(
        _ order: UInt64, pieces: UInt32, id: String, _ shop: Shop
    ) async throws -> AskRefundResponse {
        try await shop.orders.call(
            ReturnMethods.askRefund,
            AskRefundRequest(
                requestID: id, platform: shop.platform, order: order,
                lines: [ReturnLine(line: 1, quantity: pieces)], proceeds: .deducted,
                reason: "broken"))
    }
}

extension PaymentShop {
    func giveBack(_ order: UInt64, id: String) async throws {
        _ = try await shop.orders.call(
            ReturnMethods.giveBack,
            GiveBackRequest(
                requestID: id, platform: shop.platform, order: order, reason: "winding down"))
    }

    func stuckOrders() async throws -> [UInt64] {
        try await shop.orders.call(
            OrdersMethods.listOrders,
            ListOrdersRequest(platform: shop.platform, limit: 100, stuck: true)
        ).orders.map(\.order)
    }
}
