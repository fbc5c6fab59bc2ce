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

    /// Accounts of which a platform may bring a balance along.
    private static let opened: Set<Substring> = [
        "wallet", "merchant_payable", "platform_income", "tax_reserve", "payment_fee",
        "operator_capital",
    ]

    /// What is owed from earlier books comes before the first order, with its money.
    mutating func open(
        _ event: BalanceOpened, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        if hasOrders {
            sheet.note(
                .operatorMoney, place, "a balance is opened on a platform that has orders",
                expected: "opening balances before the first order",
                found: "\(event.amountFen) fen of \(event.account)")
        }
        let isNew = subsidies.references.insert(event.reference).inserted
        let isOwed = Self.opened.contains(event.account.prefix { $0 != ":" })
        if !isNew || event.reference.isEmpty || !isOwed || event.fileSHA256.count != 32
            || !(1...PlainPool.amountMax).contains(event.amountFen)
        {
            sheet.note(
                .operatorMoney, place,
                "an opening balance is what was owed in money, once for each evidence",
                expected: "a wallet, what merchants, taxes or fees are owed, income or capital; 1 "
                    + "to 2^40 fen; a reference that is new; the file's SHA-256",
                found: "\(event.amountFen) fen of \(event.account), \"\(event.reference)\", "
                    + "\(event.fileSHA256.count) bytes of a file's hash")
        }
        post(
            event.lines, ["custody": event.amountFen, event.account: 0 &- event.amountFen],
            at: place, &sheet)
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
