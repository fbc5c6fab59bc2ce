internal import Wire

/// What an entry of the order service records of what pays beside the provider.
enum PartsEntry: Sendable {
    case asked(PartsAsked)
    case held(PartsHeld)
    case refused(PartsRefused)
    case returned(PartsReturned)

    /// Nil for any other kind.
    init?(kind: String, _ bytes: [UInt8]) throws(WireError) {
        switch kind {
        case "parts_asked": self = .asked(try PartsAsked(decoding: bytes))
        case "parts_held": self = .held(try PartsHeld(decoding: bytes))
        case "parts_refused": self = .refused(try PartsRefused(decoding: bytes))
        case "parts_returned": self = .returned(try PartsReturned(decoding: bytes))
        default: return nil
        }
    }

    var message: any Message {
        switch self {
        case .asked(let event): event
        case .held(let event): event
        case .refused(let event): event
        case .returned(let event): event
        }
    }

    /// What the entry says, in words.
    var sentence: String {
        switch self {
        case .asked(let event):
            event.source.isEmpty
                ? "The pool is asked to hold \(PlainSources(event.sources).sentence)."
                : "\(event.source) is to pay \(PlainText.yuan(event.subsidyFen)) of the price."
        case .held: "The pool holds what was asked for."
        case .refused(let event): "The pool does not hold what was asked for: \(event.sentence)"
        case .returned(let event):
            "Nobody paid: what was held went back, refund \(event.refund) of the order."
        }
    }
}
