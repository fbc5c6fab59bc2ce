import Testing

@testable import Domain

@Suite("Orders: pieces that come back after settlement")
struct OrderReclaimTests {
    private static let id = OrderID(rawValue: 1)
    private static let payee = MemberID(rawValue: 2)

    /// Three pieces of 1,000 yuan, of which member 2 earns 10 %, settled.
    private static func settled() throws -> OrderWorld {
        var world = OrderWorld()
        try world.run(.place(MemberID(rawValue: 1), lines: [OrderLine(1, 3)]))
        try world.run(
            .recordReserved(
                id,
                lines: [
                    ReservedLine(
                        product: ProductID(rawValue: 1), quantity: 3,
                        waterfall: try .seed(yuan: 1_000).multiplied(by: 3), delivery: .virtual)
                ]))
        try world.run(.pay(id, try world.payment(of: id), OrderWorld.rates))
        try world.run(.recordHeld(id))
        try world.run(.recordCommitted(id))
        let row = RewardRow(
            line: 1, rule: .direct, payee: payee, generation: 1, amount: Money(fen: 30_000),
            isCapped: false, explanation: "10 % of 3000.00 for inviting the buyer")
        try world.run(
            .recordShared(
                id, rewards: [row], unallocated: Money(fen: 60_000), returnDays: 0))
        try world.run(.makeDue(atMost: 1))
        try world.run(.recordSettled(firstNumber: 1, try world.answers(1)))
        try world.run(.recordConfirmed(firstNumber: 1))
        return world
    }

    private static func wish(
        _ quantity: Int64, _ world: OrderWorld, line: Int = 1
    ) throws -> ReclaimRequest {
        let events = world.events.filter { $0.order == id }
        let (order, refunds) = try #require(OrderProgress.settled(events))
        return try order.claim(
            [ReturnLine(line: line, quantity: quantity)],
            after: refunds.filter(\.isDone).map(\.request),
            number: (refunds.last?.request.number ?? 0) + 1, proceeds: .deducted,
            reason: "broken")
    }

    /// Approves and takes every step; gives the steps.
    private static func giveBack(
        _ wish: ReclaimRequest, _ world: inout OrderWorld
    ) throws -> [OrderStep] {
        try world.run(.askRefund(wish))
        try world.run(.approveReturn(id, number: wish.number))
        var steps: [OrderStep] = []
        while let step = world.book.orders[id]?.nextStep {
            steps.append(step)
            switch step {
            case .recompute:
                try world.run(
                    .recordRecomputed(
                        id, rewards: wish.rewards, unallocated: wish.unallocated))
            case .clawback:
                try world.run(.recordReturnRefunded(id, number: 1, back: wish.claim.back))
            default: try world.run(.recordReturnRestocked(id))
            }
        }
        return steps
    }

