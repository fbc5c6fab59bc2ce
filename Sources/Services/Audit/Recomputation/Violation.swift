/// The rules that the audit checks. The raw value is the rule's name on the wire; the first word
/// is its family (audit.md §4).
enum AuditRule: String, CaseIterable, Sendable {
    case sequence = "integrity.sequence"
    case entryBytes = "integrity.entry"
    case group = "integrity.group"
    case root = "integrity.root"
    case history = "integrity.history"
    case requestID = "integrity.request_id"
    case time = "integrity.time"
    case kind = "integrity.kind"

    case plan = "pool.plan"
    case number = "pool.settlement_number"
    case outcome = "pool.outcome"
    case grant = "pool.grant"
    case redemption = "pool.redemption"
    case exit = "pool.exit"
    case exitMissing = "pool.exit_missing"
    case exitEarly = "pool.exit_early"
    case split = "pool.split"
    case seriesEnd = "pool.series_end"
    case reserve = "pool.reserve"
    case supply = "pool.supply"
    case clawback = "pool.clawback"
    case price = "pool.price"
    case injection = "pool.injection"
    case related = "pool.related_members"
    case truth = "pool.truth"
    case windDown = "pool.wind_down"
    case control = "pool.control"
    case frozen = "pool.frozen"

    case claim = "legacy.claim"
    case coins = "legacy.coins"
    case allotment = "legacy.allotment"
    case share = "legacy.share"

    case listing = "shares.listing"
    case programme = "shares.programme"
    case subscription = "shares.subscription"
    case conversion = "shares.conversion"
    case register = "shares.register"

    case unbalanced = "money.unbalanced"
    case account = "money.account"
    case floor = "money.floor"
    case wallet = "money.wallet"
    case posting = "money.posting"
    case reserveAccount = "money.reserve"
    case lotAccount = "money.lot"
    case refund = "money.refund"
    case redirection = "money.redirection"
    case withdrawal = "money.withdrawal"
    case payoutBatch = "money.payout_file"
    case callback = "money.callback"
    case provider = "money.provider"

    case payment = "payments.accepted_once"
    case paymentCallback = "payments.callback"
    case paymentRefund = "payments.refund"
    case unmatched = "payments.unmatched"
    case unmatchedOverdue = "payments.unmatched_overdue"
    case refundOverdue = "payments.refund_overdue"

    case cover = "custody.cover"
    case overdue = "custody.overdue"
    case statement = "custody.statement"
    case subsidy = "money.subsidy"
    case operatorMoney = "money.operator"

    case hopRepeated = "order.hop_repeated"
    case hopOrder = "order.hop_order"
    case hopDiffers = "order.hop_differs"
    case hopMissing = "order.hop_missing"
    case waterfall = "order.waterfall"
    case settlement = "order.settlement"
    case batch = "order.batch"
    case window = "order.return_window"
    case deadline = "order.deadline"
    case clock = "order.clock"
    case refundPath = "order.refund"
    case coinShare = "order.coins"
    case stock = "order.stock"
    case campaign = "order.campaign"

    case tree = "rewards.tree"
    case rewards = "rewards.rows"
    case budget = "rewards.budget"

    case stateDigest = "state.digest"

    case organiserMeter = "rules.r05"
    case rewardShare = "rules.r07"
    case depositMeter = "rules.r09"
    case depositLimit = "rules.r09_limit"
    case returnDays = "rules.r13"
    case unconfirmed = "rewards.unconfirmed"
}

/// Where an entry stands: `pool/demo`, 17.
struct EntryPlace: Hashable, Sendable {
    var journal: String
    var sequence: UInt64
}

/// A rule that an entry breaks, before it is numbered and recorded as a finding.
struct Violation: Equatable, Sendable {
    var rule: AuditRule
    var place: EntryPlace
    /// What is wrong, in words.
    var sentence: String
    /// The figure that the rules give, and the one that is recorded.
    var expected: String
    var found: String
}

/// Collects the violations of the entries that are being checked.
struct ViolationSheet: Sendable {
    private(set) var violations: [Violation] = []

    var count: Int { violations.count }

    mutating func note<Expected, Found>(
        _ rule: AuditRule, _ place: EntryPlace, _ sentence: String,
        expected: Expected, found: Found
    ) {
        violations.append(
            Violation(
                rule: rule, place: place, sentence: sentence, expected: "\(expected)",
                found: "\(found)"))
    }

    /// Hands over what was collected and begins anew.
    mutating func take() -> [Violation] {
        defer { violations = [] }
        return violations
    }
}
