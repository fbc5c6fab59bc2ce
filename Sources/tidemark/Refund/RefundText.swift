import Wire

enum RefundText {
    static func lines(_ money: GetOrderMoneyResponse) -> [String] {
        var sheet = Sheet()
        sheet.add("member", "\(money.member)")
        sheet.add("state", state(money.state))
        if money.state == .settled {
            sheet.add("lot", money.lot == 0 ? "none" : "\(money.lot)")
            sheet.add("can come back", "\(FigureText.yuan(money.paidLeftFen)) yuan paid")
            sheet.add("", "\(FigureText.yuan(money.contributionLeftFen)) yuan of contribution")
        }
        sheet.add("as of", "entry \(FigureText.count(money.sequence))")
        return sheet.lines + [""] + sources(money).lines + refunds(money)
    }

    private static func state(_ state: MoneyState) -> String {
        switch state {
        case .held: "held"
        case .refunded: "refunded in full"
        case .settled: "settled"
        case .unspecified: "unknown"
        }
    }

    private static func sources(_ money: GetOrderMoneyResponse) -> Table {
        var table = Table(("source", .left), ("paid", .right), ("back", .right))
        let (paid, back) = (money.paid ?? Sources(), money.back ?? Sources())
        table.add("provider", FigureText.yuan(paid.providerFen), FigureText.yuan(back.providerFen))
        table.add("wallet", FigureText.yuan(paid.walletFen), FigureText.yuan(back.walletFen))
        table.add("coupons", FigureText.yuan(paid.couponFen), FigureText.yuan(back.couponFen))
        table.add("subsidy", FigureText.yuan(paid.subsidyFen), FigureText.yuan(back.subsidyFen))
        table.add("coins", "\(paid.coins)", "\(back.coins)")
        return table
    }

    private static func refunds(_ money: GetOrderMoneyResponse) -> [String] {
        guard !money.refunds.isEmpty else { return ["", "  no refunds"] }
        var table = Table(("refund", .right), ("by the provider", .right), ("went to", .left))
        for refund in money.refunds {
            table.add(
                "\(refund.refund)", FigureText.yuan(refund.providerFen),
                refund.redirected ? "the wallet" : "what paid")
        }
        return [""] + table.lines
    }
}
