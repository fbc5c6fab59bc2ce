import Wire

extension OrderText {
    static func table(_ orders: [Order]) -> [String] {
        guard !orders.isEmpty else { return ["  no orders"] }
        var table = Table(
            ("order", .right), ("placed", .left), ("member", .right), ("state", .left),
            ("yuan", .right), ("goods", .left), ("", .left))
        for order in orders {
            table.add(
                "\(order.order)", MomentText.shanghai(microseconds: order.placedUs),
                "\(order.member)", EnumText.words(order.state), FigureText.yuan(order.paidFen),
                goods(order.lines), order.stuck.isEmpty ? "" : "STUCK")
        }
        return table.lines
    }

    /// Lines that are named in a table; the rest are counted.
    private static let linesShownMax = 3

    private static func goods(_ lines: [ReservedLine]) -> String {
        let shown = lines.prefix(linesShownMax).map { "\($0.product)x\($0.quantity)" }
        let more = lines.count - shown.count
        return (shown + (more > 0 ? ["and \(more) more"] : [])).joined(separator: " ")
    }

    static func lines(_ quote: QuoteOrderResponse) -> [String] {
        var table = Table(
            ("product", .right), ("pieces", .right), ("yuan", .right), ("campaign", .left),
            ("goes to", .left))
        for line in quote.lines {
            table.add(
                "\(line.product)", "\(line.quantity)", FigureText.yuan(line.paidFen),
                line.campaign == 0 ? "" : "\(line.campaign)",
                line.waterfall.map(ProductText.text) ?? "")
        }
        var sheet = Sheet()
        sheet.add("to pay", "\(FigureText.yuan(quote.toPayFen)) yuan")
        for (name, fen) in otherPayers(quote.paidBy) {
            sheet.add(name, "\(FigureText.yuan(fen)) yuan")
        }
        sheet.add("reserve", "\(FigureText.yuan(quote.waterfall?.contributionFen ?? 0)) yuan of it")
        sheet.add("delivery", EnumText.words(quote.delivery))
        for row in quote.rewards { sheet.add("reward", reward(row)) }
        sheet.add("unallocated", "\(FigureText.yuan(quote.unallocatedFen)) yuan of the commission")
        sheet.add("plan", "version \(quote.planVersion)")
        if quote.settlement == nil { sheet.add("points", quote.note) }
        return table.lines + [""] + sheet.lines
            + (quote.settlement.map { PoolText.lines($0) } ?? [])
            + (quote.pool.map { [""] + PoolText.truth($0).flatMap(Prose.indented) } ?? [])
    }

    /// What pays beside the provider.
    private static func otherPayers(_ payers: Sources?) -> [(String, Int64)] {
        [
            ("by the wallet", payers?.walletFen ?? 0), ("by coupons", payers?.couponFen ?? 0),
            ("by coins", payers?.coins ?? 0), ("by a subsidy", payers?.subsidyFen ?? 0),
        ].filter { $0.1 != 0 }
    }

    static func reward(_ row: RewardRow) -> String {
        "\(FigureText.yuan(row.amountFen)) yuan to member \(row.payee) "
            + "(\(EnumText.words(row.rule))): \(row.explanation)"
    }

    static func lines(_ page: GetOrderStatementResponse) -> [String] {
        var lines: [String] = []
        if page.rows.isEmpty {
            lines.append("  no entries here")
        } else {
            var table = Table(
                ("entry", .right), ("time", .left), ("order", .right), ("by", .left),
                ("what", .left))
            for row in page.rows {
                table.add(
                    "\(row.sequence)", MomentText.shanghai(microseconds: row.timeUs),
                    "\(row.order)", row.caller, row.sentence.isEmpty ? row.kind : row.sentence)
            }
            lines += table.lines
        }
        if let order = page.order { lines += ["", "  \(line(order))"] }
        lines += ["", "  as of entry \(FigureText.count(page.sequence))"]
        if page.nextBeforeSequence > 0 {
            lines.append("  earlier ones: --before \(page.nextBeforeSequence)")
        }
        return lines
    }
}
