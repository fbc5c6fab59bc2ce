internal import Wire

/// The books of money.md §1 added up again from the lines that a pool's journal records: every
/// posting sums to zero in each unit, no account passes its floor, and the accounts of reserve
/// and lots hold what the pool says.
///
/// A difference between books and pool is reported when it arises, not again while it lasts.
struct PlainLedger: Sendable {
    /// Balances that are not zero. Assets are positive, liabilities negative.
    private(set) var fen: [String: Int64] = [:]
    private(set) var units: [String: Int64] = [:]
    /// Coins and shares.
    private(set) var others: [String: Int64] = [:]
    /// How far the reserve account is from the pool's reserve.
    private var reserveDrift: Int128 = 0
    /// How far lots' accounts are from the pool's lots, where they are.
    private var lotDrifts: [String: Int128] = [:]
    /// Accounts that a line was posted to since the last digest of the state.
    private(set) var written: Set<String> = []
    /// Accounts of postings that were reported: their floors say nothing any more.
    private var suspects: Set<String> = []

    enum Side: Sendable {
        case asset
        case liability
        case unbounded
    }

    /// The kind of an account is its text up to the colon.
    private static let sides: [Substring: (side: Side, unit: Unit)] = [
        "psp_clearing": (.asset, .fen), "custody": (.asset, .fen),
        "order_held": (.liability, .fen), "wallet": (.liability, .fen),
        "coupon": (.liability, .fen), "withdrawal_pending": (.liability, .fen),
        "recovery_receivable": (.unbounded, .fen), "merchant_payable": (.liability, .fen),
        "platform_income": (.liability, .fen), "tax_reserve": (.liability, .fen),
        "payment_fee": (.liability, .fen), "commission_pending": (.liability, .fen),
        "commission_unallocated": (.liability, .fen), "reserve": (.liability, .fen),
        "orphan_reserve": (.liability, .fen), "subsidy": (.liability, .fen),
        "unmatched_receipts": (.liability, .fen), "operator_capital": (.liability, .fen),
        "lot": (.asset, .micropoint),
        "legacy_trust": (.asset, .micropoint), "issued": (.unbounded, .micropoint),
        "legacy_coin": (.liability, .coin), "coin_spent": (.liability, .coin),
        "coin_issued": (.unbounded, .coin),
        "share": (.asset, .share), "share_issued": (.unbounded, .share),
        "share_subscription_payable": (.liability, .fen),
        "dividend_source": (.liability, .fen), "operator_loss": (.unbounded, .fen),
    ]

    /// Posts the lines as they are recorded. False when they do not sum to zero or name what is
    /// no account: what they say of single accounts is then not compared any further.
    mutating func post(
        _ lines: [Line], at place: EntryPlace, _ sheet: inout ViolationSheet
    ) -> Bool {
        var sums: [Unit: Int128] = [:]
        var unknown: Line?
        for line in lines {
            guard let kind = Self.sides[Self.kind(of: line.account)], kind.unit == line.unit else {
                unknown = line
                continue
            }
            sums[line.unit, default: 0] += Int128(line.amount)
        }
        let isBalanced = sums.values.allSatisfy { $0 == 0 }
        let isSound = unknown == nil && isBalanced
        if !isSound { suspects.formUnion(lines.map(\.account)) }
        for line in lines { move(line, at: place, &sheet) }
        if let unknown {
            sheet.note(
                .account, place, "a line names what is no account in its unit",
                expected: "an account of money.md §1", found: "\(unknown.account) \(unknown.unit)")
        } else if !isBalanced {
            sheet.note(
                .unbalanced, place, "the lines of a posting sum to zero in each unit",
                expected: "0 fen, 0 µpt, 0 coins, 0 shares",
                found: "\(sums[.fen] ?? 0) fen, \(sums[.micropoint] ?? 0) µpt, "
                    + "\(sums[.coin] ?? 0) coins, \(sums[.share] ?? 0) shares")
        }
        return isSound
    }

    private static func kind(of account: String) -> Substring {
        account.prefix { $0 != ":" }
    }

    private func balance(_ line: Line) -> Int64 {
        switch line.unit {
        case .fen: fen[line.account] ?? 0
        case .micropoint: units[line.account] ?? 0
        case .coin, .share, .unspecified: others[line.account] ?? 0
        }
    }

