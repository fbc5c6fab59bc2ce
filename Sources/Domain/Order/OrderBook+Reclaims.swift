// Pieces that come back after the order settled.
extension OrderBook {
    /// `wish` is made from the order's entries; what came since then is checked here.
    func askRefund(
        _ wish: ReclaimRequest, at now: Instant
    ) throws(OrderRejection) -> OrderEvent {
        let id = wish.order
        if let open = orders[id] {
            throw .wrongState(id, open.stage, .askRefund, allowed: open.moves)
        }
        guard id.rawValue <= lastOrder else { throw .orderNotFound(id) }
        try Self.check(reason: wish.claim.reason)
        let before = reclaimed[id]
        guard wish.number > before?.number ?? 0, wish.number <= OrderLimits.returnsMax else {
            throw .tooManyReturns(id)
        }
        let left = before?.left ?? zip(wish.left, wish.placed.lines).map { $1.quantity }
        try Self.check(wish.lines, of: left, id)
        return .refundAsked(wish.at(now))
    }

    func reclaimRecomputed(
        _ order: ReclaimingOrder, _ rewards: [RewardRow], _ unallocated: Money
    ) throws(OrderRejection) -> OrderEvent {
        let request = order.request
        guard rewards == request.rewards, unallocated == request.unallocated else {
            throw .rewardsDoNotMatch(
                request.order, sum: Self.sum(of: rewards.map(\.amount) + [unallocated]),
                budget: Self.sum(of: request.rewards.map(\.amount) + [request.unallocated])
                    ?? .zero)
        }
        return .returnRecomputed(
            request.order, number: request.number, rewards: rewards, unallocated: unallocated)
    }
}

// A stuck refund after settlement has two ways out, as every stuck order has: it is retried, or
// given up. Giving money back is no second way where the money is what is stuck. Once the money
// is back only the goods are left, and there retrying is the one right way.
extension OrderBook {
    func returnGivenUp(
        _ id: OrderID, _ rewards: [RewardRow], _ unallocated: Money
    ) throws(OrderRejection) -> OrderEvent {
        try allowed(.restore, id)
        guard case .reclaiming(let order) = try order(id) else {
            preconditionFailure("only a refund after settlement is given up")
        }
        guard Self.sum(of: rewards.map(\.amount) + [unallocated]) != nil else {
            throw .rewardsDoNotMatch(id, sum: nil, budget: .zero)
        }
        return .returnGivenUp(
            id, number: order.request.number, rewards: rewards, unallocated: unallocated)
    }
}

extension StuckOrder {
    /// The refund after settlement that can be given up here: its money is not back.
    var givable: ReclaimingOrder? {
        guard case .reclaiming(let order) = at, order.canBeGivenUp else { return nil }
        return order
    }
}

extension OrderProgress {
    /// What may happen to it: what the table has, and of the ways out of being stuck those that
    /// lead anywhere from where it stuck.
    var moves: [OrderMove] {
        // Before its lines are reserved nobody asks how an order travels.
        let moves = Transition.moves(from: stage, delivery: created?.delivery ?? .virtual)
        guard case .stuck(let order) = self else { return moves }
        return moves.filter { move in
            if move == .giveBack { return order.at.reversible != nil }
            return move != .rejectReturn || order.givable != nil
        }
    }
}

extension OrderProgress {
    /// The order as its entries tell it, as far as it went before it left memory; and what was
    /// asked back since it settled, each with whether it was done.
    package static func settled(
        _ events: [OrderEvent]
    ) -> (order: SettledOrder, refunds: [(request: ReclaimRequest, isDone: Bool)])? {
        var progress: OrderProgress?
        var refunds: [(request: ReclaimRequest, isDone: Bool)] = []
        for event in events {
            if case .placed(let order) = event {
                progress = .placed(order)
            } else if case .refundAsked(let request) = event {
                refunds.append((request, false))
            } else if let last = refunds.last {
                if case .returnRestocked(_, last.request.number) = event {
                    refunds[refunds.count - 1].isDone = true
                }
            } else {
                progress = progress?.after(event)
            }
        }
        guard case .settled(let order) = progress else { return nil }
        return (order, refunds)
    }
}

