// What the withdrawals are asked to do. Nothing changes here; refusals are checked in the order
// written.
extension WithdrawalBook {
    // MARK: - Settings

    package func setPolicy(
        _ policy: WithdrawalPolicy, by person: Person, at: Instant
    ) -> [WithdrawalEvent] {
        policy == self.policy ? [] : [.policySet(policy, by: person, at: later(at))]
    }

    package func link(
        _ operatorName: String, to member: MemberID, isLinked: Bool, by person: Person,
        at: Instant
    ) throws(WithdrawalRejection) -> [WithdrawalEvent] {
        guard (1...64).contains(operatorName.utf8.count), !operatorName.contains("/") else {
            throw .operatorMalformed(String(operatorName.prefix(64)))
        }
        let linked = links[operatorName] ?? []
        if isLinked {
            guard !linked.contains(member) else { return [] }
            guard linked.count < WithdrawalPolicy.linksMax else {
                throw .tooManyLinks(operatorName)
            }
        } else {
            guard linked.contains(member) else { throw .linkNotFound(operatorName, member) }
            guard person.name != operatorName else { throw .ownLink(person) }
        }
        return [
            .linked(
                operatorName: operatorName, member, isLinked: isLinked, by: person,
                at: later(at))
        ]
    }

    /// The account that the member is paid to from now on. The first can be used at once; any
    /// later one waits. The same again changes nothing.
    package func register(
        _ reference: String, _ channel: PayoutChannel, of member: MemberID, by person: Person,
        at: Instant
    ) -> [WithdrawalEvent] {
        precondition(PayoutAccount.isReference(reference), "references are made by the service")
        let at = later(at)
        var usableFrom = at
        if let known = accounts[member] {
            guard known.reference != reference || known.channel != channel else { return [] }
            let (late, overflow) = at.microseconds.addingReportingOverflow(
                WithdrawalPolicy.accountWaitMicroseconds)
            usableFrom = Instant(microseconds: overflow ? .max : late)
        }
        let account = PayoutAccount(
            channel: channel, reference: reference, usableFrom: usableFrom)
        return [.accountRegistered(member, account, by: person, at: at)]
    }

    // MARK: - Requests

    package func request(
        _ amount: Money, of member: MemberID, by person: Person, at: Instant, in ledger: Ledger
    ) throws(WithdrawalRejection) -> [WithdrawalEvent] {
        let at = later(at)
        guard amount > .zero else { throw .amountMustBePositive(amount) }
        guard amount <= Money.amountMax else { throw .amountTooLarge(amount) }
        guard amount >= policy.minimum else {
            throw .belowMinimum(amount, minimum: policy.minimum)
        }
        guard let account = accounts[member] else { throw .accountNotFound(member) }
        guard account.usableFrom <= at else {
            throw .accountWaits(member, until: account.usableFrom)
        }
        let owed = ledger.balance(.recoveryReceivable(member))
        guard owed <= 0 else { throw .recoveryReceivableOpen(member, owed: Money(fen: owed)) }
        let withdrawable = withdrawable(member, at: at, in: ledger)
        guard amount <= withdrawable else {
            throw .exceedsWithdrawable(
                member, amount, withdrawable: withdrawable, held: rewards.held(member, at: at))
        }
        let asked = asked(member, at: at)
        guard let sum = asked.adding(amount), sum <= policy.dayMax else {
            throw .exceedsDayLimit(member, amount, asked: asked, limit: policy.dayMax)
        }
        let request = RequestedWithdrawal(
            id: nextID, member: member, amount: amount, channel: account.channel,
            account: account.reference, approvalsNeeded: sum > policy.twoPeopleAbove ? 2 : 1,
            by: person, at: at, lines: Posting.withdrawal(of: member, amount).lines)
        return [.requested(request)]
    }

    package func approve(
        _ id: WithdrawalID, by person: Person, at: Instant
    ) throws(WithdrawalRejection) -> [WithdrawalEvent] {
        guard let withdrawal = withdrawal(id) else { throw .notFound(id) }
        guard case .requested(let approvers) = withdrawal.state else {
            throw .wrongState(id, withdrawal.state.name, needed: "requested")
        }
        guard person.name != withdrawal.requestedBy.name else { throw .ownRequest(id, person) }
        guard !isLinked(person, to: withdrawal.member) else {
            throw .linkedMember(id, person, withdrawal.member)
        }
        guard !approvers.contains(where: { $0.name == person.name }) else {
            throw .approvedBefore(id, person)
        }
        return [
            .approved(
                id, withdrawal.member, approvals: approvers.count + 1, by: person, at: later(at))
        ]
    }

    /// Back to the wallet, at the member's wish, as long as nothing was sent.
    package func cancel(
        _ id: WithdrawalID, of member: MemberID, by person: Person, at: Instant,
        in ledger: Ledger
    ) throws(WithdrawalRejection) -> [WithdrawalEvent] {
        let withdrawal = try notSent(id)
        guard withdrawal.member == member else { throw .notTheOwner(id, member) }
        return [end(withdrawal, .cancelled, by: person, at: at, in: ledger)]
    }

