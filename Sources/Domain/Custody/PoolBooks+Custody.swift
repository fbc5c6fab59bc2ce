// Money at the bank, in the same books.
extension PoolBooks {
    /// Books what a payment provider paid out: what it holds for us is less, custody is more.
    /// Once, whichever command named the reference first.
    package mutating func settleProvider(
        received: Money, fee: Money, reference: String, by person: Person, at: Instant
    ) throws(BooksRejection) -> [BookEvent] {
        try run { books throws(CustodyRejection) in
            let events = try books.custody.settle(
                received: received, fee: fee, reference: reference, by: person, at: at)
            guard !books.isBooked(reference) else { throw .settledBefore(reference) }
            do throws(LedgerRejection) {
                for event in events { try books.ledger.check(event.lines) }
            } catch {
                throw .ledger(error)
            }
            return events
        }
    }

    /// Records a statement. Posts nothing.
    package mutating func attest(
        _ statement: BankStatement, _ format: Attestation.Format, digest: [UInt8],
        corrects: UInt64?, by person: Person, at: Instant
    ) throws(BooksRejection) -> [BookEvent] {
        try run { books throws(CustodyRejection) in
            try books.custody.attest(
                statement, format, digest: digest, corrects: corrects, by: person, at: at)
        }
    }

    private mutating func run(
        _ decide: (PoolBooks) throws(CustodyRejection) -> [CustodyEvent]
    ) throws(BooksRejection) -> [BookEvent] {
        let events: [CustodyEvent]
        do throws(CustodyRejection) {
            events = try decide(self)
        } catch {
            throw .custody(error)
        }
        return events.map { event in
            let entered = BookEvent.custody(event)
            record(entered)
            return entered
        }
    }
}

extension CustodyEvent {
    /// What it posts.
    package var lines: [Line] {
        switch self {
        case .providerSettled(let payment): payment.lines
        case .attested: []
        }
    }
}
