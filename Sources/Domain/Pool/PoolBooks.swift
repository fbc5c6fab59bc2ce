/// The books of one platform: plan versions, holds, settlement numbers, the pool and the ledger
/// that says the same in lines.
///
/// Commands change the books in place and return what they recorded; `apply` makes the same of
/// a recorded event. All writing is in this file and `PoolBooks+Commands.swift` calls it.
package struct PoolBooks: Codable, Equatable, Sendable {
    /// Orders in one batch: 256 with some rewards fill a good part of a message.
    package static let batchOrdersMax = 256
    /// Rewards of one order: far more than the rules give, and their lines fit an entry.
    package static let orderRewardsMax = 512
    package static let paymentBytesMax = 128
    package static let referenceBytesMax = 128
    /// All that a platform ever receives, in fen: no balance of the ledger can then overflow.
    static let receiptsMax = Money(fen: 1 << 62)

    /// Only the sandbox's money: notices and daily limits may be skipped.
    package let isSandbox: Bool
    /// Version n is at n − 1.
    package private(set) var plans: [PoolPlan]
    package private(set) var pool: Pool
    package private(set) var ledger = Ledger()
    package private(set) var legacy = LegacyBook()
    package private(set) var shares = SharesBook()
    package internal(set) var withdrawals = WithdrawalBook()
    package internal(set) var custody = CustodyBook()
    package private(set) var unmatched = UnmatchedBook()
    /// The settlement number that comes next.
    package private(set) var nextNumber: UInt64 = 1
    /// What the members of all settled orders paid, less what they paid for pieces that came back.
    package private(set) var paidByMembers = Money.zero
    package private(set) var subsidies = SubsidyBook()
    package private(set) var control = ControlBook()
    package private(set) var planned = PlanBook()
    private var receipts = Money.zero
    /// What the sources of each order paid and have had back.
    package private(set) var refunds = RefundBook()
    /// What banks have booked under these references is in the books.
    private var references: Set<String> = []
    /// Orders whose money is held, or went back before they settled.
    private var unsettled: [OrderID: OrderBooking] = [:]
    /// By far the most orders, and numbered one after another.
    private var settled = NumberMap<SettledOrders.Place>()
    /// The order that each lot was granted for; lot n is at n − 1.
    private var lotOrders: [OrderID] = []
    /// Stands for the order of a lot that was granted for none.
    private static let noOrder = OrderID(rawValue: 0)

    package enum OrderBooking: Codable, Equatable, Sendable {
        /// `paid` is the money that is still held.
        case held(member: MemberID, paid: Money)
        /// All that was held went back.
        case refunded(member: MemberID)
        case settled(SettledOrders.Place)
    }

    /// The books of a new platform, with version 1 of its plan.
    package init(
        plan: PoolPlan, isSandbox: Bool = false,
        sliceRate: BasisPoints = SubsidyBook.sliceRateMax
    ) {
        self.isSandbox = isSandbox
        plans = [plan]
        subsidies.limitSlices(to: sliceRate)
        pool = Pool(plan: plan)
        pool.owe(legacy.owed)
    }

    /// Puts a later version in force and returns its number.
    package mutating func adopt(_ plan: PoolPlan) -> Int {
        plans.append(plan)
        pool.adopt(plan)
        return plans.count
    }

    /// Nil for an order that was neither held nor settled.
    package func booking(of order: OrderID) -> OrderBooking? {
        settled[order.rawValue].map(OrderBooking.settled) ?? unsettled[order]
    }

    /// Nil for a lot that was never granted, or not for an order.
    package func order(of lot: LotID) -> OrderID? {
        guard lot.rawValue >= 1, lot.rawValue <= UInt64(lotOrders.count) else { return nil }
        let order = lotOrders[Int(lot.rawValue) - 1]
        return order == Self.noOrder ? nil : order
    }

    package func plan(version: Int) -> PoolPlan? {
        plans.indices.contains(version - 1) ? plans[version - 1] : nil
    }

    /// What a member's wallet holds.
    package func wallet(of member: MemberID) -> Money {
        Money(fen: -ledger.balance(.wallet(member)))
    }

    /// Whether money ever came in for an order, or an order had its settlement number.
    package var hasOrders: Bool { nextNumber > 1 || !unsettled.isEmpty }

    static func isReference(_ text: String) -> Bool {
        (1...referenceBytesMax).contains(text.utf8.count)
    }

    /// Whether money was booked under a bank's reference before. One receipt counts once,
    /// whatever it is said to be.
    package func isBooked(_ reference: String) -> Bool { references.contains(reference) }

    func canReceive(_ paid: Money) -> Bool {
        receipts.fen <= Self.receiptsMax.fen - paid.fen
    }

    /// From now on the ledger knows which accounts were written since `takeChanges`.
    package mutating func followChanges() { ledger.followChanges() }

    package mutating func takeChanges() { ledger.takeChanges() }

    // MARK: - Recorded events

    /// Makes one recorded event. Faults mean that the record is not of these books, which are
    /// then of no use.
    package mutating func apply(
        _ event: BookEvent, at postingTime: Instant = Instant(microseconds: 0)
    ) throws(BooksReplayFault) {
        var allotmentPlan: AllotmentPlan?
        switch event {
        case .held(let receipt):
            guard isPossible(receipt) else { throw .order(receipt.order) }
        case .settled(let settlement):
            guard settlement.number == nextNumber else {
                throw .settlementOutOfTurn(expected: nextNumber, found: settlement.number)
            }
            guard isPossible(settlement) else { throw .order(settlement.order) }
        case .refunds(let refund):
            guard isPossible(refund) else { throw .order(refund.order) }
        case .moved(let movement):
            guard isAnnounced(movement.event.change) else { throw .notAsDecided("wound_up") }
        case .legacy(let made):
            guard let (expected, plan) = legacy.recomputed(made, pool: pool, ledger: ledger),
                expected == made
            else { throw .legacy(made) }
            allotmentPlan = plan
        case .shares(let made):
            guard shares.recomputed(made, pool: pool) == made else { throw .shares(made) }
        case .withdrawal(let withdrawal):
            do throws(WithdrawalFault) {
                try withdrawals.check(withdrawal, in: ledger)
            } catch {
                throw .withdrawal(error)
            }
        case .custody(let custody):
            guard self.custody.isPossible(custody) else { throw .custody }
            if case .providerSettled(let payment) = custody, isBooked(payment.reference) {
                throw .custody
            }
        case .operatorBooked(let booking):
            guard accepts(booking) else { throw .notAsDecided("\(booking)") }
        case .opened(let opening):
            guard accepts(opening) else { throw .notAsDecided("\(opening)") }
        case .plan(let plan):
            guard accepts(plan) else { throw .notAsDecided("\(plan)") }
        case .control(let control):
            guard accepts(control) else { throw .notAsDecided("\(control)") }
        case .subsidy(let subsidy):
            guard redecided(subsidy) == subsidy else { throw .notAsDecided("\(subsidy)") }
        case .unmatched(let unmatched):
            guard self.unmatched.isPossible(unmatched) else { throw .unmatched }
        }
        if let poolEvent = event.poolEvent {
            do throws(PoolReplayFault) { try pool.apply(poolEvent) } catch { throw .pool(error) }
        } else if case .settled(let settlement) = event {
            guard settlement.reserve == pool.reserve else { throw .doesNotBalance(.reserve) }
            guard settlement.supply == pool.supply else { throw .doesNotBalance(.issued) }
        }
        try enter(event, plan: allotmentPlan)
        note([event], at: postingTime)
    }

    /// Rewards among the events can be withdrawn some days after their posting time.
    mutating func note(_ events: [BookEvent], at postingTime: Instant) {
        for case .settled(let settlement) in events where !settlement.isSkipped {
            withdrawals.noteRewards(of: settlement.order, settlement.lines, at: postingTime)
        }
    }

    /// Nothing is wound up that two operators did not announce, or while shares are issued.
    private func isAnnounced(_ change: PoolChange) -> Bool {
        switch change {
        case .woundUp, .woundDown: control.windDownFrom != nil && shares.openProgramme == nil
        case .granted, .contributed, .injected, .restored, .setAside, .sold, .exited,
            .clawedBack, .converted, .reissued, .allotmentOpened, .allotted, .allotmentClosed,
            .split, .seriesClosed:
            true
        }
    }

    /// A skipped order books nothing; any other settles once, for what was held.
    private func isPossible(_ settlement: BookSettlement) -> Bool {
        guard !settlement.isSkipped else { return settlement.lines.isEmpty }
        return switch booking(of: settlement.order) {
        case .held(let member, let paid): member == settlement.member && paid == settlement.paid
        case .refunded(let member):
            member == settlement.member && settlement.paid == .zero
        case .settled: false
        case nil: settlement.paid == .zero
        }
    }

    private func isPossible(_ receipt: BookReceipt) -> Bool {
        do throws(BooksRejection) {
            return try decideHold(
                receipt.order, member: receipt.member, receipt.sources,
                payment: receipt.payment) == receipt
        } catch {
            return false
        }
    }

    /// Decided again, before the pool makes what it says of it.
    private func isPossible(_ refund: RefundEvent) -> Bool {
        do throws(BooksRejection) {
            switch refund {
            case .refunded(let made):
                return try decideRefund(made.order, made.back, reason: made.reason) == made
            case .redirected(let made):
                return try decideRedirection(
                    made.order, refund: made.number, made.evidence) == made
            case .clawedBack(let made): return try decideClawback(made.claim) == made
            }
        } catch {
            return false
        }
    }

    /// Enters an event that the pool has made already: ledger, orders, numbers.
    private mutating func enter(
        _ event: BookEvent, plan: AllotmentPlan?
    ) throws(BooksReplayFault) {
        switch event {
        case .held(let receipt):
            try post(receipt.lines)
            refunds.enter(receipt)
            book(receipt.order)
            receipts = Money(fen: receipts.fen + receipt.sources.provider.fen)
        case .settled(let settlement): try enter(settlement)
        case .refunds(let refund):
            try post(refund.lines)
            refunds.enter(refund)
            switch refund {
            case .refunded(let made):
                book(made.order)
                subsidies.giveBack(made.back.subsidy, of: made.order)
            case .redirected: break
            case .clawedBack(let made):
                paidByMembers = Money(fen: paidByMembers.fen - made.claim.paidBack.fen)
                for reward in made.claim.rewards {
                    withdrawals.noteReversal(reward.payee, reward.amount, of: made.claim.order)
                }
                subsidies.giveBack(made.back.subsidy, of: made.claim.order)
                try balance(made.reserve, made.supply)
            }
        case .moved(let movement):
            if case .split(let ratio) = movement.event.change { ledger.split(by: ratio) }
            try post(movement.lines)
            try balance(movement.event.reserve, movement.event.supply)
        case .legacy(let made):
            try post(made.lines)
            legacy.record(made, plan: plan)
            pool.owe(legacy.owed)
            try balance(after: made.poolEvent)
        case .shares(let made):
            try post(made.lines)
            shares.record(made)
            try balance(after: made.poolEvent)
        case .withdrawal(let withdrawal):
            try post(withdrawal.lines)
            withdrawals.apply(withdrawal)
        case .custody(let custody):
            try post(custody.lines)
            self.custody.apply(custody)
            if case .providerSettled(let payment) = custody {
                references.insert(payment.reference)
            }
        case .unmatched(let unmatched):
            try post(unmatched.lines)
            self.unmatched.apply(unmatched)
        case .subsidy(let subsidy): try enter(subsidy)
        case .control(let event): control.enter(event)
        case .operatorBooked(let booking):
            try post(booking.lines)
            references.insert(booking.reference)
            guard booking.move == .deposited else { break }
            receipts = Money(fen: receipts.fen + booking.amount.fen)
        case .opened(let opening):
            try post(opening.lines)
            references.insert(opening.row.reference)
            receipts = Money(fen: receipts.fen + opening.row.amount.fen)
        case .plan(.adopted(let adoption)): planned.announce(adoption)
        case .plan(.cameIntoForce):
            let next = planned.takeNext()
            _ = adopt(next.plan)
            subsidies.limitSlices(to: next.sliceRate)
        }
        if let poolEvent = event.poolEvent { subsidies.follow(poolEvent) }
    }

    private mutating func enter(_ settlement: BookSettlement) throws(BooksReplayFault) {
        try post(settlement.lines)
        nextNumber += 1
        guard !settlement.isSkipped else { return }
        guard let place = refunds.enter(settlement) else { throw .order(settlement.order) }
        settled[settlement.order.rawValue] = place
        unsettled[settlement.order] = nil
        subsidies.settled(settlement.order)
        paidByMembers = Money(fen: paidByMembers.fen + settlement.paid.fen)
        if case .granted = settlement.outcome { lotOrders.append(settlement.order) }
        try balance(settlement.reserve, settlement.supply)
    }

    private mutating func enter(_ event: SubsidyEvent) throws(BooksReplayFault) {
        try post(event.lines)
        switch event {
        case .received(let receipt):
            references.insert(receipt.reference)
            guard receipt.source != .unallocated else { break }
            receipts = Money(fen: receipts.fen + receipt.amount.fen)
        case .announced, .couponGranted: break
        case .injected(let made): try balance(made.reserve, made.supply)
        }
        subsidies.enter(event)
    }

    /// A lot that no order granted has none; the numbers of lots go on.
    private mutating func balance(after poolEvent: PoolEvent?) throws(BooksReplayFault) {
        guard let poolEvent else { return }
        if pool.lotCount > lotOrders.count { lotOrders.append(Self.noOrder) }
        try balance(poolEvent.reserve, poolEvent.supply)
    }

    /// Says of an order what its sources say.
    private mutating func book(_ order: OrderID) {
        guard let hold = refunds.held(order) else { return }
        unsettled[order] =
            hold.left.isZero
            ? .refunded(member: hold.member)
            : .held(member: hold.member, paid: hold.left.money)
    }

    private mutating func post(_ lines: [Line]) throws(BooksReplayFault) {
        do throws(LedgerRejection) { try ledger.post(lines) } catch { throw .ledger(error) }
    }

    /// Ledger and pool say the same of reserve and points. O(1).
    private func balance(_ reserve: Money, _ supply: Points) throws(BooksReplayFault) {
        guard ledger.balance(.reserve) == -reserve.fen else { throw .doesNotBalance(.reserve) }
        guard ledger.balance(.issued) == -supply.units else { throw .doesNotBalance(.issued) }
    }

    // MARK: - Live events

    /// Enters what a command decided. The lines were made from the decision, so a fault here
    /// is one of this code.
    mutating func record(_ event: BookEvent, plan: AllotmentPlan? = nil) {
        do throws(BooksReplayFault) {
            try enter(event, plan: plan)
        } catch {
            preconditionFailure("the books refuse what they decided: \(error)")
        }
    }

    /// Makes a pool command with all that follows from it. Not yet entered: `record` each.
    mutating func move(_ command: PoolCommand) throws(PoolRejection) -> [PoolEvent] {
        try pool.execute(command)
    }

    /// As `move`, for an amount of the member's points.
    mutating func move(
        _ points: Points, of member: MemberID, minimumPayout: Money
    ) throws(PoolRejection) -> [PoolEvent] {
        try pool.redeem(member, points, minimumPayout: minimumPayout)
    }
}

extension BookSettlement {
    package var isSkipped: Bool {
        if case .skipped = outcome { true } else { false }
    }
}
