import Services
import Testing
import Transport
import Wire

@Suite("Coins that pay for orders, over TLS", .timeLimit(.minutes(3)))
struct CoinWayTests {
    private static let day: Int64 = 86_400_000_000

    /// A shop that takes coins for 30 % of an order; member 3, whom 2 invited, whom 1 invited, has
    /// coins for 1,000 yuan.
    private static func withShop(
        _ body: @Sendable (PaymentShop) async throws -> Void
    ) async throws {
        try await TestInstallation.run { installation in
            let till = try await PaymentShop(installation, returnDays: 7, coinShareBps: 3_000)
            try await till.claimCoins(100_000, of: 3)
            try await body(till)
            let violations = try await till.violations()
            #expect(violations == [])
            await till.close()
        }
    }

    private static let coins = ["legacy_coin": -100_000, "coin_issued": 100_000] as [String: Int64]

    @Test("platform, then rewards give way to coins, and the lot has the money alone")
    func settles() async throws {
        try await Self.withShop { till in
            let order = try await till.place(by: 3, id: "a")
            await Refusal.expect(
                .failedPrecondition, "exceeds_coin_share", saying: "at most 30000 fen"
            ) { _ = try await till.pay(order, wallet: 0, coins: 30_001, id: "much") }
            let pay = try await till.pay(order, wallet: 0, coins: 30_000, id: "c")
            #expect(pay.restFen == 70_000)
            #expect(pay.held == Sources(coins: 30_000))
            #expect(try await till.pay(order, wallet: 0, coins: 30_000, id: "c") == pay, "once")
            #expect(try await till.send([SandboxCallback(order: order)]).paid == 1)
            try await till.receive(order)
            try await till.settleAll(1)
            let settled = try #require(try await till.shop.show(order))
            #expect(settled.state == .settled)
            #expect(settled.restFen == 70_000)
            #expect(settled.rewards.map(\.amountFen) == [7_000, 3_000], "the second is cut")
            #expect(settled.unallocatedFen == 0)
            #expect(
                try await till.balances() == [
                    "psp_clearing": 70_000, "merchant_payable": -30_000, "wallet": -10_000,
                    "reserve": -30_000, "lot": 210_000_000, "issued": -210_000_000,
                    "legacy_coin": -70_000, "coin_spent": -30_000, "coin_issued": 100_000,
                ])
            let position = try await till.shop.pool.call(
                PoolMethods.getPosition, GetPositionRequest(platform: "demo", member: 3))
            #expect(position.lots.map(\.paidFen) == [70_000])
        }
    }

    @Test("coins that cost, tax, fee and contribution do not leave are refused, and one fewer not")
    func room() async throws {
        try await Self.withShop { till in
            let rice = try await till.shop.put(
                Product(
                    title: "Rice", delivery: .shipped, status: .onSale, priceFen: 10_000,
                    waterfall: Waterfall(
                        costFen: 8_000, commissionFen: 500, platformFen: 500,
                        contributionFen: 1_000),
                    onHand: 9), id: "rice")
            let order = try await till.shop.place(rice, by: 3, id: "a", pieces: 1)
            let before = try await till.balances()
            await Refusal.expect(
                .failedPrecondition, "exceeds_coin_room", saying: "leave them 1000 fen"
            ) { _ = try await till.pay(order, wallet: 0, coins: 1_001, id: "much") }
            #expect(try await till.balances() == before)
            #expect(try await till.pay(order, wallet: 0, coins: 1_000, id: "c").restFen == 9_000)
            let poor = try await till.place(by: 2, id: "b")
            await Refusal.expect(
                .failedPrecondition, "insufficient_balance", saying: "legacy_coin:2"
            ) { _ = try await till.pay(poor, wallet: 0, coins: 1, id: "none") }
        }
    }

    @Test(
        "an order that is not paid, or is cancelled, gives its coins back",
        arguments: [true, false])
    func back(expires: Bool) async throws {
        try await Self.withShop { till in
            let order = try await till.place(by: 3, id: "a")
            _ = try await till.pay(order, wallet: 0, coins: 25_000, id: "c")
            if expires {
                _ = try await till.shop.advance(900_000_000, id: "over")
                try await till.read(until: 1, of: "parts_returned")
                try await till.read(until: 1, of: "released")
            } else {
                #expect(try await till.send([SandboxCallback(order: order)]).paid == 1)
                try await till.read(until: 1, of: "rewards_shared")
                try await till.cancel(order)
                try await till.read(until: 1, of: "provider_refund_answered")
                try await till.read(until: 1, of: "goods_returned")
            }
            #expect(try await till.balances() == Self.coins)
        }
    }

    @Test("pieces give coins back in proportion, before and after the order settles")
    func returned() async throws {
        try await Self.withShop { till in
            let shop = till.shop
            let order = try await till.place(by: 3, pieces: 3, id: "a")
            _ = try await till.pay(order, wallet: 0, coins: 80_000, id: "c")
            #expect(
                try await till.send([SandboxCallback(order: order, paidFen: 220_000)]).paid == 1)
            try await till.receive(order)
            _ = try await shop.ask(order, [(1, 1)], id: "one")
            try await shop.approve(order, 1)
            try await shop.wait { try await shop.state(order) == .received }
            let first = try #require(try await shop.show(order)?.returns.last)
            #expect(first.back == Sources(providerFen: 73_334, coins: 26_666))
            try await till.settleAll(1)
            #expect(
                try await till.balances() == [
                    "psp_clearing": 146_666, "merchant_payable": -60_000, "wallet": -21_999,
                    "commission_unallocated": -4_667, "reserve": -60_000,
                    "lot": 420_000_000, "issued": -420_000_000,
                    "legacy_coin": -46_666, "coin_spent": -53_334, "coin_issued": 100_000,
                ])
            for number in UInt32(2)...3 {
                try await till.reclaim(order, number)
                let back = try #require(try await shop.show(order)?.returns.last?.back)
                #expect(back == Sources(providerFen: 73_333, coins: 26_667))
            }
            try await till.read(until: 3, of: "provider_refund_answered")
            #expect(try await till.balances() == Self.coins)
        }
    }

    @Test("coins, a subsidy, the wallet and a provider pay one order, and each gets its part back")
    func together() async throws {
        try await Self.withShop { till in
            let shop = till.shop
            try await till.receiveSubsidy(60_000)
            let before = try await till.balances()
            let order = try await till.place(by: 3, pieces: 3, id: "a")
            #expect(try await till.grant(order, 60_000, id: "g").restFen == 240_000)
            let pay = try await till.pay(order, wallet: 0, coins: 50_000, id: "c")
            #expect(pay.restFen == 190_000)
            #expect(
                try await till.send([SandboxCallback(order: order, paidFen: 190_000)]).paid == 1)
            try await till.receive(order)
            try await till.settleAll(1)
            let settled = try #require(try await shop.show(order))
            #expect(settled.rewards.map(\.amountFen) == [19_000, 9_500], "of 1,900 yuan")
            #expect(settled.unallocatedFen == 70_000 - 28_500)
            #expect(try await till.balances()["coin_spent"] == -50_000)
            for number in UInt32(1)...3 { try await till.reclaim(order, number) }
            try await till.read(until: 3, of: "provider_refund_answered")
            let backs = try #require(try await shop.show(order)?.returns.compactMap(\.back))
            #expect(backs.map(\.coins) == [16_666, 16_667, 16_667])
            #expect(backs.map(\.subsidyFen).reduce(0, +) == 60_000)
            #expect(
                backs.map { $0.providerFen + $0.coins + $0.subsidyFen } == [
                    100_000, 100_000, 100_000,
                ])
            #expect(try await till.balances() == before)
        }
    }

    @Test("lines of several margins share coins and a subsidy, piece by piece until all is back")
    func lines() async throws {
        try await Self.withShop { till in
            let shop = till.shop
            let cup = try await shop.put(
                Product(
                    title: "Cup", delivery: .shipped, status: .onSale, priceFen: 997,
                    waterfall: Waterfall(
                        costFen: 401, commissionFen: 199, platformFen: 97, taxFen: 13,
                        paymentFeeFen: 6, contributionFen: 281),
                    onHand: 9), id: "cup")
            try await till.receiveSubsidy(10_001)
            let before = try await till.balances()
            let order = try await shop.orders.call(
                OrdersMethods.place,
                PlaceRequest(
                    requestID: "two", platform: shop.platform, member: 3,
                    lines: [
                        OrderLine(product: cup, quantity: 3),
                        OrderLine(product: till.product, quantity: 2),
                    ])
            ).order
            let price: Int64 = 202_991
            _ = try await till.grant(order, 10_001, id: "g")
            let pay = try await till.pay(order, wallet: 0, coins: 59_999, id: "c")
            #expect(pay.restFen == price - 10_001 - 59_999)
            let payment = SandboxCallback(order: order, paidFen: pay.restFen)
            #expect(try await till.send([payment]).paid == 1)
            try await till.receive(order)
            _ = try await shop.ask(order, [(1, 1)], id: "cup")
            try await shop.approve(order, 1)
            try await shop.wait { try await shop.state(order) == .received }
            try await till.settleAll(1)
            #expect(try await till.balances()["order_held"] == nil)
            for (number, line) in [(2, 2), (3, 1), (4, 1), (5, 2)] as [(UInt32, UInt32)] {
                try await till.reclaim(order, number, line: line)
            }
            try await till.read(until: 5, of: "provider_refund_answered")
            let backs = try #require(try await shop.show(order)?.returns.compactMap(\.back))
            #expect(backs.map(\.coins).reduce(0, +) == 59_999)
            #expect(backs.map(\.subsidyFen).reduce(0, +) == 10_001)
            #expect(
                backs.map { $0.providerFen + $0.coins + $0.subsidyFen }.sorted() == [
                    997, 997, 997, 100_000, 100_000,
                ])
            // The provider's fee of the cups that settled is gone: the operator bears it.
            var after = try await till.balances()
            #expect(after.removeValue(forKey: "payment_fee") == -12)
            #expect(after.removeValue(forKey: "operator_loss") == 12)
            #expect(after == before)
        }
    }

    @Test("after a restart coins are held once, and go back with the pieces")
    func restart() async throws {
        try await TestInstallation.run([]) { installation in
            try await installation.serve(ServiceName.books) {
                let till = try await PaymentShop(installation, returnDays: 7, coinShareBps: 3_000)
                try await till.claimCoins(100_000, of: 3)
                let order = try await till.place(by: 3, pieces: 3, id: "a")
                _ = try await till.pay(order, wallet: 0, coins: 80_000, id: "c")
                await till.close()
            }
            try await installation.serve(ServiceName.books) {
                let till = try await PaymentShop(installation, returnDays: 7, coinShareBps: 3_000)
                #expect(try await till.pay(1, wallet: 0, coins: 80_000, id: "c").restFen == 220_000)
                #expect(try await till.send([SandboxCallback(order: 1)]).paid == 1)
                try await till.receive(1)
                try await till.settleAll(1)
                await till.close()
            }
            try await installation.serve(ServiceName.books) {
                let till = try await PaymentShop(installation, returnDays: 7, coinShareBps: 3_000)
                for number in UInt32(1)...3 { try await till.reclaim(1, number) }
                try await till.read(until: 3, of: "provider_refund_answered")
                #expect(try await till.balances() == Self.coins)
                #expect(try await till.violations() == [])
                await till.close()
            }
        }
    }

    @Test("a plan that takes coins of more than a whole order is refused")
    func plan() async throws {
        try await TestInstallation.run([.pool]) { installation in
            let desk = try PoolDesk(installation)
            await Refusal.expect(.invalidArgument, "field_malformed", saying: "10001") {
                try await desk.open(Shop.plan(0, coinShareBps: 10_001))
            }
            try await desk.open(Shop.plan(0, coinShareBps: 10_000))
            await desk.close()
        }
    }
}

