internal import Wire

/// The rules of money.md §9 a second time: what is frozen when, and whether the platform winds
/// down. Freezes are findings in themselves.
struct PlainControl: Sendable {
    private static let dayMicroseconds: Int64 = 86_400_000_000
    private static let freezeDaysMax: Int64 = 14
    private static let windDownNoticeDays: Int64 = 30

    private var payoutsFrozenBy: String?
    private var frozenUntilUs = Int64.min
    private var proposals: [UInt64: ControlProposed] = [:]
    private var proposed: UInt64 = 0
    private var windDownFromUs: Int64?
    var isSandbox = false

    // MARK: - Entries

    mutating func take(
        _ event: PayoutsFrozen, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        if payoutsFrozenBy != nil || event.reason.isEmpty {
            sheet.note(
                .control, place, "payouts are frozen once, for a reason",
                expected: "not frozen, a reason", found: "\"\(event.reason)\"")
        }
        payoutsFrozenBy = event.by
    }

    mutating func take(
        _ event: Thawed, time: Int64, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        switch event.scope {
        case .payouts:
            let byAudit = payoutsFrozenBy?.hasPrefix("service/") ?? false
            if payoutsFrozenBy == nil || (byAudit && !event.by.hasPrefix("service/")) {
                sheet.note(
                    .control, place, "payouts are thawed by whom may",
                    expected: payoutsFrozenBy ?? "nothing frozen", found: event.by)
            }
            payoutsFrozenBy = nil
        case .pool, .unspecified:
            if time >= frozenUntilUs {
                sheet.note(
                    .control, place, "a pool is thawed that is not frozen",
                    expected: "frozen until later than \(time)", found: "until \(frozenUntilUs)")
            }
            frozenUntilUs = .min
        }
    }

    mutating func take(
        _ event: ControlProposed, time: Int64, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        proposed += 1
        let days = Int64(event.days)
        let isRight =
            event.proposal == proposed && !event.reason.isEmpty && event.atUs == time
            && (event.action == .freeze ? (1...Self.freezeDaysMax).contains(days) : days == 0)
            && (!event.skipNotice || (isSandbox && event.action == .windDown))
        if !isRight {
            sheet.note(
                .control, place, "a proposal is numbered, has a reason and is within its limits",
                expected: "proposal \(proposed), a freeze of at most \(Self.freezeDaysMax) days",
                found: "proposal \(event.proposal), \(event.action), \(days) days")
        }
        proposals[event.proposal] = event
    }

    mutating func take(
        _ event: ControlConfirmed, time: Int64, at place: EntryPlace,
        _ sheet: inout ViolationSheet
    ) {
        let proposal = proposals.removeValue(forKey: event.proposal)
        let days: Int64 =
            switch event.action {
            case .freeze: Int64(proposal?.days ?? 0)
            case .windDown: proposal?.skipNotice == true ? 0 : Self.windDownNoticeDays
            case .thawPayouts, .unspecified: 0
            }
        let until = time &+ days * Self.dayMicroseconds
        if proposal?.action != event.action || proposal?.by == event.by || event.untilUs != until
            || event.atUs != time
        {
            sheet.note(
                .control, place, "a proposal is confirmed once, by another operator",
                expected: "\(proposal.map { "\($0.action) of \($0.by)" } ?? "an open proposal"), "
                    + "until \(until)",
                found: "\(event.action), by \(event.by), until \(event.untilUs)")
        }
        switch event.action {
        case .freeze:
            frozenUntilUs = event.untilUs
            sheet.note(
                .frozen, place, "two operators froze the pool: \(proposal?.reason ?? "")",
                expected: "no freeze", found: "until \(event.untilUs)")
        case .windDown: windDownFromUs = event.untilUs
        case .thawPayouts: payoutsFrozenBy = nil
        case .unspecified: break
        }
    }

    // MARK: - What others may not do meanwhile

    enum Act: Sendable {
        case receipt, settlement, payout
    }

    func check(
        _ act: Act, time: Int64, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        let forbidden: String? =
            switch act {
            case .receipt: windDownFromUs.map { "winding down is announced, from \($0) on" }
            case .settlement: time < frozenUntilUs ? "the pool is frozen" : nil
            case .payout:
                payoutsFrozenBy.map { "payouts are frozen by \($0)" }
                    ?? (time < frozenUntilUs ? "the pool is frozen" : nil)
            }
        guard let forbidden else { return }
        sheet.note(
            .control, place, "an entry does what is refused now", expected: forbidden,
            found: "\(act)")
    }

    /// `held` is what the books hold for orders.
    func checkWindDown(
        held: Int64, trust: UInt64, time: Int64, at place: EntryPlace,
        _ sheet: inout ViolationSheet
    ) {
        guard time < windDownFromUs ?? .max || held != 0 || trust > 0 else { return }
        sheet.note(
            .control, place,
            "a pool is wound down after its notice, with nothing held for orders "
                + "and the trust allotted",
            expected: "from \(windDownFromUs.map { "\($0)" } ?? "never") on, 0 fen, 0 µpt",
            found: "\(time), \(held) fen, \(trust) µpt")
    }
}
