/// Why a recorded event is not one of these withdrawals.
package enum WithdrawalFault: Error, Equatable, Sendable {
    case outOfOrder(WithdrawalID)
    case wrongState(WithdrawalID)
    case differs(WithdrawalID)
    case batch(PayoutBatchID)
    case link(String)
    case account(MemberID)
}

// Recorded events, one after the other. What is checked here is what makes an event possible;
// limits are those of the time and are not checked again.
extension WithdrawalBook {
    /// Whether the event can follow, with the lines it has to have.
    package func check(
        _ event: WithdrawalEvent, in ledger: Ledger
    ) throws(WithdrawalFault) {
        if let openBatch {
            guard case .sent(let row) = event, row.batch == openBatch.id else {
                throw .batch(openBatch.id)
            }
        }
        switch event {
        case .policySet, .callbackRefused: break
        case .linked(let name, let member, let isLinked, _, _):
            guard (links[name]?.contains(member) ?? false) != isLinked else {
                throw .link(name)
            }
        case .accountRegistered(let member, let account, _, _):
            guard PayoutAccount.isReference(account.reference) else { throw .account(member) }
        case .requested(let request): try check(request)
        case .approved(let id, let member, let approvals, let person, _):
            guard let withdrawal = withdrawal(id), withdrawal.member == member,
                case .requested(let approvers) = withdrawal.state
            else { throw .wrongState(id) }
            guard approvals == approvers.count + 1, person.name != withdrawal.requestedBy.name,
                !approvers.contains(where: { $0.name == person.name })
            else { throw .differs(id) }
        case .batchSent(let id, _, let count, _, _, _):
            guard id == nextBatch, (1...WithdrawalPolicy.batchMax).contains(count) else {
                throw .batch(id)
            }
        case .sent(let row): try check(row)
        case .closed(let closed): try check(closed, in: ledger)
        }
    }

    private func check(_ request: RequestedWithdrawal) throws(WithdrawalFault) {
        guard request.id == nextID else { throw .outOfOrder(request.id) }
        guard (1...Money.amountMax.fen).contains(request.amount.fen),
            (1...2).contains(request.approvalsNeeded),
            PayoutAccount.isReference(request.account),
            request.lines == Posting.withdrawal(of: request.member, request.amount).lines
        else { throw .differs(request.id) }
    }

    private func check(_ row: SentWithdrawal) throws(WithdrawalFault) {
        guard let openBatch, row.row == openBatch.rows.count + 1 else { throw .batch(row.batch) }
        guard let withdrawal = withdrawal(row.id), case .approved = withdrawal.state else {
            throw .wrongState(row.id)
        }
        guard withdrawal.member == row.member, withdrawal.amount == row.amount,
            withdrawal.channel == openBatch.channel
        else { throw .differs(row.id) }
        guard row.row == openBatch.count else { return }
        guard openBatch.sum.fen + row.amount.fen == openBatch.total.fen else {
            throw .batch(row.batch)
        }
    }

    private func check(
        _ closed: ClosedWithdrawal, in ledger: Ledger
    ) throws(WithdrawalFault) {
        guard let withdrawal = withdrawal(closed.id) else { throw .wrongState(closed.id) }
        switch (withdrawal.state, closed.end) {
        case (.sent, .paid), (.sent, .failed), (.requested, .cancelled), (.approved, .cancelled),
            (.requested, .refused), (.approved, .refused):
            break
        default: throw .wrongState(closed.id)
        }
        let posting = Posting.withdrawalEnd(
            closed.end, of: closed.member, closed.amount, in: ledger)
        guard withdrawal.member == closed.member, withdrawal.amount == closed.amount,
            closed.lines == posting.lines
        else { throw .differs(closed.id) }
    }

