import Wire

enum StatementText {
    static func lines(_ page: GetStatementResponse) -> [String] {
        var lines: [String] = []
        if page.rows.isEmpty {
            lines.append("  no lines here")
        } else {
            var table = Table(
                ("entry", .right), ("what", .left), ("order", .right), ("account", .left),
                ("amount", .right), ("", .left))
            for row in page.rows {
                for (index, line) in row.lines.enumerated() {
                    let isFirst = index == 0
                    table.add(
                        isFirst ? "\(row.sequence)" : "", isFirst ? row.kind : "",
                        isFirst && row.order > 0 ? "\(row.order)" : "", line.account,
                        amount(line), unit(line.unit))
                }
            }
            lines += table.lines
        }
        if !page.balances.isEmpty { lines += [""] + balances(page.balances) }
        lines += ["", "  as of entry \(FigureText.count(page.sequence))"]
        if page.nextBeforeSequence > 0 {
            lines.append("  earlier ones: --before \(page.nextBeforeSequence)")
        }
        return lines
    }

    static func lines(_ balance: GetTrialBalanceResponse) -> [String] {
        balances(balance.balances) + ["", "  as of entry \(FigureText.count(balance.sequence))"]
    }

    private static func balances(_ lines: [Line]) -> [String] {
        guard !lines.isEmpty else { return ["  all accounts are empty"] }
        var table = Table(("account", .left), ("balance", .right), ("", .left))
        for line in lines { table.add(line.account, amount(line), unit(line.unit)) }
        return table.lines
    }

    /// Assets are positive, liabilities negative, as the ledger has them.
    private static func amount(_ line: Line) -> String {
        switch line.unit {
        case .fen: FigureText.yuan(line.amount)
        case .micropoint: FigureText.points(line.amount)
        case .coin, .share, .unspecified: "\(line.amount)"
        }
    }

    private static func unit(_ unit: Unit) -> String {
        switch unit {
        case .fen: "yuan"
        case .micropoint: "points"
        case .coin: "coins"
        case .share: "shares"
        case .unspecified: ""
        }
    }
}