    /// Back to the wallet, by an operator, with a reason.
    package func refuse(
        _ id: WithdrawalID, reason: String, by person: Person, at: Instant, in ledger: Ledger
    ) throws(WithdrawalRejection) -> [WithdrawalEvent] {
        guard (1...WithdrawalPolicy.reasonBytesMax).contains(reason.utf8.count) else {
            throw .reasonMalformed(reason.utf8.count)
        }
        let withdrawal = try notSent(id)
        return [end(withdrawal, .refused(reason: reason), by: person, at: at, in: ledger)]
    }

    private func notSent(_ id: WithdrawalID) throws(WithdrawalRejection) -> Withdrawal {
        guard let withdrawal = withdrawal(id) else { throw .notFound(id) }
        switch withdrawal.state {
        case .requested, .approved: return withdrawal
        case .sent, .paid, .failed, .cancelled, .refused:
            throw .wrongState(id, withdrawal.state.name, needed: "requested or approved")
        }
    }

    private func end(
        _ withdrawal: Withdrawal, _ end: ClosedWithdrawal.End, by person: Person, at: Instant,
        in ledger: Ledger
    ) -> WithdrawalEvent {
        let posting = Posting.withdrawalEnd(
            end, of: withdrawal.member, withdrawal.amount, in: ledger)
        return .closed(
            ClosedWithdrawal(
                id: withdrawal.id, member: withdrawal.member, amount: withdrawal.amount,
                end: end, by: person, at: later(at), lines: posting.lines))
    }

    // MARK: - Payout files

    package func send(
        _ ids: [WithdrawalID], by channel: PayoutChannel, sender person: Person, at: Instant,
        in ledger: Ledger
    ) throws(WithdrawalRejection) -> [WithdrawalEvent] {
        guard (1...WithdrawalPolicy.batchMax).contains(ids.count) else {
            throw .batchSize(ids.count)
        }
        var seen: Set<WithdrawalID> = []
        var rows: [Withdrawal] = []
        var total = Money.zero
        for id in ids {
            guard seen.insert(id).inserted else { throw .repeatedInBatch(id) }
            guard let withdrawal = withdrawal(id) else { throw .notFound(id) }
            guard case .approved = withdrawal.state else {
                throw .wrongState(id, withdrawal.state.name, needed: "approved")
            }
            guard withdrawal.channel == channel else {
                throw .otherChannel(id, withdrawal.channel, batch: channel)
            }
            // 1,000 amounts of 2^40 are below 2^50.
            total = Money(fen: total.fen + withdrawal.amount.fen)
            rows.append(withdrawal)
        }
        let custody = Money(fen: ledger.balance(.custody))
        guard total.fen <= custody.fen - inFlight.fen else {
            throw .exceedsCustody(total, custody: custody, inFlight: inFlight)
        }
        let batch = nextBatch
        let head = WithdrawalEvent.batchSent(
            batch, channel, count: rows.count, total: total, by: person, at: later(at))
        return [head]
            + rows.enumerated().map { index, withdrawal in
                .sent(
                    SentWithdrawal(
                        id: withdrawal.id, member: withdrawal.member, amount: withdrawal.amount,
                        batch: batch, row: index + 1))
            }
    }

    /// What a channel says. One that does not fit is recorded and posts nothing; only a code of
    /// the wrong form is refused, and what custody could not have paid.
    package func callback(
        _ callback: PayoutCallback, by person: Person, at: Instant, in ledger: Ledger
    ) throws(WithdrawalRejection) -> [WithdrawalEvent] {
        if case .failed(let code) = callback.outcome, !Self.isCode(code) { throw .codeMalformed }
        let withdrawal = withdrawal(callback.id)
        if let reason = misfit(callback, withdrawal) {
            return [
                .callbackRefused(
                    RefusedCallback(
                        callback: callback, reason: reason, member: withdrawal?.member,
                        state: withdrawal?.state.name, by: person, at: later(at)))
            ]
        }
        guard let withdrawal else { throw .notFound(callback.id) }
        let outcome: ClosedWithdrawal.End =
            switch callback.outcome {
            case .paid: .paid
            case .failed(let code): .failed(code: code)
            }
        return [end(withdrawal, outcome, by: person, at: at, in: ledger)]
    }

    private func misfit(
        _ callback: PayoutCallback, _ withdrawal: Withdrawal?
    ) -> RefusedCallback.Reason? {
        guard let withdrawal else { return .unknown }
        guard withdrawal.channel == callback.channel else { return .channelDiffers }
        guard withdrawal.amount == callback.amount else { return .amountDiffers }
        switch withdrawal.state {
        case .sent: return nil
        case .requested, .approved: return .notSent
        case .paid, .failed, .cancelled, .refused: return .final
        }
    }

    /// Letters, digits, `.`, `_` and `-`: a code, and nothing about a person.
    static func isCode(_ code: String) -> Bool {
        (1...WithdrawalPolicy.codeBytesMax).contains(code.utf8.count)
            && code.utf8.allSatisfy(\.isCodeCharacter)
    }
}
