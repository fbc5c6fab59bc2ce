package struct ExplainRequest: Message {
    package static let protoName = "tidemark.audit.v1.ExplainRequest"

    package var platform: String = ""
    package var order: UInt64 = 0

    package init() {}

    package init(
        platform: String = "", order: UInt64 = 0
    ) {
        self.platform = platform
        self.order = order
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint64(2, "order", &order)
    }
}

/// One thing that a service recorded about the order.
package struct ExplainedEntry: Message {
    package static let protoName = "tidemark.audit.v1.ExplainedEntry"

    package var journal: String = ""
    package var sequence: UInt64 = 0
    package var timeUs: Int64 = 0
    package var kind: String = ""
    /// The event in the JSON form of its message.
    package var eventJSON: String = ""
    /// In words, with the arithmetic.
    package var sentence: String = ""
    /// The exact bytes, and the proof that they are in the tree of the newest checkpoint.
    package var entry: [UInt8] = []
    package var treeSize: UInt64 = 0
    package var inclusion: [[UInt8]] = []

    package init() {}

    package init(
        journal: String = "", sequence: UInt64 = 0, timeUs: Int64 = 0, kind: String = "",
        eventJSON: String = "", sentence: String = "", entry: [UInt8] = [], treeSize: UInt64 = 0,
        inclusion: [[UInt8]] = []
    ) {
        self.journal = journal
        self.sequence = sequence
        self.timeUs = timeUs
        self.kind = kind
        self.eventJSON = eventJSON
        self.sentence = sentence
        self.entry = entry
        self.treeSize = treeSize
        self.inclusion = inclusion
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "journal", &journal)
        try fields.uint64(2, "sequence", &sequence)
        try fields.int64(3, "time_us", &timeUs)
        try fields.string(4, "kind", &kind)
        try fields.string(5, "event_json", &eventJSON)
        try fields.string(6, "sentence", &sentence)
        try fields.bytes(7, "entry", &entry)
        try fields.uint64(8, "tree_size", &treeSize)
        try fields.repeated(9, "inclusion", &inclusion)
    }
}

package struct ExplainResponse: Message {
    package static let protoName = "tidemark.audit.v1.ExplainResponse"

    package var entries: [ExplainedEntry] = []
    /// The sums of the order, each line one equation.
    package var arithmetic: [String] = []
    /// Every check of the order holds.
    package var holds: Bool = false
    package var findings: [Finding] = []

    package init() {}

    package init(
        entries: [ExplainedEntry] = [], arithmetic: [String] = [], holds: Bool = false,
        findings: [Finding] = []
    ) {
        self.entries = entries
        self.arithmetic = arithmetic
        self.holds = holds
        self.findings = findings
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.repeated(1, "entries", &entries)
        try fields.repeated(2, "arithmetic", &arithmetic)
        try fields.bool(3, "holds", &holds)
        try fields.repeated(4, "findings", &findings)
    }
}
