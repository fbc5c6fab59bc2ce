internal import Wire

/// Withdrawals recomputed from money.md §3: limits by day, who approved, what a file sums to,
/// and that each is paid once. After an entry that is wrong, what it records is followed.
struct PlainWithdrawals: Sendable {
    struct Row: Sendable {
        var member: UInt64
        var amount: Int64
        var channel: PayoutChannel
        var needed: UInt32
        var requester: Substring
        var requestedDay: Int64
        var approvers: [Substring] = []
        var state = WithdrawalState.requested
        var batch: UInt64 = 0
        /// The day of its end; nil while it has none.
        var endedDay: Int64?
    }

    struct Batch: Sendable {
        var channel: PayoutChannel
        var count: UInt32
        var total: Int64
        var rows: [UInt64] = []
        var sum: Int64 = 0
    }

    struct Account: Sendable {
        var channel: PayoutChannel
        var reference: String
        var usableFromUs: Int64
    }

    private struct Reward: Sendable {
        var order: UInt64
        var amount: Int64
        var atUs: Int64
    }

    static let dayMicroseconds: Int64 = 86_400_000_000
    static let accountWaitMicroseconds: Int64 = 3 * dayMicroseconds
    static let rewardHoldMicroseconds: Int64 = 7 * dayMicroseconds

    var rows: [UInt64: Row] = [:]
    var batches: [UInt64: Batch] = [:]
    var lastWithdrawal: UInt64 = 0
    var lastBatch: UInt64 = 0
    /// The batch whose rows are being read.
    var openBatch: UInt64?
    /// Sent and without an end.
    var inFlight: Int64 = 0
    var clockUs: Int64 = 0
    private(set) var policy = WithdrawalPolicy(
        minimumFen: 100, dayMaxFen: 5_000_000, twoPeopleAboveFen: 1_000_000)
    private var accounts: [UInt64: Account] = [:]
    private var links: [String: Set<UInt64>] = [:]
    private var rewards: [UInt64: [Reward]] = [:]
    /// Withdrawals of a member by the day they were asked for on.
    private var asked: [UInt64: [Int64: [UInt64]]] = [:]

    /// Days since 1970 in Shanghai, eight hours ahead of UTC.
    static func day(_ microseconds: Int64) -> Int64 {
        let local = microseconds.addingReportingOverflow(8 * 3_600_000_000).partialValue
        let (day, rest) = local.quotientAndRemainder(dividingBy: dayMicroseconds)
        return rest < 0 ? day - 1 : day
    }

    static func name(_ person: String) -> Substring {
        person.firstIndex(of: "/").map { person[person.index(after: $0)...] } ?? person[...]
    }

    // MARK: - Rewards

    /// Wallet credits of a settlement, at the time of its entry.
    mutating func noteRewards(_ event: Settled, timeUs: Int64) {
        clockUs = max(clockUs, timeUs)
        for line in event.lines where line.amount < 0 && line.account.hasPrefix("wallet:") {
            guard let member = UInt64(line.account.dropFirst(7)) else { continue }
            let at = clockUs
            rewards[member, default: []].removeAll {
                at &- $0.atUs >= Self.rewardHoldMicroseconds
            }
            rewards[member, default: []].append(
                Reward(order: event.order, amount: 0 &- line.amount, atUs: at))
        }
    }

    /// A reward of an order that was taken back.
    mutating func noteReversal(_ member: UInt64, _ amount: Int64, order: UInt64) {
        var left = amount
        for index in rewards[member, default: []].indices {
            guard left > 0, let reward = rewards[member]?[index], reward.order == order else {
                continue
            }
            let taken = min(left, reward.amount)
            rewards[member]?[index].amount -= taken
            left -= taken
        }
    }

    private func held(_ member: UInt64, atUs: Int64) -> Int64 {
        (rewards[member] ?? []).reduce(0) { sum, reward in
            atUs &- reward.atUs < Self.rewardHoldMicroseconds ? sum &+ reward.amount : sum
        }
    }

    private func askedOn(_ day: Int64, by member: UInt64) -> Int64 {
        (asked[member]?[day] ?? []).reduce(0) { sum, id in
            switch rows[id]?.state {
            case .requested, .approved, .sent, .paid: sum &+ (rows[id]?.amount ?? 0)
            default: sum
            }
        }
    }

    // MARK: - Entries

