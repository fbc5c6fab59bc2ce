import Wire

/// The one place where events of older releases are read into today's form.
///
/// An entry's kind is its event's message in snake case, with the version behind a dot from 2 on:
/// `settled`, then `settled.2`. Fields may be added to a message without a new version, as long as
/// 0 says what an older entry meant. A version is for all else: a field that changed its meaning
/// or unit, or an event that became several fields of another. Journals are never rewritten, so a
/// step from every old version to the next stays for ever. Services fold their journals through
/// it, and answer from single entries through it; the audit has steps of its own
/// (`PlainVersions`).
struct EventUpcasts: Sendable {
    struct Form: Hashable, Sendable {
        var kind: String
        var version: Int
    }

    /// Makes of an event's bytes those of the next version.
    typealias Step = @Sendable ([UInt8]) throws -> [UInt8]

    /// The step from each old form to the next version of its kind.
    let steps: [Form: Step]

    /// The entry as today's release would have written it: the event's kind without a version.
    /// Throws for a version that is newer than this release, and what a step throws.
    func today(_ entry: JournalEntry) throws -> JournalEntry {
        // Most entries: the first version of a kind that never had another.
        if steps.isEmpty, !entry.kind.utf8.contains(UInt8(ascii: ".")) { return entry }
        var form = try Self.form(entry)
        var current = entry
        current.kind = form.kind
        while let step = steps[form] {
            current.event = try step(current.event)
            form.version += 1
        }
        guard form.version == version(of: form.kind) else {
            throw UnreadableEntry(
                sequence: entry.sequence, kind: entry.kind,
                why: "it was written by a newer release; start that one")
        }
        return current
    }

    /// The kind under which today's events are written.
    func kind(of kind: String) -> String {
        if steps.isEmpty { return kind }
        let version = version(of: kind)
        return version == 1 ? kind : "\(kind).\(version)"
    }

    /// One more than the last that a step leads from; 1 where there is none.
    private func version(of kind: String) -> Int {
        (steps.keys.filter { $0.kind == kind }.map(\.version).max() ?? 0) + 1
    }

    private static func form(_ entry: JournalEntry) throws -> Form {
        let parts = entry.kind.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return Form(kind: entry.kind, version: 1) }
        guard let version = Int(parts[1]), version >= 2, String(version) == parts[1] else {
            throw UnreadableEntry(
                sequence: entry.sequence, kind: entry.kind, why: "this is no version of a kind")
        }
        return Form(kind: String(parts[0]), version: version)
    }
}

extension EventUpcasts {
    // Every event is what it was in the first release.
    static let catalog = EventUpcasts(steps: [:])
    static let order = EventUpcasts(steps: [:])
    static let pool = EventUpcasts(steps: [:])
    static let referral = EventUpcasts(steps: [:])
    static let audit = EventUpcasts(steps: [:])

    /// Of the events that a service records.
    static func of(_ service: ServiceName) -> EventUpcasts {
        switch service {
        case .catalog: catalog
        case .order: order
        case .pool: pool
        case .referral: referral
        case .audit: audit
        }
    }

    /// The kind under which an event of this full message name is written today:
    /// `tidemark.pool.v1.Settled` is the pool's `settled`.
    static func kind(ofMessage protoName: String) -> String {
        let kind = EventKind.named(protoName)
        let parts = protoName.split(separator: ".")
        guard parts.count > 1, let service = ServiceName(rawValue: String(parts[1])) else {
            return kind
        }
        return of(service).kind(of: kind)
    }
}
