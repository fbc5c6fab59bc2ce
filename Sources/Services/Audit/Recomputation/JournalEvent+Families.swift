internal import Wire

// What the pool's families of events say, in words.
extension JournalEvent {
    var subsidySentence: String {
        switch self {
        case .subsidyReceived(let event):
            return "\(PlainText.yuan(event.amountFen)) of \(event.source) arrived as a subsidy, "
                + "under the reference \(event.reference)."
        case .sliceAnnounced(let event):
            return "Slice \(event.slice), \(PlainText.yuan(event.amountFen)) of \(event.source), "
                + "may enter the reserve from \(ShanghaiTime.text(microseconds: event.notBeforeUs))"
                + " on."
        case .sliceInjected(let event):
            return "\(PlainText.yuan(event.amountFen)) of slice \(event.slice) entered the "
                + "reserve, which is now \(PlainText.yuan(event.reserveFen)); the price is "
                + "\(PlainText.price(event.reserveFen, event.supplyUnits))."
        case .couponGranted(let event):
            return "\(event.source) pays \(PlainText.yuan(event.amountFen)) of order "
                + "\(event.order)."
        default: return ""
        }
    }

    var planSentence: String {
        switch self {
        case .planAdopted(let event):
            return "Version \(event.version) of the plan was announced, to be in force from "
                + "\(ShanghaiTime.text(microseconds: event.inForceFromUs)) on."
        case .planInForce(let event):
            return "Version \(event.version) of the plan came into force."
        default: return ""
        }
    }

    var controlSentence: String {
        switch self {
        case .payoutsFrozen(let event): return "\(event.by) froze payouts: \(event.reason)"
        case .thawed(let event):
            return "\(event.by) thawed \(event.scope == .payouts ? "payouts" : "the pool"): "
                + event.reason
        case .controlProposed(let event):
            return "\(event.by) proposed to \(event.action.words): \(event.reason)"
        case .controlConfirmed(let event):
            return "\(event.by) confirmed proposal \(event.proposal), to \(event.action.words), "
                + "until \(ShanghaiTime.text(microseconds: event.untilUs))."
        case .woundUp(let event):
            return "Lot \(event.lot) was wound up: \(PlainText.points(event.units)) points for "
                + "\(PlainText.yuan(event.payoutFen))."
        case .woundDown: return "The pool is wound down."
        default: return ""
        }
    }
}

extension OperatorMoved {
    var sentence: String {
        let amount = PlainText.yuan(amountFen)
        let what =
            switch move {
            case .providerSettled:
                "The payment provider paid out \(amount) and kept \(PlainText.yuan(feeFen))"
            case .deposited: "The operator deposited \(amount)"
            case .incomeTaken: "The operator took \(amount) of income"
            case .merchantPaid: "\(amount) went to the merchants"
            case .taxPaid: "\(amount) of tax was paid"
            case .unspecified: "\(amount) moved"
            }
        return what + ", under the reference \(reference)."
    }
}

extension BalanceOpened {
    var sentence: String {
        "\(PlainText.yuan(amountFen)) of \(account) were brought along from earlier books, with "
            + "their money, under the reference \(reference)."
    }
}

extension StateDigest {
    var sentence: String {
        "Digest \(number) of the pool's state, over \(accounts) accounts that were written since "
            + "the last: \(PlainText.yuan(reserveFen)) in the reserve, "
            + "\(PlainText.points(supplyUnits)) points in circulation, \(lotsOpen) open lots."
    }
}

extension ControlAction {
    fileprivate var words: String {
        switch self {
        case .freeze: "freeze the pool"
        case .windDown: "wind down"
        case .thawPayouts: "thaw payouts"
        case .unspecified: "do nothing"
        }
    }
}