    private mutating func move(
        _ line: Line, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        written.insert(line.account)
        let before = balance(line)
        let (after, overflow) = before.addingReportingOverflow(line.amount)
        guard !overflow else {
            sheet.note(
                .floor, place, "\(line.account) passes 64 bits", expected: "a smaller balance",
                found: line.amount)
            return
        }
        let kept = after == 0 ? nil : after
        switch line.unit {
        case .fen: fen[line.account] = kept
        case .micropoint: units[line.account] = kept
        case .coin, .share, .unspecified: others[line.account] = kept
        }
        let kind = Self.kind(of: line.account)
        let isBelow =
            switch Self.sides[kind]?.side ?? .unbounded {
            case .asset: after < 0 && line.amount < 0
            case .liability: after > 0 && line.amount > 0
            case .unbounded: false
            }
        guard isBelow, !suspects.contains(line.account) else { return }
        let isWallet = kind == "wallet"
        sheet.note(
            isWallet ? .wallet : .floor, place, "\(line.account) gives more than it holds",
            expected: "at most \(before.magnitude)", found: line.amount.magnitude)
    }

    /// Who is credited repays what is owed first. To be asked before the lines are posted.
    func compareRepayments(
        _ lines: [Line], at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        var credited: [Substring: (all: Int64, repaid: Int64)] = [:]
        for line in lines {
            let kind = Self.kind(of: line.account)
            guard kind == "wallet" || kind == "recovery_receivable" else { continue }
            let owner = line.account[kind.endIndex...]
            credited[owner, default: (0, 0)].all &-= line.amount
            if kind == "recovery_receivable" {
                credited[owner, default: (0, 0)].repaid &-= line.amount
            }
        }
        for (owner, sums) in credited {
            let owed = max(0, fen["recovery_receivable\(owner)"] ?? 0)
            guard sums.repaid != min(owed, sums.all) else { continue }
            sheet.note(
                .posting, place, "who is credited repays what is owed first",
                expected: "recovery_receivable\(owner) \(0 &- min(owed, sums.all))",
                found: "\(0 &- sums.repaid)")
        }
    }

    /// A split has no lines: every balance in points is multiplied, as the lots are. O(lots).
    mutating func split(by ratio: UInt64) {
        let factor = Int64(clamping: ratio)
        units = units.mapValues { balance in
            let (product, overflow) = balance.multipliedReportingOverflow(by: factor)
            return overflow ? balance : product
        }
        lotDrifts = lotDrifts.mapValues { $0 * Int128(factor) }
    }

    /// What any account holds, in its unit.
    func balance(of account: String) -> Int64 {
        fen[account] ?? units[account] ?? others[account] ?? 0
    }

    mutating func beginWriting() { written = [] }

    // MARK: - Against the event and the pool

    /// The lines must be exactly `expected`, in any order.
    func compare(
        _ lines: [Line], with expected: [String: Int64], at place: EntryPlace,
        _ sheet: inout ViolationSheet
    ) {
        var found: [String: Int64] = [:]
        for line in lines {
            found[line.account] = (found[line.account] ?? 0) &+ line.amount
        }
        let wrong = Set(expected.keys).union(found.keys).sorted().filter {
            expected[$0] ?? 0 != found[$0] ?? 0
        }
        guard !wrong.isEmpty else { return }
        sheet.note(
            .posting, place, "the entry posts other amounts than it says",
            expected: wrong.map { "\($0) \(expected[$0] ?? 0)" }.joined(separator: ", "),
            found: wrong.map { "\($0) \(found[$0] ?? 0)" }.joined(separator: ", "))
    }

    /// The reserve account against the pool's reserve. `isKnown`: the entry's figures or lines
    /// are reported already, so a new difference is only remembered.
    mutating func compareReserve(
        with reserve: UInt64, isKnown: Bool, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        let drift = -Int128(fen["reserve"] ?? 0) - Int128(reserve)
        defer { reserveDrift = drift }
        guard drift != reserveDrift, !isKnown else { return }
        sheet.note(
            .reserveAccount, place, "the account of the reserve is not the pool's reserve",
            expected: "\(reserve) fen", found: "\(-Int128(fen["reserve"] ?? 0)) fen")
    }

    /// A lot's account against the pool's lot.
    mutating func compareLot(
        _ lot: UInt64, with units: UInt64, isKnown: Bool, at place: EntryPlace,
        _ sheet: inout ViolationSheet
    ) {
        let account = "lot:\(lot)"
        let balance = self.units[account] ?? 0
        let drift = Int128(balance) - Int128(units)
        guard drift != lotDrifts[account] ?? 0 else { return }
        lotDrifts[account] = drift == 0 ? nil : drift
        guard !isKnown else { return }
        sheet.note(
            .lotAccount, place, "the account of lot \(lot) is not what the lot holds",
            expected: "\(units) µpt", found: "\(balance) µpt")
    }
}
