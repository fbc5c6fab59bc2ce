import Services
import Testing
import Transport
import Wire

@Suite("What pays beside the provider, over TLS", .timeLimit(.minutes(3)))
struct PartsWayTests {
    /// A shop whose member 1 has 100 yuan in the wallet: the reward for an order of member 2.
    private static func withShop(
        _ body: @Sendable (TestInstallation, PaymentShop) async throws -> Void
    ) async throws {
        try await TestInstallation.run { installation in
            let shop = try await PaymentShop(installation)
            try await shop.earn()
            try await body(installation, shop)
            await shop.close()
        }
    }

    @Test("the wallet pays a part, the provider is asked for the rest, and both settle")
    func wallet() async throws {
        try await Self.withShop { _, shop in
            let order = try await shop.place(id: "a")
            let pay = try await shop.pay(order, wallet: 4_000, id: "w")
            #expect(pay.restFen == 96_000)
            #expect(pay.held == Sources(walletFen: 4_000))
            #expect(pay.provider == "sandbox")
            #expect(try await shop.pay(order, wallet: 4_000, id: "w") == pay, "once")
            #expect(try await shop.balances()["wallet"] == -6_000)
            let whole = SandboxCallback(order: order, paidFen: 100_000)
            #expect(try await shop.send([whole]).unmatched == 1)
            #expect(try await shop.send([SandboxCallback(order: order, copies: 3)]).paid == 3)
            try await shop.read(until: 1, of: "unmatched_returned")
            try await shop.read(until: 2, of: "rewards_shared")
            try await shop.shop.deliver(order)
            _ = try await shop.shop.orders.call(
                OrdersMethods.receive,
                ReceiveRequest(requestID: "r", platform: "demo", order: order))
            let settled = try await shop.shop.settled(order)
            #expect(settled.state == .settled)
            #expect(settled.settlement?.valueFen == 21_000)
            #expect(settled.restFen == 96_000)
            try await shop.read(until: 2, of: "batch_confirmed")
            #expect(try await shop.balances()["order_held"] == nil)
            #expect(try await shop.violations() == [])
        }
    }

    @Test("a wallet that has too little is refused, changes nothing, and may pay less")
    func insufficient() async throws {
        try await Self.withShop { _, shop in
            let order = try await shop.place(id: "a")
            let before = try await shop.balances()
            for _ in 0..<2 {
                await Refusal.expect(
                    .failedPrecondition, "insufficient_balance", saying: "wallet:1"
                ) { _ = try await shop.pay(order, wallet: 10_001, id: "much") }
            }
            #expect(try await shop.balances() == before)
            await Refusal.expect(.failedPrecondition, "exceeds_price", saying: "100000 fen") {
                _ = try await shop.pay(order, wallet: 100_001, id: "more")
            }
            await Refusal.expect(.failedPrecondition, "coins_not_taken", saying: "coins are 5") {
                _ = try await shop.pay(order, wallet: 1, coins: 5, id: "coins")
            }
            #expect(try await shop.pay(order, wallet: 10_000, id: "all").restFen == 90_000)
            await Refusal.expect(.failedPrecondition, "parts_already_held", saying: "cancel") {
                _ = try await shop.pay(order, wallet: 1, id: "again")
            }
            #expect(try await shop.pay(order, wallet: 0, id: "rest").restFen == 90_000)
            #expect(try await shop.violations() == [])
        }
    }

    @Test("a wallet pays all of an order without a provider, and gets it back when it is cancelled")
    func whole() async throws {
        try await Self.withShop { _, shop in
            let cheap = try await shop.shop.put(Self.cup, id: "cup")
            let before = try await shop.balances()
            let order = try await shop.shop.place(cheap, by: 1, id: "a", pieces: 1)
            let pay = try await shop.pay(order, wallet: 10_000, id: "w")
            #expect(pay.restFen == 0)
            #expect(pay.provider.isEmpty && pay.payment.isEmpty)
            #expect(try await shop.shop.state(order) == .paid)
            #expect(try await shop.balances()["wallet"] == nil)
            try await shop.cancel(order)
            try await shop.read(until: 1, of: "goods_returned")
            #expect(try await shop.balances() == before)
            #expect(try await shop.kinds()["provider_refund_requested"] == nil)
            #expect(try await shop.violations() == [])
        }
    }

