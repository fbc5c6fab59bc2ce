internal import Wire

// Payout files and ends, recomputed.
extension PlainWithdrawals {
    mutating func begin(
        _ event: PayoutBatchSent, at place: EntryPlace, _ ledger: PlainLedger,
        _ sheet: inout ViolationSheet
    ) {
        if event.batch != lastBatch &+ 1 || event.count == 0 {
            note(
                place, "payout files are numbered without gaps and have rows",
                expected: lastBatch &+ 1, found: "\(event.batch) with \(event.count)",
                &sheet, as: .payoutBatch)
        }
        let free = (ledger.fen["custody"] ?? 0) &- inFlight
        if event.totalFen > free {
            note(
                place, "payout file \(event.batch) is more than custody has left",
                expected: "at most \(free)", found: event.totalFen, &sheet, as: .payoutBatch)
        }
        batches[event.batch] = Batch(
            channel: event.channel, count: event.count, total: event.totalFen)
        lastBatch = max(lastBatch, event.batch)
        openBatch = event.count == 0 ? nil : event.batch
    }

    mutating func send(
        _ event: WithdrawalSent, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        guard let number = openBatch, number == event.batch, var batch = batches[number] else {
            return note(
                place, "a row without the head of its payout file", expected: "no row",
                found: "row \(event.row) of \(event.batch)", &sheet, as: .payoutBatch)
        }
        if event.row != batch.rows.count + 1 {
            note(
                place, "the rows of payout file \(number) are numbered without gaps",
                expected: batch.rows.count + 1, found: event.row, &sheet, as: .payoutBatch)
        }
        batch.rows.append(event.withdrawal)
        batch.sum = batch.sum &+ event.amountFen
        batches[number] = batch
        let row = rows[event.withdrawal]
        if let row, row.state == .approved, row.member == event.member,
            row.amount == event.amountFen, row.channel == batch.channel
        {
            rows[event.withdrawal]?.state = .sent
            rows[event.withdrawal]?.batch = number
            inFlight = inFlight &+ event.amountFen
        } else {
            note(
                place,
                "a row of payout file \(number) is not an approved withdrawal as it was "
                    + "requested",
                expected: row.map { "\($0.state), \($0.amount) fen of member \($0.member)" }
                    ?? "nothing",
                found: "\(event.amountFen) fen of member \(event.member)", &sheet, as: .payoutBatch)
        }
        guard batch.rows.count == batch.count else { return }
        openBatch = nil
        if batch.sum != batch.total {
            note(
                place,
                "the rows of payout file \(number) sum to another amount than its head "
                    + "says",
                expected: batch.sum, found: batch.total, &sheet, as: .payoutBatch)
        }
    }

    /// The end of a withdrawal, whichever.
    struct Ended {
        var withdrawal: UInt64
        var member: UInt64
        var amount: Int64
        var state: WithdrawalState
        var lines: [Line]

        init(_ event: WithdrawalCancelled) {
            self.init(event.withdrawal, event.member, event.amountFen, .cancelled, event.lines)
        }

        init(_ event: WithdrawalRefused) {
            self.init(event.withdrawal, event.member, event.amountFen, .refused, event.lines)
        }

        init(_ event: WithdrawalPaid) {
            self.init(event.withdrawal, event.member, event.amountFen, .paid, event.lines)
        }

        init(_ event: WithdrawalFailed) {
            self.init(event.withdrawal, event.member, event.amountFen, .failed, event.lines)
        }

        private init(
            _ withdrawal: UInt64, _ member: UInt64, _ amount: Int64, _ state: WithdrawalState,
            _ lines: [Line]
        ) {
            self.withdrawal = withdrawal
            self.member = member
            self.amount = amount
            self.state = state
            self.lines = lines
        }

        /// The states that it may follow.
        var follows: Set<WithdrawalState> {
            state == .paid || state == .failed ? [.sent] : [.requested, .approved]
        }
    }

    mutating func end(
        _ event: Ended, at place: EntryPlace, _ ledger: inout PlainLedger,
        _ sheet: inout ViolationSheet
    ) {
        let row = rows[event.withdrawal]
        let isRight =
            row.map { row in
                event.follows.contains(row.state) && row.member == event.member
                    && row.amount == event.amount
            } ?? false
        if !isRight {
            note(
                place,
                "withdrawal \(event.withdrawal) ends \(event.state) though it cannot; it "
                    + "ends once, with its amount",
                expected: row.map { "\($0.state), \($0.amount) fen of member \($0.member)" }
                    ?? "no such withdrawal",
                found: "\(event.amount) fen of member \(event.member)", &sheet)
        }
        let owed = max(0, ledger.fen["recovery_receivable:\(event.member)"] ?? 0)
        let repaid = min(owed, event.amount)
        let expected: [String: Int64] =
            event.state == .paid
            ? [
                "withdrawal_pending:\(event.member)": event.amount, "custody": 0 &- event.amount,
            ]
            : [
                "withdrawal_pending:\(event.member)": event.amount,
                "wallet:\(event.member)": repaid &- event.amount,
                "recovery_receivable:\(event.member)": 0 &- repaid,
            ]
        let before = sheet.count
        // What cannot have taken place is reported, and not booked.
        if isRight, ledger.post(event.lines, at: place, &sheet), sheet.count == before {
            ledger.compare(
                event.lines, with: expected.filter { $0.value != 0 }, at: place, &sheet)
        }
        guard isRight else { return }
        if row?.state == .sent { inFlight = inFlight &- event.amount }
        rows[event.withdrawal]?.state = event.state
        rows[event.withdrawal]?.endedDay = Self.day(clockUs)
    }

    /// Recorded by the service for the audit to show: someone must look into it.
    func refuse(
        _ event: CallbackRefused, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        let row = rows[event.withdrawal]
        note(
            place,
            "a channel said that withdrawal \(event.withdrawal) was "
                + "\(event.outcome == .paid ? "paid" : "not paid"), which does not fit "
                + "(\(event.reason)); nothing was posted",
            expected: row.map { "\($0.state), \($0.amount) fen by \($0.channel)" }
                ?? "no such withdrawal",
            found: "\(event.amountFen) fen by \(event.channel)", &sheet, as: .callback)
    }
}
