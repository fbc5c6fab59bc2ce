import Domain
import Journal
import Transport
import Wire

extension SubsidySource {
    init(_ text: String) throws(RPCError) {
        guard let source = SubsidySource(rawValue: text) else {
            let all = SubsidySource.allCases.map(\.rawValue).joined(separator: ", ")
            throw RPCError.malformed(
                "source", "source is \"\(text.prefix(32))\"; name one of \(all)")
        }
        self = source
    }
}

extension SubsidyEvent {
    /// Nil for a kind that is not of subsidies.
    init?(_ entry: JournalEntry) throws {
        switch entry.kind {
        case "subsidy_received":
            let event = try SubsidyReceived(decoding: entry.event)
            self = .received(
                SubsidyReceipt(
                    source: try SubsidySource(event.source), amount: Money(fen: event.amountFen),
                    reference: event.reference,
                    lines: try event.lines.map { line throws in try Domain.Line(line) }))
        case "slice_announced":
            let event = try SliceAnnounced(decoding: entry.event)
            self = .announced(
                SubsidySlice(
                    number: event.slice, source: try SubsidySource(event.source),
                    amount: Money(fen: event.amountFen),
                    notBefore: Instant(microseconds: event.notBeforeUs),
                    announcedAt: Instant(microseconds: event.atUs)))
        case "slice_injected":
            self = .injected(try SliceInjection(try SliceInjected(decoding: entry.event)))
        case "coupon_granted":
            let event = try CouponGranted(decoding: entry.event)
            self = .couponGranted(
                OrderCoupon(
                    order: try OrderID(event.order, field: "order"),
                    member: try MemberID(event.member, field: "member"),
                    source: try SubsidySource(event.source), amount: Money(fen: event.amountFen),
                    lines: try event.lines.map { line throws in try Domain.Line(line) }))
        default: return nil
        }
    }

    var entry: EntryDraft {
        switch self {
        case .received(let made):
            EntryDraft(
                SubsidyReceived(
                    source: made.source.rawValue, amountFen: made.amount.fen,
                    reference: made.reference, lines: made.lines.map(\.message)),
                keys: ["subsidy:\(made.source.rawValue)"])
        case .announced(let made):
            EntryDraft(
                SliceAnnounced(
                    slice: made.number, source: made.source.rawValue, amountFen: made.amount.fen,
                    notBeforeUs: made.notBefore.microseconds,
                    atUs: made.announcedAt.microseconds),
                keys: ["subsidy:\(made.source.rawValue)"])
        case .injected(let made):
            EntryDraft(made.message, keys: ["subsidy:\(made.source.rawValue)"])
        case .couponGranted(let made):
            EntryDraft(
                CouponGranted(
                    order: made.order.rawValue, member: made.member.rawValue,
                    source: made.source.rawValue, amountFen: made.amount.fen,
                    lines: made.lines.map(\.message)),
                keys: ["order:\(made.order)", "member:\(made.member)"])
        }
    }
}

extension SliceInjection {
    init(_ message: SliceInjected) throws {
        self.init(
            slice: message.slice, source: try SubsidySource(message.source),
            amount: Money(fen: message.amountFen), at: Instant(microseconds: message.atUs),
            isBeyondLimit: message.beyondDailyLimit,
            lines: try message.lines.map { line throws in try Domain.Line(line) },
            reserve: Money(fen: message.reserveFen), supply: Points(units: message.supplyUnits))
    }

    var message: SliceInjected {
        SliceInjected(
            slice: slice, source: source.rawValue, amountFen: amount.fen, atUs: at.microseconds,
            beyondDailyLimit: isBeyondLimit, lines: lines.map(\.message),
            reserveFen: reserve.fen, supplyUnits: supply.units)
    }
}
