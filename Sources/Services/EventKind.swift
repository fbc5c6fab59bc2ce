package import Wire

/// How entries name what they record: by the event's message, in snake case.
package enum EventKind {
    /// The kind of an event of this full message name.
    package static func named(_ protoName: String) -> String {
        let name = protoName.utf8
        let start = name.lastIndex(of: UInt8(ascii: ".")).map(name.index(after:))
        var kind: [UInt8] = []
        for byte in name[(start ?? name.startIndex)...] {
            if byte >= UInt8(ascii: "A"), byte <= UInt8(ascii: "Z") {
                if !kind.isEmpty { kind.append(UInt8(ascii: "_")) }
                kind.append(byte + 32)
            } else {
                kind.append(byte)
            }
        }
        return String(decoding: kind, as: UTF8.self)
    }

    /// The message that a service's entries of this kind hold; nil for a kind that this version
    /// does not know.
    package static func message(_ kind: String, of service: String) -> MessageSchema? {
        messages[service]?[kind]
    }

    /// The entry as today's release would have written it; nil where this version cannot.
    package static func today(_ entry: JournalEntry, of service: String) -> JournalEntry? {
        guard let service = ServiceName(rawValue: service) else { return nil }
        do {
            return try EventUpcasts.of(service).today(entry)
        } catch {
            return nil
        }
    }

    private static let messages: [String: [String: MessageSchema]] = Dictionary(
        uniqueKeysWithValues: ServiceName.allCases.map { service in
            // A service's events may be in several files of its package.
            let files = Schema.files.filter { $0.package == "tidemark.\(service.rawValue).v1" }
            let named = files.flatMap(\.messages).map { (EventKind.named($0.name), $0) }
            return (service.rawValue, Dictionary(named) { first, _ in first })
        })
}
