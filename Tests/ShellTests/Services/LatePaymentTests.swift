import Services
import Testing
import Transport
import Wire

@Suite("Payments that come too late, over TLS", .timeLimit(.minutes(3)))
struct LatePaymentTests {
    private static let minutes: Int64 = 60_000_000

    private static func withShop(
        _ body: @Sendable (PaymentShop) async throws -> Void
    ) async throws {
        try await TestInstallation.run { installation in
            let shop = try await PaymentShop(installation)
            try await body(shop)
            await shop.close()
        }
    }

    @Test("an order that expired is not paid any more: the money goes back, once, by itself")
    func expired() async throws {
        try await Self.withShop { shop in
            let order = try await shop.place(id: "a")
            _ = try await shop.shop.advance(15 * Self.minutes, id: "over")
            let late = SandboxCallback(order: order, paidFen: PaymentShop.price, copies: 20)
            #expect(try await shop.send([late], parallel: 8).unmatched == 20)
            try await shop.read(until: 1, of: "unmatched_returned")
            try await shop.read(until: 1, of: "released")
            #expect(try await shop.send([late]).unmatched == 20, "known for ever")
            let receipts = try await shop.unmatched()
            #expect(receipts.map(\.state) == [.returned])
            #expect(receipts.allSatisfy { Self.reasons.contains($0.reason) }, "\(receipts)")
            #expect(try await shop.shop.state(order) == .cancelled)
            #expect(try await shop.kinds()["paid"] == nil)
            #expect(try await shop.balances() == [:])
            #expect(try await shop.violations() == [])
        }
    }

    /// Before its expiry is recorded, before its stock is released, and after.
    private static let reasons = ["order_expired", "wrong_state", "order_is_finished"]

    @Test("an order that its member cancelled is not paid any more")
    func cancelled() async throws {
        try await Self.withShop { shop in
            let order = try await shop.place(id: "a")
            _ = try await shop.shop.orders.call(
                OrdersMethods.cancel,
                CancelRequest(
                    requestID: "c", platform: "demo", order: order, reason: "changed my mind"))
            let late = SandboxCallback(order: order, paidFen: PaymentShop.price)
            #expect(try await shop.send([late]).unmatched == 1)
            try await shop.read(until: 1, of: "unmatched_returned")
            try await shop.read(until: 1, of: "released")
            #expect(try await shop.balances() == [:])
            #expect(try await shop.violations() == [])
        }
    }

    @Test("callback and expiry in any order: an order is paid, or its money goes back")
    func race() async throws {
        try await Self.withShop { shop in
            var orders: [UInt64] = []
            for index in UInt64(0)..<12 {
                orders.append(try await shop.place(by: index % 4 + 1, id: "o\(index)"))
            }
            let callbacks = orders.map {
                SandboxCallback(order: $0, paidFen: PaymentShop.price, copies: 3)
            }
            async let over = shop.shop.advance(15 * Self.minutes, id: "over")
            let sent = try await shop.send(callbacks, seed: 7, parallel: 6)
            _ = try await over
            #expect(sent.paid + sent.unmatched == 36)
            #expect(sent.paid % 3 == 0)
            let paid = Int(sent.paid) / 3
            if paid < 12 {
                try await shop.read(until: 12 - paid, of: "unmatched_returned")
                try await shop.read(until: 12 - paid, of: "released")
            }
            if paid > 0 { try await shop.read(until: paid, of: "rewards_shared") }
            let balances = try await shop.balances()
            #expect(balances["psp_clearing"] ?? 0 == Int64(paid) * PaymentShop.price)
            #expect(balances["unmatched_receipts"] == nil)
            #expect(try await shop.violations() == [])
        }
    }

    @Test(
        "stopped between expiry, callback and return, the money goes back after the restart",
        arguments: [0, 1, 2])
    func restart(moment: Int) async throws {
        try await TestInstallation.run([]) { installation in
            let late = SandboxCallback(order: 1, paidFen: PaymentShop.price)
            try await installation.serve(ServiceName.books) {
                let shop = try await PaymentShop(installation)
                _ = try await shop.place(id: "a")
                if moment == 2 {
                    _ = try await shop.shop.orders.call(
                        PaymentsMethods.sandboxDisturb,
                        SandboxDisturbRequest(platform: "demo", delayMs: 10_000))
                }
                _ = try await shop.shop.advance(15 * Self.minutes, id: "over")
                if moment > 0 { #expect(try await shop.send([late]).unmatched == 1) }
                if moment == 2 { try await shop.read(until: 1, of: "provider_refund_requested") }
                await shop.close()
            }
            // Whoever is asked while the others start is told that they are away: order comes last.
            try await installation.serve([.catalog, .pool, .referral, .order]) {
                let shop = try await PaymentShop(installation)
                #expect(try await shop.send([late]).unmatched == 1)
                try await shop.read(until: 1, of: "unmatched_returned")
                try await shop.read(until: 1, of: "released")
                let kinds = try await shop.kinds()
                #expect(kinds["unmatched_arrived"] == 1)
                #expect(kinds["unmatched_returned"] == 1)
                #expect(try await shop.balances() == [:])
                #expect(try await shop.violations() == [])
                await shop.close()
            }
        }
    }
}
