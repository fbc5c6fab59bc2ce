internal import Wire

extension PlatformAudit {
    /// The ledger's floors tell an overdraft; here are the lines, the reference, and that income
    /// which is taken leaves what covers losses.
    mutating func move(
        _ event: OperatorMoved, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        let isNew = subsidies.references.insert(event.reference).inserted
        let amounts = 1...PlainPool.amountMax
        if !isNew || event.reference.isEmpty || !amounts.contains(event.amountFen)
            || event.feeFen < 0 || (event.feeFen > 0 && event.move != .providerSettled)
        {
            sheet.note(
                .operatorMoney, place, "a bank's entry is booked once, under its reference",
                expected: "1 to 2^40 fen, a reference that is new",
                found: "\(event.amountFen) fen, fee \(event.feeFen), \"\(event.reference)\"")
        }
        let loss = max(0, ledger.fen["operator_loss"] ?? 0)
        let income = 0 &- (ledger.fen["platform_income"] ?? 0)
        if event.move == .incomeTaken, event.amountFen > income &- loss {
            sheet.note(
                .operatorMoney, place, "income is taken that must cover the operator's losses",
                expected: "at most \(income &- loss) fen", found: "\(event.amountFen) fen")
        }
        let lines = Self.lines(of: event)
        checkFlight(lines, .operatorMoney, at: place, &sheet)
        post(event.lines, lines, at: place, &sheet)
    }

    /// What leaves the bank is not what withdrawals are on their way out of. To be asked before
    /// the lines are posted.
    func checkFlight(
        _ lines: [String: Int64], _ rule: AuditRule, at place: EntryPlace,
        _ sheet: inout ViolationSheet
    ) {
        let free = (ledger.fen["custody"] ?? 0) &- withdrawals.inFlight
        guard let taken = lines["custody"], taken < 0, withdrawals.inFlight > 0,
            free &+ taken < 0
        else { return }
        sheet.note(
            rule, place, "custody is spent that withdrawals are on their way out of",
            expected: "at most \(free) fen", found: "\(0 &- taken) fen")
    }

    private static func lines(of event: OperatorMoved) -> [String: Int64] {
        let (amount, fee) = (event.amountFen, event.feeFen)
        return switch event.move {
        case .providerSettled:
            ["custody": amount, "payment_fee": fee, "psp_clearing": 0 &- (amount &+ fee)]
        case .deposited: ["custody": amount, "operator_capital": 0 &- amount]
        case .incomeTaken: ["custody": 0 &- amount, "platform_income": amount]
        case .merchantPaid: ["custody": 0 &- amount, "merchant_payable": amount]
        case .taxPaid: ["custody": 0 &- amount, "tax_reserve": amount]
        case .unspecified: [:]
        }
    }
}
