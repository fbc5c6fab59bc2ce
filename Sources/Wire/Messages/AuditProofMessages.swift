package struct GetEntriesRequest: Message {
    package static let protoName = "tidemark.audit.v1.GetEntriesRequest"

    package var journal: String = ""
    package var afterSequence: UInt64 = 0
    /// 1 to 1,000; 0 means 100.
    package var limit: UInt32 = 0
    /// If given, only entries with this key, such as `order:17`.
    package var key: String = ""

    package init() {}

    package init(
        journal: String = "", afterSequence: UInt64 = 0, limit: UInt32 = 0, key: String = ""
    ) {
        self.journal = journal
        self.afterSequence = afterSequence
        self.limit = limit
        self.key = key
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "journal", &journal)
        try fields.uint64(2, "after_sequence", &afterSequence)
        try fields.uint32(3, "limit", &limit)
        try fields.string(4, "key", &key)
    }
}

package struct GetEntriesResponse: Message {
    package static let protoName = "tidemark.audit.v1.GetEntriesResponse"

    /// Exact bytes of tidemark.journal.v1.JournalEntry.
    package var entries: [[UInt8]] = []

    package init() {}

    package init(
        entries: [[UInt8]] = []
    ) {
        self.entries = entries
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.repeated(1, "entries", &entries)
    }
}

package struct GetInclusionProofRequest: Message {
    package static let protoName = "tidemark.audit.v1.GetInclusionProofRequest"

    package var journal: String = ""
    package var sequence: UInt64 = 0
    /// 0 for the size of the newest checkpoint.
    package var treeSize: UInt64 = 0

    package init() {}

    package init(
        journal: String = "", sequence: UInt64 = 0, treeSize: UInt64 = 0
    ) {
        self.journal = journal
        self.sequence = sequence
        self.treeSize = treeSize
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "journal", &journal)
        try fields.uint64(2, "sequence", &sequence)
        try fields.uint64(3, "tree_size", &treeSize)
    }
}

package struct GetInclusionProofResponse: Message {
    package static let protoName = "tidemark.audit.v1.GetInclusionProofResponse"

    package var leafIndex: UInt64 = 0
    package var treeSize: UInt64 = 0
    package var hashes: [[UInt8]] = []
    package var root: [UInt8] = []

    package init() {}

    package init(
        leafIndex: UInt64 = 0, treeSize: UInt64 = 0, hashes: [[UInt8]] = [], root: [UInt8] = []
    ) {
        self.leafIndex = leafIndex
        self.treeSize = treeSize
        self.hashes = hashes
        self.root = root
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "leaf_index", &leafIndex)
        try fields.uint64(2, "tree_size", &treeSize)
        try fields.repeated(3, "hashes", &hashes)
        try fields.bytes(4, "root", &root)
    }
}

package struct GetConsistencyProofRequest: Message {
    package static let protoName = "tidemark.audit.v1.GetConsistencyProofRequest"

    package var journal: String = ""
    package var firstSize: UInt64 = 0
    /// 0 for the size of the newest checkpoint.
    package var secondSize: UInt64 = 0

    package init() {}

    package init(
        journal: String = "", firstSize: UInt64 = 0, secondSize: UInt64 = 0
    ) {
        self.journal = journal
        self.firstSize = firstSize
        self.secondSize = secondSize
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "journal", &journal)
        try fields.uint64(2, "first_size", &firstSize)
        try fields.uint64(3, "second_size", &secondSize)
    }
}

package struct GetConsistencyProofResponse: Message {
    package static let protoName = "tidemark.audit.v1.GetConsistencyProofResponse"

    package var firstSize: UInt64 = 0
    package var secondSize: UInt64 = 0
    package var hashes: [[UInt8]] = []
    package var firstRoot: [UInt8] = []
    package var secondRoot: [UInt8] = []

    package init() {}

    package init(
        firstSize: UInt64 = 0, secondSize: UInt64 = 0, hashes: [[UInt8]] = [],
        firstRoot: [UInt8] = [], secondRoot: [UInt8] = []
    ) {
        self.firstSize = firstSize
        self.secondSize = secondSize
        self.hashes = hashes
        self.firstRoot = firstRoot
        self.secondRoot = secondRoot
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "first_size", &firstSize)
        try fields.uint64(2, "second_size", &secondSize)
        try fields.repeated(3, "hashes", &hashes)
        try fields.bytes(4, "first_root", &firstRoot)
        try fields.bytes(5, "second_root", &secondRoot)
    }
}
