package struct FindingRecorded: Message {
    package static let protoName = "tidemark.audit.v1.FindingRecorded"

    package var finding: Finding?

    package init() {}

    package init(
        finding: Finding? = nil
    ) {
        self.finding = finding
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.message(1, "finding", &finding)
    }
}

/// A checkpoint that the audit signed; kept for ever.
package struct CheckpointSigned: Message {
    package static let protoName = "tidemark.audit.v1.CheckpointSigned"

    package var journal: String = ""
    package var note: String = ""

    package init() {}

    package init(
        journal: String = "", note: String = ""
    ) {
        self.journal = journal
        self.note = note
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "journal", &journal)
        try fields.string(2, "note", &note)
    }
}
