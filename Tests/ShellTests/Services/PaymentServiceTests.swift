import Testing
import Transport
import Wire

@testable import Services

@Suite("Payments over the wire", .timeLimit(.minutes(3)))
struct PaymentServiceTests {
    private static func withShop(
        _ body: @Sendable (TestInstallation, PaymentShop) async throws -> Void
    ) async throws {
        try await TestInstallation.run { installation in
            let shop = try await PaymentShop(installation)
            try await body(installation, shop)
            await shop.close()
        }
    }

    @Test("what matches no order is held apart and goes back by itself")
    func unmatched() async throws {
        try await Self.withShop { _, shop in
            let order = try await shop.place(id: "a")
            let sent = try await shop.send([
                SandboxCallback(order: order, paidFen: 99_999),
                SandboxCallback(order: order, paidFen: 100_001),
                SandboxCallback(order: order, currency: "USD"),
                SandboxCallback(order: 99, paidFen: 5), SandboxCallback(order: 0, paidFen: 7),
                SandboxCallback(order: order),
                SandboxCallback(order: order, payment: "second"),
            ])
            #expect(sent == SandboxSendResponse(paid: 1, unmatched: 6))
            try await shop.read(until: 6, of: "unmatched_returned")
            let receipts = try await shop.unmatched()
            #expect(receipts.map(\.number) == Array(1...6))
            #expect(receipts.allSatisfy { $0.state == .returned })
            #expect(
                receipts.map(\.reason) == [
                    "wrong_amount", "wrong_amount", "currency_differs", "order_not_found",
                    "order_not_found", "wrong_state",
                ])
            try await shop.read(until: 1, of: "rewards_shared")
            let balances = try await shop.balances()
            #expect(balances["unmatched_receipts"] == nil)
            #expect(balances["psp_clearing"] == PaymentShop.price)
            #expect(balances["order_held"] == -PaymentShop.price)
            #expect(try await shop.violations() == [])
        }
    }

    @Test("a payment is what it was first: said again it is known, said otherwise refused")
    func known() async throws {
        try await Self.withShop { _, shop in
            let order = try await shop.place(id: "a")
            let right = SandboxCallback(order: order, payment: "p")
            let wrong = SandboxCallback(order: order, payment: "p", paidFen: 5)
            #expect(try await shop.send([right, right]) == SandboxSendResponse(paid: 2))
            #expect(try await shop.send([wrong, wrong]) == SandboxSendResponse(refused: 2))
            #expect(try await shop.send([right]) == SandboxSendResponse(paid: 1))
            let kinds = try await shop.kinds()
            #expect(kinds["paid"] == 1)
            #expect(kinds["callback_contradicted"] == 1)
            #expect(kinds["unmatched_arrived"] == nil)
            let payment = try await shop.shop.orders.call(
                PaymentsMethods.getPayment,
                GetPaymentRequest(
                    platform: shop.shop.platform, provider: "sandbox", payment: "p"))
            #expect(payment == GetPaymentResponse(order: order, amountFen: PaymentShop.price))
            try await shop.read(until: 1, of: "rewards_shared")
            #expect(try await shop.violations().map(\.rule) == [.paymentCallback])
        }
    }

    @Test("1,000 copies at once of one callback: one receipt, and one answer")
    func copies() async throws {
        try await Self.withShop { _, shop in
            let order = try await shop.place(id: "a")
            let paid = try await shop.send(
                [SandboxCallback(order: order, copies: 1_000)], parallel: 256)
            #expect(paid == SandboxSendResponse(paid: 1_000))
            let stray = try await shop.send(
                [SandboxCallback(order: 77, payment: "stray", paidFen: 3, copies: 1_000)],
                parallel: 256)
            #expect(stray == SandboxSendResponse(unmatched: 1_000))
            try await shop.read(until: 1, of: "unmatched_returned")
            try await shop.read(until: 1, of: "rewards_shared")
            let kinds = try await shop.kinds()
            #expect(kinds["paid"] == 1)
            #expect(kinds["unmatched_arrived"] == 1)
            #expect(kinds["unmatched_returned"] == 1)
            #expect(try await shop.balances()["psp_clearing"] == PaymentShop.price)
            #expect(try await shop.violations() == [])
        }
    }

    @Test("a flood of forgeries changes nothing and does not fill the journal")
    func forgeries() async throws {
        try await Self.withShop { _, shop in
            let order = try await shop.place(id: "a")
            let before = try await shop.balances()
            let sent = try await shop.send(
                [SandboxCallback(order: order, copies: 1_000, forged: true)], parallel: 64)
            #expect(sent == SandboxSendResponse(forged: 1_000))
            let kinds = try await shop.kinds()
            // A new minute may begin within the flood.
            let entries = kinds["callback_forged"] ?? 0
            #expect((ForgeryLimiter.entriesMax...2 * ForgeryLimiter.entriesMax).contains(entries))
            #expect(kinds["paid"] == nil)
            #expect(try await shop.balances() == before)
            #expect(try await shop.violations() == [])
        }
    }

    @Test("of a minute so many forgeries have entries, the rest is counted once it is over")
    func limiter() {
        let limiter = ForgeryLimiter()
        let minute: Int64 = 60_000_000
        let max = ForgeryLimiter.entriesMax
        for number in 1...max + 3 {
            #expect(limiter.admits("a", at: minute + Int64(number)) == (number <= max))
        }
        #expect(limiter.admits("b", at: minute), "each platform has its own")
        #expect(limiter.takeCount("a", at: 2 * minute - 1) == 0)
        #expect(limiter.takeCount("a", at: 2 * minute) == 3)
        #expect(limiter.takeCount("a", at: 2 * minute) == 0)
        #expect(limiter.takeCount("b", at: 2 * minute) == 0)
        for number in 0...max {
            #expect(limiter.admits("a", at: 2 * minute) == (number < max))
        }
        #expect(limiter.admits("a", at: 3 * minute))
        #expect(limiter.takeCount("a", at: 3 * minute) == 0, "its own minute is not over")
        #expect(limiter.takeCount("a", at: 4 * minute) == 1)
    }

    @Test(
        "delayed, repeated, reordered and forged, the books are those of the calm run",
        arguments: [1, 2, 3] as [UInt64])
    func disturbed(seed: UInt64) async throws {
        try await TestInstallation.run { installation in
            var random = SeededGenerator(seed: seed)
            let calm = try await PaymentShop(installation, platform: "calm")
            let wild = try await PaymentShop(installation, platform: "wild")
            let count = 8
            let members = (0..<count).map { UInt64($0 % 4 + 1) }.shuffled(using: &random)
            for (number, member) in members.enumerated() {
                let order = try await calm.place(by: member, id: "p\(number)")
                _ = try await wild.place(by: member, id: "p\(number)")
                #expect(try await calm.send([SandboxCallback(order: order)]).paid == 1)
            }
            var callbacks: [SandboxCallback] = []
            for order in UInt64(1)...UInt64(count) {
                let kinds = [
                    SandboxCallback(order: order),
                    SandboxCallback(order: order, paidFen: 500 + Int64(order)),
                    SandboxCallback(order: order, currency: "EUR"),
                    SandboxCallback(order: order + 50, payment: "stray\(order)", paidFen: 9),
                    SandboxCallback(order: order, forged: true),
                ]
                callbacks += kinds.map { callback in
                    var callback = callback
                    callback.copies = UInt32.random(in: 1...4, using: &random)
                    callback.delayMs = UInt32.random(in: 0...20, using: &random)
                    return callback
                }
            }
            _ = try await wild.shop.orders.call(
                PaymentsMethods.sandboxDisturb,
                SandboxDisturbRequest(platform: "wild", copies: 3, delayMs: 10, forged: true))
            let sent = try await wild.send(callbacks, seed: seed, parallel: 8)
            #expect(sent.refused == 0)
            #expect(try await wild.unmatched().count == 3 * count)
            try await wild.read(until: 3 * count, of: "unmatched_returned")
            for shop in [calm, wild] { try await shop.read(until: count, of: "rewards_shared") }
            #expect(try await wild.balances() == calm.balances())
            #expect(try await wild.kinds()["paid"] == count)
            #expect(try await wild.violations() == [])
            await calm.close()
            await wild.close()
        }
    }

    @Test("a refund that fails is asked for anew, and stays open after the last attempt")
    func failing() async throws {
        try await Self.withShop { _, shop in
            _ = try await shop.shop.orders.call(
                PaymentsMethods.sandboxDisturb,
                SandboxDisturbRequest(platform: "demo", copies: 2, refundsFail: true))
            _ = try await shop.send([SandboxCallback(order: 7, payment: "stray", paidFen: 11)])
            let attempts = PaymentPath.attemptsMax
            try await shop.read(until: attempts, of: "provider_refund_answered")
            let payment = try await shop.shop.orders.call(
                PaymentsMethods.getPayment,
                GetPaymentRequest(platform: "demo", provider: "sandbox", payment: "stray"))
            #expect(payment.unmatched == 1)
            #expect(payment.refunds.count == attempts)
            #expect(payment.refunds.allSatisfy { $0.state == .failed && $0.amountFen == 11 })
            #expect(try await shop.unmatched().map(\.state) == [.booked])
            #expect(try await shop.balances()["unmatched_receipts"] == -11)
            #expect(try await shop.violations() == [])
        }
    }

    @Test("who holds money for no order is taken up again after a restart")
    func restart() async throws {
        try await TestInstallation.run([]) { installation in
            try await installation.serve(ServiceName.books) {
                let shop = try await PaymentShop(installation)
                // Its answer will never come: the service stops before.
                _ = try await shop.shop.orders.call(
                    PaymentsMethods.sandboxDisturb,
                    SandboxDisturbRequest(platform: "demo", delayMs: 10_000))
                _ = try await shop.send([SandboxCallback(order: 7, paidFen: 11)])
                try await shop.read(until: 1, of: "provider_refund_requested")
                #expect(try await shop.unmatched().map(\.state) == [.booked])
                await shop.close()
            }
            try await installation.serve(ServiceName.books) {
                let shop = try await PaymentShop(installation)
                try await shop.read(until: 1, of: "unmatched_returned")
                #expect(try await shop.balances()["unmatched_receipts"] == nil)
                #expect(try await shop.violations() == [])
                let again = try await shop.send([SandboxCallback(order: 7, paidFen: 11)])
                #expect(again == SandboxSendResponse(unmatched: 1))
                #expect(try await shop.unmatched().count == 1)
                await shop.close()
            }
        }
    }
}
