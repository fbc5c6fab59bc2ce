import Journal
import Wire

extension EntryDraft {
    /// An entry whose kind is the event's message name in snake case, and its version
    /// (`EventUpcasts`).
    init(_ event: some Message, keys: [String]) {
        self.init(
            kind: EventUpcasts.kind(ofMessage: type(of: event).protoName), event: event.encoded(),
            keys: keys)
    }
}
