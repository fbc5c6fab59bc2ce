extension Posting {
    /// When a pool is wound down its orphan reserve joins the reserve, with the first movement.
    mutating func join(orphan fen: Int64) {
        debit(.orphanReserve, fen)
        credit(.reserve, fen)
    }
}
