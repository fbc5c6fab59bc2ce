import Domain
import Transport

// Numbers of a request: what no rule could take is refused before any rule sees it.

extension RPCError {
    /// A field whose value no rule could take.
    static func malformed(_ field: String, _ sentence: String) -> RPCError {
        RPCError(
            .invalidArgument, sentence, reason: "field_malformed", metadata: ["field": field])
    }
}

extension Identifier {
    /// Ids are 1 and above; 0 is an absent field.
    init(_ value: UInt64, field: String) throws(RPCError) {
        guard value >= 1 else {
            throw RPCError.malformed(field, "\(field) is missing or 0; name one, 1 or above")
        }
        self.init(rawValue: value)
    }
}

/// How many rows a page has: `limit`, or 100 for 0.
func pageCount(_ limit: UInt32, most: UInt32) throws(RPCError) -> Int {
    guard limit <= most else {
        throw RPCError.malformed("limit", "limit is \(limit); state 1 to \(most), or 0 for 100")
    }
    return limit == 0 ? 100 : Int(limit)
}