extension PaymentShop {
    /// A claim of a member, all of which becomes coins.
    func claimCoins(_ coins: Int64, of member: UInt64) async throws {
        _ = try await shop.pool.call(
            LegacyMethods.importClaims,
            ImportClaimsRequest(
                requestID: "claims-\(member)", platform: shop.platform,
                fileSHA256: [UInt8](repeating: 5, count: 32), firstLine: 2,
                rows: [ClaimRow(member: member, amountFen: coins, evidence: "E\(member)")]))
        _ = try await shop.pool.call(
            LegacyMethods.convertClaim,
            ConvertClaimRequest(
                requestID: "coins-\(member)", platform: shop.platform, member: member,
                amountFen: coins))
    }

    /// From a paid order to one that its member has.
    func receive(_ order: UInt64) async throws {
        try await shop.wait { try await !(shop.show(order)?.rewards ?? []).isEmpty }
        try await shop.deliver(order)
        _ = try await shop.orders.call(
            OrdersMethods.receive,
            ReceiveRequest(
                requestID: "receive-\(order)", platform: shop.platform, order: order))
    }

    /// The windows end, and what was received settles, in so many batches.
    func settleAll(_ batches: Int) async throws {
        _ = try await shop.advance(8 * 86_400_000_000, id: "eight")
        try await read(until: batches, of: "batch_confirmed")
    }

    /// A piece of a settled order comes back.
    func reclaim(_ order: UInt64, _ number: UInt32, line: UInt32 = 1) async throws {
        _ = try await shop.orders.call(
            ReturnMethods.askRefund,
            AskRefundRequest(
                requestID: "ask-\(number)", platform: shop.platform, order: order,
                lines: [ReturnLine(line: line, quantity: 1)], proceeds: .deducted,
                reason: "broken"))
        try await shop.approve(order, number)
        try await shop.wait {
            try await shop.show(order)?.returns.last?.state == .done
        }
    }
}
