internal import Wire

// What is attested against what was owed.
extension PlainCustody {
    /// What left the bank for each withdrawal; a payout file that was booked as one payment is
    /// all of its rows.
    func read(
        _ event: Attestation, _ withdrawals: PlainWithdrawals, at place: EntryPlace,
        _ sheet: inout ViolationSheet
    ) -> Statement {
        var statement = Statement(number: event.attestation, closing: event.closingFen)
        for item in event.items {
            guard item.batch != 0 else {
                statement.paid[item.withdrawal, default: 0] &-= item.amountFen
                continue
            }
            let batch = withdrawals.batches[item.batch]
            guard let batch, item.amountFen == 0 &- batch.total else {
                sheet.note(
                    .statement, place, "the bank paid payout file \(item.batch) with another sum",
                    expected: batch.map { "\($0.total)" } ?? "no such file",
                    found: 0 &- item.amountFen)
                continue
            }
            for id in batch.rows {
                statement.paid[id, default: 0] &+= withdrawals.rows[id]?.amount ?? 0
            }
        }
        return statement
    }

    /// What left the bank for a withdrawal up to the end of a day. O(days attested).
    private func paid(_ id: UInt64, until day: Int64) -> Int64 {
        statements.values.reduce(0) { sum, days in
            days.reduce(sum) { $1.key <= day ? $0 &+ ($1.value.paid[id] ?? 0) : $0 }
        }
    }

    /// All of a withdrawal leaves the bank, or none, and only while it may.
    func checkPaid(
        _ id: UInt64, until day: Int64, _ withdrawals: PlainWithdrawals, at place: EntryPlace,
        _ sheet: inout ViolationSheet
    ) {
        let paid = paid(id, until: day)
        guard paid != 0 else { return }
        let row = withdrawals.rows[id]
        let wasSent = row.map { $0.batch != 0 } ?? false
        let isBack = row?.state == .failed || row?.state == .cancelled || row?.state == .refused
        guard let row, wasSent, !isBack, paid == row.amount else {
            return sheet.note(
                .statement, place,
                "the bank paid for withdrawal \(id) what the books do not have "
                    + "as sent or paid",
                expected: row.map { "\($0.amount) fen, \($0.state)" } ?? "no such withdrawal",
                found: "\(paid) fen")
        }
    }

    /// R16, tolerance 0, once every account with money has a statement of the day.
    func checkCover(
        _ day: Int64, _ withdrawals: PlainWithdrawals, at place: EntryPlace,
        _ sheet: inout ViolationSheet
    ) {
        guard let close = close(of: day) else { return }
        var attested: Int64 = 0
        for days in statements.values {
            if let statement = days[day] {
                attested = attested &+ statement.closing
                continue
            }
            let before = days.filter { $0.key < day }.max { $0.key < $1.key }
            guard (before?.value.closing ?? 0) == 0 else { return }
        }
        let open = openItems(day, withdrawals)
        let found = attested &+ open &+ close.clearing
        guard found < close.owed else { return }
        sheet.note(
            .cover, place,
            "R16: what is attested for the end of the day does not cover what the "
                + "books owed then; \(close.owed &- found) fen are missing",
            expected: "at least \(close.owed) fen",
            found: "\(found) fen: \(attested) attested, \(open) in payments under way, "
                + "\(close.clearing) at the provider")
    }

    /// Payments that only one side has at the end of the day, as they change what the bank
    /// holds for us. O(withdrawals × days attested).
    private func openItems(_ day: Int64, _ withdrawals: PlainWithdrawals) -> Int64 {
        var paidAtBank: [UInt64: Int64] = [:]
        for days in statements.values {
            for (of, statement) in days where of <= day {
                for (id, amount) in statement.paid {
                    paidAtBank[id, default: 0] &+= amount
                }
            }
        }
        var open: Int64 = 0
        for (id, row) in withdrawals.rows where row.batch != 0 {
            let hasEnded = row.endedDay.map { $0 <= day } ?? false
            let isAtBank = paidAtBank[id] == row.amount
            if isAtBank, !hasEnded {
                open = open &+ row.amount
            } else if !isAtBank, hasEnded, row.state == .paid {
                open = open &- row.amount
            }
        }
        return open
    }
}
