import Domain
import Journal
import Transport
import Wire

extension Domain.ControlScope {
    init(_ message: Wire.ControlScope) throws(RPCError) {
        switch message {
        case .payouts: self = .payouts
        case .pool: self = .pool
        case .unspecified:
            throw RPCError.malformed("scope", "scope is missing; say PAYOUTS or POOL")
        }
    }

    var message: Wire.ControlScope {
        switch self {
        case .payouts: .payouts
        case .pool: .pool
        }
    }
}

extension Domain.ControlAction {
    init(_ message: Wire.ControlAction) throws(RPCError) {
        switch message {
        case .freeze: self = .freeze
        case .windDown: self = .windDown
        case .thawPayouts: self = .thawPayouts
        case .unspecified:
            throw RPCError.malformed(
                "action", "action is missing; say FREEZE, WIND_DOWN or THAW_PAYOUTS")
        }
    }

    var message: Wire.ControlAction {
        switch self {
        case .freeze: .freeze
        case .windDown: .windDown
        case .thawPayouts: .thawPayouts
        }
    }
}

extension ControlEvent {
    /// Nil for a kind that is not of control.
    init?(_ entry: JournalEntry) throws {
        switch entry.kind {
        case "payouts_frozen":
            let event = try PayoutsFrozen(decoding: entry.event)
            self = .payoutsFrozen(
                ControlNotice(
                    by: event.by, reason: event.reason, at: Instant(microseconds: event.atUs)))
        case "thawed":
            let event = try Thawed(decoding: entry.event)
            self = .thawed(
                try ControlScope(event.scope),
                ControlNotice(
                    by: event.by, reason: event.reason, at: Instant(microseconds: event.atUs)))
        case "control_proposed":
            let event = try ControlProposed(decoding: entry.event)
            self = .proposed(
                ControlProposal(
                    number: event.proposal, action: try ControlAction(event.action),
                    notice: ControlNotice(
                        by: event.by, reason: event.reason,
                        at: Instant(microseconds: event.atUs)),
                    days: Int(event.days), skipsNotice: event.skipNotice))
        case "control_confirmed":
            let event = try ControlConfirmed(decoding: entry.event)
            self = .confirmed(
                ControlConfirmation(
                    proposal: event.proposal, action: try ControlAction(event.action),
                    by: event.by, at: Instant(microseconds: event.atUs),
                    until: Instant(microseconds: event.untilUs)))
        default: return nil
        }
    }

    private static let keys = ["control"]

    var entry: EntryDraft {
        switch self {
        case .payoutsFrozen(let notice):
            EntryDraft(
                PayoutsFrozen(
                    by: notice.by, reason: notice.reason, atUs: notice.at.microseconds),
                keys: Self.keys)
        case .thawed(let scope, let notice):
            EntryDraft(
                Thawed(
                    scope: scope.message, by: notice.by, reason: notice.reason,
                    atUs: notice.at.microseconds), keys: Self.keys)
        case .proposed(let proposal):
            EntryDraft(
                ControlProposed(
                    proposal: proposal.number, action: proposal.action.message,
                    by: proposal.notice.by, reason: proposal.notice.reason,
                    days: UInt32(clamping: proposal.days), skipNotice: proposal.skipsNotice,
                    atUs: proposal.notice.at.microseconds), keys: Self.keys)
        case .confirmed(let made):
            EntryDraft(
                ControlConfirmed(
                    proposal: made.proposal, action: made.action.message, by: made.by,
                    atUs: made.at.microseconds, untilUs: made.until.microseconds),
                keys: Self.keys)
        }
    }
}

extension BookMovement {
    /// Nil for a kind that is not of winding down.
    init?(windingDown entry: JournalEntry) throws {
        switch entry.kind {
        case "wound_up":
            let event = try WoundUp(decoding: entry.event)
            try self.init(
                .woundUp(
                    lot: LotID(rawValue: event.lot), units: Points(units: event.units),
                    payout: Money(fen: event.payoutFen)),
                event.reserveFen, event.supplyUnits, member: MemberID(rawValue: event.member),
                event.lines)
        case "wound_down":
            let event = try WoundDown(decoding: entry.event)
            try self.init(
                .woundDown, event.reserveFen, event.supplyUnits, member: nil, event.lines)
        default: return nil
        }
    }
}
