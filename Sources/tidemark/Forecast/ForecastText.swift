import Domain

enum ForecastText {
    static func lines(
        _ question: Forecast.Question, _ answer: Forecast.Answer, shown: [Int]
    ) -> [String] {
        let form = ClosedForm(question.plan)
        var table = Table(
            ("orders", .right), ("reserve", .right), ("price", .right), ("closed form", .right),
            ("redeemed", .right), ("forced out", .right), ("in profit", .right),
            ("received", .right), ("net value", .right))
        for row in answer.rows where shown.contains(row.order) {
            table.add(
                FigureText.count(row.order), FigureText.yuan(row.reserve.fen), price(row),
                ClosedForm.text(form.price(after: row.order), places: 4, trimmed: false),
                FigureText.count(row.redemptions), FigureText.count(row.exits),
                FigureText.count(row.membersInProfit), FigureText.yuan(row.received.fen),
                FigureText.yuan(row.netValue.fen))
        }
        return heading(question) + [""] + table.lines + [""]
            + notes(question, answer, form).flatMap(Prose.indented)
    }

    static func heading(_ question: Forecast.Question) -> [String] {
        let plan = question.plan
        var sheet = Sheet()
        sheet.add(
            "orders",
            "\(FigureText.count(question.orders)) of \(FigureText.yuan(question.paid.fen)) yuan, "
                + "\(FigureText.yuan(question.contribution.fen)) of it into the reserve")
        sheet.add(
            "redeemed",
            "one lot drawn by chance after \(percent(question.redemption)) of the orders, "
                + "seed \(question.seed)")
        sheet.add(
            "plan",
            "\(percent(plan.grant)) granted, \(percent(plan.retention)) retained, forced out "
                + (plan.exitMultiple > .zero
                    ? "at \(FigureText.points(Int64(plan.exitMultiple.rawValue) * 100))×" : "never")
        )
        return sheet.lines
    }

    private static func percent(_ rate: BasisPoints) -> String {
        FigureText.percent(UInt32(clamping: rate.rawValue))
    }

    private static func price(_ row: Forecast.Row) -> String {
        row.price?.text(rounded: .down) ?? "–"
    }

    private static func notes(
        _ question: Forecast.Question, _ answer: Forecast.Answer, _ form: ClosedForm
    ) -> [String] {
        var notes = [
            "Prices in yuan per point, as if points had never been split. The closed form, "
                + "\(form.formula), holds if nobody redeems and nobody is forced out. In profit "
                + "are members that have received, or would net receive now, what they paid.",
            "The first of all buyers " + firstBuyer(question, answer) + ".",
        ]
        if let last = answer.rows.last {
            let paid = Int64(last.order) * question.paid.fen
            notes.append(
                "Of \(FigureText.count(last.order)) members "
                    + "\(FigureText.share(UInt64(last.membersInProfit), of: UInt64(last.order))) "
                    + "are in profit; all together paid \(FigureText.yuan(paid)) yuan and have or "
                    + "would now get \(FigureText.yuan(last.received.fen + last.netValue.fen)). "
                    + "Whoever comes later waits longer.")
        }
        return notes
    }

    private static func firstBuyer(
        _ question: Forecast.Question, _ answer: Forecast.Answer
    ) -> String {
        func reached(_ mark: Forecast.Mark, _ words: String) -> String {
            answer.marks[mark].map { "\(words) at order \(FigureText.count($0))" }
                ?? "\(words) not within these orders"
        }
        var parts = [
            reached(.gross, "sees the price paid back before retention"),
            reached(.net, "could have it in hand"),
        ]
        if question.plan.exitMultiple > .zero {
            parts.append(reached(.exit, "is forced out"))
        }
        return parts.dropLast().joined(separator: ", ") + " and " + (parts.last ?? "")
    }

    // MARK: - For scripts

    static func json(_ question: Forecast.Question, _ answer: Forecast.Answer) -> String {
        let form = ClosedForm(question.plan)
        let rows = answer.rows.map { row in
            JSONText.object([
                ("order", "\(row.order)"), ("reserveFen", "\"\(row.reserve.fen)\""),
                ("supplyUnits", "\"\(row.supply.units)\""),
                ("price", JSONText.quoted(row.price?.text(rounded: .down) ?? "")),
                (
                    "closedFormPrice",
                    JSONText.quoted(ClosedForm.text(form.price(after: row.order), places: 4))
                ),
                ("series", "\(row.series)"), ("redemptions", "\(row.redemptions)"),
                ("exits", "\(row.exits)"), ("membersInProfit", "\(row.membersInProfit)"),
                ("receivedFen", "\"\(row.received.fen)\""),
                ("netValueFen", "\"\(row.netValue.fen)\""),
            ])
        }
        func mark(_ mark: Forecast.Mark) -> String {
            answer.marks[mark].map { "\($0)" } ?? "null"
        }
        return JSONText.object([
            ("orders", "\(question.orders)"), ("seed", "\"\(question.seed)\""),
            ("redeemBps", "\(question.redemption.rawValue)"),
            ("paidFen", "\"\(question.paid.fen)\""),
            ("contributionFen", "\"\(question.contribution.fen)\""),
            ("grossAtOrder", mark(.gross)), ("netAtOrder", mark(.net)),
            ("exitAtOrder", mark(.exit)), ("closedForm", JSONText.quoted(form.formula)),
            ("rows", JSONText.array(rows)),
        ])
    }
}
