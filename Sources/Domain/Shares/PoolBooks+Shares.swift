// Shares, as the books of a platform are asked about them.
extension PoolBooks {
    package mutating func openProgramme(
        _ terms: ShareTerms
    ) throws(BooksRejection) -> [BookEvent] {
        do throws(SharesRejection) {
            return [enterShares(.programmeOpened(try shares.open(terms)))]
        } catch {
            throw .shares(error)
        }
    }

    /// Converts points of the member's lot into whole shares: exactly shares × issue price leaves
    /// the reserve, and nothing goes to the wallet.
    package mutating func subscribe(
        _ programme: UInt64, _ member: MemberID, lot: LotID, shares count: Int64, at: Instant
    ) throws(BooksRejection) -> [BookEvent] {
        do throws(SharesRejection) {
            let made = try shares.subscribe(
                programme, member, lot: lot, shares: count, at: at, on: pool)
            return makeShares(.convert(lot: lot, amount: made.amount), .subscribed(made))
        } catch {
            throw .shares(error)
        }
    }

    /// Closes an issue: what was subscribed becomes capital, or is given back, beginning with the
    /// first 1,024 subscriptions; go on with `continueReturns`.
    package mutating func closeProgramme(
        _ programme: UInt64, isSuccessful: Bool, reference: String, at: Instant
    ) throws(BooksRejection) -> [BookEvent] {
        do throws(SharesRejection) {
            let made = try shares.close(
                programme, isSuccessful: isSuccessful, reference: reference, at: at)
            return [enterShares(.programmeClosed(made))] + continueReturns()
        } catch {
            throw .shares(error)
        }
    }

    /// Undoes the next subscriptions of a failed issue; nothing when none is left, or while the
    /// pool takes nothing. Other commands may come between two parts: each sum buys at the price
    /// of its own moment.
    package mutating func continueReturns() -> [BookEvent] {
        var events: [BookEvent] = []
        var count = 0
        while count < SharesBook.returnsMax, let made = shares.nextReturned(on: pool) {
            events += makeShares(
                .reissue(lot: made.reissue.lot, amount: made.reissue.amount), .returned(made))
            count += 1
        }
        return events
    }

    /// Gives shares to a founder or to the team, outside points and reserve.
    package mutating func allotShares(
        _ member: MemberID, shares count: Int64, reason: String, _ unlocking: ShareUnlocking,
        at: Instant
    ) throws(BooksRejection) -> [BookEvent] {
        do throws(SharesRejection) {
            let made = try shares.allot(
                member, shares: count, reason: reason, unlocking, at: at)
            return [enterShares(.allotted(made))]
        } catch {
            throw .shares(error)
        }
    }

    package mutating func releaseShares(
        _ entry: UInt64, shares count: Int64, at: Instant
    ) throws(BooksRejection) -> [BookEvent] {
        do throws(SharesRejection) {
            return [enterShares(.released(try shares.release(entry, shares: count, at: at)))]
        } catch {
            throw .shares(error)
        }
    }

    private mutating func enterShares(_ event: SharesEvent) -> BookEvent {
        let entered = BookEvent.shares(event)
        record(entered)
        return entered
    }

    private mutating func makeShares(
        _ command: PoolCommand, _ event: SharesEvent
    ) -> [BookEvent] {
        do throws(PoolRejection) {
            let made = try move(command)
            return [enterShares(event)] + made.dropFirst().map { enterMovement($0) }
        } catch {
            preconditionFailure("the pool refuses what it decided: \(error)")
        }
    }
}
