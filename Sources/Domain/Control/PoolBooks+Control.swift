// What the books are asked about freezes.
extension PoolBooks {
    /// Freezes payouts: by an operator, or by the audit.
    package mutating func freezePayouts(
        _ notice: ControlNotice
    ) throws(ControlRejection) -> [BookEvent] {
        try recordControl(.payoutsFrozen(notice))
    }

    /// Ends a freeze before its time. What the audit froze only the audit thaws, or two operators
    /// by a proposal.
    package mutating func thaw(
        _ scope: ControlScope, _ notice: ControlNotice
    ) throws(ControlRejection) -> [BookEvent] {
        try recordControl(.thawed(scope, notice))
    }

    /// Proposes what another operator must confirm.
    package mutating func propose(
        _ action: ControlAction, _ notice: ControlNotice, days: Int, skipsNotice: Bool
    ) throws(ControlRejection) -> [BookEvent] {
        try recordControl(
            .proposed(
                ControlProposal(
                    number: control.nextProposal, action: action, notice: notice, days: days,
                    skipsNotice: skipsNotice)))
    }

    /// Confirms another operator's proposal, which is then in force.
    package mutating func confirm(
        _ number: UInt64, by: String, at: Instant
    ) throws(ControlRejection) -> [BookEvent] {
        let confirmation = try confirmation(number, by: by, at: at)
        record(.control(.confirmed(confirmation)))
        return [.control(.confirmed(confirmation))]
    }

    private mutating func recordControl(
        _ event: ControlEvent
    ) throws(ControlRejection) -> [BookEvent] {
        try check(event)
        record(.control(event))
        return [.control(event)]
    }

    private static func isService(_ caller: String) -> Bool { caller.hasPrefix("service/") }

    /// Everything that is not stated by the command itself.
    private func check(_ event: ControlEvent) throws(ControlRejection) {
        guard pool.phase == .running else { throw .woundDown }
        switch event {
        case .payoutsFrozen(let notice):
            try check(notice)
            guard control.payouts == nil else { throw .alreadyFrozen }
        case .thawed(.payouts, let notice):
            try check(notice)
            guard let frozen = control.payouts else { throw .notFrozen(.payouts) }
            guard !Self.isService(frozen.by) || Self.isService(notice.by) else {
                throw .frozenByTheAudit
            }
        case .thawed(.pool, let notice):
            try check(notice)
            guard control.freeze(at: notice.at) != nil else { throw .notFrozen(.pool) }
        case .proposed(let proposal): try check(proposal)
        case .confirmed: break
        }
    }

    private func check(_ notice: ControlNotice) throws(ControlRejection) {
        let bytes = notice.reason.utf8.count
        guard (1...ControlBook.reasonBytesMax).contains(bytes) else {
            throw .reasonMustBeGiven(bytes: bytes)
        }
    }

    private func check(_ proposal: ControlProposal) throws(ControlRejection) {
        try check(proposal.notice)
        let days = proposal.action == .freeze ? 1...ControlBook.freezeDaysMax : 0...0
        guard days.contains(proposal.days) else { throw .daysOutOfRange(proposal.days) }
        guard !proposal.skipsNotice || (isSandbox && proposal.action == .windDown) else {
            throw .noticeIsForAll
        }
        if proposal.action == .thawPayouts, control.payouts == nil { throw .notFrozen(.payouts) }
        if let from = control.windDownFrom, proposal.action == .windDown {
            throw .windingDown(until: from)
        }
        let open = control.proposals.values
            .count { ControlBook.expiry(of: $0) > proposal.notice.at }
        guard open < ControlBook.proposalsMax else { throw .tooManyProposals(open) }
    }

    private func confirmation(
        _ number: UInt64, by: String, at: Instant
    ) throws(ControlRejection) -> ControlConfirmation {
        guard pool.phase == .running else { throw .woundDown }
        guard let proposal = control.proposals[number] else {
            guard number >= 1, number < control.nextProposal else {
                throw .proposalNotFound(number)
            }
            throw .proposalIsClosed(number)
        }
        let expiry = ControlBook.expiry(of: proposal)
        guard at < expiry else { throw .proposalExpired(number, at: expiry) }
        guard by != proposal.notice.by else { throw .sameOperator(number, by: by) }
        if let from = control.windDownFrom, proposal.action == .windDown {
            throw .windingDown(until: from)
        }
        let days: Int64 =
            switch proposal.action {
            case .freeze: Int64(proposal.days)
            case .windDown: proposal.skipsNotice ? 0 : ControlBook.windDownNoticeDays
            case .thawPayouts: 0
            }
        return ControlConfirmation(
            proposal: number, action: proposal.action, by: by, at: at,
            until: at.advanced(by: days * ShanghaiDay.microsecondsPerDay))
    }

    /// Whether these books would have recorded the event.
    func accepts(_ event: ControlEvent) -> Bool {
        do throws(ControlRejection) {
            try check(event)
            guard case .confirmed(let made) = event else {
                guard case .proposed(let proposal) = event else { return true }
                return proposal.number == control.nextProposal
            }
            return try confirmation(made.proposal, by: made.by, at: made.at) == made
        } catch {
            return false
        }
    }

    // MARK: - Winding down

    /// Pays all there is to those who hold points, and ends the pool for good: after the notice,
    /// when nothing is held for orders, no issue of shares is open or being given back, and the
    /// trust is allotted. One movement a lot, then the
    /// last. O(lots · log lots).
    package mutating func windDown(at: Instant) throws(ControlRejection) -> [BookEvent] {
        guard pool.phase == .running else { throw .woundDown }
        guard let from = control.windDownFrom else { throw .windDownNotAnnounced }
        guard at >= from else { throw .noticeRuns(until: from) }
        let held = heldForOrders
        guard held == .zero else { throw .ordersAreHeld(held) }
        // What a failed issue gives back buys points, which a pool must be there for.
        if let programme = shares.openProgramme { throw .programmeIsOpen(programme) }
        let made: [PoolEvent]
        do throws(PoolRejection) { made = try move(.windDown) } catch { throw .pool(error) }
        return made.map { enterMovement($0) }
    }

    /// What is held for all orders. O(accounts).
    package var heldForOrders: Money {
        var held: Int64 = 0
        ledger.forEachBalance { account, amount in
            if case .orderHeld = account { held -= amount }
        }
        return Money(fen: held)
    }
}
