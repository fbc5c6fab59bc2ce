import Wire

enum LegacyText {
    static func lines(_ reply: AllotResponse) -> [String] {
        var sheet = Sheet()
        sheet.add("allotment", "\(reply.number)")
        sheet.add("members with points", FigureText.count(reply.members))
        sheet.add(
            "given",
            "\(FigureText.points(reply.units)) points, worth "
                + "\(FigureText.yuan(reply.valueFen)) yuan after retention")
        sheet.add("burnt", "\(FigureText.points(reply.burntUnits)) points")
        return sheet.lines
    }

    static func lines(_ legacy: GetLegacyResponse) -> [String] {
        var sheet = Sheet()
        sheet.add("claimed", "\(FigureText.yuan(legacy.claimedFen)) yuan")
        sheet.add(
            "served",
            "\(FigureText.yuan(legacy.convertedFen)) yuan as coins, "
                + "\(FigureText.yuan(legacy.allottedFen)) yuan as points")
        sheet.add(
            "owed",
            "\(FigureText.yuan(legacy.owedFen)) yuan to \(FigureText.count(legacy.members)) members"
        )
        sheet.add(
            "coins",
            "\(FigureText.yuan(legacy.coins)) held, \(FigureText.yuan(legacy.coinsSpent)) "
                + "spent")
        sheet.add(
            "trust",
            "\(FigureText.points(legacy.trustUnits)) points, worth "
                + "\(FigureText.yuan(legacy.trustValueFen)) yuan of what is owed")
        sheet.add("released", "\(FigureText.percent(legacy.legacyReleaseBps)) of each spread")
        if legacy.openAllotment > 0 {
            sheet.add(
                "under way",
                "allotment \(legacy.openAllotment), \(FigureText.count(legacy.membersLeft)) "
                    + "members to come after member \(legacy.cursor); the pool waits for it")
        }
        sheet.add("as of", "entry \(FigureText.count(legacy.sequence))")
        return sheet.lines + [""] + Prose.indented(progress(legacy))
    }

    /// What it takes to serve the rest, in words.
    static func progress(_ legacy: GetLegacyResponse) -> String {
        if legacy.never {
            return "No turnover is known to serve what is owed: the plan releases nothing, or no "
                + "order has paid into the reserve yet (assume a share with --contribution)."
        }
        guard legacy.turnoverFen > 0 else {
            return "The trust covers what is owed; the next allotment serves it."
        }
        let growth =
            legacy.legacyReleaseBps == 10_000
            ? " All growth goes there: nobody's points grow dearer by an order." : ""
        return "Members still have to pay \(FigureText.yuan(legacy.turnoverFen)) yuan for orders "
            + "until the trust covers what is owed, at today's plan and price and if nobody "
            + "redeems." + growth
    }
}
