import Domain
import Journal
import Logging
import Testing
import Transport
import Wire

@testable import Services

/// The refunds of an order's payment, as the order's path asks for them.
@Suite("Refunds by the payment provider", .timeLimit(.minutes(2)))
struct ProviderRefundTests {
    private static let order = OrderID(rawValue: 1)
    private static let payment = PaymentName(provider: "sandbox", id: "p")

    /// The payments of an order service over a pool, with payment "p" of 100 fen for order 1.
    private static func withPayments(
        _ body: @Sendable (PaymentsHost, _ answered: AsyncStream<OrderID>) async throws -> Void
    ) async throws {
        try await TestInstallation.run([.pool]) { installation in
            try await Till(installation).open()
            let folder = try TemporaryFolder()
            let runner = try JournalRunner<OrdersBook>(
                directory: folder.path, service: "order", environment: .testing())
            let gate = CommandGate<OrdersBook>(.order, runner)
            let logger = Logger(label: "test.payments")
            let client = try installation.client(.pool, as: "service/order")
            let host = PaymentsHost(
                gate: gate, platforms: Platforms(pool: client),
                pool: Peer(name: .pool, client: client, logger: logger),
                key: Array(repeating: 3, count: 32), clock: { 1 }, logger: logger)
            try await gate.record(on: try gate.journal("demo")) { book, time in
                let events = try Self.paid(at: Instant(microseconds: time))
                try book.make(events)
                return events.map(\.entry)
            }
            let (answered, answer) = AsyncStream.makeStream(of: OrderID.self)
            try await withThrowingTaskGroup { group in
                group.addTask { await host.driver.run { order, _ in answer.yield(order) } }
                try await body(host, answered)
                group.cancelAll()
            }
            await client.close()
            try await runner.stop()
        }
    }

    /// An order of one piece that is placed, reserved and paid.
    private static func paid(at: Instant) throws -> [OrderEvent] {
        let line = try Domain.ReservedLine(
            Wire.ReservedLine(
                product: 1, quantity: 1, paidFen: 100, waterfall: Wire.Waterfall(costFen: 100),
                delivery: .virtual))
        let placed = PlacedOrder(
            id: order, member: MemberID(rawValue: 1),
            lines: [Domain.OrderLine(product: ProductID(rawValue: 1), quantity: 1)], at: at)
        let rates = try Domain.RewardRates(
            Wire.RewardRates(planVersion: 1, directBps: 0, indirectBps: 0))
        return [
            .placed(placed), .reserved(order, lines: [line], toPay: Money(fen: 100)),
            .paid(
                order, Payment(provider: "sandbox", id: "p", amount: Money(fen: 100)), at: at,
                rates),
        ]
    }

    private static func reason(_ body: () async throws -> Void) async -> String {
        do {
            try await body()
            return ""
        } catch {
            return (error as? RPCError)?.reason ?? "\(error)"
        }
    }

    @Test("a refund is asked for once by its id, answered by a callback, and wakes its order")
    func once() async throws {
        try await Self.withPayments { host, answered in
            func refund(_ id: String, _ fen: Int64) async throws -> Domain.ProviderRefund.State {
                try await host.path.refund(
                    id, of: Self.payment, Money(fen: fen), on: "demo")
            }
            let first = try await refund("o1/refund/1", 60)
            #expect(first == .requested)
            var orders = answered.makeAsyncIterator()
            #expect(await orders.next() == Self.order)
            let confirmed = try await refund("o1/refund/1", 60)
            #expect(confirmed == .confirmed)
            let reused = await Self.reason { _ = try await refund("o1/refund/1", 40) }
            #expect(reused == "refund_reused")
            let exceeding = await Self.reason { _ = try await refund("o1/refund/2", 41) }
            #expect(exceeding == "exceeds_payment")
            host.sandbox.disturb("demo", .init(copies: 3, isForgedBefore: true, refundsFail: true))
            let second = try await refund("o1/refund/2", 40)
            #expect(second == .requested)
            #expect(await orders.next() == Self.order)
            let failed = try await refund("o1/refund/2", 40)
            #expect(failed == .failed(why: "account_closed"))
        }
    }

    @Test("what a provider says against the final state of a refund, or of none, changes nothing")
    func contrary() async throws {
        try await Self.withPayments { host, answered in
            _ = try await host.path.refund("a", of: Self.payment, Money(fen: 60), on: "demo")
            var orders = answered.makeAsyncIterator()
            #expect(await orders.next() == Self.order)
            func say(_ id: String, failed: Bool, forged: Bool = false) async -> String {
                var callback = host.sandbox.sign(
                    RefundCallbackRequest(
                        platform: "demo", provider: "sandbox", payment: "p", refund: id,
                        amountFen: 60, failed: failed, why: failed ? "late" : ""))
                if forged { callback.why = "mine" }
                let signed = callback
                return await Self.reason { _ = try await host.intake.take(signed) }
            }
            #expect(await say("a", failed: false) == "")
            #expect(await say("a", failed: true) == "refund_differs")
            #expect(await say("b", failed: false) == "refund_not_found")
            #expect(await say("a", failed: true, forged: true) == "payment_forged")
            let state = try await host.path.refund(
                "a", of: Self.payment, Money(fen: 60), on: "demo")
            #expect(state == .confirmed)
        }
    }
}
