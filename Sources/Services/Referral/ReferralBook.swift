package import Domain
package import Journal
import Transport
package import Wire

/// The members and pending rewards of one platform as its journal tells them.
package struct ReferralBook: JournalState {
    package private(set) var referral = Referral()

    package init(journal: JournalName) {}

    /// Decides `command`, makes it true in memory and returns the events.
    mutating func run(_ command: ReferralCommand) throws -> [ReferralEvent] {
        let events = try refusing { () throws(ReferralRejection) in
            try referral.decide(command)
        }
        try referral.apply(events)
        return events
    }

    package static func event(of entry: JournalEntry) throws -> ReferralEvent {
        try ReferralEvent(try EventUpcasts.referral.today(entry))
    }

    package mutating func apply(_ event: ReferralEvent, at stamp: EntryStamp) throws {
        try referral.apply(event)
    }
}

extension ReferralEvent {
    init(_ entry: JournalEntry) throws {
        switch entry.kind {
        case "joined":
            let event = try Joined(decoding: entry.event)
            self = .joined(
                try MemberID(event.member, field: "member"),
                inviter: event.inviter == 0 ? nil : MemberID(rawValue: event.inviter))
        case "members_imported":
            let event = try MembersImported(decoding: entry.event)
            self = .membersImported(event.members.map { MemberID(rawValue: $0) })
        case "member_frozen":
            let event = try MemberFrozen(decoding: entry.event)
            self = .statusSet(
                try MemberID(event.member, field: "member"), event.frozen ? .frozen : .active,
                reason: event.reason)
        case "shared": self = .shared(try OrderRewards(try Shared(decoding: entry.event)))
        case "confirmed":
            let event = try Confirmed(decoding: entry.event)
            self = .confirmed(try OrderID(event.order, field: "order"))
        case "rewards_cancelled":
            let event = try RewardsCancelled(decoding: entry.event)
            self = .cancelled(try OrderID(event.order, field: "order"))
        case "rewards_recomputed":
            self = .recomputed(
                try ReturnedRewards(try RewardsRecomputed(decoding: entry.event)))
        default: throw UnreadableEntry.unknownKind(entry)
        }
    }

    var entry: EntryDraft {
        switch self {
        case .joined(let member, let inviter):
            EntryDraft(
                Joined(member: member.rawValue, inviter: inviter?.rawValue ?? 0),
                keys: ["member:\(member)"] + (inviter.map { ["member:\($0)"] } ?? []))
        case .membersImported(let members):
            EntryDraft(MembersImported(members: members.map(\.rawValue)), keys: [])
        case .statusSet(let member, let status, let reason):
            EntryDraft(
                MemberFrozen(member: member.rawValue, frozen: status == .frozen, reason: reason),
                keys: ["member:\(member)"])
        case .shared(let rewards):
            EntryDraft(
                rewards.message, keys: ["order:\(rewards.order)", "member:\(rewards.buyer)"])
        case .confirmed(let order):
            EntryDraft(Confirmed(order: order.rawValue), keys: ["order:\(order)"])
        case .cancelled(let order):
            EntryDraft(RewardsCancelled(order: order.rawValue), keys: ["order:\(order)"])
        case .recomputed(let rewards):
            EntryDraft(rewards.message, keys: ["order:\(rewards.order)"])
        }
    }
}
