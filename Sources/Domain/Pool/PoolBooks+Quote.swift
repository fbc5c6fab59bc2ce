extension PoolBooks {
    /// What settling an order paid now would bring; nil where no points would be granted, as its
    /// contribution buys less than one unit.
    package func quoteSettle(
        paid: Money, contribution: Money
    ) throws(BooksRejection) -> SettlementQuote? {
        do throws(PoolRejection) {
            return try pool.quoteSettle(
                member: MemberID(rawValue: 1), paid: paid, contribution: contribution,
                grant: pool.plan.grant)
        } catch .grantRoundsToZero {
            return nil
        } catch {
            throw .pool(
                error,
                subject: "an order of \(paid.fen) fen with \(contribution.fen) fen into the reserve"
            )
        }
    }
}