extension OrderBook {
    /// Whether an order that is settled was not returned to its last piece.
    func hasPiecesLeft(settled id: OrderID) -> Bool {
        guard let reclaimed = reclaimed[id] else { return false }
        return reclaimed.left?.contains { $0 > 0 } ?? true
    }
}

extension SettledOrder {
    /// What returning `lines` would claim of the pool, and the rewards of what is then left.
    /// `refunds` are those that were done since it settled.
    package func claim(
        _ lines: [ReturnLine], after refunds: [ReclaimRequest], number: Int,
        proceeds: ClawbackClaim.Proceeds, reason: String
    ) throws(OrderRejection) -> ReclaimRequest {
        let rest = due.received.rest
        let paid = due.received.shared.committed.held.paid
        let created = paid.created
        let before = refunds.last?.left.map(\.left) ?? rest.pieces
        try OrderBook.check(lines, of: before, created.placed.id)
        var pieces = before
        for line in lines { pieces[line.line - 1] -= line.quantity }
        let left = created.left(pieces)
        let (rows, unallocated) = ReturnedRewards.rows(
            of: created.shareLines, left, paid.rates, RewardUpline(of: shared.rewards))
        let rowsBefore = refunds.last?.rewards ?? rest.rewards
        let (settled, some) = (created.settling(rest.pieces), created.settling(pieces))
        let all = created.settling(before)
        func less(_ part: KeyPath<Waterfall, Money>) -> Money {
            Money(fen: all[keyPath: part].fen - some[keyPath: part].fen)
        }
        var sources = paid.sources.minus(rest.back)
        // What coins and rewards leave rounds by itself: of what settled, what is not taken yet
        // and not left now is taken, so that no more is ever taken than settled.
        var (platform, unallocatedLeft) = (settled.platform.fen, rest.unallocated.fen)
        for refund in refunds {
            sources = sources.minus(refund.claim.back)
            platform -= refund.claim.reversed.platform.fen
            unallocatedLeft -= refund.claim.reversed.unallocated.fen
        }
        let back = created.back(from: before, to: pieces, of: sources)
        let claim = ClawbackClaim(
            order: created.placed.id, paidBack: back.money,
            contributionBack: less(\.contribution), back: back,
            reversed: ReversibleParts(
                cost: less(\.cost), platform: Money(fen: max(0, platform - some.platform.fen)),
                tax: less(\.tax),
                unallocated: Money(fen: max(0, unallocatedLeft - unallocated.fen))),
            rewards: ReturnedRewards.reversals(from: rowsBefore, to: rows), proceeds: proceeds,
            reason: reason)
        return ReclaimRequest(
            placed: created.placed, number: number, lines: lines, left: left, claim: claim,
            rewards: rows, unallocated: unallocated, shown: .none, at: due.received.at)
    }

    private var shared: SharedOrder { due.received.shared }
}

extension CreatedOrder {
    /// What rewards are computed from, line by line: what the buyer paid for the line.
    package var shareLines: [ShareLine] {
        payments.enumerated().map { index, line in
            ShareLine(line: index + 1, base: line.own, budget: line.budget)
        }
    }
}

extension ReclaimRequest {
    /// The same with what the pool said.
    package func showing(_ quote: ClawbackQuote) -> ReclaimRequest {
        ReclaimRequest(
            placed: placed, number: number, lines: lines, left: left, claim: claim,
            rewards: rewards, unallocated: unallocated, shown: quote, at: at)
    }
}

extension ClawbackQuote {
    /// Before anybody asked the pool.
    static let none = ClawbackQuote(
        burnt: .zero, returned: .zero, proceeds: .zero, back: .zero, operatorPart: .zero,
        sequence: 0)
}
