/// Which accounts of a ledger were written since it was last asked. Says nothing of what they hold,
/// so ledgers that hold the same are equal whatever is in here.
struct AccountChanges: Codable, Equatable, Sendable {
    /// Counts the times that changes were taken; a balance remembers when it was written, so that
    /// one which is written again costs a comparison.
    private(set) var period: Int32 = 0
    private var isFollowed = false
    /// In the order of writing. An account that came to be empty and was written again is in it
    /// more than once.
    private var written: [Account] = []

    static func == (one: AccountChanges, other: AccountChanges) -> Bool { true }

    mutating func follow() {
        guard !isFollowed else { return }
        isFollowed = true
        period = 1
    }

    /// `period`: when the balance was last written; nil for an account without one. O(1).
    mutating func note(_ account: Account, writtenIn period: Int32?) {
        guard isFollowed, period != self.period else { return }
        written.append(account)
    }

    /// Each account once, in their order.
    var accounts: [Account] {
        var last: Account?
        return written.map { ($0.rank, $0) }.sorted { $0.0 < $1.0 }.compactMap { _, account in
            defer { last = account }
            return account == last ? nil : account
        }
    }

    mutating func begin() {
        guard isFollowed else { return }
        written = []
        period += 1
    }
}

/// The place of an account among all: by kind, in the order of its bytes; then by owner.
struct AccountRank: Comparable {
    var kind: UInt8
    var owner: UInt64

    static func < (one: AccountRank, other: AccountRank) -> Bool {
        (one.kind, one.owner) < (other.kind, other.owner)
    }
}

extension Account {
    var rank: AccountRank {
        guard let kind = Self.kindRanks[kind] else {
            preconditionFailure("\(kind) is a kind of account")
        }
        return AccountRank(kind: kind, owner: ownerNumber)
    }

    /// The account at a place that an account has.
    init(_ rank: AccountRank) {
        let number = rank.owner
        self =
            switch Self.kindsByRank[Int(rank.kind)] {
            case .orderHeld: .orderHeld(OrderID(rawValue: number))
            case .wallet: .wallet(MemberID(rawValue: number))
            case .coupon: .coupon(MemberID(rawValue: number))
            case .withdrawalPending: .withdrawalPending(MemberID(rawValue: number))
            case .recoveryReceivable: .recoveryReceivable(MemberID(rawValue: number))
            case .legacyCoin: .legacyCoin(MemberID(rawValue: number))
            case .share: .share(MemberID(rawValue: number))
            case .lot: .lot(LotID(rawValue: number))
            case .subsidy: .subsidy(Self.sources[Int(number)])
            case .pspClearing: .pspClearing
            case .custody: .custody
            case .merchantPayable: .merchantPayable
            case .platformIncome: .platformIncome
            case .taxReserve: .taxReserve
            case .paymentFee: .paymentFee
            case .commissionPending: .commissionPending
            case .commissionUnallocated: .commissionUnallocated
            case .reserve: .reserve
            case .orphanReserve: .orphanReserve
            case .shareSubscriptionPayable: .shareSubscriptionPayable
            case .unmatchedReceipts: .unmatchedReceipts
            case .dividendSource: .dividendSource
            case .operatorCapital: .operatorCapital
            case .operatorLoss: .operatorLoss
            case .coinSpent: .coinSpent
            case .coinIssued: .coinIssued
            case .legacyTrust: .legacyTrust
            case .issued: .issued
            case .shareIssued: .shareIssued
            }
    }

    private var ownerNumber: UInt64 {
        switch owner {
        case .platform: 0
        case .order(let order): order.rawValue
        case .member(let member): member.rawValue
        case .lot(let lot): lot.rawValue
        case .source(let source): UInt64(Self.sources.firstIndex(of: source) ?? 0)
        }
    }

    /// Appends the bytes of `description` without making it.
    package func appendText(to bytes: inout [UInt8]) {
        if case .subsidy = self {
            bytes += description.utf8
            return
        }
        bytes += kind.utf8
        var left = ownerNumber
        guard left > 0 else { return }
        bytes.append(UInt8(ascii: ":"))
        let first = bytes.count
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(left % 10))
            left /= 10
        } while left > 0
        bytes[first...].reverse()
    }

    private static let kindsByRank = kinds.sorted { $0.kind < $1.kind }

    private static let kindRanks: [String: UInt8] = {
        let ranked = kindsByRank.enumerated()
        return Dictionary(uniqueKeysWithValues: ranked.map { ($1.kind, UInt8($0)) })
    }()

    private static let sources = SubsidySource.allCases.sorted { $0.rawValue < $1.rawValue }
}
