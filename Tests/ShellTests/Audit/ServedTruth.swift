import Domain
import Wire

@testable import Services

/// What the service says of books, as its faces say it.
enum ServedTruth {
    /// Members' figures are those of now, or of a copy and its entry.
    static func pool(
        _ journal: BookJournal, copy: (figures: PoolWideFigures, sequence: UInt64)? = nil
    ) -> GetPoolResponse {
        let (books, pool) = (journal.books, journal.books.pool)
        let sequence = UInt64(journal.entries.count)
        let copy = copy ?? (pool.poolWideFigures(), sequence)
        let subsidy = books.subsidies.inReserve
        let related = books.relatedHoldings
        var wallets: Int64 = 0
        books.ledger.forEachBalance { account, balance in
            if case .wallet = account { wallets -= balance }
        }
        return GetPoolResponse(
            sequence: sequence, reserveFen: pool.reserve.fen, supplyUnits: pool.supply.units,
            price: pool.price?.text(rounded: .down) ?? "", orphanFen: pool.orphan.fen,
            series: UInt64(pool.series), splits: UInt64(pool.splits),
            trustUnits: pool.trust.units, lotsOpen: UInt64(pool.openLotCount),
            lotsGranted: UInt64(pool.lotCount), exits: UInt64(pool.exits),
            nextNumber: books.nextNumber, paidByMembersFen: books.paidByMembers.fen,
            contributedFen: pool.broughtInByOrders.fen, redeemedFen: pool.flows.redeemed.fen,
            exitedFen: pool.flows.exited.fen, members: UInt64(copy.figures.members),
            membersInProfit: UInt64(copy.figures.membersInProfit),
            reserveOfPaidBps: UInt32(books.reserveOfPaid.rawValue),
            netValueFen: copy.figures.netValue.fen, walletsFen: wallets, subsidyFen: subsidy.fen,
            priceWithoutSubsidy: pool.price(without: subsidy)?.text(rounded: .down) ?? "",
            figuresSequence: copy.sequence, relatedMembers: UInt64(related.members),
            relatedUnits: related.units.units)
    }

    static func position(of member: UInt64, _ journal: BookJournal) -> GetPositionResponse {
        let id = MemberID(rawValue: member)
        let pool = journal.books.pool
        let lots = pool.openLots(of: id).compactMap { lot in
            pool.figures(of: lot).map { LotPosition(lot, $0, order: nil) }
        }
        return GetPositionResponse(
            member: member, sequence: UInt64(journal.entries.count),
            walletFen: journal.books.wallet(of: id).fen, lots: lots,
            netValueFen: lots.reduce(0) { $0 + $1.netValueFen },
            paidFen: lots.reduce(0) { $0 + $1.paidFen },
            receivedFen: lots.reduce(0) { $0 + $1.receivedFen })
    }

    /// Refused as the service refuses it.
    static func quote(
        _ journal: BookJournal, paid: Int64, contribution: Int64
    ) throws(BooksRejection) -> QuoteSettleResponse {
        let sequence = UInt64(journal.entries.count)
        let price = journal.books.pool.price?.text(rounded: .down) ?? ""
        let quote = try journal.books.quoteSettle(
            paid: Money(fen: paid), contribution: Money(fen: contribution))
        guard let quote else { return QuoteSettleResponse(sequence: sequence, price: price) }
        return QuoteSettleResponse(quote, price: price, sequence: sequence)
    }

    /// The audit of all entries.
    static func audit(_ journal: BookJournal) -> PlatformAudit {
        var reader = ScenarioReader()
        for entry in journal.entries { reader.take(entry, of: .pool) }
        return reader.audit
    }

    static func agree(_ figures: [TruthFigure]) -> Bool {
        !figures.isEmpty && figures.allSatisfy(\.agrees)
    }

    static func differing(_ figures: [TruthFigure]) -> [String] {
        figures.filter(\.differs).map(\.name)
    }

    static func notCompared(_ figures: [TruthFigure]) -> [String] {
        figures.filter { !$0.notCompared.isEmpty }.map(\.name)
    }
}
