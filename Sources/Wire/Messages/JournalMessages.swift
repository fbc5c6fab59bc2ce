/// One entry of a journal. Its exact bytes are a leaf of an RFC 6962 tree, hashed with SHA-256(0x00
/// || bytes); the leaf's index is `sequence` - 1.
package struct JournalEntry: Message {
    package static let protoName = "tidemark.journal.v1.JournalEntry"

    /// 1, 2, 3, ... without holes.
    package var sequence: UInt64 = 0
    /// Wall time in microseconds since 1970 UTC, never below the previous entry's.
    package var timeUs: Int64 = 0
    /// What happened, such as `settled`: the name of the event's message in snake case.
    package var kind: String = ""
    /// The event, a message of the service's own .proto file.
    package var event: [UInt8] = []
    /// What the entry is about, such as `order:17`; at most two.
    package var keys: [String] = []
    /// Who asked, such as `operator/ann`; on the first entry of a group.
    package var caller: String = ""
    /// The caller's own id of the command; on the first entry of a group.
    package var requestID: String = ""
    /// HMAC-SHA-256 of method and request under the service's key; on the first entry of a group.
    package var requestMac: [UInt8] = []
    /// The reply that is given again to the same request; on the last entry of a group.
    package var reply: [UInt8] = []
    /// How many entries of this group follow; a group is written and applied as a whole.
    package var groupLeft: UInt32 = 0
    /// The method that was called, such as `/tidemark.order.v1.Orders/Place`: request ids are
    /// scoped by platform, caller and method; on the first entry of a group.
    package var method: String = ""

    package init() {}

    package init(
        sequence: UInt64 = 0, timeUs: Int64 = 0, kind: String = "", event: [UInt8] = [],
        keys: [String] = [], caller: String = "", requestID: String = "", requestMac: [UInt8] = [],
        reply: [UInt8] = [], groupLeft: UInt32 = 0, method: String = ""
    ) {
        self.sequence = sequence
        self.timeUs = timeUs
        self.kind = kind
        self.event = event
        self.keys = keys
        self.caller = caller
        self.requestID = requestID
        self.requestMac = requestMac
        self.reply = reply
        self.groupLeft = groupLeft
        self.method = method
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "sequence", &sequence)
        try fields.int64(2, "time_us", &timeUs)
        try fields.string(3, "kind", &kind)
        try fields.bytes(4, "event", &event)
        try fields.repeated(5, "keys", &keys)
        try fields.string(6, "caller", &caller)
        try fields.string(7, "request_id", &requestID)
        try fields.bytes(8, "request_mac", &requestMac)
        try fields.bytes(9, "reply", &reply)
        try fields.uint32(10, "group_left", &groupLeft)
        try fields.string(11, "method", &method)
    }
}

/// Follow one journal from just after an entry.
package struct SubscribeRequest: Message {
    package static let protoName = "tidemark.journal.v1.SubscribeRequest"

    /// The journal's platform; `_` for what belongs to none.
    package var platform: String = ""
    /// The last sequence that the subscriber holds; 0 for none. Beyond the head: OUT_OF_RANGE.
    package var afterSequence: UInt64 = 0
    /// The subscriber's root at `after_sequence`; may be empty at 0. Another root: DATA_LOSS.
    package var rootAtAfter: [UInt8] = []

    package init() {}

    package init(
        platform: String = "", afterSequence: UInt64 = 0, rootAtAfter: [UInt8] = []
    ) {
        self.platform = platform
        self.afterSequence = afterSequence
        self.rootAtAfter = rootAtAfter
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint64(2, "after_sequence", &afterSequence)
        try fields.bytes(3, "root_at_after", &rootAtAfter)
    }
}

/// Whole groups of durable entries, in sequence.
package struct Batch: Message {
    package static let protoName = "tidemark.journal.v1.Batch"

    package var firstSequence: UInt64 = 0
    /// The exact bytes of JournalEntry messages.
    package var entries: [[UInt8]] = []

    package init() {}

    package init(
        firstSequence: UInt64 = 0, entries: [[UInt8]] = []
    ) {
        self.firstSequence = firstSequence
        self.entries = entries
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "first_sequence", &firstSequence)
        try fields.repeated(2, "entries", &entries)
    }
}

/// All entries up to `sequence` have been sent; what follows is live.
package struct CaughtUp: Message {
    package static let protoName = "tidemark.journal.v1.CaughtUp"

    package var sequence: UInt64 = 0

    package init() {}

    package init(
        sequence: UInt64 = 0
    ) {
        self.sequence = sequence
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "sequence", &sequence)
    }
}

/// The journal's head, at least every five seconds.
package struct Heartbeat: Message {
    package static let protoName = "tidemark.journal.v1.Heartbeat"

    package var size: UInt64 = 0
    package var root: [UInt8] = []
    package var timeUs: Int64 = 0

    package init() {}

    package init(
        size: UInt64 = 0, root: [UInt8] = [], timeUs: Int64 = 0
    ) {
        self.size = size
        self.root = root
        self.timeUs = timeUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "size", &size)
        try fields.bytes(2, "root", &root)
        try fields.int64(3, "time_us", &timeUs)
    }
}

package struct SubscribeResponse: Message {
    package static let protoName = "tidemark.journal.v1.SubscribeResponse"

    package var batch: Batch?
    package var caughtUp: CaughtUp?
    package var heartbeat: Heartbeat?

    package init() {}

    package init(
        batch: Batch? = nil, caughtUp: CaughtUp? = nil, heartbeat: Heartbeat? = nil
    ) {
        self.batch = batch
        self.caughtUp = caughtUp
        self.heartbeat = heartbeat
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        fields.oneof("item", 1...3)
        try fields.message(1, "batch", &batch)
        try fields.message(2, "caught_up", &caughtUp)
        try fields.message(3, "heartbeat", &heartbeat)
    }
}

package struct ListJournalsRequest: Message {
    package static let protoName = "tidemark.journal.v1.ListJournalsRequest"

    package init() {}

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
    }
}

/// A journal's durable head.
package struct Head: Message {
    package static let protoName = "tidemark.journal.v1.Head"

    /// The service that owns it, such as `order`.
    package var service: String = ""
    package var platform: String = ""
    package var size: UInt64 = 0
    package var root: [UInt8] = []

    package init() {}

    package init(
        service: String = "", platform: String = "", size: UInt64 = 0, root: [UInt8] = []
    ) {
        self.service = service
        self.platform = platform
        self.size = size
        self.root = root
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "service", &service)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "size", &size)
        try fields.bytes(4, "root", &root)
    }
}

package struct ListJournalsResponse: Message {
    package static let protoName = "tidemark.journal.v1.ListJournalsResponse"

    package var journals: [Head] = []

    package init() {}

    package init(
        journals: [Head] = []
    ) {
        self.journals = journals
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.repeated(1, "journals", &journals)
    }
}
