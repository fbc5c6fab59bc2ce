internal import Wire

extension JournalEvent {
    /// What an entry says of money that went back.
    var refundSentence: String {
        switch self {
        case .refunded(let event):
            "Refund \(event.refund) gave back \(PlainSources(event.back).yuanSentence): "
                + "\(event.reason)"
        case .refundRedirected(let event):
            "The provider could not pay out refund \(event.refund) (\(event.failure)): "
                + "\(PlainText.yuan(event.amountFen)) went to the wallet of member "
                + "\(event.member), whose identity \(event.checkedBy) checked "
                + "(\(event.identityCheck))."
        case .clawedBack(let event): event.sentence
        default: ""
        }
    }
}

extension ClawedBack {
    fileprivate var sentence: String {
        let claim = claim ?? ReturnClaim()
        let outcome = outcome ?? ClawbackOutcome()
        let proceeds =
            "\(PlainText.yuan(outcome.proceedsFen)) that their points had paid is "
            + (claim.proceeds == .owed ? "owed. " : "deducted. ")
        return "Refund \(outcome.refund), pieces worth \(PlainText.yuan(claim.paidBackFen)) came "
            + "back: \(PlainText.points(outcome.burntUnits)) points went and "
            + "\(PlainText.yuan(outcome.returnedFen)) left the reserve; \(proceeds)"
            + "The member got \(PlainSources(outcome.back).yuanSentence); "
            + "\(PlainText.yuan(outcome.operatorFen)) is the operator's part: \(claim.reason)"
    }
}

extension PlainSources {
    fileprivate var yuanSentence: String {
        let parts = [
            ("through the provider", provider), ("to the wallet", wallet),
            ("to the coupons", coupon), ("to the subsidy", subsidy),
        ]
        let money = parts.filter { $0.1 != 0 }.map { "\(PlainText.yuan($0.1)) \($0.0)" }
        let all = money + (coins == 0 ? [] : ["\(coins) coins"])
        return all.isEmpty ? "nothing" : all.joined(separator: ", ")
    }
}
