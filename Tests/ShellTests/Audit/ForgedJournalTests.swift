import Testing
import Transport
import Wire

@testable import Services

/// What one who can write a service's journal, hashes included, cannot hide from the audit.
@Suite("The audit of forged journals, over the wire", .timeLimit(.minutes(3)))
struct ForgedJournalTests {
    private static func audited(
        _ client: Client, until isEnough: (StatusResponse) -> Bool
    ) async throws -> StatusResponse {
        while true {
            let status = try await client.call(AuditMethods.status, StatusRequest())
            if isEnough(status) { return status }
        }
    }

    private static func findings(_ client: Client) async throws -> [Finding] {
        try await client.call(AuditMethods.listFindings, ListFindingsRequest()).findings
    }

    @Test("confirms correct journals, and names the entry of a forged figure")
    func forgedFigure() async throws {
        let correct = try PlantedViolationTests.correct()
        var forged = correct
        try forged.change(.pool, Settled.self, nth: 2) { event in
            event.units += 1
        }
        for (scenario, count) in [(correct, UInt64(0)), (forged, 1)] {
            let owners = try ForgedOwners()
            try await owners.write(scenario)
            try await owners.serve { client in
                let status = try await Self.audited(client) { $0.caughtUp }
                #expect(status.findings == count, "\(status.verdict)")
                let explained = try await client.call(
                    AuditMethods.explain, ExplainRequest(platform: "demo", order: 3))
                #expect(explained.holds == (count == 0), "\(explained.arithmetic)")
                let found = try await Self.findings(client)
                #expect(found.map(\.rule) == (count == 0 ? [] : ["pool.grant"]))
                #expect(found.allSatisfy { $0.journal == "pool/demo" })
                #expect(explained.findings == found)
            }
            try owners.remove()
        }
    }

    @Test("reports a hop that never arrives once every journal is followed to its head")
    func missingHop() async throws {
        var scenario = try PlantedViolationTests.correct()
        try scenario.remove(.catalog, StockCommitted.self, nth: 1)
        let owners = try ForgedOwners()
        try await owners.write(scenario)
        for _ in 0..<2 {
            // The second time the checks are repeated from the mirror, and the finding is known.
            try await owners.serve { client in
                let status = try await Self.audited(client) { $0.caughtUp && $0.findings > 0 }
                #expect(status.findings == 1, "\(status.verdict)")
                let found = try await Self.findings(client)
                #expect(found.map(\.rule) == [AuditRule.hopMissing.rawValue])
            }
        }
        try owners.remove()
    }

    @Test("a journal whose history was rewritten is followed no further, the others are")
    func rewritten() async throws {
        let owners = try ForgedOwners()
        var scenario = try PlantedViolationTests.correct()
        try await owners.write(scenario)
        try await owners.serve { client in
            let status = try await Self.audited(client) { $0.caughtUp }
            #expect(status.findings == 0, "\(status.verdict)")
        }
        try scenario.change(.pool, Held.self) { $0.payment = "p2" }
        try await owners.write(scenario, generation: 1)
        try await owners.serve(generation: 1) { client in
            let status = try await Self.audited(client) { status in
                status.findings > 0 && status.journals.count { $0.connected } == 3
            }
            #expect(!status.caughtUp)
            let found = try await Self.findings(client)
            #expect(found.map(\.rule) == [AuditRule.history.rawValue])
            #expect(found.first?.found.contains("DATA_LOSS") == true)
            #expect(status.verdict.contains("followed no further: pool/demo"))
        }
        try owners.remove()
    }
}