    /// Makes an event that `check` has let pass. Its lines are posted by the caller.
    package mutating func apply(_ event: WithdrawalEvent) {
        if let at = event.at { clock = later(at) }
        switch event {
        case .policySet(let policy, _, _): self.policy = policy
        case .linked(let name, let member, let isLinked, _, _):
            if isLinked {
                links[name, default: []].insert(member)
            } else {
                links[name]?.remove(member)
                if links[name]?.isEmpty ?? false { links[name] = nil }
            }
        case .accountRegistered(let member, let account, _, _): accounts[member] = account
        case .requested(let request): enter(request)
        case .approved(let id, _, _, let person, _):
            let index = Int(id.rawValue) - 1
            guard case .requested(let approvers) = withdrawals[index].state else { return }
            let all = approvers + [person]
            withdrawals[index].state =
                all.count >= withdrawals[index].approvalsNeeded
                ? .approved(by: all) : .requested(approvedBy: all)
        case .batchSent(let id, let channel, let count, let total, _, let at):
            openBatch = OpenBatch(
                id: id, channel: channel, count: count, total: total, at: at)
        case .sent(let row): enter(row)
        case .closed(let closed): enter(closed)
        case .callbackRefused: break
        }
    }

    private mutating func enter(_ request: RequestedWithdrawal) {
        withdrawals.append(
            Withdrawal(
                id: request.id, member: request.member, amount: request.amount,
                channel: request.channel, account: request.account,
                approvalsNeeded: request.approvalsNeeded, requestedBy: request.by,
                requestedAt: request.at, state: .requested(approvedBy: [])))
        byMember[request.member, default: []].append(request.id)
        let asked = asked(request.member, at: request.at)
        days[request.member] = DaySum(
            day: ShanghaiDay(of: request.at),
            asked: asked.adding(request.amount) ?? Money(fen: .max))
    }

    private mutating func enter(_ row: SentWithdrawal) {
        withdrawals[Int(row.id.rawValue) - 1].state = .sent(row.batch, row: row.row)
        inFlight = Money(fen: inFlight.fen + row.amount.fen)
        guard var batch = openBatch else { return }
        batch.rows.append(row.id)
        batch.sum = Money(fen: batch.sum.fen + row.amount.fen)
        openBatch = batch
        guard batch.rows.count == batch.count else { return }
        batches.append(
            PayoutBatch(
                id: batch.id, channel: batch.channel, withdrawals: batch.rows,
                total: batch.total, sentAt: batch.at))
        openBatch = nil
    }

    private mutating func enter(_ closed: ClosedWithdrawal) {
        let index = Int(closed.id.rawValue) - 1
        if case .sent = withdrawals[index].state {
            inFlight = Money(fen: inFlight.fen - closed.amount.fen)
        }
        withdrawals[index].state =
            switch closed.end {
            case .paid: .paid
            case .failed(let code): .failed(code: code)
            case .cancelled: .cancelled
            case .refused(let reason): .refused(reason: reason)
            }
        guard withdrawals[index].state.name.isReturned, var day = days[closed.member],
            day.day == ShanghaiDay(of: withdrawals[index].requestedAt)
        else { return }
        day.asked = Money(fen: day.asked.fen - closed.amount.fen)
        days[closed.member] = day
    }
}

extension WithdrawalEvent {
    /// Nil for the rows of a batch, whose head says when.
    package var at: Instant? {
        switch self {
        case .policySet(_, _, let at), .linked(_, _, _, _, let at),
            .accountRegistered(_, _, _, let at), .approved(_, _, _, _, let at),
            .batchSent(_, _, _, _, _, let at):
            at
        case .requested(let request): request.at
        case .closed(let closed): closed.at
        case .callbackRefused(let refused): refused.at
        case .sent: nil
        }
    }

    /// What it posts.
    package var lines: [Line] {
        switch self {
        case .requested(let request): request.lines
        case .closed(let closed): closed.lines
        case .policySet, .linked, .accountRegistered, .approved, .batchSent, .sent,
            .callbackRefused:
            []
        }
    }
}
