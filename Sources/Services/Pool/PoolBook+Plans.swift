import Domain
import Journal
import Transport
import Wire

extension PoolBook {
    /// Announces a version, and puts it in force if that is due at once.
    mutating func adopt(
        _ plan: Plan, inForceFrom: Instant, at: Instant
    ) throws(RPCError) -> [EntryDraft] {
        let isSandbox = platform?.sandbox ?? false
        try plan.check(sandbox: isSandbox)
        let poolPlan = try PoolPlan(plan)
        let events = try run { books throws(PlanRejection) in
            try books.announce(
                poolPlan, sliceRate: plan.sliceRate, inForceFrom: inForceFrom, at: at)
        }
        return try follow(events, announcing: plan)
    }

    /// Puts in force what is due. No entries while nothing is.
    mutating func bringPlansIntoForce(at now: Int64) throws(RPCError) -> [EntryDraft] {
        guard isPlanDue(at: now) else { return [] }
        let events = try run { books throws(PlanRejection) in
            books.bringIntoForce(at: Instant(microseconds: now))
        }
        return try follow(events, announcing: Plan())
    }

    func isPlanDue(at now: Int64) -> Bool {
        guard let books, books.pool.phase == .running else { return false }
        return books.planned.due(at: Instant(microseconds: now)) != nil
    }

    private mutating func follow(
        _ events: [BookEvent], announcing plan: Plan
    ) throws(RPCError) -> [EntryDraft] {
        var drafts: [EntryDraft] = []
        for event in events {
            guard case .plan(let planned) = event else {
                preconditionFailure("adopting a plan records plans")
            }
            drafts.append(planned.entry(of: plan))
            follow(planned, plan)
        }
        return drafts
    }
}
