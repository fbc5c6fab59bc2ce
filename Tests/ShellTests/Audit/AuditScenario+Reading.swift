import Wire

@testable import Services

extension AuditScenario {
    /// Audits the journals one after the other.
    func violations(
        in order: [AuditedService] = AuditedService.allCases
    ) -> [Violation] {
        var reader = ScenarioReader()
        for service in order {
            for entry in (journals[service] ?? []).joined() { reader.take(entry, of: service) }
        }
        return reader.finished()
    }

    /// Audits the journals mixed by `random`, each in its own order.
    func violations(mixedBy random: inout some RandomNumberGenerator) -> [Violation] {
        var reader = ScenarioReader()
        var left = journals.mapValues { Array($0.joined())[...] }
        while let service = left.keys.sorted().randomElement(using: &random) {
            guard let entry = left[service]?.popFirst() else {
                left[service] = nil
                continue
            }
            reader.take(entry, of: service)
        }
        return reader.finished()
    }

    // MARK: - Spoiling

    /// Changes the event of the `nth` entry (from 0) of its kind.
    mutating func change<Event: Message>(
        _ service: AuditedService, _ type: Event.Type, nth: Int = 0, _ body: (inout Event) -> Void
    ) throws {
        try alter(service, type, nth: nth) { group, index throws(WireError) in
            var event = try Event(decoding: group[index].event)
            body(&event)
            group[index].event = event.encoded()
        }
    }

    /// Takes the entry out, and numbers the rest anew.
    mutating func remove<Event: Message>(
        _ service: AuditedService, _ type: Event.Type, nth: Int = 0
    ) throws {
        try alter(service, type, nth: nth) { group, index in group.remove(at: index) }
        renumber(service)
    }

    /// Writes the entry twice, and numbers the rest anew.
    mutating func repeatEntry<Event: Message>(
        _ service: AuditedService, _ type: Event.Type, nth: Int = 0
    ) throws {
        try alter(service, type, nth: nth) { group, index in
            group.insert(group[index], at: index + 1)
            group[index + 1].requestID = ""
        }
        renumber(service)
    }

    mutating func alter<Event: Message>(
        _ service: AuditedService, _ type: Event.Type, nth: Int,
        _ body: (inout Group, Int) throws(WireError) -> Void
    ) throws {
        let kind = Self.kind(of: Event.protoName)
        var seen = 0
        for (place, group) in (journals[service] ?? []).enumerated() {
            for index in group.indices where group[index].kind == kind {
                if seen == nth {
                    try body(&journals[service, default: []][place], index)
                    return
                }
                seen += 1
            }
        }
        throw NoSuchEntry(kind: kind, nth: nth)
    }

    struct NoSuchEntry: Error {
        var kind: String
        var nth: Int
    }

    private mutating func renumber(_ service: AuditedService) {
        var sequence: UInt64 = 0
        journals[service] = (journals[service] ?? []).filter { !$0.isEmpty }.map { group in
            group.enumerated().map { index, entry in
                sequence += 1
                var entry = entry
                entry.sequence = sequence
                entry.groupLeft = UInt32(group.count - index - 1)
                return entry
            }
        }
    }
}

/// Reads journals as the audit does, without a wire.
struct ScenarioReader {
    var audit = PlatformAudit()
    private var checks: [AuditedService: JournalCheck] = [:]
    private var stopped: Set<AuditedService> = []
    private var sheet = ViolationSheet()

    init() {
        for service in AuditedService.allCases {
            checks[service] = JournalCheck(
                journal: "\(service.rawValue)/demo", service: service)
        }
    }

    mutating func take(_ entry: JournalEntry, of service: AuditedService) {
        guard !stopped.contains(service) else { return }
        switch checks[service]?.take(entry.encoded(), &sheet) {
        case .group(let group): audit.apply(group, of: service, &sheet)
        case .stopped: stopped.insert(service)
        case .open, nil: break
        }
    }

    /// Reads one journal after the other.
    mutating func take(_ scenario: AuditScenario) {
        for service in AuditedService.allCases {
            for entry in (scenario.journals[service] ?? []).joined() { take(entry, of: service) }
        }
    }

    /// Time goes by and nothing is recorded.
    mutating func pass(to microseconds: Int64) { audit.passTime(to: microseconds, &sheet) }

    /// A journal that is followed no further is behind: nothing is missed then.
    mutating func finished() -> [Violation] {
        if stopped.isEmpty { audit.report(audit.orders.outstanding(), &sheet) }
        return sheet.take()
    }
}
