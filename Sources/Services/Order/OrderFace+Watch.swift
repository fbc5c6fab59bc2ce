import Domain
import Journal
import Transport
import Wire

// Orders as they change. The journal's own subscription wakes the loops, so that only what is
// durable is sent; it is read from disk at the reader's own pace, a batch at a time, so that a
// slow reader holds up nobody and no memory.
extension OrderFace {
    /// Sends the order now, or what came after the entry that the caller saw last, and then after
    /// each entry that changes it, until it is over.
    func watch(
        _ call: Call, _ request: WatchRequest, _ stream: ResponseStream<WatchResponse>
    ) async throws {
        let journal = try gate.journal(request.platform)
        let key = OrderID(
            rawValue: try await owned(request.order, call, on: request.platform)
                .order
        ).key
        // The head comes first: what is recorded while the order is read is then seen again.
        let size = try head(journal, notBefore: request.afterSequence)
        let past = try await gate.entries(request.platform, keys: [key], until: size)
        var told = ToldOrder()
        for entry in past.first ?? [] {
            let isNews = try told.take(entry)
            guard isNews, request.afterSequence > 0, entry.sequence > request.afterSequence else {
                continue
            }
            try await stream.send(told.response)
        }
        if request.afterSequence == 0 { try await stream.send(told.response) }
        if told.order.isOver { return }
        for try await item in gate.runner.subscribe(journal, after: size, rootAtAfter: nil) {
            guard case .batch(_, let entries) = item else { continue }
            for bytes in entries {
                let entry = try JournalEntry(decoding: bytes)
                guard entry.keys.contains(key), try told.take(entry) else { continue }
                try await stream.send(told.response)
            }
            if told.order.isOver { return }
        }
    }

    /// The durable head; refuses a caller who saw what is not in the journal.
    func head(_ journal: JournalName, notBefore sequence: UInt64) throws(RPCError) -> UInt64 {
        let size = gate.runner.head(journal).size
        guard sequence <= size else {
            throw RPCError(
                .outOfRange,
                "after_sequence is \(sequence), the journal has \(size) entries; name one of them, "
                    + "or 0 for now",
                reason: "limit_reached", metadata: ["field": "after_sequence"])
        }
        return size
    }
}

/// An order as its entries tell it, one after the other.
struct ToldOrder: Sendable {
    private(set) var order = Order()
    /// Of the last entry.
    private(set) var sequence: UInt64 = 0
    private var asked: AskedPart?

    /// False if nobody sees what the entry says.
    mutating func take(_ entry: JournalEntry) throws -> Bool {
        let before = order
        try order.take(entry)
        if case .parts(_, let event)? = try OrderEvent.parts(entry) { take(event) }
        order.leaveRest()
        sequence = entry.sequence
        return order != before
    }

    /// What pays beside the provider.
    private mutating func take(_ event: PartsEvent) {
        switch (event, asked) {
        case (.asked(let part, _, _), _): asked = part
        case (.held, .ofMember(let sources)): order.held = sources.message
        case (.held, .ofSubsidy(let grant)): order.subsidyFen = grant.amount.fen
        case (.held, nil), (.refused, _), (.returned, _): break
        }
    }

    var response: WatchResponse { WatchResponse(order: order, sequence: sequence) }
}
