/// What an account counts.
package enum LedgerUnit: String, CaseIterable, Sendable {
    case fen
    /// Micro-points.
    case points = "micropoint"
    case coin
    case share
}

/// Who pays a subsidy (money.md §4).
package enum SubsidySource: String, CaseIterable, Codable, Sendable {
    case financingAngel = "financing:angel"
    case financingA = "financing:A"
    case financingB = "financing:B"
    case financingC = "financing:C"
    case financingD = "financing:D"
    case advertising
    case game
    case `operator`
    case unallocated
    case orphan
}

/// An account of one platform. Its text, like `reserve` or `wallet:42`, is the same in every
/// entry, message and export.
package enum Account: Hashable, Sendable {
    case pspClearing, custody
    case orderHeld(OrderID)
    case wallet(MemberID), coupon(MemberID), withdrawalPending(MemberID)
    case recoveryReceivable(MemberID)
    case merchantPayable, platformIncome, taxReserve, paymentFee
    case commissionPending, commissionUnallocated
    case reserve, orphanReserve
    case subsidy(SubsidySource)
    case shareSubscriptionPayable
    case unmatchedReceipts, dividendSource
    case operatorCapital, operatorLoss
    case legacyCoin(MemberID), coinSpent, coinIssued
    case lot(LotID), legacyTrust, issued
    case share(MemberID), shareIssued

    /// Assets and losses are positive, liabilities and income negative. The three that the
    /// rules name have no floor, nor has what coins and shares come into being against.
    package enum Side: Sendable {
        case asset, liability, unbounded
    }

    package var side: Side {
        switch self {
        case .pspClearing, .custody, .lot, .legacyTrust, .share: .asset
        case .recoveryReceivable, .operatorLoss, .issued, .coinIssued, .shareIssued: .unbounded
        case .orderHeld, .wallet, .coupon, .withdrawalPending, .merchantPayable,
            .platformIncome, .taxReserve, .paymentFee, .commissionPending,
            .commissionUnallocated, .reserve, .orphanReserve, .subsidy,
            .shareSubscriptionPayable, .unmatchedReceipts, .dividendSource, .operatorCapital,
            .legacyCoin, .coinSpent:
            .liability
        }
    }

    package var unit: LedgerUnit {
        switch self {
        case .lot, .legacyTrust, .issued: .points
        case .legacyCoin, .coinSpent, .coinIssued: .coin
        case .share, .shareIssued: .share
        case .pspClearing, .custody, .orderHeld, .wallet, .coupon, .withdrawalPending,
            .recoveryReceivable, .merchantPayable, .platformIncome, .taxReserve, .paymentFee,
            .commissionPending, .commissionUnallocated, .reserve, .orphanReserve, .subsidy,
            .shareSubscriptionPayable, .unmatchedReceipts, .dividendSource, .operatorCapital,
            .operatorLoss:
            .fen
        }
    }
}

extension Account: CustomStringConvertible {
    /// The first word of the text: accounts of one kind share it.
    package var kind: String {
        switch self {
        case .pspClearing: "psp_clearing"
        case .custody: "custody"
        case .orderHeld: "order_held"
        case .wallet: "wallet"
        case .coupon: "coupon"
        case .withdrawalPending: "withdrawal_pending"
        case .recoveryReceivable: "recovery_receivable"
        case .merchantPayable: "merchant_payable"
        case .platformIncome: "platform_income"
        case .taxReserve: "tax_reserve"
        case .paymentFee: "payment_fee"
        case .commissionPending: "commission_pending"
        case .commissionUnallocated: "commission_unallocated"
        case .reserve: "reserve"
        case .orphanReserve: "orphan_reserve"
        case .subsidy: "subsidy"
        case .shareSubscriptionPayable: "share_subscription_payable"
        case .unmatchedReceipts: "unmatched_receipts"
        case .dividendSource: "dividend_source"
        case .operatorCapital: "operator_capital"
        case .operatorLoss: "operator_loss"
        case .legacyCoin: "legacy_coin"
        case .coinSpent: "coin_spent"
        case .coinIssued: "coin_issued"
        case .lot: "lot"
        case .legacyTrust: "legacy_trust"
        case .issued: "issued"
        case .share: "share"
        case .shareIssued: "share_issued"
        }
    }

