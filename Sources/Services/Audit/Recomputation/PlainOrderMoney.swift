internal import Wire

/// What the money of one order did, as the pool's journal tells it: what each source paid and
/// has had back, and once it settled, what is left of that to take back. Some 200 bytes, kept
/// for good: a refund may come at any time.
struct PlainOrderMoney: Sendable {
    var member: UInt64
    var paid = PlainSources()
    var back = PlainSources()
    var hasReceipt = false
    /// What each refund gave the provider to pay out; nil when the wallet got it since.
    var refunds: [Int64?] = []
    var settled: Settlement?

    /// What is left of a settlement.
    struct Settlement: Sendable {
        var paid: Int64
        var contribution: Int64
        /// As `ReversedParts` has them.
        var parts: [Int64]
        var rewards: [UInt64: Int64] = [:]
        var lot: UInt64
        /// Of the lot alone: pieces without a contribution leave it as it is.
        var lotPaid: Int64
        /// What the lot's points have paid, less what was laid to pieces that came back.
        var received: Int64 = 0
    }

    var left: PlainSources { paid.less(back) }

    /// Accounts of `ReversedParts`, in the order of its fields.
    static let partAccounts = [
        "merchant_payable", "platform_income", "tax_reserve", "commission_unallocated",
        "commission_pending",
    ]

    static func parts(_ reversed: ReversedParts?) -> [Int64] {
        [
            reversed?.costFen ?? 0, reversed?.platformFen ?? 0, reversed?.taxFen ?? 0,
            reversed?.unallocatedFen ?? 0, reversed?.pendingFen ?? 0,
        ]
    }

    mutating func settle(_ event: Settled) {
        var sums: [String: Int64] = [:]
        var settlement = Settlement(
            paid: event.paidFen, contribution: event.contributionFen, parts: [],
            lot: event.outcome == .granted ? event.lot : 0, lotPaid: event.paidFen)
        for line in event.lines {
            sums[line.account] = (sums[line.account] ?? 0) &- line.amount
            let words = line.account.split(separator: ":")
            guard words.count == 2, let payee = UInt64(words[1]),
                words[0] == "wallet" || words[0] == "recovery_receivable"
            else { continue }
            settlement.rewards[payee] = (settlement.rewards[payee] ?? 0) &- line.amount
        }
        settlement.parts = Self.partAccounts.map { sums[$0] ?? 0 }
        settled = settlement
    }
}
