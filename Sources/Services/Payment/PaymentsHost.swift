import Domain
import Logging
import Transport
import Wire

/// The payments side of the order service, put together.
struct PaymentsHost: Sendable {
    let sandbox: SandboxProvider
    let intake: PaymentIntake
    let path: PaymentPath
    let driver: PaymentDriver

    /// Made before the orders' own path, which asks it for refunds. `key` is the installation's
    /// for its sandbox provider.
    init(
        gate: CommandGate<OrdersBook>, platforms: Platforms, pool: Peer, key: [UInt8],
        clock: @escaping @Sendable () -> Int64, logger: Logger
    ) {
        let (signals, wake) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let (woken, wakeOrder) = AsyncStream.makeStream(of: PaymentDriver.Woken.self)
        sandbox = SandboxProvider(key: key)
        intake = PaymentIntake(
            gate: gate, platforms: platforms, adaptors: [sandbox.adaptor], clock: clock,
            wakeOrder: { wakeOrder.yield(PaymentDriver.Woken(order: $0, platform: $1)) },
            wakePayments: { wake.yield() })
        path = PaymentPath(gate: gate, intake: intake, pool: pool, logger: logger)
        driver = PaymentDriver(
            path: path, sandbox: sandbox, logger: logger, signals: signals, wake: wake,
            woken: woken)
    }

    func face(of orders: OrderFace) -> PaymentsFace {
        PaymentsFace(
            gate: orders.gate, intake: intake,
            desk: SandboxDesk(
                provider: sandbox, intake: intake, platforms: orders.platforms,
                price: { order, platform in
                    guard order > 0 else { return nil }
                    return try await orders.order(OrderID(rawValue: order), on: platform)?.restFen
                }), pool: orders.pool)
    }
}