    package var description: String {
        switch owner {
        case .platform: kind
        case .order(let order): "\(kind):\(order)"
        case .member(let member): "\(kind):\(member)"
        case .lot(let lot): "\(kind):\(lot)"
        case .source(let source): "\(kind):\(source.rawValue)"
        }
    }

    /// Whose accounts of a kind there are.
    enum Owner: Hashable {
        /// There is one account of the kind.
        case platform
        case order(OrderID), member(MemberID), lot(LotID), source(SubsidySource)
    }

    var owner: Owner {
        switch self {
        case .orderHeld(let order): .order(order)
        case .wallet(let member), .coupon(let member), .withdrawalPending(let member),
            .recoveryReceivable(let member), .legacyCoin(let member), .share(let member):
            .member(member)
        case .lot(let lot): .lot(lot)
        case .subsidy(let source): .source(source)
        case .pspClearing, .custody, .merchantPayable, .platformIncome, .taxReserve,
            .paymentFee, .commissionPending, .commissionUnallocated, .reserve, .orphanReserve,
            .shareSubscriptionPayable, .unmatchedReceipts, .dividendSource, .operatorCapital,
            .operatorLoss, .coinSpent, .coinIssued, .legacyTrust, .issued, .shareIssued:
            .platform
        }
    }

    /// An account of each kind; those that have owners are of number 1.
    static let kinds: [Account] = {
        let member = MemberID(rawValue: 1)
        return [
            .pspClearing, .custody, .orderHeld(OrderID(rawValue: 1)), .wallet(member),
            .coupon(member), .withdrawalPending(member), .recoveryReceivable(member),
            .merchantPayable, .platformIncome, .taxReserve, .paymentFee, .commissionPending,
            .commissionUnallocated, .reserve, .orphanReserve, .subsidy(.operator),
            .shareSubscriptionPayable, .unmatchedReceipts, .dividendSource, .operatorCapital,
            .operatorLoss, .legacyCoin(member), .coinSpent, .coinIssued, .lot(LotID(rawValue: 1)),
            .legacyTrust, .issued, .share(member), .shareIssued,
        ]
    }()

    private static let withoutOwner: [String: Account] = {
        let accounts = kinds.filter { $0.owner == .platform }
        return Dictionary(uniqueKeysWithValues: accounts.map { ($0.kind, $0) })
    }()

    /// Nil for a text that `description` never gives: each account has one text.
    package init?(_ text: String) {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else {
            guard let account = Self.withoutOwner[text] else { return nil }
            self = account
            return
        }
        let kind = String(text[..<colon])
        let owner = text[text.utf8.index(after: colon)...]
        if kind == "subsidy" {
            guard let source = SubsidySource(rawValue: String(owner)) else { return nil }
            self = .subsidy(source)
            return
        }
        guard let number = Self.number(owner.utf8) else { return nil }
        switch kind {
        case "lot": self = .lot(LotID(rawValue: number))
        case "wallet": self = .wallet(MemberID(rawValue: number))
        case "order_held": self = .orderHeld(OrderID(rawValue: number))
        case "coupon": self = .coupon(MemberID(rawValue: number))
        case "withdrawal_pending": self = .withdrawalPending(MemberID(rawValue: number))
        case "recovery_receivable": self = .recoveryReceivable(MemberID(rawValue: number))
        case "legacy_coin": self = .legacyCoin(MemberID(rawValue: number))
        case "share": self = .share(MemberID(rawValue: number))
        default: return nil
        }
    }

    /// Decimal digits without a sign or a leading zero; nil for anything else, and beyond 64 bits.
    private static func number(_ digits: Substring.UTF8View) -> UInt64? {
        guard let first = digits.first, first != UInt8(ascii: "0") else { return nil }
        var number: UInt64 = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(UInt64(digit - UInt8(ascii: "0")))
            guard !overflow, !carry else { return nil }
            number = sum
        }
        return number
    }
}
