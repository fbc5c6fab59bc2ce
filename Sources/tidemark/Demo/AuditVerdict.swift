import Services
import Transparency
import Wire

/// What the audit, which followed everything on its own, has to say.
struct AuditVerdict: Sendable {
    /// How long the audit may take to follow.
    static let waitMilliseconds = 60_000
    private static let pollMilliseconds = 50

    var status: StatusResponse
    /// Of the pool's journal of `platform`, signature checked here.
    var checkpoint: Checkpoint
    var key: VerifyingKey
    var platform: String

    /// Waits until the audit has followed to the heads, has signed a checkpoint of every journal,
    /// and has checked `orders` on `platform`; then takes what it says as it is.
    static func wait(
        _ services: Connections, platform: String, orders: UInt64
    ) async throws -> AuditVerdict {
        let start = ContinuousClock.now
        var status = try await services.call(.audit, AuditMethods.status, StatusRequest())
        while !hasSeenAll(status, platform, orders),
            start.duration(to: .now) < .milliseconds(waitMilliseconds)
        {
            try await Task.sleep(for: .milliseconds(pollMilliseconds))
            status = try await services.call(.audit, AuditMethods.status, StatusRequest())
        }
        let journal = "pool/\(platform)"
        let reply = try await services.call(
            .audit, AuditMethods.getCheckpoint, GetCheckpointRequest(journal: journal))
        let key = try KeyOptions.parse(status.verifierKey)
        let checkpoint = try JournalVerifier.read(reply.note, of: journal, key).get()
        return AuditVerdict(status: status, checkpoint: checkpoint, key: key, platform: platform)
    }

    private static func hasSeenAll(
        _ status: StatusResponse, _ platform: String, _ orders: UInt64
    ) -> Bool {
        let checked = status.platforms.first { $0.platform == platform }?.ordersChecked ?? 0
        return status.caughtUp && checked >= orders
            && status.journals.allSatisfy { !$0.checkpoint.isEmpty }
    }

    /// The audit's own recomputation of the pool beside what the pool said.
    func checks(_ pool: GetPoolResponse) -> [FigureCheck] {
        let own = status.platforms.first { $0.platform == platform } ?? PlatformStatus()
        return [
            FigureCheck(
                what: "audit, followed to the heads", expected: "true",
                found: "\(status.caughtUp)"),
            FigureCheck(what: "audit, findings", expected: "0", found: "\(status.findings)"),
            FigureCheck(
                what: "audit, reserve of \(platform) recomputed",
                expected: FigureText.yuan(pool.reserveFen), found: FigureText.yuan(own.reserveFen)),
            FigureCheck(
                what: "audit, supply of \(platform) recomputed",
                expected: FigureText.points(pool.supplyUnits),
                found: FigureText.points(own.supplyUnits)),
            FigureCheck(
                what: "audit, exits of \(platform) recomputed",
                expected: FigureText.count(pool.exits), found: FigureText.count(own.exits)),
        ]
    }

    var lines: [String] {
        var sheet = Sheet()
        let entries = status.journals.reduce(0) { $0 + $1.size }
        sheet.add("verdict", status.verdict)
        sheet.add("findings", FigureText.count(status.findings))
        sheet.add(
            "followed",
            "\(FigureText.count(entries)) entries of \(status.journals.count) journals, every "
                + "figure recomputed by rules of its own")
        sheet.add("checkpoint", checkpoint.origin)
        sheet.add("", "\(FigureText.count(checkpoint.size)) entries, root \(checkpoint.root.hex)")
        sheet.add("", "signature verified here with \(key.text)")
        return sheet.lines
    }
}
