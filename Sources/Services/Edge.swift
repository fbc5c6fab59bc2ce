package import Domain
import Journal
package import Transport
import Wire

// What every face needs at the edge between messages and rules: refusals become statuses, numbers
// become ids and amounts, events become entries.

extension RPCError {
    /// The one switch from a rule's refusal to its status (money.md §10).
    package init(_ rejection: some Rejection) {
        let code: StatusCode =
            switch rejection.kind {
            case .invalidArgument: .invalidArgument
            case .notFound: .notFound
            case .permissionDenied: .permissionDenied
            case .failedPrecondition: .failedPrecondition
            case .aborted: .aborted
            case .outOfRange: .outOfRange
            case .alreadyExists: .alreadyExists
            }
        self.init(code, rejection.sentence, reason: rejection.reason)
    }

    /// A field whose value no rule could take.
    static func malformed(_ field: String, _ sentence: String) -> RPCError {
        RPCError(
            .invalidArgument, sentence, reason: "field_malformed", metadata: ["field": field])
    }
}

/// Runs rules and gives their refusals as statuses.
func refusing<R: Rejection, Result>(_ body: () throws(R) -> Result) throws(RPCError) -> Result {
    do throws(R) {
        return try body()
    } catch {
        throw RPCError(error)
    }
}

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

/// An entry that the rules of this version cannot read: the journal is from another version, or
/// not this service's.
struct UnreadableEntry: Error, CustomStringConvertible {
    let sequence: UInt64
    let kind: String
    let why: String

    var description: String { "entry \(sequence) (\(kind)) cannot be applied: \(why)" }

    static func unknownKind(_ entry: JournalEntry) -> UnreadableEntry {
        UnreadableEntry(
            sequence: entry.sequence, kind: entry.kind,
            why: "this version knows no such kind; start the version that wrote it")
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