    private static let cup = Product(
        title: "Cup", delivery: .shipped, status: .onSale, priceFen: 10_000,
        waterfall: Waterfall(
            costFen: 3_000, commissionFen: 3_000, platformFen: 1_000, contributionFen: 3_000),
        onHand: 10)

    @Test(
        "an order that expires or is cancelled gives its parts back; the rest, come too late, too",
        arguments: [true, false])
    func back(expires: Bool) async throws {
        try await Self.withShop { _, shop in
            let before = try await shop.balances()
            let order = try await shop.place(id: "a")
            let pay = try await shop.pay(order, wallet: 10_000, id: "w")
            if expires {
                _ = try await shop.shop.advance(900_000_000, id: "over")
            } else {
                try await shop.cancel(order)
            }
            let late = SandboxCallback(
                order: order, payment: pay.payment, paidFen: pay.restFen, copies: 3)
            #expect(try await shop.send([late]).unmatched == 3)
            try await shop.read(until: 1, of: "parts_returned")
            try await shop.read(until: 1, of: "unmatched_returned")
            try await shop.read(until: 1, of: "released")
            #expect(try await shop.balances() == before)
            #expect(try await shop.violations() == [])
        }
    }

    @Test("a paid order of two parts that is cancelled gives each its part")
    func refund() async throws {
        try await Self.withShop { _, shop in
            let before = try await shop.balances()
            let order = try await shop.place(id: "a")
            _ = try await shop.pay(order, wallet: 10_000, id: "w")
            #expect(try await shop.send([SandboxCallback(order: order)]).paid == 1)
            try await shop.cancel(order)
            try await shop.read(until: 1, of: "provider_refund_answered")
            try await shop.read(until: 1, of: "goods_returned")
            let refunds = try await shop.payment(of: order, 90_000).refunds
            #expect(refunds.map(\.amountFen) == [90_000])
            #expect(refunds.map(\.state) == [.confirmed])
            #expect(try await shop.balances() == before)
            #expect(try await shop.violations() == [])
        }
    }

    @Test("after a restart parts are held once, and the rest pays the order")
    func restart() async throws {
        try await TestInstallation.run([]) { installation in
            try await installation.serve(ServiceName.books) {
                let shop = try await PaymentShop(installation)
                try await shop.earn()
                _ = try await shop.pay(try await shop.place(id: "a"), wallet: 10_000, id: "w")
                await shop.close()
            }
            try await installation.serve(ServiceName.books) {
                let shop = try await PaymentShop(installation)
                #expect(try await shop.pay(2, wallet: 10_000, id: "w").restFen == 90_000)
                #expect(try await shop.send([SandboxCallback(order: 2)]).paid == 1)
                try await shop.read(until: 2, of: "rewards_shared")
                #expect(try await shop.balances()["order_held"] == -100_000)
                #expect(try await shop.violations() == [])
                await shop.close()
            }
        }
    }

