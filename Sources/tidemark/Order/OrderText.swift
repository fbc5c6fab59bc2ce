import Wire

enum OrderText {
    /// The order in one line.
    static func line(_ order: Order) -> String {
        var parts = ["order \(order.order)", EnumText.words(order.state)]
        parts.append(money(order))
        if let settlement = order.settlement { parts.append(outcome(settlement)) }
        if !order.cancelled.isEmpty { parts.append("because: \(order.cancelled)") }
        if !order.stuck.isEmpty { parts.append("STUCK: \(order.stuck)") }
        return parts.joined(separator: " · ")
    }

    /// What it costs, and whether that came.
    private static func money(_ order: Order) -> String {
        let price = FigureText.yuan(order.paidFen)
        switch order.state {
        case .placed, .created:
            let isWhole = order.restFen == order.paidFen
            return isWhole
                ? "\(price) yuan to pay"
                : "\(FigureText.yuan(order.restFen)) of \(price) yuan to pay"
        case .unspecified, .cancelled: return "\(price) yuan"
        case .paid, .shipped, .delivered, .received, .due, .settled, .refunding, .refunded,
            .returning:
            return "\(price) yuan paid"
        }
    }

    static func lines(_ order: Order) -> [String] {
        var sheet = Sheet()
        sheet.add("order", "\(order.order)")
        sheet.add("member", "\(order.member)")
        sheet.add("placed", MomentText.shanghai(microseconds: order.placedUs))
        sheet.add("state", EnumText.words(order.state))
        sheet.add("money", money(order))
        addParts(of: order, to: &sheet)
        for line in order.lines {
            let goods = "\(line.quantity) × product \(line.product)"
            let parts = line.waterfall.map(ProductText.text) ?? ""
            sheet.add("line", "\(goods) for \(FigureText.yuan(line.paidFen)) yuan: \(parts)")
        }
        for row in order.rewards { sheet.add("reward", reward(row)) }
        sheet.add("unallocated", "\(FigureText.yuan(order.unallocatedFen)) yuan of the commission")
        if !order.payment.isEmpty { sheet.add("payment", order.payment) }
        if order.settlementNumber > 0 {
            sheet.add("settlement", "number \(order.settlementNumber)")
        }
        if let settlement = order.settlement {
            sheet.add("outcome", outcome(settlement))
            sheet.add(
                "pool then",
                "\(FigureText.yuan(settlement.reserveFen)) yuan behind "
                    + "\(FigureText.points(settlement.supplyUnits)) points: \(price(settlement)) "
                    + "yuan per point")
        }
        for back in order.returns { sheet.add("return \(back.number)", text(back)) }
        if !order.cancelled.isEmpty { sheet.add("cancelled", order.cancelled) }
        if !order.stuck.isEmpty {
            sheet.add("stuck", order.stuck)
            sheet.add("ways out", "order retry \(order.order), order give-back \(order.order)")
        }
        return sheet.lines
    }

    /// What pays beside the provider.
    private static func addParts(of order: Order, to sheet: inout Sheet) {
        guard order.restFen != order.paidFen else { return }
        let held = order.held ?? Sources()
        for (name, fen) in [
            ("wallet", held.walletFen), ("coupons", held.couponFen), ("coins", held.coins),
            ("subsidy", order.subsidyFen), ("provider", order.restFen),
        ] where fen > 0 { sheet.add("of it", "\(FigureText.yuan(fen)) yuan by \(name)") }
    }

    /// Like `done: 2 × line 1, 20.00 yuan back, because: too small`.
    static func text(_ back: OrderReturn) -> String {
        let lines = back.lines.map { "\($0.quantity) × line \($0.line)" }
        var text = "\(EnumText.words(back.state)): \(lines.joined(separator: ", "))"
        if let sources = back.back {
            let fen = sources.providerFen + sources.walletFen + sources.couponFen
            text += ", \(FigureText.yuan(fen)) yuan back"
            if sources.coins > 0 { text += " and \(FigureText.yuan(sources.coins)) in coins" }
        }
        text += ", because: \(back.reason)"
        return back.rejected.isEmpty ? text : text + "; rejected: \(back.rejected)"
    }

    static func price(_ settlement: SettlementResult) -> String {
        FigureText.price(
            reserveFen: settlement.reserveFen, supplyUnits: settlement.supplyUnits)
    }

    static func outcome(_ settlement: SettlementResult) -> String {
        switch settlement.outcome {
        case .granted:
            "+\(FigureText.points(settlement.units)) points in lot \(settlement.lot)"
        case .roundsToZero, .noContribution, .unspecified:
            settlement.note.isEmpty ? EnumText.words(settlement.outcome) : settlement.note
        case .skipped:
            "no points: \(settlement.refused) \(settlement.note)"
        }
    }
}
