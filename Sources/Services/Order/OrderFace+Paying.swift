import Domain
import Journal
import Transport
import Wire

// How an order is paid: what its member and a subsidy pay beside the provider is held first.
extension OrderFace {
    func registerPaying(on router: inout Router) {
        router.unary(PayingMethods.pay) { [self] in try await pay($0, $1) }
        router.unary(PayingMethods.grantSubsidy) { [self] in try await grantSubsidy($0, $1) }
    }

    private func pay(_ call: Call, _ request: PayRequest) async throws -> PayResponse {
        _ = try await owned(request.order, call, on: request.platform)
        let sources = PaymentSources(
            wallet: Money(fen: request.walletFen), coupon: Money(fen: request.couponFen),
            coins: request.coins)
        let id = try OrderID(request.order, field: "order")
        var asking: UInt32 = 0
        if !sources.isZero {
            let terms = try await coinTerms(on: request.platform)
            asking = try await ask(
                .ofMember(sources), terms, id, call, request, request.platform, request.requestID)
        }
        var order = try await parts(of: id, asking: asking, on: request.platform)
        order.asking = asking
        guard order.restFen > 0 else {
            try await driver.finish(.order(id, platform: request.platform))
            _ = try await reached(id, on: request.platform)
            return order
        }
        return try await withPayment(order, id, on: request.platform)
    }

    private func grantSubsidy(
        _ call: Call, _ request: GrantSubsidyRequest
    ) async throws -> GrantSubsidyResponse {
        _ = try await owned(request.order, call, on: request.platform)
        let grant = OrderGrant(
            source: try SubsidySource(request.source), amount: Money(fen: request.amountFen))
        let id = try OrderID(request.order, field: "order")
        let asking = try await ask(
            .ofSubsidy(grant), .none, id, call, request, request.platform, request.requestID)
        let order = try await parts(of: id, asking: asking, on: request.platform)
        return GrantSubsidyResponse(asking: asking, restFen: order.restFen)
    }

    /// Those of the plan in force.
    private func coinTerms(on name: String) async throws(RPCError) -> CoinTerms {
        try await platforms.platform(name).coinTerms
    }

    /// Asks once for `request`, and waits for the pool's answer.
    private func ask(
        _ part: AskedPart, _ coins: CoinTerms, _ id: OrderID, _ call: Call,
        _ request: some Message, _ platform: String, _ requestID: String
    ) async throws -> UInt32 {
        let reply = try await gate.run(call, request, on: platform, id: requestID) {
            book, time in
            let events = try book.run(.parts(id, .ask(part, coins)), at: time)
            guard case .parts(_, .asked(_, let asking, _))? = events.first else {
                preconditionFailure("asking for parts is one event")
            }
            return (events.map(\.entry), PayResponse(asking: UInt32(clamping: asking)))
        }
        try await driver.finish(.order(id, platform: platform))
        return reply.asking
    }

    /// What is held for an order and what is left to pay; the pool's refusal of this asking is
    /// the caller's.
    private func parts(
        of id: OrderID, asking: UInt32, on platform: String
    ) async throws -> PayResponse {
        let entries = try await gate.entries(platform, key: id.key)
        for entry in entries where entry.kind == "parts_refused" {
            let refused = try PartsRefused(decoding: entry.event)
            guard refused.asking == asking else { continue }
            throw RPCError(
                StatusCode(rawValue: Int(refused.status)) ?? .failedPrecondition,
                refused.sentence, reason: refused.reason, metadata: ["order": "\(id)"])
        }
        guard let order = try Order(history: entries) else {
            throw RPCError(OrderRejection.orderNotFound(id))
        }
        return PayResponse(
            restFen: order.restFen, held: order.held, subsidyFen: order.subsidyFen)
    }

    /// The provider is asked for the rest of an order that waits for it.
    private func withPayment(
        _ order: PayResponse, _ id: OrderID, on platform: String
    ) async throws -> PayResponse {
        let found = try await platforms.platform(platform)
        guard let adaptor = intake.adaptors[SandboxProvider.name] else { return order }
        try found.checkSandbox()
        try await gate.read(platform) { book in
            try refusing { () throws(OrderRejection) in try book.orders.checkWaits(id) }
        }
        var order = order
        order.provider = adaptor.name
        order.payment = try await adaptor.create(id, Money(fen: order.restFen), platform)
        return order
    }
}

extension Platform {
    /// What the plan in force says of coins.
    var coinTerms: CoinTerms {
        CoinTerms(planVersion: planVersion, share: BasisPoints(Int(plan?.coinShareBps ?? 0)))
    }
}
