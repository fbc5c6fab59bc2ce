// What the books are asked to do.
extension PoolBooks {
    // MARK: - Receipts

    /// Records money for an order, by source: the provider's receipt, and what the member pays
    /// out of wallet, coupons and coins, which is held before the provider is asked for the
    /// rest or with its receipt. An order takes either once.
    ///
    /// A receipt is refused for its form alone: it is held before, without a name, out of
    /// bounds. The other sources must hold what they pay.
    package mutating func hold(
        _ order: OrderID, member: MemberID, _ sources: PaymentSources, payment: String
    ) throws(BooksRejection) -> [BookEvent] {
        let event = BookEvent.held(
            try decideHold(order, member: member, sources, payment: payment))
        record(event)
        return [event]
    }

    package mutating func hold(
        _ order: OrderID, member: MemberID, paid: Money, payment: String
    ) throws(BooksRejection) -> [BookEvent] {
        try hold(order, member: member, PaymentSources(provider: paid), payment: payment)
    }

    func decideHold(
        _ order: OrderID, member: MemberID, _ sources: PaymentSources, payment: String
    ) throws(BooksRejection) -> BookReceipt {
        var rest = sources
        rest.provider = .zero
        let isReceipt = sources.provider != .zero || rest.isZero
        let before = refunds.held(order)
        switch booking(of: order) {
        case nil: break
        case .settled: throw .orderAlreadyHeld(order)
        case .held, .refunded:
            guard let before, before.member == member, !before.hasReceipt, isReceipt,
                rest.isZero
            else { throw .orderAlreadyHeld(order) }
        }
        let isNamed =
            isReceipt
            ? (1...Self.paymentBytesMax).contains(payment.utf8.count)
            : payment.isEmpty
        guard isNamed else { throw .paymentMustBeNamed(order) }
        for name in PaymentSources.Name.allCases {
            let least = name == .provider && isReceipt ? 1 : 0
            guard sources[name] >= least else {
                throw .paidMustBePositive(order, Money(fen: sources[name]))
            }
        }
        let all = sources.isWithinBounds ? sources.plus(before?.left ?? .zero) : sources
        guard all.isWithinBounds, canReceive(sources.provider) else {
            throw .receiptsLimitReached(order, sources.provider)
        }
        let lines = Posting.receipt(order, of: member, sources).lines
        try check(lines)
        return BookReceipt(
            order: order, member: member, sources: sources, payment: payment, lines: lines)
    }

    // MARK: - Settlement

    /// Settles orders at the numbers from `firstNumber` on, which must be the next ones. An
    /// order that is refused for its content keeps its number as skipped, with the reason; the
    /// queue goes on. The events of an order are its `settled` and the movements it caused.
    package mutating func settle(
        firstNumber: UInt64, _ batch: [Settlement],
        at postingTime: Instant = Instant(microseconds: 0)
    ) throws(BooksRejection) -> [BookEvent] {
        guard firstNumber == nextNumber else {
            throw .settlementOutOfTurn(expected: nextNumber, found: firstNumber)
        }
        guard (1...Self.batchOrdersMax).contains(batch.count) else {
            throw .tooManyOrders(batch.count)
        }
        do throws(PoolRejection) { try pool.checkRunning() } catch {
            throw .pool(error, subject: "settlement \(firstNumber)")
        }
        var events: [BookEvent] = []
        for order in batch {
            do throws(BooksRejection) {
                events += try settle(order)
            } catch {
                events.append(skip(order, error))
            }
        }
        note(events, at: postingTime)
        return events
    }

    private mutating func settle(_ order: Settlement) throws(BooksRejection) -> [BookEvent] {
        let plan = try check(order)
        let (outcome, made) = try contribute(order, at: plan.grant)
        let settled = BookEvent.settled(
            BookSettlement(
                number: nextNumber, order: order.order, member: order.member, paid: order.paid,
                contribution: order.waterfall.contribution, planVersion: order.planVersion,
                outcome: outcome,
                lines: Posting.settlement(
                    order, coupon: subsidies.coupons[order.order]?.left ?? .zero,
                    change: made.first?.change, in: ledger
                ).lines,
                reserve: made.first?.reserve ?? pool.reserve,
                supply: made.first?.supply ?? pool.supply))
        record(settled)
        return [settled] + made.dropFirst().map { enterMovement($0) }
    }

