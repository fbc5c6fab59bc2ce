/// What the books of a platform record. The fold of these, in order, is the books.
package enum BookEvent: Hashable, Sendable {
    case held(BookReceipt)
    case settled(BookSettlement)
    case refunds(RefundEvent)
    case moved(BookMovement)
    case legacy(LegacyEvent)
    case shares(SharesEvent)
    case withdrawal(WithdrawalEvent)
    case custody(CustodyEvent)
    case unmatched(UnmatchedEvent)
    case subsidy(SubsidyEvent)
    case control(ControlEvent)
    case plan(PlanEvent)
    case operatorBooked(OperatorBooking)
    case opened(BalanceOpening)

    /// What the event did to the pool, if anything.
    package var poolEvent: PoolEvent? {
        switch self {
        case .held, .withdrawal, .custody, .unmatched, .control, .plan, .operatorBooked,
            .opened:
            nil
        case .settled(let settlement): settlement.poolEvent
        case .refunds(.clawedBack(let made)): made.poolEvent
        case .refunds(.refunded), .refunds(.redirected): nil
        case .legacy(let made): made.poolEvent
        case .shares(let made): made.poolEvent
        case .moved(let movement): movement.event
        case .subsidy(.injected(let injection)): injection.poolEvent
        case .subsidy(.received), .subsidy(.announced), .subsidy(.couponGranted): nil
        }
    }
}

/// Money received for an order.
package struct BookReceipt: Hashable, Sendable {
    package let order: OrderID
    package let member: MemberID
    package let sources: PaymentSources
    /// The payment provider's id of the payment; empty when the provider paid nothing.
    package let payment: String
    package let lines: [Line]

    package init(
        order: OrderID, member: MemberID, sources: PaymentSources, payment: String,
        lines: [Line]
    ) {
        self.order = order
        self.member = member
        self.sources = sources
        self.payment = payment
        self.lines = lines
    }
}

/// What became of an order at its settlement number.
package enum SettlementOutcome: Hashable, Sendable {
    case granted(PoolGrant)
    /// No points: below one unit. The contribution went into the reserve, or while no points
    /// circulate into the orphan reserve.
    case roundsToZero
    /// Nothing was paid into the reserve.
    case noContribution
    /// Refused for its content: the number is used up, nothing is booked.
    case skipped(reason: String, note: String)

    package var note: String {
        switch self {
        case .granted, .noContribution: ""
        case .roundsToZero: "no points: below one unit"
        case .skipped(_, let note): note
        }
    }
}

/// An order has its settlement number; what it caused follows as movements.
package struct BookSettlement: Hashable, Sendable {
    package let number: UInt64
    package let order: OrderID
    package let member: MemberID
    package let paid: Money
    package let contribution: Money
    package let planVersion: Int
    package let outcome: SettlementOutcome
    package let lines: [Line]
    /// After this order, before what it caused.
    package let reserve: Money
    package let supply: Points

    package init(
        number: UInt64, order: OrderID, member: MemberID, paid: Money, contribution: Money,
        planVersion: Int, outcome: SettlementOutcome, lines: [Line], reserve: Money,
        supply: Points
    ) {
        self.number = number
        self.order = order
        self.member = member
        self.paid = paid
        self.contribution = contribution
        self.planVersion = planVersion
        self.outcome = outcome
        self.lines = lines
        self.reserve = reserve
        self.supply = supply
    }

    /// What the order did to the pool, if anything.
    package var poolEvent: PoolEvent? {
        let change: PoolChange
        switch outcome {
        case .granted(let grant): change = .granted(grant)
        case .roundsToZero:
            change = supply == .zero ? .setAside(contribution) : .contributed(contribution)
        case .noContribution, .skipped: return nil
        }
        return PoolEvent(change: change, reserve: reserve, supply: supply)
    }
}

/// A redemption, or what a command caused: exits, a split, the end of a series.
package struct BookMovement: Hashable, Sendable {
    package let event: PoolEvent
    /// Whose lot it is, where it is about one.
    package let member: MemberID?
    package let lines: [Line]

    package init(event: PoolEvent, member: MemberID?, lines: [Line]) {
        self.event = event
        self.member = member
        self.lines = lines
    }
}
