import Wire

enum PoolText {
    static func lines(_ pool: GetPoolResponse) -> [String] {
        var sheet = Sheet()
        sheet.add("reserve", "\(FigureText.yuan(pool.reserveFen)) yuan")
        sheet.add("supply", "\(FigureText.points(pool.supplyUnits)) points")
        sheet.add("price", pool.price.isEmpty ? "–" : "\(pool.price) yuan per point")
        if pool.subsidyFen > 0 {
            sheet.add(
                "without subsidy",
                "\(pool.priceWithoutSubsidy) yuan per point; \(FigureText.yuan(pool.subsidyFen)) "
                    + "yuan of the reserve are subsidies")
        }
        if pool.relatedMembers > 0 {
            sheet.add(
                "related members",
                "\(FigureText.points(pool.relatedUnits)) points of "
                    + "\(FigureText.count(pool.relatedMembers)) operators, staff or payers of "
                    + "subsidies")
        }
        sheet.add(
            "lots",
            "\(FigureText.count(pool.lotsOpen)) open of \(FigureText.count(pool.lotsGranted)); "
                + "\(FigureText.count(pool.exits)) forced out")
        sheet.add("series", "\(pool.series), after \(pool.splits) splits")
        if pool.orphanFen > 0 {
            sheet.add("orphan reserve", "\(FigureText.yuan(pool.orphanFen)) yuan")
        }
        if pool.trustUnits > 0 {
            sheet.add("legacy trust", "\(FigureText.points(pool.trustUnits)) points")
        }
        sheet.add("wallets", "\(FigureText.yuan(pool.walletsFen)) yuan")
        sheet.add("as of", "entry \(FigureText.count(pool.sequence))")
        return sheet.lines + [""] + truth(pool).flatMap(Prose.indented)
    }

    /// What the price does not say, in sentences.
    static func truth(_ pool: GetPoolResponse) -> [String] {
        let paid = FigureText.yuan(pool.paidByMembersFen)
        let inProfit = FigureText.share(pool.membersInProfit, of: pool.members)
        let received = FigureText.yuan(pool.redeemedFen + pool.exitedFen)
        return [
            "Members paid \(paid) yuan, of which \(FigureText.yuan(pool.contributedFen)) yuan went "
                + "into the reserve. So far they received \(received) yuan for points; redeeming "
                + "everything now would pay \(FigureText.yuan(pool.netValueFen)) yuan after "
                + "retention.",
            "\(FigureText.count(pool.membersInProfit)) of \(FigureText.count(pool.members)) "
                + "members (\(inProfit)) have or would now get back at least what they paid. All "
                + "together can never get more than "
                + "\(FigureText.percent(pool.reserveOfPaidBps)) of what they paid, before "
                + "retention.",
        ]
    }

    static func lines(_ position: GetPositionResponse) -> [String] {
        var sheet = Sheet()
        sheet.add("member", "\(position.member)")
        sheet.add("wallet", "\(FigureText.yuan(position.walletFen)) yuan")
        sheet.add("paid for points", "\(FigureText.yuan(position.paidFen)) yuan")
        sheet.add("received so far", "\(FigureText.yuan(position.receivedFen)) yuan")
        sheet.add(
            "net value", "\(FigureText.yuan(position.netValueFen)) yuan if all were redeemed now")
        sheet.add("as of", "entry \(FigureText.count(position.sequence))")
        guard !position.lots.isEmpty else { return sheet.lines + ["", "  no open lots"] }
        var table = Table(
            ("lot", .right), ("order", .right), ("paid", .right), ("points", .right),
            ("net value", .right), ("received", .right), ("even at", .right), ("orders", .right),
            ("exit at", .right), ("orders", .right))
        for lot in position.lots {
            table.add(
                "\(lot.lot)", lot.order == 0 ? "–" : "\(lot.order)",
                FigureText.yuan(lot.paidFen),
                FigureText.points(lot.units), FigureText.yuan(lot.netValueFen),
                FigureText.yuan(lot.receivedFen), orNever(lot.breakEvenPrice),
                orNever(lot.ordersToBreakEven), orNever(lot.exitPrice), orNever(lot.ordersToExit))
        }
        return sheet.lines + [""] + table.lines + [""]
            + Prose.indented(
                "Orders are those still needed if nobody redeems: estimates of two digits.")
    }

    private static func orNever(_ text: String) -> String { text.isEmpty ? "never" : text }

    static func lines(_ quote: QuoteRedeemResponse) -> [String] {
        var sheet = Sheet()
        sheet.add("worth", "\(FigureText.yuan(quote.grossFen)) yuan")
        sheet.add("pays", "\(FigureText.yuan(quote.payoutFen)) yuan")
        sheet.add("stays", "\(FigureText.yuan(quote.retainedFen)) yuan in the reserve")
        sheet.add("as of", "entry \(FigureText.count(quote.sequence))")
        return sheet.lines
    }

    static func lines(_ quote: QuoteSettleResponse) -> [String] {
        var sheet = Sheet()
        sheet.add("points", "\(FigureText.points(quote.units)); \(quote.note)")
        sheet.add("bought for", "\(FigureText.yuan(quote.valueFen)) yuan")
        sheet.add(
            "net value", "\(FigureText.yuan(quote.netValueFen)) yuan if redeemed right afterwards")
        sheet.add(
            "even at",
            "\(orNever(quote.breakEvenPrice)) yuan per point, orders needed: "
                + orNever(quote.ordersToBreakEven))
        sheet.add(
            "exit at",
            "\(orNever(quote.exitPrice)) yuan per point, orders needed: "
                + orNever(quote.ordersToExit))
        sheet.add(
            "forces out",
            "\(quote.moreExits ? "more than " : "")\(FigureText.count(UInt64(quote.exits))) lots, "
                + "paying \(FigureText.yuan(quote.exitsPayoutFen)) yuan")
        sheet.add("as of", "entry \(FigureText.count(quote.sequence))")
        return sheet.lines
    }

    static func lines(_ reply: RedeemResponse) -> [String] {
        var table = Table(
            ("lot", .right), ("points", .right), ("worth yuan", .right), ("paid yuan", .right))
        for part in reply.redemptions {
            table.add(
                "\(part.lot)", FigureText.points(part.units), FigureText.yuan(part.grossFen),
                FigureText.yuan(part.payoutFen))
        }
        let price = FigureText.price(
            reserveFen: reply.reserveFen, supplyUnits: reply.supplyUnits)
        return table.lines + [
            "",
            "  \(FigureText.yuan(reply.payoutFen)) yuan paid into the wallet; the price is now "
                + "\(price) yuan per point",
        ]
    }

    static func table(_ wallets: [Wallet]) -> [String] {
        guard !wallets.isEmpty else { return ["  no wallet holds anything"] }
        var table = Table(("member", .right), ("yuan", .right))
        for wallet in wallets {
            table.add("\(wallet.member)", FigureText.yuan(wallet.balanceFen))
        }
        return table.lines
    }
}
