import Domain
import Journal
import Transport
import Wire

extension OrderEvent {
    /// What pays beside the provider; nil for a kind that is not of that.
    static func parts(_ entry: JournalEntry) throws -> OrderEvent? {
        let bytes = entry.event
        func id(_ order: UInt64) throws -> OrderID { try OrderID(order, field: "order") }
        switch entry.kind {
        case "parts_asked":
            let event = try PartsAsked(decoding: bytes)
            return .parts(
                try id(event.order),
                .asked(
                    try AskedPart(event), asking: Int(event.asking),
                    planVersion: event.planVersion))
        case "parts_held": return .parts(try id(try PartsHeld(decoding: bytes).order), .held)
        case "parts_refused":
            let event = try PartsRefused(decoding: bytes)
            return .parts(
                try id(event.order),
                .refused(
                    Refusal(
                        status: Int(event.status), reason: event.reason,
                        sentence: event.sentence), asking: Int(event.asking)))
        case "parts_returned":
            let event = try PartsReturned(decoding: bytes)
            return .parts(
                try id(event.order),
                .returned(
                    number: Int(event.refund),
                    back: PaymentSources(event.back ?? Wire.Sources())))
        default: return nil
        }
    }
}

extension PartsEvent {
    func entry(of order: OrderID) -> EntryDraft {
        switch self {
        case .asked(.ofMember(let sources), let asking, let planVersion):
            EntryDraft(
                PartsAsked(
                    order: order.rawValue, asking: UInt32(clamping: asking),
                    sources: sources.message, planVersion: planVersion), keys: [order.key])
        case .asked(.ofSubsidy(let grant), let asking, _):
            EntryDraft(
                PartsAsked(
                    order: order.rawValue, asking: UInt32(clamping: asking),
                    source: grant.source.rawValue, subsidyFen: grant.amount.fen,
                    subsidyByLine: grant.returns == .byLine),
                keys: [order.key])
        case .held: EntryDraft(PartsHeld(order: order.rawValue), keys: [order.key])
        case .refused(let refusal, let asking):
            EntryDraft(
                PartsRefused(
                    order: order.rawValue, asking: UInt32(clamping: asking),
                    status: UInt32(clamping: refusal.status), reason: refusal.reason,
                    sentence: refusal.sentence), keys: [order.key])
        case .returned(let number, let back):
            EntryDraft(
                PartsReturned(
                    order: order.rawValue, refund: UInt32(clamping: number),
                    back: back.message), keys: [order.key])
        }
    }
}

extension AskedPart {
    fileprivate init(_ event: PartsAsked) throws(RPCError) {
        guard !event.source.isEmpty else {
            self = .ofMember(PaymentSources(event.sources ?? Wire.Sources()))
            return
        }
        self = .ofSubsidy(
            OrderGrant(
                source: try SubsidySource(event.source), amount: Money(fen: event.subsidyFen),
                returns: event.subsidyByLine ? .byLine : .byOrder))
    }
}
