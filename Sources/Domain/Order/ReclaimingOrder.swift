/// Pieces of a settled order that a member wants to give back, with what is given up for it as it
/// was shown. It carries all that the steps need: a settled order has left memory.
package struct ReclaimRequest: Hashable, Sendable {
    package let placed: PlacedOrder
    /// The returns of an order are 1, 2, 3, …, those before settlement among them.
    package let number: Int
    package let lines: [ReturnLine]
    /// Every line with what is left of it once this is done.
    package let left: [PiecesLeft]
    /// What the pool is asked to take and to give.
    package let claim: ClawbackClaim
    /// The rewards of what is left, which referral has to find as well.
    package let rewards: [RewardRow]
    package let unallocated: Money
    package let shown: ClawbackQuote
    package let at: Instant

    package init(
        placed: PlacedOrder, number: Int, lines: [ReturnLine], left: [PiecesLeft],
        claim: ClawbackClaim, rewards: [RewardRow], unallocated: Money, shown: ClawbackQuote,
        at: Instant
    ) {
        self.placed = placed
        self.number = number
        self.lines = lines
        self.left = left
        self.claim = claim
        self.rewards = rewards
        self.unallocated = unallocated
        self.shown = shown
        self.at = at
    }

    package var order: OrderID { placed.id }

    /// Every line with what was left of it before.
    package var leftBefore: [PiecesLeft] {
        left.map { line in
            let back = lines.filter { $0.line == line.line }.reduce(0) { $0 + $1.quantity }
            return PiecesLeft(line: line.line, left: line.left + back, of: line.of)
        }
    }

    package var isOfAll: Bool { left.allSatisfy { $0.left == 0 } }

    package var goods: [ReturnedGoods] {
        lines.map { line in
            ReturnedGoods(
                product: placed.lines[line.line - 1].product, quantity: line.quantity)
        }
    }

    /// The same at another time.
    func at(_ now: Instant) -> ReclaimRequest {
        ReclaimRequest(
            placed: placed, number: number, lines: lines, left: left, claim: claim,
            rewards: rewards, unallocated: unallocated, shown: shown, at: now)
    }
}

/// What the pool said that a clawback would do, and when.
package struct ClawbackQuote: Hashable, Sendable {
    /// Points that go.
    package let burnt: Points
    /// What leaves the reserve for them.
    package let returned: Money
    /// What points of these pieces have paid already.
    package let proceeds: Money
    package let back: PaymentSources
    /// What nothing else covers; below zero a gain.
    package let operatorPart: Money
    /// Of the pool's journal.
    package let sequence: UInt64

    package init(
        burnt: Points, returned: Money, proceeds: Money, back: PaymentSources,
        operatorPart: Money, sequence: UInt64
    ) {
        self.burnt = burnt
        self.returned = returned
        self.proceeds = proceeds
        self.back = back
        self.operatorPart = operatorPart
        self.sequence = sequence
    }
}

/// A settled order of which pieces come back: somebody approves, then rewards, points and money,
/// and goods follow. Stuck before its money it can be given up: then rewards are as before.
package struct ReclaimingOrder: Hashable, Sendable {
    package enum Done: Hashable, Sendable {
        case nothing
        case approved
        case rewards
        case money
        /// It was stuck and is rejected: referral has to know the rewards as before.
        case givenUp
    }

    package let request: ReclaimRequest
    package let done: Done

    init(request: ReclaimRequest, done: Done = .nothing) {
        self.request = request
        self.done = done
    }

    package var nextStep: OrderStep? {
        switch done {
        case .nothing: nil
        case .approved: .recompute
        case .rewards: .clawback
        case .money: .restock
        case .givenUp: .restore
        }
    }

    /// Nothing of it is done that cannot be undone: referral alone may have answered.
    var canBeGivenUp: Bool {
        switch done {
        case .approved, .rewards: true
        case .nothing, .money, .givenUp: false
        }
    }

    /// After its rejection while it is stuck; nil for every other event.
    func givenUp(by event: OrderEvent) -> ReclaimingOrder? {
        guard canBeGivenUp, case .returnRejected(_, request.number, _) = event else { return nil }
        return ReclaimingOrder(request: request, done: .givenUp)
    }

    package var stage: OrderStage {
        switch done {
        case .nothing: .returning
        case .approved: .returnApproved
        case .rewards: .returnRecomputed
        case .money: .returnRefunded
        case .givenUp: .givenUp
        }
    }

    /// Nil if it is not where the event begins, or is over after it.
    func after(_ event: OrderEvent) -> ReclaimingOrder? {
        let number = request.number
        return switch (event, done) {
        case (.returnApproved(_, number), .nothing):
            ReclaimingOrder(request: request, done: .approved)
        case (
            .returnRecomputed(_, number, request.rewards, request.unallocated), .approved
        ): ReclaimingOrder(request: request, done: .rewards)
        case (.returnRefunded(_, number, _, _), .rewards):
            ReclaimingOrder(request: request, done: .money)
        default: nil
        }
    }

    /// Its last event, or its rejection.
    func ends(with event: OrderEvent) -> Bool {
        let number = request.number
        return switch (event, done) {
        case (.returnRejected(_, number, _), .nothing), (.returnRestocked(_, number), .money),
            (.returnGivenUp(_, number, _, _), .givenUp):
            true
        default: false
        }
    }
}

/// What is known of the refunds of an order that is settled.
struct Reclaimed: Hashable, Sendable {
    /// Of the last, rejected ones among them.
    var number: Int
    /// Pieces by line; nil when all requests were rejected.
    var left: [Int64]?
}
