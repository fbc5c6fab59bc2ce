/// The books of one platform: plan versions, holds, settlement numbers, the pool and the ledger
/// that says the same in lines.
///
/// Commands change the books in place and return what they recorded; `apply` makes the same of
/// a recorded event. All writing is in this file and `PoolBooks+Commands.swift` calls it.
package struct PoolBooks: Equatable, Sendable {
    /// Orders in one batch: 256 with some rewards fill a good part of a message.
    package static let batchOrdersMax = 256
    /// Rewards of one order: far more than the rules give, and their lines fit an entry.
    package static let orderRewardsMax = 512
    package static let paymentBytesMax = 128
    /// All that a platform ever receives, in fen: no balance of the ledger can then overflow.
    package static let referenceBytesMax = 128
    static let receiptsMax = Money(fen: 1 << 62)

    /// Only the sandbox's money: notices and daily limits may be skipped.
    package let isSandbox: Bool
    /// Version n is at n − 1.
    package private(set) var plans: [PoolPlan]
    package private(set) var pool: Pool
    package private(set) var ledger = Ledger()
    /// The settlement number that comes next.
    package private(set) var nextNumber: UInt64 = 1
    /// What the members of all settled orders paid.
    package private(set) var paidByMembers = Money.zero
    package private(set) var subsidies = SubsidyBook()
    package private(set) var control = ControlBook()
    package private(set) var planned = PlanBook()
    private var receipts = Money.zero
    /// What banks have booked under these references is in the books.
    private var references: Set<String> = []
    private var orders: [OrderID: OrderBooking] = [:]
    /// The order that each lot was granted for; lot n is at n − 1.
    private var lotOrders: [OrderID] = []

    package enum OrderBooking: Equatable, Sendable {
        case held(member: MemberID, paid: Money)
        case settled
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
    }

    /// Puts a later version in force and returns its number.
    package mutating func adopt(_ plan: PoolPlan) -> Int {
        plans.append(plan)
        pool.adopt(plan)
        return plans.count
    }

    /// Nil for an order that was neither held nor settled.
    package func booking(of order: OrderID) -> OrderBooking? { orders[order] }

    /// Nil for a lot that was never granted.
    package func order(of lot: LotID) -> OrderID? {
        guard lot.rawValue >= 1, lot.rawValue <= UInt64(lotOrders.count) else { return nil }
        return lotOrders[Int(lot.rawValue) - 1]
    }

    package func plan(version: Int) -> PoolPlan? {
        plans.indices.contains(version - 1) ? plans[version - 1] : nil
    }

    /// What a member's wallet holds.
    package func wallet(of member: MemberID) -> Money {
        Money(fen: -ledger.balance(.wallet(member)))
    }

    static func isReference(_ text: String) -> Bool {
        (1...referenceBytesMax).contains(text.utf8.count)
    }

    /// Whether money was booked under a bank's reference before. One receipt counts once,
    /// whatever it is said to be.
    package func isBooked(_ reference: String) -> Bool { references.contains(reference) }

    func canReceive(_ paid: Money) -> Bool {
        receipts.fen <= Self.receiptsMax.fen - paid.fen
    }

    // MARK: - Recorded events

    /// Makes one recorded event. Faults mean that the record is not of these books, which are
    /// then of no use.
    package mutating func apply(_ event: BookEvent) throws(BooksReplayFault) {
        switch event {
        case .held(let receipt):
            guard orders[receipt.order] == nil, receipt.paid > .zero,
                receipt.paid <= Money.amountMax, canReceive(receipt.paid),
                receipt.lines == Posting.receipt(receipt.order, paid: receipt.paid).lines
            else { throw .order(receipt.order) }
        case .settled(let settlement):
            guard settlement.number == nextNumber else {
                throw .settlementOutOfTurn(expected: nextNumber, found: settlement.number)
            }
            guard isPossible(settlement) else { throw .order(settlement.order) }
        case .moved(let movement):
            guard isAnnounced(movement.event.change) else { throw .notAsDecided("wound_up") }
        case .operatorBooked(let booking):
            guard accepts(booking) else { throw .notAsDecided("\(booking)") }
        case .plan(let plan):
            guard accepts(plan) else { throw .notAsDecided("\(plan)") }
        case .control(let control):
            guard accepts(control) else { throw .notAsDecided("\(control)") }
        case .subsidy(let subsidy):
            guard redecided(subsidy) == subsidy else { throw .notAsDecided("\(subsidy)") }
        }
        if let poolEvent = event.poolEvent {
            do throws(PoolReplayFault) { try pool.apply(poolEvent) } catch { throw .pool(error) }
        } else if case .settled(let settlement) = event {
            guard settlement.reserve == pool.reserve else { throw .doesNotBalance(.reserve) }
            guard settlement.supply == pool.supply else { throw .doesNotBalance(.issued) }
        }
        try enter(event)
    }

    /// Nothing is wound up that two operators did not announce.
    private func isAnnounced(_ change: PoolChange) -> Bool {
        switch change {
        case .woundUp, .woundDown: control.windDownFrom != nil
        case .granted, .contributed, .injected, .restored, .setAside, .sold, .exited,
            .clawedBack, .converted, .split, .seriesClosed:
            true
        }
    }

    /// A skipped order books nothing; any other settles once, for what was held.
    private func isPossible(_ settlement: BookSettlement) -> Bool {
        guard !settlement.isSkipped else { return settlement.lines.isEmpty }
        return switch orders[settlement.order] {
        case .held(let member, let paid): member == settlement.member && paid == settlement.paid
        case .settled: false
        case nil: settlement.paid == .zero
        }
    }

    /// Enters an event that the pool has made already: ledger, orders, numbers.
    private mutating func enter(_ event: BookEvent) throws(BooksReplayFault) {
        switch event {
        case .held(let receipt):
            try post(receipt.lines)
            orders[receipt.order] = .held(member: receipt.member, paid: receipt.paid)
            receipts = Money(fen: receipts.fen + receipt.paid.fen)
        case .settled(let settlement):
            try post(settlement.lines)
            nextNumber += 1
            guard !settlement.isSkipped else { return }
            orders[settlement.order] = .settled
            subsidies.settled(settlement.order)
            paidByMembers = Money(fen: paidByMembers.fen + settlement.paid.fen)
            if case .granted = settlement.outcome { lotOrders.append(settlement.order) }
            try balance(settlement.reserve, settlement.supply)
        case .moved(let movement):
            if case .split(let ratio) = movement.event.change { ledger.split(by: ratio) }
            try post(movement.lines)
            try balance(movement.event.reserve, movement.event.supply)
        case .subsidy(let subsidy): try enter(subsidy)
        case .control(let event): control.enter(event)
        case .operatorBooked(let booking):
            try post(booking.lines)
            references.insert(booking.reference)
            guard booking.move == .deposited else { break }
            receipts = Money(fen: receipts.fen + booking.amount.fen)
        case .plan(.adopted(let adoption)): planned.announce(adoption)
        case .plan(.cameIntoForce):
            let next = planned.takeNext()
            _ = adopt(next.plan)
            subsidies.limitSlices(to: next.sliceRate)
        }
        if let poolEvent = event.poolEvent { subsidies.follow(poolEvent) }
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
    mutating func record(_ event: BookEvent) {
        do throws(BooksReplayFault) {
            try enter(event)
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
