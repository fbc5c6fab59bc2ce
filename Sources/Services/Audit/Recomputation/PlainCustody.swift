internal import Wire

/// Money at banks, recomputed (money.md §8): what statements attest for the end of a day must
/// cover what the books owed then, and statements must come (R16).
///
/// A payment that only one side has yet is matched by its number: one that the bank made and
/// the books still hold as pending was not lost; one that the books call paid and the bank has
/// not made is no longer ours.
struct PlainCustody: Sendable {
    /// The books at the end of a day.
    struct Close: Sendable {
        var day: Int64
        var clearing: Int64
        var owed: Int64
    }

    struct Statement: Sendable {
        var number: UInt64
        var closing: Int64
        /// What left the bank for each withdrawal of ours.
        var paid: [UInt64: Int64] = [:]
    }

    /// Statements are held against days so long ago at most.
    private static let closesMax = 400

    /// By account and day.
    var statements: [String: [Int64: Statement]] = [:]
    var attestations: [UInt64: (account: String, day: Int64)] = [:]
    private(set) var closes: [Close] = []
    var lastAttestation: UInt64 = 0
    private var firstDay: Int64?
    private var today: Int64 = .min
    /// No platform with real money.
    private var isSandbox = true

    static let covered = [
        "reserve", "orphan_reserve", "subsidy", "wallet", "withdrawal_pending",
        "commission_pending", "order_held", "share_subscription_payable", "merchant_payable",
        "tax_reserve",
    ]

    mutating func create(_ platform: Platform?) {
        isSandbox = platform?.sandbox ?? true
    }

    /// The last day that every account with money is attested for; nil for none.
    var attestedDay: Int64? {
        let last = statements.values.compactMap { days in days.max { $0.key < $1.key } }
        let withMoney = last.filter { $0.value.closing != 0 }
        return withMoney.isEmpty ? last.map(\.key).max() : withMoney.map(\.key).min()
    }

    // MARK: - Days

    /// Called before each group, and as time goes by without one: on a new day, the one before
    /// is over.
    mutating func begin(
        _ timeUs: Int64, at place: EntryPlace, _ ledger: PlainLedger,
        _ sheet: inout ViolationSheet
    ) {
        let day = PlainWithdrawals.day(timeUs)
        guard day > today else { return }
        if let firstDay {
            closes.append(
                Close(
                    day: today, clearing: ledger.fen["psp_clearing"] ?? 0,
                    owed: Self.owed(ledger)))
            if closes.count > Self.closesMax { closes.removeFirst() }
            today = day
            checkOverdue(since: attestedDay ?? firstDay - 1, at: place, &sheet)
        } else {
            firstDay = day
            today = day
        }
    }

    /// O(accounts), once a day.
    private static func owed(_ ledger: PlainLedger) -> Int64 {
        ledger.fen.reduce(0) { sum, account in
            let kind = account.key.prefix { $0 != ":" }
            return covered.contains(where: { $0 == kind }) ? sum &- account.value : sum
        }
    }

    private func checkOverdue(
        since day: Int64, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        guard !isSandbox, let close = closes.last, close.owed > 0 else { return }
        // Monday is 0: 1 January 1970 was a Thursday.
        let missing = (day + 1..<max(day + 1, today)).count { ($0 + 3) % 7 < 5 }
        guard missing >= 2 else { return }
        sheet.note(
            .overdue, place, "R16: no statement of a custodian or auditor for two working days",
            expected: "statements of every account, a day after each working day",
            found: "\(missing) working days without")
    }

    /// The books at the end of a day: unchanged since the last day with entries.
    func close(of day: Int64) -> Close? {
        guard day < today else { return nil }
        return closes.last { $0.day <= day }
    }

    // MARK: - Entries

    mutating func settle(
        _ event: ProviderSettled, _ entry: AuditedEntry, _ ledger: inout PlainLedger,
        _ references: inout Set<String>, _ sheet: inout ViolationSheet
    ) {
        if !references.insert(event.reference).inserted || event.receivedFen < 0
            || event.feeFen < 0 || event.by != entry.caller
        {
            sheet.note(
                .provider, entry.place, "a payment of the provider is booked once, by who says so",
                expected: "a new reference, of \(entry.caller)",
                found: "\(event.reference), of \(event.by)")
            return
        }
        guard ledger.post(event.lines, at: entry.place, &sheet) else { return }
        let sum = event.receivedFen &+ event.feeFen
        let expected = [
            "custody": event.receivedFen, "payment_fee": event.feeFen, "psp_clearing": 0 &- sum,
        ]
        ledger.compare(
            event.lines, with: expected.filter { $0.value != 0 }, at: entry.place, &sheet)
    }

    mutating func attest(
        _ event: Attestation, _ entry: AuditedEntry, _ withdrawals: PlainWithdrawals,
        _ sheet: inout ViolationSheet
    ) {
        let place = entry.place
        guard let day = check(event, entry, &sheet) else { return }
        lastAttestation = max(lastAttestation, event.attestation)
        attestations[event.attestation] = (event.account, day)
        let statement = read(event, withdrawals, at: place, &sheet)
        statements[event.account, default: [:]][day] = statement
        for id in statement.paid.keys.sorted() {
            checkPaid(id, until: day, withdrawals, at: place, &sheet)
        }
        checkCover(day, withdrawals, at: place, &sheet)
    }

    /// The statement's day, unless nothing can be done with it.
    private func check(
        _ event: Attestation, _ entry: AuditedEntry, _ sheet: inout ViolationSheet
    ) -> Int64? {
        let role = event.by.prefix { $0 != "/" }
        if event.by != entry.caller || (role != "custodian" && role != "auditor") {
            sheet.note(
                .statement, entry.place, "only custodians and auditors attest",
                expected: "a custodian or an auditor", found: "\(event.by), by \(entry.caller)")
        }
        guard let day = PlainDate.day(event.date) else {
            sheet.note(
                .statement, entry.place, "a statement is of a day", expected: "like 2026-03-05",
                found: event.date)
            return nil
        }
        let known = statements[event.account]?[day]?.number ?? 0
        if event.attestation != lastAttestation &+ 1 || event.corrects != known
            || day >= PlainWithdrawals.day(max(entry.timeMicroseconds, event.atUs))
            || event.sha256.count != 32
        {
            sheet.note(
                .statement, entry.place,
                "statements are numbered, of days that are over, with a "
                    + "digest, and one for an account and day unless it corrects that",
                expected: "attestation \(lastAttestation &+ 1), correcting \(known)",
                found: "attestation \(event.attestation) of \(event.date), correcting "
                    + "\(event.corrects)")
        }
        return day
    }
}
