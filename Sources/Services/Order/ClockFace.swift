import Domain
import Transport
import Wire

/// Business time of a platform: what windows are checked on.
struct ClockFace: Sendable {
    let gate: CommandGate<OrdersBook>
    let driver: OrderDriver
    let platforms: Platforms
    /// Wall time, microseconds since 1970 UTC.
    let now: @Sendable () -> Int64

    func register(on router: inout Router) {
        router.unary(ClockMethods.advanceClock) { [self] in try await advance($0, $1) }
        router.unary(ClockMethods.getClock) { [self] in try await getClock($1) }
    }

    /// Forward only, and only where no real money waits for a window.
    private func advance(
        _ call: Call, _ request: AdvanceClockRequest
    ) async throws -> AdvanceClockResponse {
        let platform = try await platforms.platform(request.platform)
        guard platform.sandbox else {
            throw RPCError(
                .failedPrecondition,
                "platform \(request.platform) is not a sandbox; its clock is wall time",
                reason: "not_a_sandbox")
        }
        let moved = try await gate.run(
            call, request, on: request.platform, id: request.requestID
        ) { book, time in
            let events = try book.run(.moveClock(by: request.byUs), at: time)
            let clock = book.orders.clock
            return (
                events.map(\.entry),
                AdvanceClockResponse(
                    atUs: clock.instant(atWall: time).microseconds,
                    aheadUs: clock.aheadMicroseconds)
            )
        }
        driver.wake(.clock(platform: request.platform))
        driver.wake(.settlements(platform: request.platform))
        return moved
    }

    private func getClock(_ request: GetClockRequest) async throws -> GetClockResponse {
        _ = try await platforms.platform(request.platform)
        let wall = now()
        return try await gate.read(request.platform) { book in
            let clock = book.orders.clock
            return GetClockResponse(
                atUs: clock.instant(atWall: wall).microseconds,
                aheadUs: clock.aheadMicroseconds)
        }
    }
}
