/// A part of a CSV file. What the first one says of the file holds for all.
package struct ImportProductsRequest: Message {
    package static let protoName = "tidemark.catalog.v1.ImportProductsRequest"

    package var platform: String = ""
    /// SHA-256 of the whole file: the same file again completes what was begun, and does nothing
    /// twice.
    package var fileSHA256: [UInt8] = []
    /// Takes all lines, or none if one is refused; at most 50,000 lines.
    package var allOrNothing: Bool = false
    /// The next bytes of the file. Its first line names the columns.
    package var data: [UInt8] = []

    package init() {}

    package init(
        platform: String = "", fileSHA256: [UInt8] = [], allOrNothing: Bool = false,
        data: [UInt8] = []
    ) {
        self.platform = platform
        self.fileSHA256 = fileSHA256
        self.allOrNothing = allOrNothing
        self.data = data
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.bytes(2, "file_sha256", &fileSHA256)
        try fields.bool(3, "all_or_nothing", &allOrNothing)
        try fields.bytes(4, "data", &data)
    }
}

package struct RefusedLine: Message {
    package static let protoName = "tidemark.catalog.v1.RefusedLine"

    /// Counted from 1, the line with the columns being 1.
    package var line: UInt64 = 0
    /// For programs, such as `waterfall_does_not_sum`.
    package var reason: String = ""
    package var sentence: String = ""

    package init() {}

    package init(
        line: UInt64 = 0, reason: String = "", sentence: String = ""
    ) {
        self.line = line
        self.reason = reason
        self.sentence = sentence
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "line", &line)
        try fields.string(2, "reason", &reason)
        try fields.string(3, "sentence", &sentence)
    }
}

package struct ImportProductsResponse: Message {
    package static let protoName = "tidemark.catalog.v1.ImportProductsResponse"

    package var lines: UInt64 = 0
    /// 0 with `all_or_nothing` if a line was refused.
    package var taken: UInt64 = 0
    /// The first 10,000 of them.
    package var refused: [RefusedLine] = []

    package init() {}

    package init(
        lines: UInt64 = 0, taken: UInt64 = 0, refused: [RefusedLine] = []
    ) {
        self.lines = lines
        self.taken = taken
        self.refused = refused
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "lines", &lines)
        try fields.uint64(2, "taken", &taken)
        try fields.repeated(3, "refused", &refused)
    }
}
