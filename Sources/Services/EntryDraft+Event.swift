import Journal
import Wire

extension EntryDraft {
    /// An entry whose kind is the event's message name in snake case.
    init(_ event: some Message, keys: [String]) {
        self.init(
            kind: EventKind.named(type(of: event).protoName), event: event.encoded(), keys: keys)
    }
}
