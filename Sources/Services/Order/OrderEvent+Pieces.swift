import Domain
import Journal
import Transport
import Wire

// Pieces that come back.
extension OrderEvent {
    /// Nil for an entry of another kind.
    static func returning(_ entry: JournalEntry) throws -> OrderEvent? {
        let bytes = entry.event
        func id(_ order: UInt64) throws -> OrderID { try OrderID(order, field: "order") }
        switch entry.kind {
        case "return_asked":
            return .returnAsked(try ReturnRequest(try ReturnAsked(decoding: bytes)))
        case "refund_asked":
            return .refundAsked(try ReclaimRequest(try RefundAsked(decoding: bytes)))
        case "return_rejected":
            let event = try ReturnRejected(decoding: bytes)
            return .returnRejected(
                try id(event.order), number: Int(event.number), reason: event.reason)
        case "return_approved":
            let event = try ReturnApproved(decoding: bytes)
            return .returnApproved(try id(event.order), number: Int(event.number))
        case "return_recomputed":
            let event = try ReturnRecomputed(decoding: bytes)
            return .returnRecomputed(
                try id(event.order), number: Int(event.number),
                rewards: try event.rows.map { row throws in try Domain.RewardRow(row) },
                unallocated: Money(fen: event.unallocatedFen))
        case "return_refunded":
            let event = try ReturnRefunded(decoding: bytes)
            return .returnRefunded(
                try id(event.order), number: Int(event.number), refund: Int(event.refund),
                back: PaymentSources(event.back ?? Wire.Sources()))
        case "return_given_up":
            let event = try ReturnGivenUp(decoding: bytes)
            return .returnGivenUp(
                try id(event.order), number: Int(event.number),
                rewards: try event.rows.map { row throws in try Domain.RewardRow(row) },
                unallocated: Money(fen: event.unallocatedFen))
        case "return_restocked":
            let event = try ReturnRestocked(decoding: bytes)
            return .returnRestocked(try id(event.order), number: Int(event.number))
        default: return nil
        }
    }

    var returnEntry: EntryDraft {
        switch self {
        case .returnAsked(let request):
            return EntryDraft(request.message, keys: [request.order.key])
        case .refundAsked(let request):
            return EntryDraft(
                request.message,
                keys: [request.order.key, "member:\(request.placed.member)"])
        case .returnRejected(let id, let number, let reason):
            return EntryDraft(
                ReturnRejected(
                    order: id.rawValue, number: UInt32(clamping: number), reason: reason),
                keys: [id.key])
        case .returnApproved(let id, let number):
            return EntryDraft(
                ReturnApproved(order: id.rawValue, number: UInt32(clamping: number)),
                keys: [id.key])
        case .returnRecomputed(let id, let number, let rewards, let unallocated):
            return EntryDraft(
                ReturnRecomputed(
                    order: id.rawValue, number: UInt32(clamping: number),
                    rows: rewards.map(\.message), unallocatedFen: unallocated.fen),
                keys: [id.key])
        case .returnRefunded(let id, let number, let refund, let back):
            return EntryDraft(
                ReturnRefunded(
                    order: id.rawValue, number: UInt32(clamping: number),
                    refund: UInt32(clamping: refund), back: back.message),
                keys: [id.key])
        case .returnGivenUp(let id, let number, let rewards, let unallocated):
            return EntryDraft(
                ReturnGivenUp(
                    order: id.rawValue, number: UInt32(clamping: number),
                    rows: rewards.map(\.message), unallocatedFen: unallocated.fen),
                keys: [id.key])
        case .returnRestocked(let id, let number):
            return EntryDraft(
                ReturnRestocked(order: id.rawValue, number: UInt32(clamping: number)),
                keys: [id.key])
        default: preconditionFailure("\(self) is not about returned pieces")
        }
    }
}

extension Domain.ReturnLine {
    init(_ message: Wire.ReturnLine) {
        self.init(line: Int(message.line), quantity: Int64(message.quantity))
    }

    var message: Wire.ReturnLine {
        Wire.ReturnLine(line: UInt32(clamping: line), quantity: UInt32(clamping: quantity))
    }
}

extension ReturnRequest {
    fileprivate init(_ message: ReturnAsked) throws {
        self.init(
            order: try OrderID(message.order, field: "order"), number: Int(message.number),
            lines: message.lines.map { Domain.ReturnLine($0) }, reason: message.reason,
            at: Instant(microseconds: message.atUs))
    }

    fileprivate var message: ReturnAsked {
        ReturnAsked(
            order: order.rawValue, number: UInt32(clamping: number), lines: lines.map(\.message),
            reason: reason, atUs: at.microseconds)
    }
}
