internal import Wire

/// The steps of a return of pieces before settlement.
enum OrderReturnEvent: Sendable {
    case asked(ReturnAsked)
    case rejected(ReturnRejected)
    case approved(ReturnApproved)
    case recomputed(ReturnRecomputed)
    case refunded(ReturnRefunded)
    case restocked(ReturnRestocked)
    /// The end of a refund after settlement that was stuck and is rejected.
    case givenUp(ReturnGivenUp)
    /// After settlement; the others follow it as well.
    case refundAsked(RefundAsked)

    /// Nil for another kind.
    init?(kind: String, _ bytes: [UInt8]) throws(WireError) {
        switch kind {
        case "return_asked": self = .asked(try ReturnAsked(decoding: bytes))
        case "return_rejected": self = .rejected(try ReturnRejected(decoding: bytes))
        case "return_approved": self = .approved(try ReturnApproved(decoding: bytes))
        case "return_recomputed": self = .recomputed(try ReturnRecomputed(decoding: bytes))
        case "return_refunded": self = .refunded(try ReturnRefunded(decoding: bytes))
        case "return_given_up": self = .givenUp(try ReturnGivenUp(decoding: bytes))
        case "return_restocked": self = .restocked(try ReturnRestocked(decoding: bytes))
        case "refund_asked": self = .refundAsked(try RefundAsked(decoding: bytes))
        default: return nil
        }
    }

    /// The state of the return that it follows from; of one that begins it, the state after.
    var needed: PlainReturn.State {
        switch self {
        case .asked, .rejected, .approved, .refundAsked: .asked
        case .recomputed: .approved
        case .refunded: .recomputed
        case .restocked: .refunded
        case .givenUp: .givenUp
        }
    }

    var message: any Message {
        switch self {
        case .asked(let event): event
        case .rejected(let event): event
        case .approved(let event): event
        case .recomputed(let event): event
        case .refunded(let event): event
        case .restocked(let event): event
        case .givenUp(let event): event
        case .refundAsked(let event): event
        }
    }

    /// The order and the number of its return.
    var subject: (order: UInt64, number: UInt32) {
        switch self {
        case .asked(let event): (event.order, event.number)
        case .rejected(let event): (event.order, event.number)
        case .approved(let event): (event.order, event.number)
        case .recomputed(let event): (event.order, event.number)
        case .refunded(let event): (event.order, event.number)
        case .restocked(let event): (event.order, event.number)
        case .givenUp(let event): (event.order, event.number)
        case .refundAsked(let event): (event.order, event.number)
        }
    }

    var sentence: String {
        let number = subject.number
        switch self {
        case .asked(let event):
            let lines = event.lines.map { "\($0.quantity) of line \($0.line)" }
            return "Return \(number) was asked for: " + lines.joined(separator: ", ")
                + "; \(event.reason)"
        case .refundAsked(let event):
            let outcome = event.outcome ?? ClawbackOutcome()
            return "Refund \(number) after settlement was asked for: "
                + "\(PlainText.points(outcome.burntUnits)) points would go, "
                + "\(PlainText.yuan(PlainSources(outcome.back).fen)) would come back; "
                + (event.claim?.reason ?? "")
        case .rejected(let event): return "Return \(number) was rejected: \(event.reason)"
        case .approved: return "Return \(number) was approved."
        case .recomputed(let event):
            let sum = event.rows.reduce(Int128(0)) { $0 + Int128($1.amountFen) }
            return "Of what return \(number) leaves, \(PlainText.yuan(Int64(clamping: sum))) are "
                + "rewards and \(PlainText.yuan(event.unallocatedFen)) of the commission is left."
        case .refunded(let event):
            return "The pool gave \(PlainText.yuan(PlainSources(event.back).fen)) back for return "
                + "\(number), refund \(event.refund) of the order."
        case .givenUp(let event):
            let sum = event.rows.reduce(Int128(0)) { $0 + Int128($1.amountFen) }
            return "Refund \(number) is given up: the rewards are "
                + "\(PlainText.yuan(Int64(clamping: sum))) again, and "
                + "\(PlainText.yuan(event.unallocatedFen)) of the commission is left."
        case .restocked: return "The pieces of return \(number) are on the shelf again."
        }
    }
}
