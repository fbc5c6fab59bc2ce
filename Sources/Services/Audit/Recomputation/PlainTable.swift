/// A table by number that remembers what each change replaced, until that is fetched: what is past
/// can then be told without a second copy of it.
struct PlainTable<Value: Sendable>: Sendable {
    /// Nil `before`: there was none of that number.
    struct Change: Sendable {
        var id: UInt64
        var before: Value?
    }

    private(set) var all: [UInt64: Value] = [:]
    private var changes: [Change] = []

    var count: Int { all.count }
    var keys: Dictionary<UInt64, Value>.Keys { all.keys }
    var values: Dictionary<UInt64, Value>.Values { all.values }

    subscript(id: UInt64) -> Value? {
        get { all[id] }
        set {
            let before: Value?
            if let newValue {
                before = all.updateValue(newValue, forKey: id)
            } else {
                before = all.removeValue(forKey: id)
            }
            changes.append(Change(id: id, before: before))
        }
    }

    mutating func removeAll() {
        for (id, value) in all { changes.append(Change(id: id, before: value)) }
        all = [:]
    }

    /// The changes since this was last called, the first one first.
    mutating func takeChanges() -> [Change] {
        defer { changes = [] }
        return changes
    }
}
