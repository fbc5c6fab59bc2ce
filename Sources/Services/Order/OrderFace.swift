import Domain
import Transport
import Wire

/// The methods that make and move orders. Each records the caller's wish, then lets the order's
/// path go as far as it goes.
struct OrderFace: Sendable {
    let gate: CommandGate<OrdersBook>
    let driver: OrderDriver
    let platforms: Platforms
    let referral: Peer
    let pool: Peer
    let intake: PaymentIntake

    func register(on router: inout Router) {
        router.unary(OrdersMethods.place) { [self] in try await place($0, $1) }
        router.unary(OrdersMethods.sandboxPay) { [self] in try await sandboxPay($0, $1) }
        router.unary(OrdersMethods.paymentCallback) { [self] in try await callback($0, $1) }
        router.unary(OrdersMethods.ship) { [self] in try await ship($0, $1) }
        router.unary(OrdersMethods.deliver) { [self] in try await deliver($0, $1) }
        router.unary(OrdersMethods.receive) { [self] in try await receive($0, $1) }
        router.unary(OrdersMethods.cancel) { [self] in try await cancel($0, $1) }
        router.unary(OrdersMethods.retry) { [self] in try await retry($0, $1) }
        router.unary(OrdersMethods.importOrders) { [self] in try await importOrders($0, $1) }
        registerReturns(on: &router)
        registerPaying(on: &router)
        registerQueries(on: &router)
    }

    private func place(_ call: Call, _ request: PlaceRequest) async throws -> PlaceResponse {
        let platform = request.platform
        _ = try await platforms.platform(platform)
        try call.checkActing(for: request.member)
        let member = try MemberID(request.member, field: "member")
        try await checkActive(request.member, on: platform)
        let lines = try request.lines.map { line throws in
            Domain.OrderLine(
                product: try ProductID(line.product, field: "product"),
                quantity: Int64(line.quantity))
        }
        let placed = try await gate.run(call, request, on: platform, id: request.requestID) {
            book, time in
            let events = try book.run(.place(member, lines: lines), at: time)
            guard case .placed(let order)? = events.first else {
                preconditionFailure("placing is one event")
            }
            return (events.map(\.entry), PlaceResponse(order: order.id.rawValue))
        }
        let id = OrderID(rawValue: placed.order)
        try await driver.finish(.order(id, platform: platform))
        let order = try await reached(id, on: platform)
        return PlaceResponse(order: placed.order, toPayFen: order.paidFen)
    }

    func checkActive(_ member: UInt64, on platform: String) async throws {
        let found = try await referral.call(
            ReferralMethods.getMember, GetMemberRequest(platform: platform, member: member))
        guard found.member?.status == .active else {
            throw RPCError(
                .failedPrecondition, "member \(member) is frozen; lift the freeze first",
                reason: "member_is_frozen", metadata: ["member": "\(member)"])
        }
    }

    private func ship(_ call: Call, _ request: ShipRequest) async throws -> ShipResponse {
        try await move(call, request, request.platform, request.requestID, request.order) {
            .ship($0)
        }
        return ShipResponse()
    }

    private func deliver(_ call: Call, _ request: DeliverRequest) async throws
        -> DeliverResponse
    {
        try await move(call, request, request.platform, request.requestID, request.order) {
            .deliver($0)
        }
        return DeliverResponse()
    }

    private func receive(_ call: Call, _ request: ReceiveRequest) async throws
        -> ReceiveResponse
    {
        let plan = try await platforms.platform(request.platform).plan
        let days = Int(plan?.returnDays ?? 0)
        try await move(call, request, request.platform, request.requestID, request.order) {
            .receive($0, returnDays: days)
        }
        return ReceiveResponse()
    }

    private func cancel(_ call: Call, _ request: CancelRequest) async throws -> CancelResponse {
        // A paid order on its way to the shelf arrives there first: nothing is then in flight.
        try await arrive(request.order, call, on: request.platform)
        try await move(call, request, request.platform, request.requestID, request.order) {
            .cancel($0, reason: request.reason)
        }
        return CancelResponse()
    }

    private func retry(_ call: Call, _ request: RetryRequest) async throws -> RetryResponse {
        try await move(call, request, request.platform, request.requestID, request.order) {
            .retry($0)
        }
        return RetryResponse()
    }

    /// What people do to an order; its path then goes on by itself.
    func move(
        _ call: Call, _ request: some Message, _ platform: String, _ requestID: String,
        _ order: UInt64, _ command: @escaping @Sendable (OrderID) -> OrderCommand
    ) async throws {
        _ = try await owned(order, call, on: platform)
        let id = try OrderID(order, field: "order")
        _ = try await gate.run(call, request, on: platform, id: requestID) { book, time in
            (try book.run(command(id), at: time).map(\.entry), ShipResponse())
        }
        driver.wake(.order(id, platform: platform))
    }
}
