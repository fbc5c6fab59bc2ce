internal import Wire

// What an entry says, in words, with its arithmetic.
extension JournalEvent {
    /// One or two sentences; money in yuan, points in points.
    func sentence(plans: [UInt32: Plan]) -> String {
        switch self {
        case .placed, .reserved, .refused, .cancelled, .released, .paid, .moneyHeld, .committed,
            .rewardsShared:
            orderSentence
        case .shipped, .delivered, .received, .due, .orderSettled, .batchConfirmed, .stuck,
            .retried, .paymentForged:
            orderEndSentence
        case .orderTime(let event): event.sentence
        case .orderRefund(let event): event.sentence
        case .orderReturn(let event): event.sentence
        case .productPut, .stockAdjusted, .stockReserved, .stockCommitted, .stockReleased,
            .reservationExpired, .stockRestocked, .campaignOpened, .campaignEnded,
            .clockFollowed:
            catalogSentence
        case .platformCreated, .held, .settled, .sold, .exited, .split, .seriesClosed:
            poolSentence(plans)
        case .legacy(let record): record.sentence
        case .shares(let record): record.sentence
        case .withdrawal(let entry): entry.sentence
        case .custody(let entry): entry.sentence
        case .unmatched(let entry): entry.sentence
        case .payment(let entry): entry.sentence
        case .parts(let entry): entry.sentence
        case .refunded, .refundRedirected, .clawedBack: refundSentence
        case .subsidyReceived, .sliceAnnounced, .sliceInjected, .couponGranted:
            subsidySentence
        case .payoutsFrozen, .thawed, .controlProposed, .controlConfirmed, .woundUp, .woundDown:
            controlSentence
        case .planAdopted, .planInForce: planSentence
        case .operatorMoved(let event): event.sentence
        case .balanceOpened(let event): event.sentence
        case .stateDigest(let event): event.sentence
        case .joined, .membersImported, .memberFrozen, .shared, .confirmed, .rewardsCancelled,
            .rewardsRecomputed:
            referralSentence
        }
    }

    private var orderSentence: String {
        switch self {
        case .placed(let event):
            let lines = event.lines.map { "\($0.quantity) of product \($0.product)" }
            let origin = event.imported ? ", imported from line \(event.fileLine) of a file" : ""
            return "Member \(event.member) placed order \(event.order): "
                + lines.joined(separator: ", ") + origin + "."
        case .reserved(let event):
            return "The catalog set the goods aside; \(PlainText.yuan(event.toPayFen)) is to pay."
        case .refused(let event): return "The catalog refused: \(event.sentence)"
        case .cancelled(let event): return "The order was cancelled: \(event.reason)"
        case .released: return "The goods of the cancelled order are free again."
        case .paid(let event):
            let by = event.payment.isEmpty ? "" : " as payment \(event.payment)"
            return "\(PlainText.yuan(event.paidFen)) was paid\(by); plan "
                + "\(event.rates?.planVersion ?? 0) is in force."
        case .moneyHeld: return "The pool holds the money."
        case .committed: return "The catalog counts the goods as sold."
        case .rewardsShared(let event):
            let sum = event.rows.reduce(Int128(0)) { $0 + Int128($1.amountFen) }
            return "Referral shared \(PlainText.yuan(Int64(clamping: sum))) as rewards; "
                + "\(PlainText.yuan(event.unallocatedFen)) of the commission is left."
        default: return ""
        }
    }

    private var orderEndSentence: String {
        switch self {
        case .shipped: return "The goods were shipped."
        case .delivered: return "The goods were delivered."
        case .received(let event):
            let end = ShanghaiTime.text(microseconds: event.windowEndUs)
            return "The goods were received; the return window ends at \(end)."
        case .due(let event):
            return "The return window is over: settlement number \(event.number), in the batch "
                + "from number \(event.firstNumber)."
        case .orderSettled(let event):
            let result = event.result ?? SettlementResult()
            return "The pool settled number \(result.number): \(result.units) µpt in lot "
                + "\(result.lot); \(result.exits) lots were forced out by it."
        case .batchConfirmed(let event):
            return "The batch from number \(event.firstNumber) is finished."
        case .stuck(let event): return "The order waits at \(event.step): \(event.sentence)"
        case .retried: return "The order goes on."
        case .paymentForged(let event):
            return "A callback of \(event.provider) had a wrong signature; nothing changed."
        default: return ""
        }
    }

