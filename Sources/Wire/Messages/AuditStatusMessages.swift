package enum Severity: Int32, MessageEnum {
    case unspecified = 0
    case notice = 1
    case warning = 2
    case violation = 3

    package static let protoName = "tidemark.audit.v1.Severity"
    package static let zero = Self.unspecified

    package var valueName: String {
        switch self {
        case .unspecified: "SEVERITY_UNSPECIFIED"
        case .notice: "SEVERITY_NOTICE"
        case .warning: "SEVERITY_WARNING"
        case .violation: "SEVERITY_VIOLATION"
        }
    }
}

/// A rule that the journals do not keep.
package struct Finding: Message {
    package static let protoName = "tidemark.audit.v1.Finding"

    /// 1, 2, 3, ...
    package var finding: UInt64 = 0
    /// Such as `pool.grant`.
    package var rule: String = ""
    package var severity: Severity = Severity.zero
    /// The journal, such as `pool/demo`, and the entry.
    package var journal: String = ""
    package var sequence: UInt64 = 0
    /// What is wrong, in words.
    package var sentence: String = ""
    package var expected: String = ""
    package var found: String = ""
    package var timeUs: Int64 = 0

    package init() {}

    package init(
        finding: UInt64 = 0, rule: String = "", severity: Severity = .zero, journal: String = "",
        sequence: UInt64 = 0, sentence: String = "", expected: String = "", found: String = "",
        timeUs: Int64 = 0
    ) {
        self.finding = finding
        self.rule = rule
        self.severity = severity
        self.journal = journal
        self.sequence = sequence
        self.sentence = sentence
        self.expected = expected
        self.found = found
        self.timeUs = timeUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "finding", &finding)
        try fields.string(2, "rule", &rule)
        try fields.enumeration(3, "severity", &severity)
        try fields.string(4, "journal", &journal)
        try fields.uint64(5, "sequence", &sequence)
        try fields.string(6, "sentence", &sentence)
        try fields.string(7, "expected", &expected)
        try fields.string(8, "found", &found)
        try fields.int64(9, "time_us", &timeUs)
    }
}

package struct JournalStatus: Message {
    package static let protoName = "tidemark.audit.v1.JournalStatus"

    /// Such as `pool/demo`.
    package var journal: String = ""
    /// Entries mirrored and checked.
    package var size: UInt64 = 0
    package var root: [UInt8] = []
    /// The owner's own size, as last heard.
    package var ownerSize: UInt64 = 0
    package var connected: Bool = false
    /// Why this journal is no longer followed, if it is not.
    package var stopped: String = ""
    /// The signed note over the mirror; see GetCheckpoint.
    package var checkpoint: String = ""

    package init() {}

    package init(
        journal: String = "", size: UInt64 = 0, root: [UInt8] = [], ownerSize: UInt64 = 0,
        connected: Bool = false, stopped: String = "", checkpoint: String = ""
    ) {
        self.journal = journal
        self.size = size
        self.root = root
        self.ownerSize = ownerSize
        self.connected = connected
        self.stopped = stopped
        self.checkpoint = checkpoint
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "journal", &journal)
        try fields.uint64(2, "size", &size)
        try fields.bytes(3, "root", &root)
        try fields.uint64(4, "owner_size", &ownerSize)
        try fields.bool(5, "connected", &connected)
        try fields.string(6, "stopped", &stopped)
        try fields.string(7, "checkpoint", &checkpoint)
    }
}

package struct PlatformStatus: Message {
    package static let protoName = "tidemark.audit.v1.PlatformStatus"

    package var platform: String = ""
    package var ordersChecked: UInt64 = 0
    package var nextNumber: UInt64 = 0
    package var reserveFen: Int64 = 0
    package var supplyUnits: Int64 = 0
    package var exits: UInt64 = 0

    package init() {}

    package init(
        platform: String = "", ordersChecked: UInt64 = 0, nextNumber: UInt64 = 0,
        reserveFen: Int64 = 0, supplyUnits: Int64 = 0, exits: UInt64 = 0
    ) {
        self.platform = platform
        self.ordersChecked = ordersChecked
        self.nextNumber = nextNumber
        self.reserveFen = reserveFen
        self.supplyUnits = supplyUnits
        self.exits = exits
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint64(2, "orders_checked", &ordersChecked)
        try fields.uint64(3, "next_number", &nextNumber)
        try fields.int64(4, "reserve_fen", &reserveFen)
        try fields.int64(5, "supply_units", &supplyUnits)
        try fields.uint64(6, "exits", &exits)
    }
}

package struct StatusRequest: Message {
    package static let protoName = "tidemark.audit.v1.StatusRequest"

    package init() {}

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
    }
}

package struct StatusResponse: Message {
    package static let protoName = "tidemark.audit.v1.StatusResponse"

    package var journals: [JournalStatus] = []
    package var platforms: [PlatformStatus] = []
    package var findings: UInt64 = 0
    /// All journals are followed to their heads.
    package var caughtUp: Bool = false
    /// One sentence.
    package var verdict: String = ""
    /// The audit's verifier key in the form of C2SP signed-note.
    package var verifierKey: String = ""

    package init() {}

    package init(
        journals: [JournalStatus] = [], platforms: [PlatformStatus] = [], findings: UInt64 = 0,
        caughtUp: Bool = false, verdict: String = "", verifierKey: String = ""
    ) {
        self.journals = journals
        self.platforms = platforms
        self.findings = findings
        self.caughtUp = caughtUp
        self.verdict = verdict
        self.verifierKey = verifierKey
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.repeated(1, "journals", &journals)
        try fields.repeated(2, "platforms", &platforms)
        try fields.uint64(3, "findings", &findings)
        try fields.bool(4, "caught_up", &caughtUp)
        try fields.string(5, "verdict", &verdict)
        try fields.string(6, "verifier_key", &verifierKey)
    }
}

package struct GetCheckpointRequest: Message {
    package static let protoName = "tidemark.audit.v1.GetCheckpointRequest"

    /// Such as `pool/demo`.
    package var journal: String = ""

    package init() {}

    package init(
        journal: String = ""
    ) {
        self.journal = journal
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "journal", &journal)
    }
}

package struct GetCheckpointResponse: Message {
    package static let protoName = "tidemark.audit.v1.GetCheckpointResponse"

    /// A C2SP signed note whose text is a tlog-checkpoint.
    package var note: String = ""

    package init() {}

    package init(
        note: String = ""
    ) {
        self.note = note
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "note", &note)
    }
}

package struct ListFindingsRequest: Message {
    package static let protoName = "tidemark.audit.v1.ListFindingsRequest"

    package var afterFinding: UInt64 = 0
    /// 1 to 500; 0 means 100.
    package var limit: UInt32 = 0

    package init() {}

    package init(
        afterFinding: UInt64 = 0, limit: UInt32 = 0
    ) {
        self.afterFinding = afterFinding
        self.limit = limit
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "after_finding", &afterFinding)
        try fields.uint32(2, "limit", &limit)
    }
}

package struct ListFindingsResponse: Message {
    package static let protoName = "tidemark.audit.v1.ListFindingsResponse"

    package var findings: [Finding] = []

    package init() {}

    package init(
        findings: [Finding] = []
    ) {
        self.findings = findings
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.repeated(1, "findings", &findings)
    }
}