    @Test("a subsidy pays a part by an operator's grant; rewards are of the member's own money")
    func subsidy() async throws {
        try await Self.withShop { installation, shop in
            try await shop.receiveSubsidy(50_000)
            let order = try await shop.place(by: 2, id: "a")
            await Refusal.expect(.failedPrecondition, "exceeds_subsidy", saying: "50000") {
                _ = try await shop.grant(order, 50_001, id: "much")
            }
            #expect(try await shop.grant(order, 20_000, id: "g").restFen == 80_000)
            await Refusal.expect(
                .failedPrecondition, "coupon_exceeds_price", saying: "70000 fen"
            ) { _ = try await shop.grant(try await shop.place(by: 3, id: "b"), 70_001, id: "h") }
            let gateway = try installation.client(.order, as: "gateway/demo")
            await Refusal.expect(.permissionDenied, "role_not_allowed", saying: "gateway/demo") {
                _ = try await gateway.call(
                    PayingMethods.grantSubsidy,
                    GrantSubsidyRequest(requestID: "z", platform: "demo", order: order))
            }
            await gateway.close()
            #expect(try await shop.send([SandboxCallback(order: order)]).paid == 1)
            try await shop.read(until: 2, of: "rewards_shared")
            try await shop.shop.deliver(order)
            _ = try await shop.shop.orders.call(
                OrdersMethods.receive,
                ReceiveRequest(requestID: "r", platform: "demo", order: order))
            let settled = try await shop.shop.settled(order)
            #expect(settled.state == .settled)
            #expect(settled.rewards.map(\.amountFen) == [8_000], "10 % of 800 yuan")
            try await shop.read(until: 2, of: "batch_confirmed")
            #expect(try await shop.violations() == [])
        }
    }
}

extension PartsWayTests {
    @Test(
        "an order that is not paid, or is refunded, gives a subsidy back to where it came from",
        arguments: [(true, 0), (false, 0), (true, 4_000), (false, 4_000)] as [(Bool, Int64)])
    func subsidyBack(expires: Bool, wallet: Int64) async throws {
        try await TestInstallation.run { installation in
            let shop = try await PaymentShop(installation)
            try await shop.earn()
            try await shop.receiveSubsidy(50_000)
            let before = try await shop.balances()
            let order = try await shop.place(id: "a")
            if wallet > 0 { _ = try await shop.pay(order, wallet: wallet, id: "w") }
            let granted = try await shop.grant(order, 20_000, id: "g")
            #expect(granted.restFen == 80_000 - wallet)
            if expires {
                _ = try await shop.shop.advance(900_000_000, id: "over")
                try await shop.read(until: 1, of: "parts_returned")
                try await shop.read(until: 1, of: "released")
            } else {
                #expect(try await shop.send([SandboxCallback(order: order)]).paid == 1)
                try await shop.cancel(order)
                try await shop.read(until: 1, of: "provider_refund_answered")
                try await shop.read(until: 1, of: "goods_returned")
            }
            #expect(try await shop.balances() == before)
            #expect(
                try await shop.grant(
                    try await shop.place(by: 3, id: "b"), 50_000, id: "h"
                ).restFen == 50_000)
            #expect(try await shop.violations() == [])
            await shop.close()
        }
    }
}

extension PaymentShop {
    /// Settles order 1, by which member 1 earns 100 yuan.
    func earn() async throws {
        _ = try await shop.order(product, by: 2, id: "earn")
    }

    func pay(
        _ order: UInt64, wallet: Int64, coins: Int64 = 0, id: String
    ) async throws -> PayResponse {
        try await shop.orders.call(
            PayingMethods.pay,
            PayRequest(
                requestID: id, platform: shop.platform, order: order, walletFen: wallet,
                coins: coins))
    }

    func grant(_ order: UInt64, _ fen: Int64, id: String) async throws -> GrantSubsidyResponse {
        try await shop.orders.call(
            PayingMethods.grantSubsidy,
            GrantSubsidyRequest(
                requestID: id, platform: shop.platform, order: order, source: "advertising",
                amountFen: fen))
    }

    func receiveSubsidy(_ fen: Int64) async throws {
        _ = try await shop.pool.call(
            SubsidiesMethods.receiveSubsidy,
            ReceiveSubsidyRequest(
                requestID: "subsidy", platform: shop.platform, source: "advertising",
                amountFen: fen, reference: "bank-1"))
    }
}