    private var catalogSentence: String {
        switch self {
        case .productPut(let event):
            return "Product \(event.product?.product ?? 0) is from now on as recorded here."
        case .stockAdjusted(let event):
            return "Stock of product \(event.product) changed by \(event.by): \(event.reason)"
        case .stockReserved(let event):
            let lines = event.lines.map { line in
                "\(line.quantity) of product \(line.product) for "
                    + "\(PlainText.yuan(line.paidFen)) = "
                    + PlainWaterfall(line.waterfall).yuanSentence
            }
            return "Set aside: " + lines.joined(separator: "; ") + "."
        case .stockCommitted: return "The pieces set aside are sold."
        case .stockReleased: return "The pieces set aside are free again."
        case .reservationExpired:
            return "The order was not paid in time; the pieces set aside are free again."
        case .campaignOpened(let event):
            let campaign = event.campaign ?? Campaign()
            return "Product \(campaign.product) costs \(PlainText.yuan(campaign.priceFen)) from "
                + "\(ShanghaiTime.text(microseconds: campaign.startsUs)) to "
                + "\(ShanghaiTime.text(microseconds: campaign.endsUs))."
        case .campaignEnded(let event):
            return "Campaign \(event.campaign) was ended."
        case .clockFollowed(let event):
            return "The catalog goes by a clock that is \(event.aheadUs) µs ahead."
        case .stockRestocked(let event):
            let lines = event.lines.map { "\($0.quantity) of product \($0.product)" }
            return "Returned pieces are in stock again: " + lines.joined(separator: ", ") + "."
        default: return ""
        }
    }

    private var referralSentence: String {
        switch self {
        case .joined(let event):
            return "Member \(event.member) joined"
                + (event.inviter == 0 ? "." : ", invited by member \(event.inviter).")
        case .membersImported(let event): return "\(event.members.count) members joined."
        case .memberFrozen(let event):
            return "Member \(event.member) is \(event.frozen ? "" : "no longer ")frozen."
        case .shared(let event):
            let rows = event.rows.map { row in
                "\(PlainText.yuan(row.amountFen)) to member \(row.payee) (\(row.explanation))"
            }
            let rest = "\(PlainText.yuan(event.unallocatedFen)) is left"
            return "Rewards: " + (rows + [rest]).joined(separator: "; ") + "."
        case .confirmed: return "The order is settled: its rewards are final."
        case .rewardsCancelled: return "The order will not settle: nobody earns."
        case .rewardsRecomputed(let event):
            let changes = event.changes.map { change in
                "\(PlainText.yuan(change.amountFen)) for member \(change.payee)"
            }
            return "Return \(event.number) changes the rewards: "
                + (changes.isEmpty ? "by nothing" : changes.joined(separator: ", "))
                + "; \(PlainText.yuan(event.unallocatedFen)) is left."
        default: return ""
        }
    }

    private func poolSentence(_ plans: [UInt32: Plan]) -> String {
        switch self {
        case .platformCreated(let event):
            return "The platform began with plan \(event.platform?.planVersion ?? 0)."
        case .held(let event):
            let paid = PlainSources(event)
            return "\(PlainText.yuan(paid.fen)) of member \(event.member) is held"
                + (paid.coins > 0 ? ", and \(paid.coins) coins." : ".")
        case .settled(let event): return event.sentence(plans[event.planVersion])
        case .sold(let event):
            return "\(PlainText.points(event.units)) points of lot \(event.lot) were redeemed: "
                + "worth \(PlainText.yuan(event.grossFen)), paid "
                + "\(PlainText.yuan(event.payoutFen))."
        case .exited(let event):
            return "Lot \(event.lot) reached its multiple and was forced out: worth "
                + "\(PlainText.yuan(event.grossFen)), paid \(PlainText.yuan(event.payoutFen))."
        case .split(let event): return "Every point became \(event.ratio) points."
        case .seriesClosed(let event):
            return "Series \(event.series) ended; \(PlainText.yuan(event.orphanedFen)) was left."
        default: return ""
        }
    }
}

extension Settled {
    /// The figures before the order follow from those after it.
    func sentence(_ plan: Plan?) -> String {
        let start =
            "Settlement number \(number): \(PlainText.yuan(paidFen)) paid, "
            + "\(PlainText.yuan(contributionFen)) for the reserve. "
        switch outcome {
        case .granted:
            let before = (
                reserve: reserveFen &- contributionFen,
                supply: supplyUnits &- units &- legacyUnits
            )
            let rate = PlainText.percent(plan?.grantBps ?? 0)
            let price =
                before.supply > 0
                ? "× \(before.supply) µpt ÷ \(before.reserve) fen"
                : "× 1,000,000 ÷ \(plan?.openingPriceFen ?? 0) fen, the opening price"
            return start + "\(rate) of it is \(valueFen) fen; \(valueFen) fen \(price) = \(units) "
                + "µpt, rounded down, in lot \(lot). The reserve is now "
                + "\(PlainText.yuan(reserveFen)), \(PlainText.points(supplyUnits)) points "
                + "circulate, the price is \(PlainText.price(reserveFen, supplyUnits))."
        case .roundsToZero: return start + "Its points are below one unit: none are granted."
        case .noContribution: return start + "No points."
        case .skipped: return start + "Skipped (\(refused)): \(note)"
        case .unspecified: return start
        }
    }
}

extension PlainWaterfall {
    var yuanSentence: String {
        "cost \(PlainText.yuan(cost)) + commission \(PlainText.yuan(commission)) + platform "
            + "\(PlainText.yuan(platform)) + tax \(PlainText.yuan(tax)) + payment fee "
            + "\(PlainText.yuan(fee)) + contribution \(PlainText.yuan(contribution))"
    }
}
