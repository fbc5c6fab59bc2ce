internal import Wire

/// What a pool's journal records of shares.
enum SharesRecord: Sendable {
    case opened(ProgrammeOpened)
    case converted(Converted)
    case closed(ProgrammeClosed)
    case reissued(Reissued)
    case allotted(SharesAllotted)
    case released(SharesReleased)

    /// Nil for an entry of another kind.
    init?(kind: String, _ bytes: [UInt8]) throws(WireError) {
        switch kind {
        case "programme_opened": self = .opened(try ProgrammeOpened(decoding: bytes))
        case "converted": self = .converted(try Converted(decoding: bytes))
        case "programme_closed": self = .closed(try ProgrammeClosed(decoding: bytes))
        case "reissued": self = .reissued(try Reissued(decoding: bytes))
        case "shares_allotted": self = .allotted(try SharesAllotted(decoding: bytes))
        case "shares_released": self = .released(try SharesReleased(decoding: bytes))
        default: return nil
        }
    }

    var message: any Message {
        switch self {
        case .opened(let event): event
        case .converted(let event): event
        case .closed(let event): event
        case .reissued(let event): event
        case .allotted(let event): event
        case .released(let event): event
        }
    }

    var sentence: String {
        switch self {
        case .opened(let event):
            let terms = event.terms ?? ShareTerms()
            return "Programme \(event.programme) offers \(terms.shares) shares at "
                + "\(PlainText.yuan(terms.priceFen)), to be listed on \(terms.listingDate) by "
                + "\(terms.broker) (registration \(terms.registration))."
        case .converted(let event):
            return "\(PlainText.points(event.units)) points of lot \(event.lot) became a claim to "
                + "\(event.shares) shares for \(PlainText.yuan(event.amountFen)), entry "
                + "\(event.entry) of the register."
        case .closed(let event):
            return "Programme \(event.programme) "
                + (event.successful ? "was successful" : "failed")
                + ": \(event.shares) shares for \(PlainText.yuan(event.amountFen)) were "
                + "subscribed (\(event.reference))."
        case .reissued(let event):
            return "\(PlainText.yuan(event.amountFen)) of entry \(event.entry) came back and "
                + "bought \(PlainText.points(event.units)) points."
        case .allotted(let event):
            return "Member \(event.member) was given \(event.shares) shares (\(event.reason))."
        case .released(let event):
            return "\(event.shares) shares of entry \(event.entry) left lock-up."
        }
    }
}
