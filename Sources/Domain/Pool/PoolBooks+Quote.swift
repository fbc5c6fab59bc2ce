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

extension PoolBooks {
    /// Refused as holding these parts of an order that has none would be.
    package func quoteHold(
        _ order: OrderID, member: MemberID, _ sources: PaymentSources
    ) throws(BooksRejection) {
        _ = try decideHold(order, member: member, sources, payment: "")
    }

    /// Refused as a coupon on an order that has none would be.
    package func quoteCoupon(
        _ amount: Money, of source: SubsidySource, for order: OrderID, member: MemberID
    ) throws(SubsidyRejection) {
        _ = try coupon(amount, of: source, for: order, member: member)
    }
}
