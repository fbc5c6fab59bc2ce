import Domain
import Journal
import Transport
import Wire

extension WithdrawalsFace {
    func registerQueries(on router: inout Router) {
        router.unary(WithdrawalsMethods.getWithdrawable) { [self] in
            try await getWithdrawable($0, $1)
        }
        router.unary(WithdrawalsMethods.getPayoutFile) { [self] in try await getPayoutFile($1) }
        router.unary(WithdrawalsMethods.listWithdrawals) { [self] in try await list($0, $1) }
    }

    private func getWithdrawable(
        _ call: Call, _ request: GetWithdrawableRequest
    ) async throws -> GetWithdrawableResponse {
        let member = try MemberID(request.member, field: "member")
        try call.checkActing(for: request.member)
        let now = Instant(microseconds: clock())
        return try await gate.read(request.platform) { book in
            let books = try book.opened()
            let withdrawals = books.withdrawals
            let account = withdrawals.account(of: member)
            return GetWithdrawableResponse(
                member: member.rawValue, sequence: book.sequence,
                walletFen: books.wallet(of: member).fen,
                withdrawableFen: withdrawals.withdrawable(member, at: now, in: books.ledger).fen,
                heldRewardsFen: withdrawals.rewards.held(member, at: now).fen,
                owedFen: max(0, books.ledger.balance(.recoveryReceivable(member))),
                askedTodayFen: withdrawals.asked(member, at: now).fen,
                policy: withdrawals.policy.message, account: account?.reference ?? "",
                channel: account?.channel.message ?? .unspecified,
                usableFromUs: account?.usableFrom.microseconds ?? 0)
        }
    }

    private func list(
        _ call: Call, _ request: ListWithdrawalsRequest
    ) async throws -> ListWithdrawalsResponse {
        let count = try pageCount(request.limit, most: 1_000)
        try call.checkActing(for: request.member)
        let member = request.member == 0 ? nil : MemberID(rawValue: request.member)
        return try await gate.read(request.platform) { book in
            let found = try book.opened().withdrawals.list(
                after: WithdrawalID(rawValue: request.afterWithdrawal), member: member,
                state: Domain.Withdrawal.State.Name(request.state), limit: count)
            return ListWithdrawalsResponse(withdrawals: found.map(\.message))
        }
    }

    /// The same bytes each time: rows from the journal, the accounts' names from beside it.
    private func getPayoutFile(
        _ request: GetPayoutFileRequest
    ) async throws -> GetPayoutFileResponse {
        let id = try PayoutBatchID(request.batch, field: "batch")
        let (batch, rows) = try await gate.read(request.platform) { book in
            let withdrawals = try book.opened().withdrawals
            guard let batch = withdrawals.batch(id) else {
                throw RPCError(WithdrawalRejection.batchNotFound(id))
            }
            return (batch, batch.withdrawals.compactMap { withdrawals.withdrawal($0) })
        }
        var file = PayoutFile(platform: request.platform, batch: batch)
        for row in rows {
            guard let text = try await vault.text(row.account) else {
                throw RPCError(
                    .failedPrecondition,
                    "the account of withdrawal \(row.id) was erased; the file of batch \(id) "
                        + "cannot be made any more",
                    reason: "payout_account_erased")
            }
            file.add(row, text)
        }
        return GetPayoutFileResponse(
            batch: id.rawValue, count: UInt32(clamping: rows.count), totalFen: batch.total.fen,
            file: file.finished())
    }
}
