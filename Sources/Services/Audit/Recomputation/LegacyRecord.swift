internal import Wire

/// What a pool's journal records of claims from before the platform.
enum LegacyRecord: Sendable {
    case claimed(LegacyClaimed)
    case converted(LegacyConverted)
    case opened(AllotmentOpened)
    case allotted(Allotted)
    case closed(AllotmentClosed)

    /// Nil for an entry of another kind.
    init?(kind: String, _ bytes: [UInt8]) throws(WireError) {
        switch kind {
        case "legacy_claimed": self = .claimed(try LegacyClaimed(decoding: bytes))
        case "legacy_converted": self = .converted(try LegacyConverted(decoding: bytes))
        case "allotment_opened": self = .opened(try AllotmentOpened(decoding: bytes))
        case "allotted": self = .allotted(try Allotted(decoding: bytes))
        case "allotment_closed": self = .closed(try AllotmentClosed(decoding: bytes))
        default: return nil
        }
    }

    var message: any Message {
        switch self {
        case .claimed(let event): event
        case .converted(let event): event
        case .opened(let event): event
        case .allotted(let event): event
        case .closed(let event): event
        }
    }

    var sentence: String {
        switch self {
        case .claimed(let event):
            return "A claim of member \(event.member) over \(PlainText.yuan(event.amountFen)) was "
                + "imported (evidence \(event.evidence)); \(PlainText.yuan(event.leftFen)) is owed."
        case .converted(let event):
            return "\(PlainText.yuan(event.amountFen)) of the claim of member \(event.member) "
                + "became \(event.amountFen) coins; \(PlainText.yuan(event.leftFen)) is owed still."
        case .opened(let event):
            return "The trust, \(PlainText.points(event.trustUnits)) points, is shared out for "
                + "period \(event.period) among claims of \(PlainText.yuan(event.claimsFen)): "
                + "\(event.members) members get points worth \(PlainText.yuan(event.valueFen))."
        case .allotted(let event):
            return "Member \(event.member) has \(PlainText.points(event.units)) points of the "
                + "trust in lot \(event.lot); \(PlainText.yuan(event.valueFen)) is taken off the "
                + "claim, \(PlainText.yuan(event.leftFen)) is owed still."
        case .closed(let event):
            return "The trust is shared out; \(PlainText.points(event.burntUnits)) points that "
                + "no claim is left for were burnt."
        }
    }
}
