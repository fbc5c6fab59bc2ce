// Balances from before the platform's first order.
extension PoolBooks {
    /// Rows of one command: their entries are one group.
    package static let openingRowsMax = 1_000

    /// A row that was not taken, and why.
    package struct RefusedOpening: Equatable, Sendable {
        package let line: UInt64
        package let rejection: OpeningRejection
    }

    /// Takes the rows that hold, from line `firstLine` of the file on: each is owed from now on,
    /// and its money is in custody, where the custodian's next statement must show it. The others
    /// are told with their lines and change nothing.
    package mutating func openBalances(
        _ rows: [OpeningRow], file: [UInt8], firstLine: UInt64
    ) throws(OpeningRejection) -> (events: [BookEvent], refused: [RefusedOpening]) {
        guard (1...Self.openingRowsMax).contains(rows.count) else {
            throw .rowsOutOfRange(rows.count)
        }
        guard file.count == 32 else { throw .fileMustBeNamed(bytes: file.count) }
        guard !hasOrders else { throw .ordersCameBefore }
        var events: [BookEvent] = []
        var refused: [RefusedOpening] = []
        for (index, row) in rows.enumerated() {
            let line = firstLine &+ UInt64(index)
            do throws(OpeningRejection) {
                let event = BookEvent.opened(try opening(row, file: file, line: line))
                record(event)
                events.append(event)
            } catch {
                refused.append(RefusedOpening(line: line, rejection: error))
            }
        }
        return (events, refused)
    }

    private func opening(
        _ row: OpeningRow, file: [UInt8], line: UInt64
    ) throws(OpeningRejection) -> BalanceOpening {
        guard row.account.mayBeOpened else { throw .accountNotOpened(row.account) }
        guard row.amount.fen >= 1 else { throw .amountMustBePositive(row.amount) }
        guard row.amount <= Money.amountMax, canReceive(row.amount) else {
            throw .limitReached(row.amount)
        }
        guard Self.isReference(row.reference) else {
            throw .referenceMustBeNamed(bytes: row.reference.utf8.count)
        }
        guard !isBooked(row.reference) else { throw .referenceAlreadyUsed(row.reference) }
        var posting = Posting()
        posting.debit(.custody, row.amount.fen)
        posting.credit(row.account, row.amount.fen)
        return BalanceOpening(row: row, file: file, line: line, lines: posting.lines)
    }

    /// Whether these books would have recorded it.
    func accepts(_ opening: BalanceOpening) -> Bool {
        guard !hasOrders, opening.file.count == 32 else { return false }
        do throws(OpeningRejection) {
            return try self.opening(opening.row, file: opening.file, line: opening.line) == opening
        } catch {
            return false
        }
    }
}
