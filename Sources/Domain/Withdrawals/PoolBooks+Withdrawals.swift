// Withdrawals move money between the accounts of the same books.
extension PoolBooks {
    /// Whether approving and sending are refused: payouts are frozen, or the pool is (money.md
    /// §9).
    package func arePayoutsFrozen(at: Instant) -> Bool {
        do throws(ControlRejection) { try permit(.payout, at: at) } catch { return true }
        return false
    }

    package mutating func setWithdrawalPolicy(
        _ policy: WithdrawalPolicy, by person: Person, at: Instant
    ) throws(BooksRejection) -> [BookEvent] {
        try enter(withdrawals.setPolicy(policy, by: person, at: at))
    }

    package mutating func linkOperator(
        _ name: String, to member: MemberID, isLinked: Bool, by person: Person, at: Instant
    ) throws(BooksRejection) -> [BookEvent] {
        try run { books throws(WithdrawalRejection) in
            try books.withdrawals.link(
                name, to: member, isLinked: isLinked, by: person, at: at)
        }
    }

    package mutating func registerPayoutAccount(
        _ reference: String, _ channel: PayoutChannel, of member: MemberID, by person: Person,
        at: Instant
    ) throws(BooksRejection) -> [BookEvent] {
        try enter(withdrawals.register(reference, channel, of: member, by: person, at: at))
    }

    package mutating func requestWithdrawal(
        _ amount: Money, of member: MemberID, by person: Person, at: Instant
    ) throws(BooksRejection) -> [BookEvent] {
        try run { books throws(WithdrawalRejection) in
            try books.withdrawals.request(
                amount, of: member, by: person, at: at, in: books.ledger)
        }
    }

    package mutating func approveWithdrawal(
        _ id: WithdrawalID, by person: Person, at: Instant
    ) throws(BooksRejection) -> [BookEvent] {
        try run { books throws(WithdrawalRejection) in
            guard !books.arePayoutsFrozen(at: at) else { throw .payoutsFrozen }
            return try books.withdrawals.approve(id, by: person, at: at)
        }
    }

    package mutating func cancelWithdrawal(
        _ id: WithdrawalID, of member: MemberID, by person: Person, at: Instant
    ) throws(BooksRejection) -> [BookEvent] {
        try run { books throws(WithdrawalRejection) in
            try books.withdrawals.cancel(
                id, of: member, by: person, at: at, in: books.ledger)
        }
    }

    package mutating func refuseWithdrawal(
        _ id: WithdrawalID, reason: String, by person: Person, at: Instant
    ) throws(BooksRejection) -> [BookEvent] {
        try run { books throws(WithdrawalRejection) in
            try books.withdrawals.refuse(
                id, reason: reason, by: person, at: at, in: books.ledger)
        }
    }

    package mutating func sendWithdrawals(
        _ ids: [WithdrawalID], by channel: PayoutChannel, sender person: Person, at: Instant
    ) throws(BooksRejection) -> [BookEvent] {
        try run { books throws(WithdrawalRejection) in
            guard !books.arePayoutsFrozen(at: at) else { throw .payoutsFrozen }
            return try books.withdrawals.send(
                ids, by: channel, sender: person, at: at, in: books.ledger)
        }
    }

    /// Records what a channel says; see `WithdrawalBook.callback`.
    package mutating func payoutCallback(
        _ callback: PayoutCallback, by person: Person, at: Instant
    ) throws(BooksRejection) -> [BookEvent] {
        try run { books throws(WithdrawalRejection) in
            try books.withdrawals.callback(callback, by: person, at: at, in: books.ledger)
        }
    }

    private mutating func run(
        _ decide: (PoolBooks) throws(WithdrawalRejection) -> [WithdrawalEvent]
    ) throws(BooksRejection) -> [BookEvent] {
        let events: [WithdrawalEvent]
        do throws(WithdrawalRejection) {
            events = try decide(self)
        } catch {
            throw .withdrawal(error)
        }
        return try enter(events)
    }

    /// Only the first event of a command has lines; where they pass a floor, nothing is entered.
    private mutating func enter(
        _ events: [WithdrawalEvent]
    ) throws(BooksRejection) -> [BookEvent] {
        guard let first = events.first else { return [] }
        do throws(LedgerRejection) {
            try ledger.check(first.lines)
        } catch {
            throw .withdrawal(.ledger(error))
        }
        return events.map { event in
            let entered = BookEvent.withdrawal(event)
            record(entered)
            return entered
        }
    }
}
