import Journal
import Transparency
import Transport
import Wire

/// Everything that every service recorded about one order, in order, with proofs and the
/// arithmetic in words.
struct Explanation: Sendable {
    private let face: AuditFace
    private let platform: String
    private let order: UInt64

    init(face: AuditFace, _ request: ExplainRequest) throws(RPCError) {
        let pool = JournalName(service: AuditedService.pool.rawValue, platform: request.platform)
        guard request.order > 0, pool.isWellFormed else {
            throw RPCError(
                .invalidArgument,
                "order \(request.order) of platform \"\(request.platform.prefix(64))\" cannot be "
                    + "asked for; name a platform and an order, 1 or above",
                reason: "field_malformed", metadata: ["field": "order"])
        }
        self.face = face
        platform = request.platform
        order = request.order
    }

    /// An entry with what is needed to show and to compare it.
    private struct Found {
        var journal: JournalName
        var bytes: [UInt8]
        var entry: JournalEntry
        var event: JournalEvent?

        var place: EntryPlace {
            EntryPlace(journal: journal.description, sequence: entry.sequence)
        }
    }

    func response() async throws -> ExplainResponse {
        let found = try await entries()
        guard !found.isEmpty else {
            throw RPCError(
                .notFound,
                "no journal of platform \(platform) says anything about order \(order); name an "
                    + "order that was placed, or ask again when the audit has caught up",
                reason: "order_not_found")
        }
        let platform = platform
        let plans = await face.service.checks.look { checked in
            checked.platforms[platform]?.pool.plans ?? [:]
        }
        var response = ExplainResponse()
        for item in found { response.entries.append(try await explained(item, plans)) }
        let record = OrderRecord(
            reading: found.compactMap { item in
                item.event.map {
                    AuditedEntry(
                        place: item.place, timeMicroseconds: item.entry.timeUs, event: $0)
                }
            })
        let equations = record.equations(plans[record.settled?.event.planVersion ?? 0])
        response.arithmetic = equations.map { "\($0.text)\($0.holds ? "" : " — does not hold")" }
        response.findings = try await face.book.findings(at: Set(found.map(\.place)))
        response.holds = equations.allSatisfy(\.holds) && response.findings.isEmpty
        return response
    }

    /// By time, then by service, then by sequence.
    private func entries() async throws -> [Found] {
        var found: [Found] = []
        for service in AuditedService.allCases {
            let journal = JournalName(service: service.rawValue, platform: platform)
            let entries = try await face.entries(
                journal, key: "order:\(order)", AuditLimits.explainedEntriesMax)
            for (bytes, entry) in entries {
                let event = try JournalEvent(service, kind: entry.kind, entry.event)
                found.append(Found(journal: journal, bytes: bytes, entry: entry, event: event))
            }
        }
        return found.sorted { one, other in
            (one.entry.timeUs, one.journal, one.entry.sequence)
                < (other.entry.timeUs, other.journal, other.entry.sequence)
        }
    }

    private func explained(
        _ item: Found, _ plans: [UInt32: Plan]
    ) async throws -> ExplainedEntry {
        var explained = ExplainedEntry(
            journal: item.journal.description, sequence: item.entry.sequence,
            timeUs: item.entry.timeUs, kind: item.entry.kind,
            eventJSON: item.event?.json ?? "", sentence: item.event?.sentence(plans: plans) ?? "",
            entry: item.bytes)
        if let size = try await face.provenSize(of: item.journal), size >= item.entry.sequence {
            let proof = try await face.store(of: item.journal).inclusion(
                item.journal, sequence: item.entry.sequence, size: size)
            explained.treeSize = size
            explained.inclusion = proof.proof.map(\.bytes)
        }
        return explained
    }
}
