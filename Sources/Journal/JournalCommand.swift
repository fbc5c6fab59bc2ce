internal import Transparency
package import Wire

/// The state of one journal: the fold of its entries. A snapshot only saves time.
package protocol JournalState: Sendable {
    /// What an entry records.
    associatedtype Event: Sendable

    /// The state before the first entry.
    init(journal: JournalName)

    /// Reads what an entry records. Called on any thread, for many entries ahead of `apply`.
    static func event(of entry: JournalEntry) throws -> Event

    /// Takes an entry that is durable. The entries of a group come one after the other.
    mutating func apply(_ event: Event, at stamp: EntryStamp) throws

    /// How a snapshot holds the state; nil where every start folds every entry.
    static var snapshotCoding: SnapshotCoding<Self>? { get }
}

/// Writes a state into a snapshot and reads it again.
package struct SnapshotCoding<State: Sendable>: Sendable {
    let write: @Sendable (State, SnapshotEncoder) throws -> Void
    let read: @Sendable (SnapshotDecoder) throws -> State
}

extension JournalState where Self: Codable {
    package static var snapshotCoding: SnapshotCoding<Self>? {
        SnapshotCoding(write: { try $1.put($0) }, read: { try $0.take(Self.self) })
    }
}

extension JournalState {
    package static var snapshotCoding: SnapshotCoding<Self>? { nil }

    package mutating func apply(_ entry: JournalEntry) throws {
        try apply(try Self.event(of: entry), at: EntryStamp(entry))
    }
}

/// What a command decided to record: one entry before it has a sequence and a time.
package struct EntryDraft: Sendable {
    /// The name of the event's message in snake case.
    package var kind: String
    /// The event's bytes.
    package var event: [UInt8]
    /// What the entry is about, such as `order:17`; at most two.
    package var keys: [String]

    package init(kind: String, event: [UInt8], keys: [String]) {
        self.kind = kind
        self.event = event
        self.keys = keys
    }
}

/// Whose command it is and what it says; what a repetition is recognised by.
package struct CommandHeader: Sendable {
    package var journal: JournalName
    /// The caller's identity, such as `gateway/shop`.
    package var caller: String
    /// The method's path, such as `/tidemark.order.v1.Orders/Place`.
    package var method: String
    /// 1 to 64 printable bytes; empty for an internal command, which is not remembered.
    package var requestID: String
    /// The request, encoded again by our codec.
    package var request: [UInt8]

    package init(
        journal: JournalName, caller: String, method: String, requestID: String, request: [UInt8]
    ) {
        self.journal = journal
        self.caller = caller
        self.method = method
        self.requestID = requestID
        self.request = request
    }

    var requestKey: RequestKey {
        RequestKey(caller: caller, method: method, requestID: requestID)
    }
}

/// What a command decided: the group to append and the reply to give once it is durable. Without
/// entries nothing is written, and the command is not remembered.
package struct Decision: Sendable {
    package var entries: [EntryDraft]
    package var reply: [UInt8]

    package init(entries: [EntryDraft], reply: [UInt8]) {
        self.entries = entries
        self.reply = reply
    }
}

/// A durable answer.
package struct Outcome: Sendable, Equatable {
    package var reply: [UInt8]
    /// Whether the reply was remembered from an earlier command under the same id.
    package var replayed: Bool
    /// The last sequence of the command's group; of the journal where it wrote nothing.
    package var lastSequence: UInt64
}

/// A command on its way through the writer.
struct JournalCommand<State: JournalState>: Sendable {
    let header: CommandHeader
    let mac: Digest
    let decide: @Sendable (inout State, _ timeMicroseconds: Int64) throws -> Decision
    let continuation: CheckedContinuation<Outcome, any Error>

    /// The entries of the group, and their exact bytes. Refuses what no journal takes, which is an
    /// error of our rules, not of the caller.
    func group(
        _ decision: Decision, after size: UInt64, timeMicroseconds: Int64, limits: JournalLimits
    ) throws(JournalError) -> [NewEntry] {
        let count = decision.entries.count
        guard count <= limits.groupEntriesMax else {
            throw JournalError(
                .malformedDecision,
                "\(header.method) decided \(count) entries, and a group has at most"
                    + " \(limits.groupEntriesMax); send the command in parts")
        }
        var group: [NewEntry] = []
        group.reserveCapacity(count)
        for (index, draft) in decision.entries.enumerated() {
            let isFirst = index == 0
            let isLast = index == count - 1
            let isRemembered = isFirst && !header.requestID.isEmpty
            let entry = NewEntry(
                JournalEntry(
                    sequence: size + UInt64(index) + 1, timeUs: timeMicroseconds,
                    kind: draft.kind, event: draft.event, keys: draft.keys,
                    caller: isFirst ? header.caller : "",
                    requestID: isFirst ? header.requestID : "",
                    requestMac: isRemembered ? mac.bytes : [],
                    reply: isLast ? decision.reply : [], groupLeft: UInt32(count - 1 - index),
                    method: isFirst ? header.method : ""))
            guard entry.bytes.count <= JournalLimits.entryBytesMax,
                draft.keys.count <= JournalLimits.keysMax
            else {
                throw JournalError(
                    .malformedDecision,
                    "entry \(draft.kind) of \(header.method) has \(entry.bytes.count) bytes and"
                        + " \(draft.keys.count) keys, and an entry has at most"
                        + " \(JournalLimits.entryBytesMax) and \(JournalLimits.keysMax)")
            }
            group.append(entry)
        }
        let byteCount = group.reduce(0) { $0 + $1.bytes.count }
        guard byteCount <= limits.groupBytesMax else {
            throw JournalError(
                .malformedDecision,
                "\(header.method) decided \(byteCount) bytes of entries, and a group has at most"
                    + " \(limits.groupBytesMax); send the command in parts")
        }
        return group
    }

    /// Refuses a command whose id was used for another request.
    func checkSame(mac remembered: [UInt8]) throws(JournalError) {
        guard remembered == mac.bytes else {
            throw JournalError(
                .requestIDReused,
                "request id \(header.requestID) of \(header.caller) was used with another request"
                    + " to \(header.method); use a new id for a new request")
        }
    }
}
