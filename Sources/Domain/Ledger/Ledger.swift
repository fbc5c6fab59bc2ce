/// One line of a posting, in the unit of its account.
package struct Line: Codable, Hashable, Sendable {
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
package struct Ledger: Codable, Equatable, Sendable {
    /// Lots are by far the most accounts, and numbered one after another.
    private var lots = NumberMap<Balance>()
    /// Of all other accounts.
    private var balances: [Account: Balance] = [:]
    /// The ratio of every split so far.
    private var splitRatios: [Int64] = []

    private var changes = AccountChanges()

    private struct Balance: Codable, Equatable {
        var amount: Int64
        /// The splits that the amount already contains.
        var splits: Int32
        /// When it was last written, as `AccountChanges` counts.
        var period: Int32

        static func == (one: Balance, other: Balance) -> Bool {
            (one.amount, one.splits) == (other.amount, other.splits)
        }
    }

    package init() {}

    /// 0 for an account that was never posted to. O(1).
    package func balance(_ account: Account) -> Int64 {
        find(account).balance.map { current($0, account) } ?? 0
    }

    /// Where a balance is, for a posting to write it without looking again.
    private enum Place {
        case lot(LotID)
        case held(Dictionary<Account, Balance>.Index)
        case none
    }

    private func find(_ account: Account) -> (place: Place, balance: Balance?) {
        if case .lot(let lot) = account { return (.lot(lot), lots[lot.rawValue]) }
        guard let index = balances.index(forKey: account) else { return (.none, nil) }
        return (.held(index), balances.values[index])
    }

    /// Points only: the ratios since the balance was written. At most 62 rounds, as no balance
    /// of points is above 2^62.
    private func current(_ balance: Balance, _ account: Account) -> Int64 {
        guard account.unit == .points else { return balance.amount }
        return splitRatios[Int(balance.splits)...].reduce(balance.amount) { $0 * $1 }
    }

    /// Every balance in points is multiplied, as the pool's are. O(1).
    package mutating func split(by ratio: Int) {
        splitRatios.append(Int64(ratio))
    }

    /// What a posting makes of one account, and where its balance is.
    private struct Change {
        let account: Account
        let place: Place
        /// When the balance was last written; nil where there was none.
        let period: Int32?
        var amount: Int64
    }

    /// Lines up to which an account is looked for among those before it one by one: hashing takes
    /// longer than that many comparisons.
    private static let linesComparedMax = 24

    /// Posts all lines or, refusing, none. O(lines).
    package mutating func post(_ lines: [Line]) throws(LedgerRejection) {
        make(try changes(by: lines))
    }

    /// Refuses what `post` would refuse. O(lines).
    package func check(_ lines: [Line]) throws(LedgerRejection) {
        _ = try changes(by: lines)
    }

    private func changes(by lines: [Line]) throws(LedgerRejection) -> [Change] {
        try Self.checkSums(lines)
        var changes: [Change] = []
        changes.reserveCapacity(lines.count)
        var places: [Account: Int] = [:]
        for line in lines {
            let known =
                lines.count <= Self.linesComparedMax
                ? changes.firstIndex { $0.account == line.account } : places[line.account]
            let index = known ?? changes.count
            if known == nil {
                let found = find(line.account)
                let before = found.balance.map { current($0, line.account) } ?? 0
                changes.append(
                    Change(
                        account: line.account, place: found.place,
                        period: found.balance?.period, amount: before))
                if lines.count > Self.linesComparedMax { places[line.account] = index }
            }
            let (after, overflow) = changes[index].amount.addingReportingOverflow(line.amount)
            guard !overflow, after != .min else { throw .limitReached(line.account) }
            changes[index].amount = after
        }
        for change in changes where !Self.isWithinFloor(change.account, change.amount) {
            throw .insufficientBalance(change.account, balance: balance(change.account))
        }
        return changes
    }

    private static func checkSums(_ lines: [Line]) throws(LedgerRejection) {
        var sums = (fen: Int128(0), points: Int128(0), coin: Int128(0), share: Int128(0))
        for line in lines {
            switch line.unit {
            case .fen: sums.fen += Int128(line.amount)
            case .points: sums.points += Int128(line.amount)
            case .coin: sums.coin += Int128(line.amount)
            case .share: sums.share += Int128(line.amount)
            }
        }
        guard sums.fen == 0 else { throw .linesMustSumToZero(.fen) }
        guard sums.points == 0 else { throw .linesMustSumToZero(.points) }
        guard sums.coin == 0 else { throw .linesMustSumToZero(.coin) }
        guard sums.share == 0 else { throw .linesMustSumToZero(.share) }
    }

    /// Writes the balances. Those that stay are written first: an insertion or a removal moves the
    /// places of others.
    private mutating func make(_ changes: [Change]) {
        for change in changes {
            self.changes.note(change.account, writtenIn: change.period)
            guard change.amount != 0, case .held(let index) = change.place else { continue }
            balances.values[index] = balance(of: change.amount)
        }
        for change in changes {
            switch change.place {
            case .lot(let lot):
                lots[lot.rawValue] = change.amount == 0 ? nil : balance(of: change.amount)
            case .held where change.amount == 0: balances[change.account] = nil
            case .none where change.amount != 0:
                balances[change.account] = balance(of: change.amount)
            case .held, .none: break
            }
        }
    }

    private func balance(of amount: Int64) -> Balance {
        Balance(amount: amount, splits: Int32(splitRatios.count), period: changes.period)
    }

    // MARK: - Changes

    /// From now on the ledger knows which accounts it wrote since `takeChanges`.
    package mutating func followChanges() { changes.follow() }

    /// The accounts written since this was last called, with their balances now: by kind, then by
    /// owner. O(n log n) in these, however many others there are.
    package func changed() -> [(account: Account, balance: Int64)] {
        changes.accounts.map { ($0, balance($0)) }
    }

    package mutating func takeChanges() { changes.begin() }

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
        lots.forEach { number, balance in
            let account = Account.lot(LotID(rawValue: number))
            body(account, current(balance, account))
        }
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
        for (account, balance) in balances {
            guard case .wallet(let owner) = account, owner > member else { continue }
            found.append((owner, Money(fen: -balance.amount)))
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
