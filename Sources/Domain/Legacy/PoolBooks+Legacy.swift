// Claims, coins and the trust, as the books of a platform are asked about them.
extension PoolBooks {
    /// A row that was not taken, and why.
    package struct RefusedClaim: Equatable, Sendable {
        package let line: UInt64
        package let rejection: LegacyRejection
    }

    /// The consumption coins of a member. They pay for orders and nothing else, and no command
    /// gives them to another member.
    package func coins(of member: MemberID) -> Int64 {
        -ledger.balance(.legacyCoin(member))
    }

    /// Takes the rows that hold, from line `firstLine` of the file on; the others are told with
    /// their lines and change nothing.
    package mutating func importClaims(
        _ rows: [ClaimRow], file: [UInt8], firstLine: UInt64
    ) throws(BooksRejection) -> (events: [BookEvent], refused: [RefusedClaim]) {
        guard (1...LegacyBook.importRowsMax).contains(rows.count) else {
            throw .legacy(.rowsOutOfRange(rows.count))
        }
        guard file.count == 32 else { throw .legacy(.fileMustBeNamed(bytes: file.count)) }
        if let open = legacy.open { throw .legacy(.allotmentInProgress(open.number)) }
        var events: [BookEvent] = []
        var refused: [RefusedClaim] = []
        for (index, row) in rows.enumerated() {
            let line = firstLine &+ UInt64(index)
            do throws(LegacyRejection) {
                let event = BookEvent.legacy(
                    .claimed(try legacy.claim(row, file: file, line: line)))
                record(event)
                events.append(event)
            } catch {
                refused.append(RefusedClaim(line: line, rejection: error))
            }
        }
        return (events, refused)
    }

    /// Turns a part of the member's claim into coins.
    package mutating func convertClaim(
        of member: MemberID, _ amount: Money
    ) throws(BooksRejection) -> [BookEvent] {
        do throws(LegacyRejection) {
            let event = BookEvent.legacy(
                .converted(try legacy.convert(member, amount, in: ledger)))
            record(event)
            return [event]
        } catch {
            throw .legacy(error)
        }
    }

    /// Opens an allotment of the trust and makes its first part, which is all of it for up to
    /// 4,096 members. While it is open nothing else moves the pool, so that all of it is at one
    /// price; go on with `continueAllotment`.
    package mutating func allot(
        _ period: String, isFinal: Bool
    ) throws(BooksRejection) -> [BookEvent] {
        do throws(LegacyRejection) {
            let (opening, plan) = try legacy.openAllotment(period, isFinal: isFinal, on: pool)
            makeLegacy(.openAllotment)
            let event = BookEvent.legacy(.allotmentOpened(opening))
            record(event, plan: plan)
            return [event] + continueAllotment()
        } catch {
            throw .legacy(error)
        }
    }

    /// Makes the next part of the open allotment; nothing when none is open.
    package mutating func continueAllotment() -> [BookEvent] {
        var events: [BookEvent] = []
        while events.count < LegacyBook.allotmentRowsMax, let row = legacy.nextAllotment(on: pool) {
            makeLegacy(.allot(member: row.member, units: row.units, value: row.value))
            let event = BookEvent.legacy(.allotted(row))
            record(event)
            events.append(event)
        }
        guard let closing = legacy.closing(on: pool) else { return events }
        let made = makeLegacy(.closeAllotment(burning: closing.burnt))
        let event = BookEvent.legacy(.allotmentClosed(closing))
        record(event)
        return events + [event] + made.dropFirst().map { enterMovement($0) }
    }

    @discardableResult private mutating func makeLegacy(_ command: PoolCommand) -> [PoolEvent] {
        do throws(PoolRejection) {
            return try move(command)
        } catch {
            preconditionFailure("the pool refuses what an allotment decided: \(error)")
        }
    }
}
