import Domain
import Journal
import Wire

extension BookEvent {
    /// What it posts.
    var lines: [Domain.Line] {
        switch self {
        case .held(let receipt): receipt.lines
        case .settled(let settlement): settlement.lines
        case .refunds(let refund): refund.lines
        case .moved(let movement): movement.lines
        case .legacy(let event): event.lines
        case .shares(let event): event.lines
        case .withdrawal(let event): event.lines
        case .custody(let event): event.lines
        case .subsidy(let event): event.lines
        case .operatorBooked(let booking): booking.lines
        case .opened(let opening): opening.lines
        case .control, .plan: []
        case .unmatched(let event): event.lines
        }
    }

    /// The member whom the entry's keys name.
    var member: MemberID? {
        switch self {
        case .held(let receipt): receipt.member
        case .settled(let settlement): settlement.member
        case .refunds(let refund): refund.member
        case .moved(let movement): movement.member
        case .subsidy(.couponGranted(let coupon)): coupon.member
        case .opened(let opening): opening.row.account.member
        case .subsidy, .operatorBooked, .control, .plan: nil
        // These move the accounts of one member at most, whom their keys name.
        case .legacy, .shares, .withdrawal, .custody, .unmatched:
            lines.lazy.compactMap(\.account.member).first
        }
    }

    /// The ratio by which every balance in points is multiplied; nil for all but a split.
    var splitRatio: Int? {
        guard case .moved(let movement) = self, case .split(let ratio) = movement.event.change
        else { return nil }
        return ratio
    }

    /// The lines of any entry of a pool's journal.
    init?(linesOf entry: JournalEntry) throws {
        guard entry.kind != "platform_created", entry.kind != "state_digest" else { return nil }
        try self.init(entry)
    }
}

extension Account {
    /// Whose account it is, for those that belong to a member by name.
    var member: MemberID? {
        switch self {
        case .wallet(let member), .coupon(let member), .withdrawalPending(let member),
            .recoveryReceivable(let member), .legacyCoin(let member), .share(let member):
            member
        case .pspClearing, .custody, .orderHeld, .merchantPayable, .platformIncome, .taxReserve,
            .paymentFee, .commissionPending, .commissionUnallocated, .reserve, .orphanReserve,
            .subsidy, .shareSubscriptionPayable, .unmatchedReceipts, .dividendSource,
            .operatorCapital, .operatorLoss, .coinSpent, .coinIssued, .lot, .legacyTrust, .issued,
            .shareIssued:
            nil
        }
    }

    /// The accounts that belong to a member by name.
    static func all(of member: MemberID) -> [Account] {
        [
            .wallet(member), .coupon(member), .withdrawalPending(member),
            .recoveryReceivable(member), .legacyCoin(member), .share(member),
        ]
    }
}