    /// Everything but the pool's own rules, in the order of the rejections.
    private func check(_ order: Settlement) throws(BooksRejection) -> PoolPlan {
        switch booking(of: order.order) {
        case .settled: throw .orderAlreadySettled(order.order)
        case .refunded(let member):
            // Pieces of 0 fen may be left when all that was held is back.
            guard order.paid == .zero else { throw .orderAlreadyRefunded(order.order) }
            guard member == order.member else {
                throw .holdDoesNotMatch(order.order, member: member, paid: .zero)
            }
        case .held(let member, let paid):
            guard member == order.member, paid == order.paid else {
                throw .holdDoesNotMatch(order.order, member: member, paid: paid)
            }
        case nil:
            // An order of 0 fen was paid without a payment, so it has no hold.
            guard order.paid == .zero else { throw .orderNotFound(order.order) }
        }
        let coupon = subsidies.coupons[order.order]
        if let buyer = coupon?.coupon.member, buyer != order.member {
            throw .holdDoesNotMatch(order.order, member: buyer, paid: order.paid)
        }
        let held = Money(fen: order.paid.fen + (coupon?.left.fen ?? 0))
        guard order.waterfall.total == held else {
            throw .waterfallMustSum(paid: held, total: order.waterfall.total)
        }
        guard order.rewards.count <= Self.orderRewardsMax else {
            throw .tooManyRewards(order.rewards.count)
        }
        let commission = order.waterfall.commission
        var stated = order.unallocated
        guard stated >= .zero, stated <= commission else {
            throw .rewardsMustSum(commission: commission, stated: stated)
        }
        for reward in order.rewards {
            guard reward.amount > .zero else {
                throw .rewardMustBePositive(reward.payee, reward.amount)
            }
            guard let sum = stated.adding(reward.amount), sum <= commission else {
                throw .rewardsMustSum(commission: commission, stated: reward.amount)
            }
            stated = sum
        }
        guard stated == commission else {
            throw .rewardsMustSum(commission: commission, stated: stated)
        }
        guard let plan = plan(version: order.planVersion) else {
            throw .planVersionNotFound(order.planVersion)
        }
        return plan
    }

    /// The waterfall is booked even when no points are granted (pool.md §4).
    private mutating func contribute(
        _ order: Settlement, at rate: BasisPoints
    ) throws(BooksRejection) -> (SettlementOutcome, [PoolEvent]) {
        let contribution = order.waterfall.contribution
        guard contribution > .zero else { return (.noContribution, []) }
        let settle = PoolCommand.settle(
            member: order.member, paid: order.paid, contribution: contribution, grant: rate)
        do throws(PoolRejection) {
            let events = try move(settle)
            guard case .granted(let grant) = events[0].change else {
                preconditionFailure("settling begins with a grant")
            }
            return (.granted(grant), events)
        } catch .grantRoundsToZero {
            let command: PoolCommand =
                pool.supply == .zero ? .setAside(contribution) : .contribute(contribution)
            do throws(PoolRejection) {
                return (.roundsToZero, try move(command))
            } catch {
                throw .pool(error, subject: "contribution of order \(order.order)")
            }
        } catch {
            throw .pool(error, subject: "order \(order.order)")
        }
    }

    private mutating func skip(_ order: Settlement, _ rejection: BooksRejection) -> BookEvent {
        let event = BookEvent.settled(
            BookSettlement(
                number: nextNumber, order: order.order, member: order.member, paid: order.paid,
                contribution: order.waterfall.contribution, planVersion: order.planVersion,
                outcome: .skipped(reason: rejection.reason, note: rejection.sentence), lines: [],
                reserve: pool.reserve, supply: pool.supply))
        record(event)
        return event
    }

    // MARK: - Redemption

    /// Redeems units of one lot of the member.
    package mutating func redeem(
        _ member: MemberID, lot: LotID, units: Points, minimumPayout: Money
    ) throws(BooksRejection) -> [BookEvent] {
        try checkOwner(member, lot, units)
        do throws(PoolRejection) {
            let made = try move(.sell(lot: lot, units: units, minimumPayout: minimumPayout))
            return made.map { enterMovement($0) }
        } catch {
            throw .pool(error, subject: subject(lot, units))
        }
    }

