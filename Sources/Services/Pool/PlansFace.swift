import Domain
import Journal
import Logging
import Transport
import Wire

/// Versions of a platform's plan.
struct PlansFace: Sendable {
    let gate: CommandGate<PoolBook>
    let environment: JournalEnvironment

    func register(on router: inout Router) {
        router.unary(PlansMethods.adoptPlan) { [self] in try await adopt($0, $1) }
        router.unary(PlansMethods.getPlan) { [self] in try await getPlan($1) }
        router.unary(PlansMethods.listPlans) { [self] in try await listPlans($1) }
    }

    private func adopt(_ call: Call, _ request: AdoptPlanRequest) async throws -> AdoptPlanResponse
    {
        guard let plan = request.plan else {
            throw RPCError.malformed("plan", "plan is missing; state the plan's figures")
        }
        let from = Instant(microseconds: request.inForceFromUs)
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, now in
            _ = try book.opened()
            let entries = try book.adopt(
                plan, inForceFrom: from, at: Instant(microseconds: now))
            return (entries, AdoptPlanResponse(version: UInt32(clamping: book.versions.count)))
        }
    }

    private func getPlan(_ request: GetPlanRequest) async throws -> GetPlanResponse {
        try await gate.read(request.platform) { book in
            let books = try book.opened()
            let version = request.version == 0 ? books.plans.count : Int(request.version)
            guard book.versions.indices.contains(version - 1) else {
                throw RPCError(
                    .notFound,
                    "version \(version) does not exist; name 1 to \(book.versions.count), or 0 "
                        + "for the one in force",
                    reason: "plan_version_not_found", metadata: ["field": "version"])
            }
            return GetPlanResponse(plan: book.versions[version - 1])
        }
    }

    private func listPlans(_ request: ListPlansRequest) async throws -> ListPlansResponse {
        let count = try pageCount(request.limit, most: 1_000)
        return try await gate.read(request.platform) { book in
            let books = try book.opened()
            let after = Int(clamping: request.afterVersion)
            return ListPlansResponse(
                plans: Array(book.versions.dropFirst(after).prefix(count)),
                version: UInt32(clamping: books.plans.count))
        }
    }

    // MARK: - Coming into force

    /// Puts versions in force when their time comes, never sooner, until the task is cancelled.
    func run(logger: Logger) async {
        let rounds = JournalRounds(
            failure: "plans do not come into force", environment: environment, logger: logger)
        await rounds.run(over: gate.runner.journals, work: bringIntoForce)
    }

    private func bringIntoForce(_ journal: JournalName) async throws {
        let now = environment.now()
        guard try await gate.read(journal.platform, { $0.isPlanDue(at: now) }) else { return }
        try await gate.record(on: journal) { book, now in try book.bringPlansIntoForce(at: now) }
    }
}
