/// Pieces that a member wants to return within the window.
package struct ReturnRequest: Hashable, Sendable {
    package let order: OrderID
    /// The order's returns are 1, 2, 3, …
    package let number: Int
    package let lines: [ReturnLine]
    package let reason: String
    package let at: Instant

    package init(
        order: OrderID, number: Int, lines: [ReturnLine], reason: String, at: Instant
    ) {
        self.order = order
        self.number = number
        self.lines = lines
        self.reason = reason
        self.at = at
    }
}

/// An order of which pieces are to come back before it settles: somebody approves, then rewards,
/// money and goods follow, in this order. It settles when it is back among the received.
package struct ReturningOrder: Hashable, Sendable {
    package enum Done: Hashable, Sendable {
        /// Waits for an operator.
        case nothing
        case approved
        /// Referral has worked out the rewards of what is left.
        case rewards([RewardRow], unallocated: Money)
        /// The pool has given the money back.
        case money([RewardRow], unallocated: Money)
    }

    /// With what was left before the return.
    package let received: ReceivedOrder
    package let request: ReturnRequest
    package let done: Done

    init(received: ReceivedOrder, request: ReturnRequest, done: Done = .nothing) {
        self.received = received
        self.request = request
        self.done = done
    }

    package var nextStep: OrderStep? {
        switch done {
        case .nothing: nil
        case .approved: .recompute
        case .rewards: .refund
        case .money: .restock
        }
    }

    package var stage: OrderStage {
        switch done {
        case .nothing: .returning
        case .approved: .returnApproved
        case .rewards: .returnRecomputed
        case .money: .returnRefunded
        }
    }

    package var paid: PaidOrder { received.shared.committed.held.paid }

    /// Pieces by line once this return is done.
    package var pieces: [Int64] { received.rest.pieces(without: request.lines) }

    /// Every line with what is left of it once this return is done.
    package var left: [PiecesLeft] { paid.created.left(pieces) }

    package var isOfAll: Bool { pieces.allSatisfy { $0 == 0 } }

    /// What the order is worth once this return is done: exactly this stays held.
    package var waterfall: Waterfall { paid.created.settling(pieces) }

    /// What goes back to each source: the price of the pieces.
    package var back: PaymentSources {
        paid.created.back(
            from: received.rest.pieces, to: pieces,
            of: paid.sources.minus(received.rest.back))
    }

    /// The order after its last step. Nil before the money is back.
    var after: ReceivedOrder? {
        guard case .money(let rewards, let unallocated) = done else { return nil }
        return received.keeping(
            OrderRest(
                pieces: pieces, rewards: rewards, unallocated: unallocated,
                back: received.rest.back.plus(back), returns: request.number))
    }

    /// Money is held that another way than this return could give back.
    var canGiveBack: Bool {
        if case .money = done { !isOfAll } else { true }
    }

    func after(_ done: Done) -> ReturningOrder {
        ReturningOrder(received: received, request: request, done: done)
    }
}

extension ReceivedOrder {
    func keeping(_ rest: OrderRest) -> ReceivedOrder {
        ReceivedOrder(shared: shared, at: at, windowEnd: windowEnd, rest: rest)
    }

    func queued(at place: SettlementPlace) -> ReceivedOrder {
        ReceivedOrder(shared: shared, at: at, windowEnd: place.windowEnd, rest: rest)
    }

    /// What settles: price and parts of the pieces that are left.
    package var waterfall: Waterfall {
        shared.committed.held.paid.created.settling(rest.pieces)
    }

    /// What is left of what was paid.
    package var paidLeft: Money {
        Money(fen: shared.committed.held.paid.cash.fen - rest.back.money.fen)
    }
}