    /// Redeems points from the member's lots, oldest first, one `sold` each; `minimumPayout` is
    /// for all together, and a lot that would pay 0 refuses all (`Pool.redeem`).
    package mutating func redeem(
        _ member: MemberID, points: Points, minimumPayout: Money
    ) throws(BooksRejection) -> [BookEvent] {
        try check(member, points)
        do throws(PoolRejection) {
            let made = try move(points, of: member, minimumPayout: minimumPayout)
            return made.map { enterMovement($0) }
        } catch {
            throw .pool(error, subject: Self.subject(member, points))
        }
    }

    /// What `redeem` with a lot would pay now, to the fen.
    package func quoteRedeem(
        _ member: MemberID, lot: LotID, units: Points
    ) throws(BooksRejection) -> PoolPayout {
        try checkOwner(member, lot, units)
        do throws(PoolRejection) {
            return try pool.quoteSell(lot, units)
        } catch {
            throw .pool(error, subject: subject(lot, units))
        }
    }

    /// What `redeem` with an amount would pay now, lot by lot, to the fen.
    package func quoteRedeem(
        _ member: MemberID, points: Points
    ) throws(BooksRejection) -> [PoolPayout] {
        try check(member, points)
        do throws(PoolRejection) {
            return try pool.quoteRedeem(member, points)
        } catch {
            throw .pool(error, subject: Self.subject(member, points))
        }
    }

    private func checkOwner(
        _ member: MemberID, _ lot: LotID, _ units: Points
    ) throws(BooksRejection) {
        guard let owner = pool.lot(lot)?.member else {
            throw .pool(.lotNotFound, subject: subject(lot, units))
        }
        guard owner == member else { throw .notTheOwner(lot, member) }
    }

    /// O(lots of the member).
    private func check(_ member: MemberID, _ points: Points) throws(BooksRejection) {
        guard points > .zero else {
            throw .pool(.amountMustBePositive, subject: Self.subject(member, points))
        }
        let lots = pool.openLots(of: member)
        let has = lots.reduce(Int64(0)) { $0 + (pool.lot($1)?.units.units ?? 0) }
        guard points.units <= has else {
            throw .exceedsPoints(member, has: Points(units: has))
        }
    }

    /// What was asked of a lot, with what it has and would pay.
    private func subject(_ lot: LotID, _ units: Points) -> String {
        var subject = "redeeming \(units.units) units of lot \(lot)"
        guard let has = pool.lot(lot)?.units else { return subject }
        subject += ", which has \(has.units)"
        do throws(PoolRejection) {
            subject += " and now pays \(try pool.quoteSell(lot, units).payout.fen) fen"
        } catch {
            // The refusal itself says why nothing would be paid.
            return subject
        }
        return subject
    }

    private static func subject(_ member: MemberID, _ points: Points) -> String {
        "redeeming \(points.units) units of member \(member)"
    }

    // MARK: - Movements

    /// Enters what followed a command.
    mutating func enterMovement(_ event: PoolEvent) -> BookEvent {
        var member: MemberID?
        var posting = Posting()
        switch event.change {
        case .sold(let made), .exited(let made):
            guard let owner = pool.lot(made.lot)?.member else {
                preconditionFailure("a lot that paid out exists")
            }
            member = owner
            posting = Posting.payout(made, to: owner, in: ledger)
        case .seriesClosed(_, let orphaned): posting = Posting.seriesEnd(orphaned: orphaned)
        case .split: break
        case .woundUp(let lot, let units, let payout):
            guard let owner = pool.lot(lot)?.member else {
                preconditionFailure("a lot that paid out exists")
            }
            member = owner
            let made = PoolPayout(lot: lot, units: units, gross: payout, payout: payout)
            posting = Posting.payout(made, to: owner, in: ledger)
            posting.join(orphan: -ledger.balance(.orphanReserve))
        case .woundDown: posting.join(orphan: -ledger.balance(.orphanReserve))
        case .granted, .contributed, .injected, .restored, .setAside, .clawedBack, .converted,
            .reissued, .allotmentOpened, .allotted, .allotmentClosed:
            preconditionFailure("posted by the command that asks for it")
        }
        let entered = BookEvent.moved(
            BookMovement(event: event, member: member, lines: posting.lines))
        record(entered)
        return entered
    }
}
