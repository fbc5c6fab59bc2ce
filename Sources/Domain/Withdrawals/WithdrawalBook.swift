/// The withdrawals of one platform: limits, payout accounts, and each withdrawal from the
/// request to its end. Money is in the ledger; here is who may move it and when.
///
/// Commands are decided against the book and the ledger, changing neither; `apply` then makes
/// what was decided, live as from a record.
package struct WithdrawalBook: Codable, Equatable, Sendable {
    package internal(set) var policy = WithdrawalPolicy.standard
    /// Withdrawal n is at n − 1.
    package internal(set) var withdrawals: [Withdrawal] = []
    /// Batch n is at n − 1.
    package internal(set) var batches: [PayoutBatch] = []
    /// Sent and neither paid nor failed: custody is to pay it any moment.
    package internal(set) var inFlight = Money.zero
    package internal(set) var rewards = RewardHold()
    var accounts: [MemberID: PayoutAccount] = [:]
    /// The members that an operator is, by the operator's name.
    var links: [String: Set<MemberID>] = [:]
    var days: [MemberID: DaySum] = [:]
    var byMember: [MemberID: [WithdrawalID]] = [:]
    /// The latest time of anything here: a clock that runs back does not make the past.
    var clock = Instant(microseconds: 0)
    /// The rows of the batch that is being recorded.
    var openBatch: OpenBatch?

    /// Members who are an operator, of the staff or a payer of subsidies.
    package var linkedMembers: Set<MemberID> {
        links.values.reduce(into: []) { $0.formUnion($1) }
    }

    /// What a member asked for on one day and did not get back.
    struct DaySum: Codable, Equatable, Sendable {
        var day: ShanghaiDay
        var asked: Money
    }

    struct OpenBatch: Codable, Equatable, Sendable {
        var id: PayoutBatchID
        var channel: PayoutChannel
        var count: Int
        var total: Money
        var at: Instant
        var rows: [WithdrawalID] = []
        var sum = Money.zero
    }

    package init() {}

    // MARK: - Reading

    package func withdrawal(_ id: WithdrawalID) -> Withdrawal? {
        guard id.rawValue >= 1, id.rawValue <= UInt64(withdrawals.count) else { return nil }
        return withdrawals[Int(id.rawValue) - 1]
    }

    package func batch(_ id: PayoutBatchID) -> PayoutBatch? {
        guard id.rawValue >= 1, id.rawValue <= UInt64(batches.count) else { return nil }
        return batches[Int(id.rawValue) - 1]
    }

    package func account(of member: MemberID) -> PayoutAccount? { accounts[member] }

    package func isLinked(_ person: Person, to member: MemberID) -> Bool {
        links[person.name]?.contains(member) ?? false
    }

    /// What a member asked for on the day of `at`.
    package func asked(_ member: MemberID, at: Instant) -> Money {
        guard let sum = days[member], sum.day == ShanghaiDay(of: later(at)) else { return .zero }
        return sum.asked
    }

    /// The wallet less rewards that can still be reversed; nothing while the member owes.
    package func withdrawable(_ member: MemberID, at: Instant, in ledger: Ledger) -> Money {
        guard ledger.balance(.recoveryReceivable(member)) <= 0 else { return .zero }
        let wallet = -ledger.balance(.wallet(member))
        return Money(fen: max(0, wallet - rewards.held(member, at: later(at)).fen))
    }

    /// Those above `after` by id, at most `limit`: of one member if named, in one state if named.
    /// O(withdrawals looked through).
    package func list(
        after: WithdrawalID, member: MemberID?, state: Withdrawal.State.Name?, limit: Int
    ) -> [Withdrawal] {
        var found: [Withdrawal] = []
        func take(_ withdrawal: Withdrawal) {
            guard withdrawal.id > after, state == nil || state == withdrawal.state.name else {
                return
            }
            found.append(withdrawal)
        }
        if let member {
            for id in byMember[member] ?? [] where found.count < limit {
                if let withdrawal = withdrawal(id) { take(withdrawal) }
            }
        } else {
            let first = Int(clamping: after.rawValue)
            for withdrawal in withdrawals.dropFirst(first) where found.count < limit {
                take(withdrawal)
            }
        }
        return found
    }

    /// The oldest that are approved, as many as one batch takes. O(withdrawals).
    package func oldestApproved(by channel: PayoutChannel) -> [WithdrawalID] {
        withdrawals.lazy.filter { $0.channel == channel && $0.state.name == .approved }
            .prefix(WithdrawalPolicy.batchMax).map(\.id)
    }

    func later(_ at: Instant) -> Instant { max(at, clock) }

    var nextID: WithdrawalID { WithdrawalID(rawValue: UInt64(withdrawals.count) + 1) }
    var nextBatch: PayoutBatchID { PayoutBatchID(rawValue: UInt64(batches.count) + 1) }

    // MARK: - Rewards

    /// The wallet credits of an order that settled: its rewards, which can still be reversed.
    package mutating func noteRewards(of order: OrderID, _ lines: [Line], at: Instant) {
        clock = later(at)
        for line in lines {
            guard case .wallet(let member) = line.account, line.amount < 0 else { continue }
            rewards.credit(member, Money(fen: -line.amount), order: order, at: clock)
        }
    }

    /// A reward of `order` was taken back from the member.
    package mutating func noteReversal(_ member: MemberID, _ amount: Money, of order: OrderID) {
        rewards.reverse(member, amount, order: order)
    }
}
