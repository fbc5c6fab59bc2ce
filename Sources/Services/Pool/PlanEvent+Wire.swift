import Domain
import Journal
import Wire

extension PlanEvent {
    /// Nil for a kind that is not of plans.
    init?(_ entry: JournalEntry) throws {
        switch entry.kind {
        case "plan_adopted":
            let event = try PlanAdopted(decoding: entry.event)
            guard let plan = event.plan else {
                throw UnreadableEntry(
                    sequence: entry.sequence, kind: entry.kind, why: "a version has a plan")
            }
            self = .adopted(
                PlanAdoption(
                    version: Int(event.version), plan: try PoolPlan(plan),
                    sliceRate: plan.sliceRate,
                    inForceFrom: Instant(microseconds: event.inForceFromUs),
                    at: Instant(microseconds: event.atUs)))
        case "plan_in_force":
            let event = try PlanInForce(decoding: entry.event)
            self = .cameIntoForce(
                version: Int(event.version), at: Instant(microseconds: event.atUs))
        default: return nil
        }
    }

    /// `plan` has what no rule of the pool needs, such as the rates of rewards.
    func entry(of plan: Plan) -> EntryDraft {
        switch self {
        case .adopted(let adoption):
            EntryDraft(
                PlanAdopted(
                    version: UInt32(clamping: adoption.version), plan: plan,
                    inForceFromUs: adoption.inForceFrom.microseconds,
                    atUs: adoption.at.microseconds),
                keys: ["plan:\(adoption.version)"])
        case .cameIntoForce(let version, let at):
            EntryDraft(
                PlanInForce(version: UInt32(clamping: version), atUs: at.microseconds),
                keys: ["plan:\(version)"])
        }
    }
}
