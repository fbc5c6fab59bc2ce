import Journal
import Wire

extension EntryDraft {
    /// An entry whose kind is the event's message name in snake case.
    init(_ event: some Message, keys: [String]) {
        self.init(kind: Self.kind(of: event), event: event.encoded(), keys: keys)
    }

    private static func kind<M: Message>(of event: M) -> String {
        let name = M.protoName.utf8
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
}