    /// One entry, in its order. `ledger` gets its lines.
    mutating func apply(
        _ entry: WithdrawalEntry, _ audited: AuditedEntry, _ ledger: inout PlainLedger,
        _ sheet: inout ViolationSheet
    ) {
        let place = audited.place
        checkOrigin(entry, audited, &sheet)
        if let batch = openBatch {
            guard case .sent = entry else {
                openBatch = nil
                note(
                    place, "payout file \(batch) has fewer rows than its head says",
                    expected: batches[batch]?.count ?? 0, found: batches[batch]?.rows.count ?? 0,
                    &sheet, as: .payoutBatch)
                return apply(entry, audited, &ledger, &sheet)
            }
        }
        switch entry {
        case .policySet(let event): set(event.policy, at: place, &sheet)
        case .linked(let event): link(event, at: place, &sheet)
        case .accountRegistered(let event): register(event, at: place, &sheet)
        case .requested(let event): request(event, at: place, &ledger, &sheet)
        case .approved(let event): approve(event, at: place, &sheet)
        case .batchSent(let event): begin(event, at: place, ledger, &sheet)
        case .sent(let event): send(event, at: place, &sheet)
        case .cancelled(let event):
            end(Ended(event), at: place, &ledger, &sheet)
        case .refused(let event): end(Ended(event), at: place, &ledger, &sheet)
        case .paid(let event): end(Ended(event), at: place, &ledger, &sheet)
        case .failed(let event): end(Ended(event), at: place, &ledger, &sheet)
        case .callbackRefused(let event): refuse(event, at: place, &sheet)
        }
    }

    func note<Expected, Found>(
        _ place: EntryPlace, _ sentence: String, expected: Expected, found: Found,
        _ sheet: inout ViolationSheet, as rule: AuditRule = .withdrawal
    ) {
        sheet.note(rule, place, sentence, expected: expected, found: found)
    }

    /// Who the entry says asked for it is who did, and its time is that of the entry.
    private mutating func checkOrigin(
        _ entry: WithdrawalEntry, _ audited: AuditedEntry, _ sheet: inout ViolationSheet
    ) {
        guard let origin = entry.origin else { return }
        if origin.by != audited.caller {
            note(
                audited.place, "the entry names another person than who called",
                expected: audited.caller, found: origin.by, &sheet)
        }
        let expected = max(clockUs, audited.timeMicroseconds)
        if origin.atUs != expected {
            note(
                audited.place, "the entry's own time is not when it was written",
                expected: expected, found: origin.atUs, &sheet)
        }
        clockUs = expected
    }

    private mutating func set(
        _ policy: WithdrawalPolicy?, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        let policy = policy ?? WithdrawalPolicy()
        let bounds: ClosedRange<Int64> = 1...1 << 40
        if !bounds.contains(policy.minimumFen) || !bounds.contains(policy.dayMaxFen)
            || policy.minimumFen > policy.dayMaxFen
            || !(0...1 << 40).contains(policy.twoPeopleAboveFen)
        {
            note(
                place, "the limits of withdrawals are out of bounds",
                expected: "1 to 2^40 fen, minimum at most the day's maximum",
                found: "\(policy.minimumFen), \(policy.dayMaxFen), \(policy.twoPeopleAboveFen)",
                &sheet)
        }
        self.policy = policy
    }

    private mutating func link(
        _ event: OperatorLinked, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        let isLinked = links[event.operator]?.contains(event.member) ?? false
        if isLinked != event.removed || (event.removed && Self.name(event.by) == event.operator) {
            note(
                place, "a link is made once, and taken away by another than whom it is of",
                expected: "a change by another operator",
                found: "\(event.by): \(event.operator) and member \(event.member)", &sheet)
        }
        if event.removed {
            links[event.operator]?.remove(event.member)
        } else {
            links[event.operator, default: []].insert(event.member)
        }
    }

    /// Members who are an operator, of the staff or a payer of subsidies, ascending.
    var related: [UInt64] { links.values.reduce(into: Set()) { $0.formUnion($1) }.sorted() }

    private mutating func register(
        _ event: PayoutAccountRegistered, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        let wait = accounts[event.member] == nil ? 0 : Self.accountWaitMicroseconds
        let expected = clockUs.addingReportingOverflow(wait)
        let usable = expected.overflow ? .max : expected.partialValue
        if event.usableFromUs != usable {
            note(
                place, "a changed payout account waits 72 h, the first none",
                expected: usable, found: event.usableFromUs, &sheet)
        }
        accounts[event.member] = Account(
            channel: event.channel, reference: event.reference, usableFromUs: usable)
    }

