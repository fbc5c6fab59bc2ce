import Testing

extension Journeys {
    @Suite("Services that are killed while orders are imported")
    struct CrashTests {
        @Test(
            "end with the totals of an undisturbed import, to the fen, and no finding",
            arguments: CrashPlan.asked)
        func killed(_ plan: CrashPlan) async throws {
            try await Processes.withCertificates { certificates in
                var run = try await CrashRun(plan, certificates: certificates)
                while run.moments < plan.moments {
                    try await run.disturbedImport()
                }
                #expect(run.moments == plan.moments)
            }
        }
    }
}
