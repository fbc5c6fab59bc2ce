import Domain
import Journal
import Transport
import Wire

/// The pool's commands. What it answers about itself is in `PoolFace+Queries`.
struct PoolFace: Sendable {
    let gate: CommandGate<PoolBook>
    let copies = PoolWideCopies()
    /// Wall time in microseconds since 1970 UTC.
    let now: @Sendable () -> Int64

    func register(on router: inout Router) {
        router.unary(PoolMethods.createPlatform) { [self] in try await createPlatform($0, $1) }
        router.unary(PoolMethods.hold) { [self] in try await hold($0, $1) }
        router.unary(PoolMethods.settleBatch) { [self] in try await settleBatch($0, $1) }
        router.unary(PoolMethods.redeem) { [self] in try await redeem($0, $1) }
        registerQueries(on: &router)
        LegacyFace(gate: gate).register(on: &router)
        SharesFace(gate: gate, now: now).register(on: &router)
    }

    private func createPlatform(
        _ call: Call, _ request: CreatePlatformRequest
    ) async throws -> CreatePlatformResponse {
        guard let plan = request.plan else {
            throw RPCError.malformed("plan", "plan is missing; state the plan's figures")
        }
        try plan.check(sandbox: request.sandbox)
        let poolPlan = try PoolPlan(plan)
        guard (1...100).contains(request.title.utf8.count) else {
            throw RPCError.malformed(
                "title", "title has \(request.title.utf8.count) bytes; state 1 to 100")
        }
        let platform = Platform(
            platform: request.platform, title: request.title, sandbox: request.sandbox,
            planVersion: 1, plan: plan)
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, now in
            (
                try book.create(platform, poolPlan, at: now),
                CreatePlatformResponse(platform: platform)
            )
        }
    }

    private func hold(_ call: Call, _ request: HoldRequest) async throws -> HoldResponse {
        let order = try OrderID(request.order, field: "order")
        let member = try MemberID(request.member, field: "member")
        let sources = PaymentSources(
            provider: Money(fen: request.paidFen), wallet: Money(fen: request.walletFen),
            coupon: Money(fen: request.couponFen), coins: request.coins)
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, now in
            try book.permit(.receipt, at: now)
            let events = try book.run { books throws(BooksRejection) in
                try books.hold(order, member: member, sources, payment: request.payment)
            }
            return (events.map { $0.entry() }, HoldResponse())
        }
    }

    private func settleBatch(
        _ call: Call, _ request: SettleBatchRequest
    ) async throws -> SettleBatchResponse {
        let batch = try request.orders.map { order throws in try Domain.Settlement(order) }
        var windowEnds: [OrderID: Int64] = [:]
        for order in request.orders {
            windowEnds[OrderID(rawValue: order.order)] = order.windowEndUs
        }
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            [windowEnds] book, now in
            try book.permit(.settlement, at: now)
            let events = try book.run { books throws(BooksRejection) in
                try books.settle(
                    firstNumber: request.firstNumber, batch, at: Instant(microseconds: now))
            }
            return (
                events.map { $0.entry(windowEnds: windowEnds) },
                SettleBatchResponse(results: Self.results(events))
            )
        }
    }

    /// One result for each settlement, with the movements that follow it. O(events).
    private static func results(_ events: [BookEvent]) -> [SettlementResult] {
        var results: [SettlementResult] = []
        var movements: [BookMovement] = []
        for event in events.reversed() {
            switch event {
            case .moved(let movement): movements.append(movement)
            case .settled(let settlement):
                movements.reverse()
                results.append(settlement.result(causing: movements))
                movements = []
            case .held, .legacy, .shares, .withdrawal, .custody, .refunds, .subsidy, .control,
                .plan, .operatorBooked, .opened, .unmatched:
                preconditionFailure("settling makes no events but its own")
            }
        }
        return results.reversed()
    }

    private func redeem(_ call: Call, _ request: RedeemRequest) async throws -> RedeemResponse {
        let member = try MemberID(request.member, field: "member")
        try call.checkActing(for: request.member)
        let minimum = Money(fen: request.minimumPayoutFen)
        let units = Points(units: request.units)
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, now in
            try book.permit(.payout, at: now)
            let events = try book.run { books throws(BooksRejection) in
                guard request.lot == 0 else {
                    return try books.redeem(
                        member, lot: LotID(rawValue: request.lot), units: units,
                        minimumPayout: minimum)
                }
                return try books.redeem(member, points: units, minimumPayout: minimum)
            }
            return (events.map { $0.entry() }, Self.redemption(events, in: try book.opened()))
        }
    }

    private static func redemption(
        _ events: [BookEvent], in books: borrowing PoolBooks
    ) -> RedeemResponse {
        var response = RedeemResponse(
            reserveFen: books.pool.reserve.fen, supplyUnits: books.pool.supply.units)
        for event in events {
            guard case .moved(let movement) = event,
                case .sold(let payout) = movement.event.change
            else { continue }
            response.redemptions.append(
                Redemption(
                    lot: payout.lot.rawValue, units: payout.units.units,
                    grossFen: payout.gross.fen, payoutFen: payout.payout.fen))
            response.grossFen += payout.gross.fen
            response.payoutFen += payout.payout.fen
        }
        return response
    }
}

extension Domain.Settlement {
    init(_ message: Wire.Settlement) throws(RPCError) {
        let order = try OrderID(message.order, field: "order")
        var rewards: [RewardCredit] = []
        for row in message.rewards {
            rewards.append(
                RewardCredit(
                    payee: try MemberID(row.payee, field: "payee"),
                    amount: Money(fen: row.amountFen), isPending: false))
        }
        self.init(
            order: order, member: try MemberID(message.member, field: "member"),
            paid: Money(fen: message.paidFen), waterfall: try Domain.Waterfall(message.waterfall),
            rewards: rewards, unallocated: Money(fen: message.unallocatedFen),
            planVersion: Int(message.planVersion))
    }
}