    // MARK: - Requests and approvals

    private mutating func request(
        _ event: WithdrawalRequested, at place: EntryPlace, _ ledger: inout PlainLedger,
        _ sheet: inout ViolationSheet
    ) {
        let day = Self.day(clockUs)
        let before = askedOn(day, by: event.member)
        let sum = before.addingReportingOverflow(event.amountFen).partialValue
        if event.withdrawal != lastWithdrawal &+ 1 {
            note(
                place, "withdrawals are numbered without gaps",
                expected: lastWithdrawal &+ 1, found: event.withdrawal, &sheet)
        } else if !(policy.minimumFen...max(policy.minimumFen, policy.dayMaxFen)).contains(
            event.amountFen) || sum > policy.dayMaxFen
        {
            note(
                place, "withdrawal \(event.withdrawal) passes the limits of its day",
                expected: "\(policy.minimumFen) fen or more, at most \(policy.dayMaxFen) a day",
                found: "\(event.amountFen) fen after \(before)", &sheet)
        } else if event.approvalsNeeded != (sum > policy.twoPeopleAboveFen ? 2 : 1) {
            note(
                place, "withdrawal \(event.withdrawal) needs another number of approvals",
                expected: sum > policy.twoPeopleAboveFen ? 2 : 1, found: event.approvalsNeeded,
                &sheet)
        } else {
            checkWithdrawable(event, at: place, ledger, &sheet)
        }
        if ledger.post(event.lines, at: place, &sheet) {
            ledger.compare(
                event.lines,
                with: [
                    "wallet:\(event.member)": event.amountFen,
                    "withdrawal_pending:\(event.member)": 0 &- event.amountFen,
                ], at: place, &sheet)
        }
        rows[event.withdrawal] = Row(
            member: event.member, amount: event.amountFen, channel: event.channel,
            needed: event.approvalsNeeded, requester: Self.name(event.by), requestedDay: day)
        asked[event.member] = [
            day: (asked[event.member]?[day] ?? []) + [event.withdrawal]
        ]
        lastWithdrawal = max(lastWithdrawal, event.withdrawal)
    }

    /// The wallet less rewards of the last 7 × 24 h, nothing while the member owes; to the
    /// account that is the member's and waits no longer.
    private func checkWithdrawable(
        _ event: WithdrawalRequested, at place: EntryPlace, _ ledger: PlainLedger,
        _ sheet: inout ViolationSheet
    ) {
        let owed = ledger.fen["recovery_receivable:\(event.member)"] ?? 0
        let wallet = 0 &- (ledger.fen["wallet:\(event.member)"] ?? 0)
        let most = owed > 0 ? 0 : max(0, wallet &- held(event.member, atUs: clockUs))
        // More than the wallet has is the ledger's finding.
        if event.amountFen > most, event.amountFen <= wallet || owed > 0 {
            note(
                place,
                "withdrawal \(event.withdrawal) takes rewards that can still be reversed, "
                    + "or of a member who owes",
                expected: "at most \(most)", found: event.amountFen, &sheet)
        }
        guard let account = accounts[event.member], account.reference == event.account,
            account.channel == event.channel, account.usableFromUs <= clockUs
        else {
            return note(
                place,
                "withdrawal \(event.withdrawal) goes to an account that is not the "
                    + "member's, or has to wait",
                expected: accounts[event.member]?.reference ?? "an account", found: event.account,
                &sheet)
        }
    }

    private mutating func approve(
        _ event: WithdrawalApproved, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        guard var row = rows[event.withdrawal], row.state == .requested,
            row.member == event.member
        else {
            return note(
                place, "an approval of what is not requested", expected: "requested",
                found: rows[event.withdrawal].map { "\($0.state)" } ?? "nothing", &sheet)
        }
        let name = Self.name(event.by)
        let isLinked = links[String(name)]?.contains(row.member) ?? false
        if name == row.requester || isLinked || row.approvers.contains(name) {
            note(
                place,
                "withdrawal \(event.withdrawal) is approved by who asked for it, by the "
                    + "member's own operator, or twice by one person",
                expected: "another operator", found: event.by, &sheet)
        }
        row.approvers.append(name)
        if event.approvals != row.approvers.count {
            note(
                place, "the approvals of withdrawal \(event.withdrawal) are counted wrongly",
                expected: row.approvers.count, found: event.approvals, &sheet)
        }
        if row.approvers.count >= row.needed { row.state = .approved }
        rows[event.withdrawal] = row
    }
}
