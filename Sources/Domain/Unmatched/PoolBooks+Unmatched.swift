// Money that is for no order, in the same books.
extension PoolBooks {
    /// Books what a provider holds for nobody.
    package mutating func receiveUnmatched(
        _ number: UInt64, provider: String, payment: String, amount: Money, at: Instant
    ) throws(BooksRejection) -> [BookEvent] {
        try run { book throws(UnmatchedRejection) in
            try book.receive(
                number, provider: provider, payment: payment, amount: amount, at: at)
        }
    }

    /// Books that the provider gave a receipt back.
    package mutating func returnUnmatched(
        _ number: UInt64, refund: String, at: Instant
    ) throws(BooksRejection) -> [BookEvent] {
        try run { book throws(UnmatchedRejection) in
            try book.giveBack(number, refund: refund, at: at)
        }
    }

    private mutating func run(
        _ decide: (UnmatchedBook) throws(UnmatchedRejection) -> UnmatchedEvent
    ) throws(BooksRejection) -> [BookEvent] {
        let event: UnmatchedEvent
        do throws(UnmatchedRejection) {
            event = try decide(unmatched)
        } catch {
            throw .unmatched(error)
        }
        do throws(LedgerRejection) {
            try ledger.check(event.lines)
        } catch {
            throw .unmatched(.ledger(error))
        }
        let entered = BookEvent.unmatched(event)
        record(entered)
        return [entered]
    }
}
