/// One line of a posting, in the unit of its account.
package struct Line: Hashable, Sendable {
    package let account: Account
    package let amount: Int64

    package init(_ account: Account, _ amount: Int64) {
        self.account = account
        self.amount = amount
    }

    package var unit: LedgerUnit { account.unit }
}

/// Why lines are not posted, in the order the rules are checked. Nothing is posted then.
package enum LedgerRejection: Error, Equatable, Sendable {
    case linesMustSumToZero(LedgerUnit)
    case limitReached(Account)
    /// A liability would turn positive, an asset negative; the balance is the one before.
    case insufficientBalance(Account, balance: Int64)

    package var reason: String {
        switch self {
        case .linesMustSumToZero: "lines_must_sum_to_zero"
        case .limitReached: "limit_reached"
        case .insufficientBalance: "insufficient_balance"
        }
    }

    package var kind: RejectionKind {
        switch self {
        case .linesMustSumToZero: .invalidArgument
        case .limitReached: .outOfRange
        case .insufficientBalance: .failedPrecondition
        }
    }

    package var sentence: String {
        switch self {
        case .linesMustSumToZero(let unit):
            "the lines in \(unit.rawValue) do not sum to zero; state both sides in full"
        case .limitReached(let account):
            "\(account) would pass 64 bits; post less"
        case .insufficientBalance(let account, let balance):
            "\(account) holds \(balance.magnitude), less than the lines take; post at most that"
        }
    }
}

/// The double-entry ledger of one platform: a balance is the sum of its lines. Assets and
/// losses are positive, liabilities and income negative; points beside money, each unit on its
/// own.
///
/// A split multiplies every balance in points; like the pool, the ledger does so when a
/// balance is next touched.
package struct Ledger: Equatable, Sendable {
    private var balances: [Account: Balance] = [:]
    /// The ratio of every split so far.
    private var splitRatios: [Int64] = []

    private struct Balance: Equatable {
        var amount: Int64
        /// The splits that the amount already contains.
        var splits: Int
    }

    package init() {}

    /// 0 for an account that was never posted to. O(1).
    package func balance(_ account: Account) -> Int64 {
        balances[account].map { current($0, account) } ?? 0
    }

    /// Points only: the ratios since the balance was written. At most 62 rounds, as no balance
    /// of points is above 2^62.
    private func current(_ balance: Balance, _ account: Account) -> Int64 {
        guard account.unit == .points else { return balance.amount }
        return splitRatios[balance.splits...].reduce(balance.amount) { $0 * $1 }
    }

    /// Every balance in points is multiplied, as the pool's are. O(1).
    package mutating func split(by ratio: Int) {
        splitRatios.append(Int64(ratio))
    }

    /// Posts all lines or, refusing, none. O(lines).
    package mutating func post(_ lines: [Line]) throws(LedgerRejection) {
        for (account, amount) in try balances(after: lines) {
            balances[account] =
                amount == 0 ? nil : Balance(amount: amount, splits: splitRatios.count)
        }
    }

    /// Refuses what `post` refuses, and posts nothing. O(lines).
    package func check(_ lines: [Line]) throws(LedgerRejection) {
        _ = try balances(after: lines)
    }

    /// The balances that `lines` change, as they are then.
    private func balances(after lines: [Line]) throws(LedgerRejection) -> [Account: Int64] {
        for unit in LedgerUnit.allCases {
            let sum = lines.reduce(Int128(0)) { $1.unit == unit ? $0 + Int128($1.amount) : $0 }
            guard sum == 0 else { throw .linesMustSumToZero(unit) }
        }
        var changed: [Account: Int64] = [:]
        for line in lines {
            let before = changed[line.account] ?? balance(line.account)
            let (after, overflow) = before.addingReportingOverflow(line.amount)
            guard !overflow, after != .min else { throw .limitReached(line.account) }
            changed[line.account] = after
        }
        for line in lines {
            guard let after = changed[line.account], Self.isWithinFloor(line.account, after)
            else {
                throw .insufficientBalance(line.account, balance: balance(line.account))
            }
        }
        return changed
    }

    private static func isWithinFloor(_ account: Account, _ amount: Int64) -> Bool {
        switch account.side {
        case .asset: amount >= 0
        case .liability: amount <= 0
        case .unbounded: true
        }
    }

    // MARK: - Reading

    /// Every balance that is not zero, in no order. O(accounts).
    package func forEachBalance(_ body: (Account, Int64) -> Void) {
        for (account, balance) in balances { body(account, current(balance, account)) }
    }

    /// Balances by kind of account, all wallets summed and so on, sorted by kind; those of one
    /// unit sum to zero. O(accounts).
    package func trialBalance() -> [TrialBalanceRow] {
        var rows: [String: TrialBalanceRow] = [:]
        forEachBalance { account, amount in
            rows[account.kind, default: TrialBalanceRow(kind: account.kind, unit: account.unit)]
                .amount += Int128(amount)
        }
        for unit in LedgerUnit.allCases {
            let sum = rows.values.reduce(Int128(0)) { $1.unit == unit ? $0 + $1.amount : $0 }
            precondition(sum == 0, "every posting sums to zero in each unit")
        }
        return rows.values.sorted { $0.kind < $1.kind }
    }

    /// The wallets above a member's id that are not empty, by id, at most `limit` of them; what
    /// is credited is positive here. O(accounts).
    package func wallets(after member: MemberID, limit: Int) -> [(MemberID, Money)] {
        var found: [(MemberID, Money)] = []
        forEachBalance { account, amount in
            guard case .wallet(let owner) = account, owner > member else { return }
            found.append((owner, Money(fen: -amount)))
        }
        return Array(found.sorted { $0.0 < $1.0 }.prefix(limit))
    }
}

/// The sum of all accounts of one kind.
package struct TrialBalanceRow: Equatable, Sendable {
    package let kind: String
    package let unit: LedgerUnit
    package fileprivate(set) var amount: Int128 = 0
}
