internal import Wire

/// What the truth figures (pool.md §8) are made of beside the pool's own state: what members paid
/// and received, lot by lot, and what came into the reserve from whom. By what the entries say,
/// which the other checks hold against the rules.
struct PlainTruth: Sendable {
    /// A lot that was ever granted.
    struct Holding: Sendable {
        var member: UInt64
        var paid: Int64
        var received: Int64 = 0
    }

    private(set) var holdings = PlainTable<Holding>()
    private(set) var paidByMembers: Int64 = 0
    /// By orders, less what refunds took out.
    private(set) var contributed: Int64 = 0
    private(set) var redeemed: Int64 = 0
    private(set) var exited: Int64 = 0
    /// What is left of subsidies in the reserve: slices add, each payout takes its part.
    private(set) var subsidy: UInt64 = 0
    /// Granted in the running series, and what they contributed.
    private(set) var seriesOrders: UInt64 = 0
    private(set) var seriesContribution: UInt64 = 0

    mutating func note(_ event: JournalEvent) {
        switch event {
        case .settled(let event) where event.outcome != .skipped:
            paidByMembers &+= event.paidFen
            contributed &+= event.contributionFen
            guard event.outcome == .granted else { return }
            holdings[event.lot] = Holding(member: event.member, paid: event.paidFen)
            seriesOrders += 1
            seriesContribution = PlainPool.sum(
                seriesContribution, UInt64(clamping: event.contributionFen))
        case .sold(let event):
            redeemed &+= event.payoutFen
            pay(event.payoutFen, lot: event.lot, leaving: event.reserveFen)
        case .exited(let event):
            exited &+= event.payoutFen
            pay(event.payoutFen, lot: event.lot, leaving: event.reserveFen)
        case .woundUp(let event):
            pay(event.payoutFen, lot: event.lot, leaving: event.reserveFen)
        case .clawedBack(let event): clawBack(event)
        case .seriesClosed(let event):
            leave(event.orphanedFen, leaving: event.reserveFen)
            (seriesOrders, seriesContribution) = (0, 0)
        case .sliceInjected(let event):
            subsidy = PlainPool.sum(subsidy, UInt64(clamping: event.amountFen))
        case .shares(let record): note(record)
        case .legacy(.allotted(let event)):
            holdings[event.lot] = Holding(member: event.member, paid: event.valueFen)
        default: return
        }
    }

    /// What changed of the holdings since this was last called.
    mutating func takeChanges() -> [PlainTable<Holding>.Change] { holdings.takeChanges() }

    private mutating func note(_ record: SharesRecord) {
        switch record {
        case .converted(let event): leave(event.amountFen, leaving: event.reserveFen)
        case .reissued(let event) where event.into != 0 && holdings[event.into] == nil:
            holdings[event.into] = Holding(member: event.member, paid: event.amountFen)
        default: return
        }
    }

    private mutating func clawBack(_ event: ClawedBack) {
        let outcome = event.outcome ?? ClawbackOutcome()
        paidByMembers &-= event.claim?.paidBackFen ?? 0
        contributed &-= outcome.returnedFen
        if let paid = holdings[outcome.lot]?.paid {
            holdings[outcome.lot]?.paid = paid &- event.lotPaidBackFen
        }
        leave(outcome.returnedFen, leaving: event.reserveFen)
    }

    private mutating func pay(_ payout: Int64, lot: UInt64, leaving reserve: Int64) {
        if let received = holdings[lot]?.received {
            holdings[lot]?.received = received &+ payout
        }
        leave(payout, leaving: reserve)
    }

    /// Each payout x of P takes ⌊B · x ÷ P⌋ of a subsidy B (money.md §4).
    private mutating func leave(_ payout: Int64, leaving reserve: Int64) {
        guard payout > 0, reserve >= 0, subsidy > 0 else { return }
        let before = UInt128(payout) + UInt128(reserve)
        subsidy -= UInt64(UInt128(subsidy) * UInt128(payout) / before)
    }

    /// Yuan per point of fen ÷ µpt, to four places.
    static func price(_ fen: UInt128, _ units: UInt128, up: Bool) -> String {
        guard units > 0 else { return "" }
        let (whole, rest) = (fen * 100_000_000).quotientAndRemainder(dividingBy: units)
        return text(tenThousandths: up && rest > 0 ? whole + 1 : whole)
    }

    /// The price at which a lot of this target leaves, rounded up: target ÷ (10,000 × granted).
    static func exitPrice(_ target: UInt64, granted: UInt128) -> String {
        guard target > 0, granted > 0 else { return "" }
        let (whole, rest) = (UInt128(target) * 10_000).quotientAndRemainder(dividingBy: granted)
        return text(tenThousandths: rest > 0 ? whole + 1 : whole)
    }

    private static func text(tenThousandths: UInt128) -> String {
        let (yuan, part) = tenThousandths.quotientAndRemainder(dividingBy: 10_000)
        return "\(yuan).\(String(part + 10_000).dropFirst())"
    }
}