    @Test("the claim is exactly the pieces: parts, contribution, and what the rewards lose")
    func claim() throws {
        let world = try Self.settled()
        let wish = try Self.wish(2, world)
        #expect(wish.claim.paidBack == Money(fen: 200_000))
        #expect(wish.claim.contributionBack == Money(fen: 60_000))
        #expect(wish.claim.back == PaymentSources(provider: Money(fen: 200_000)))
        #expect(wish.claim.reversed.cost == Money(fen: 60_000))
        #expect(wish.claim.reversed.platform == Money(fen: 20_000))
        #expect(wish.claim.reversed.unallocated == Money(fen: 40_000))
        #expect(
            wish.claim.rewards
                == [RewardReversal(payee: Self.payee, amount: Money(fen: 20_000))])
        #expect(wish.unallocated == Money(fen: 20_000))
    }

    @Test("rewards, points and goods go one after the other, and the order leaves memory again")
    func steps() throws {
        var world = try Self.settled()
        #expect(world.stage(1) == nil)
        #expect(
            try Self.giveBack(try Self.wish(1, world), &world)
                == [.recompute, .clawback, .restock])
        #expect(world.stage(1) == nil)
        let rest = try Self.wish(2, world)
        #expect(rest.isOfAll)
        #expect(rest.claim.contributionBack == Money(fen: 60_000))
        #expect(try Self.giveBack(rest, &world).count == 3)
        #expect(throws: OrderRejection.self) { _ = try Self.wish(1, world) }
        #expect(try world.rebuilt() == world.book)
    }

    @Test("a rejected request gives nothing back, and the next one has the next number")
    func rejected() throws {
        var world = try Self.settled()
        let wish = try Self.wish(1, world)
        try world.run(.askRefund(wish))
        #expect(world.stage(1) == .returning)
        #expect(world.refusal(.askRefund(wish))?.reason == "wrong_state")
        try world.run(.rejectReturn(Self.id, number: 1, reason: "not ours"))
        #expect(world.stage(1) == nil)
        #expect(world.refusal(.askRefund(wish))?.reason == "limit_reached")
        let next = try Self.wish(3, world)
        #expect(next.number == 2)
        #expect(world.refusal(.askRefund(next)) == nil)
        #expect(try world.rebuilt() == world.book)
    }

    @Test("a wish that was made before another was done is checked again")
    func stale() throws {
        var world = try Self.settled()
        let late = try Self.wish(3, world)
        _ = try Self.giveBack(try Self.wish(1, world), &world)
        #expect(world.refusal(.askRefund(late))?.reason == "limit_reached")
    }

    @Test("other rewards than those shown are refused, and a stuck step is tried again")
    func stuck() throws {
        var world = try Self.settled()
        try world.run(.askRefund(try Self.wish(1, world)))
        try world.run(.approveReturn(Self.id, number: 1))
        let other = OrderCommand.recordRecomputed(Self.id, rewards: [], unallocated: .zero)
        #expect(world.refusal(other)?.reason == "rewards_do_not_match")
        try world.run(.stick(Self.id, .recompute, OrderWorld.refusal))
        #expect(
            world.refusal(.giveBack(Self.id, reason: "r")) == .refundIsStuck(Self.id, number: 1))
        try world.run(.retry(Self.id))
        #expect(world.stage(1) == .returnApproved)
        #expect(try world.rebuilt() == world.book)
    }

    /// Stuck at a step of the refund of one piece.
    private static func stuck(at step: OrderStep) throws -> (OrderWorld, ReclaimRequest) {
        var world = try settled()
        let wish = try wish(1, world)
        try world.run(.askRefund(wish))
        try world.run(.approveReturn(id, number: 1))
        while let next = world.book.orders[id]?.nextStep, next != step {
            try world.run(
                next == .recompute
                    ? .recordRecomputed(id, rewards: wish.rewards, unallocated: wish.unallocated)
                    : .recordReturnRefunded(id, number: 1, back: wish.claim.back))
        }
        try world.run(.stick(id, step, OrderWorld.refusal))
        return (world, wish)
    }

    @Test(
        "stuck before its money a refund can be given up: rewards are as before, and it may come",
        arguments: [.recompute, .clawback] as [OrderStep])
    func givenUp(step: OrderStep) throws {
        var (world, wish) = try Self.stuck(at: step)
        #expect(world.book.totals.stuck == 1)
        #expect(
            world.refusal(.rejectReturn(Self.id, number: 2, reason: "r"))
                == .returnNotFound(Self.id, 2, open: 1))
        #expect(
            world.refusal(.rejectReturn(Self.id, number: 1, reason: ""))?.reason
                == "reason_out_of_range")
        try world.run(.rejectReturn(Self.id, number: 1, reason: "the pool will not"))
        #expect(world.book.totals.stuck == 0)
        #expect(world.stage(1) == .givenUp)
        #expect(world.book.orders[Self.id]?.moves == [.restore, .stick])
        guard case .reclaiming(let order) = world.book.orders[Self.id] else {
            Issue.record("not being given up")
            return
        }
        #expect(order.nextStep == .restore)
        #expect(order.request.leftBefore == [PiecesLeft(line: 1, left: 3, of: 3)])
        #expect(world.refusal(.askRefund(try Self.wish(1, world)))?.reason == "wrong_state")
        let negative = OrderCommand.recordReturnGivenUp(
            Self.id, rewards: [], unallocated: Money(fen: -1))
        #expect(world.refusal(negative)?.reason == "rewards_do_not_match")
        try world.run(.stick(Self.id, .restore, OrderWorld.refusal))
        #expect(world.refusal(.giveBack(Self.id, reason: "r")) == .nothingToGiveBack(Self.id))
        #expect(world.book.orders[Self.id]?.moves == [.retry])
        try world.run(.retry(Self.id))
        try world.run(
            .recordReturnGivenUp(Self.id, rewards: [], unallocated: Money(fen: 90_000)))
        #expect(world.stage(1) == nil)
        #expect(try world.rebuilt() == world.book)
        let again = try Self.wish(3, world)
        #expect(again.number == 2)
        #expect(again.claim.paidBack == Money(fen: 300_000))
        #expect(try Self.giveBack(again, &world).count == 3)
        #expect(wish.number == 1)
    }

    @Test("once its money is back a refund is retried to its end, and not given up")
    func moneyIsBack() throws {
        var (world, _) = try Self.stuck(at: .restock)
        #expect(world.book.orders[Self.id]?.moves == [.retry])
        #expect(
            world.refusal(.rejectReturn(Self.id, number: 1, reason: "r"))
                == .wrongState(Self.id, .stuck, .rejectReturn, allowed: [.retry]))
        #expect(world.refusal(.giveBack(Self.id, reason: "r")) == .nothingToGiveBack(Self.id))
        try world.run(.retry(Self.id))
        #expect(world.stage(1) == .returnRefunded)
    }
}
