import Domain
import Journal
import Transport
import Wire

extension PoolFace {
    func registerQueries(on router: inout Router) {
        router.unary(PoolMethods.getPlatform) { [self] in try await getPlatform($1) }
        router.unary(PoolMethods.getPool) { [self] in try await getPool($1) }
        router.unary(PoolMethods.getPosition) { [self] in try await getPosition($0, $1) }
        router.unary(PoolMethods.quoteRedeem) { [self] in try await quoteRedeem($0, $1) }
        router.unary(PoolMethods.quoteSettle) { [self] in try await quoteSettle($1) }
        router.unary(PoolMethods.listWallets) { [self] in try await listWallets($1) }
        router.unary(PoolMethods.getTrialBalance) { [self] in try await getTrialBalance($1) }
    }

    private func getPlatform(_ request: GetPlatformRequest) async throws -> GetPlatformResponse {
        try await gate.read(request.platform) { book in
            _ = try book.opened()
            return GetPlatformResponse(platform: book.platform)
        }
    }

    private func getPool(_ request: GetPoolRequest) async throws -> GetPoolResponse {
        try await gate.read(request.platform) { [copies] book in
            let books = try book.opened()
            let pool = books.pool
            let copy = copies.figures(pool, of: request.platform, at: book.sequence)
            let figures = copy.figures
            let related = books.relatedHoldings
            return GetPoolResponse(
                platform: book.platform, sequence: book.sequence, reserveFen: pool.reserve.fen,
                supplyUnits: pool.supply.units, price: pool.price?.text(rounded: .down) ?? "",
                orphanFen: pool.orphan.fen, series: UInt64(clamping: pool.series),
                splits: UInt64(clamping: pool.splits), trustUnits: pool.trust.units,
                lotsOpen: UInt64(clamping: pool.openLotCount),
                lotsGranted: UInt64(clamping: pool.lotCount), exits: UInt64(clamping: pool.exits),
                nextNumber: books.nextNumber, paidByMembersFen: books.paidByMembers.fen,
                contributedFen: pool.broughtInByOrders.fen,
                redeemedFen: pool.flows.redeemed.fen, exitedFen: pool.flows.exited.fen,
                members: UInt64(clamping: figures.members),
                membersInProfit: UInt64(clamping: figures.membersInProfit),
                reserveOfPaidBps: UInt32(clamping: books.reserveOfPaid.rawValue),
                netValueFen: figures.netValue.fen, walletsFen: books.walletsFen,
                subsidyFen: books.subsidies.inReserve.fen,
                priceWithoutSubsidy: pool.price(without: books.subsidies.inReserve)?
                    .text(rounded: .down) ?? "", figuresSequence: copy.sequence,
                relatedMembers: UInt64(clamping: related.members),
                relatedUnits: related.units.units)
        }
    }

    private func getPosition(
        _ call: Call, _ request: GetPositionRequest
    ) async throws -> GetPositionResponse {
        let member = try MemberID(request.member, field: "member")
        try call.checkActing(for: request.member)
        return try await gate.read(request.platform) { book in
            let books = try book.opened()
            let lots = books.pool.openLots(of: member).prefix(Self.positionLotsMax)
                .compactMap { id in
                    books.pool.figures(of: id).map { figures in
                        LotPosition(id, figures, order: books.order(of: id))
                    }
                }
            return GetPositionResponse(
                member: member.rawValue, sequence: book.sequence,
                walletFen: books.wallet(of: member).fen, lots: lots,
                netValueFen: lots.reduce(0) { $0 + $1.netValueFen },
                paidFen: lots.reduce(0) { $0 + $1.paidFen },
                receivedFen: lots.reduce(0) { $0 + $1.receivedFen })
        }
    }

    /// Open lots in one position: 1,000 of 150 bytes are a quarter of a message's first megabyte.
    private static let positionLotsMax = 1_000

    private func quoteRedeem(
        _ call: Call, _ request: QuoteRedeemRequest
    ) async throws -> QuoteRedeemResponse {
        let member = try MemberID(request.member, field: "member")
        try call.checkActing(for: request.member)
        return try await gate.read(request.platform) { book in
            let books = try book.opened()
            let units = Points(units: request.units)
            let payouts = try refusing { () throws(BooksRejection) in
                request.lot == 0
                    ? try books.quoteRedeem(member, points: units)
                    : [
                        try books.quoteRedeem(
                            member, lot: LotID(rawValue: request.lot), units: units)
                    ]
            }
            let gross = payouts.reduce(0) { $0 + $1.gross.fen }
            let payout = payouts.reduce(0) { $0 + $1.payout.fen }
            return QuoteRedeemResponse(
                grossFen: gross, payoutFen: payout, retainedFen: gross - payout,
                sequence: book.sequence)
        }
    }

    private func quoteSettle(_ request: QuoteSettleRequest) async throws -> QuoteSettleResponse {
        try await gate.read(request.platform) { book in
            let books = try book.opened()
            let quote = try refusing { () throws(BooksRejection) in
                try books.quoteSettle(
                    paid: Money(fen: request.paidFen),
                    contribution: Money(fen: request.contributionFen))
            }
            let price = books.pool.price?.text(rounded: .down) ?? ""
            guard let quote else {
                return QuoteSettleResponse(
                    sequence: book.sequence, price: price, note: "no points: below one unit")
            }
            return QuoteSettleResponse(quote, price: price, sequence: book.sequence)
        }
    }

    private func listWallets(_ request: ListWalletsRequest) async throws -> ListWalletsResponse {
        let count = try pageCount(request.limit, most: 1_000)
        return try await gate.read(request.platform) { book in
            let wallets = try book.opened().ledger.wallets(
                after: MemberID(rawValue: request.afterMember), limit: count)
            return ListWalletsResponse(
                wallets: wallets.map { member, balance in
                    Wallet(member: member.rawValue, balanceFen: balance.fen)
                })
        }
    }

    private func getTrialBalance(
        _ request: GetTrialBalanceRequest
    ) async throws -> GetTrialBalanceResponse {
        let (now, head) = try await gate.read(request.platform) { book in
            (try book.opened().ledger.trialBalance(), book.sequence)
        }
        guard request.sequence <= head else {
            throw RPCError(
                .outOfRange,
                "sequence is \(request.sequence), the journal has \(head) entries; name one of "
                    + "them",
                reason: "limit_reached", metadata: ["field": "sequence"])
        }
        guard request.sequence > 0, request.sequence < head else {
            return GetTrialBalanceResponse(
                sequence: head,
                balances: now.map { row in
                    Wire.Line(
                        account: row.kind, unit: row.unit.message,
                        amount: Int64(clamping: row.amount))
                })
        }
        return GetTrialBalanceResponse(
            sequence: request.sequence,
            balances: try await PastBalances.rows(
                after: request.sequence, now: now, head: head, gate.runner.store,
                try gate.journal(request.platform)))
    }
}

extension PoolBooks {
    fileprivate var walletsFen: Int64 {
        let wallets = ledger.trialBalance().filter { $0.kind == "wallet" }
        return Int64(clamping: wallets.reduce(Int128(0)) { $0 - $1.amount })
    }
}

extension LotPosition {
    init(_ id: LotID, _ figures: LotFigures, order: OrderID?) {
        self.init(
            lot: id.rawValue, order: order?.rawValue ?? 0, paidFen: figures.lot.paid.fen,
            units: figures.lot.units.units, netValueFen: figures.netValue.fen,
            receivedFen: figures.lot.received.fen,
            breakEvenPrice: figures.breakEven?.text(rounded: .up) ?? "",
            exitPrice: figures.exit?.text(rounded: .up) ?? "",
            ordersToBreakEven: figures.ordersToBreakEven.text,
            ordersToExit: figures.ordersToExit.text)
    }
}

extension QuoteSettleResponse {
    init(_ quote: SettlementQuote, price: String, sequence: UInt64) {
        let note = "points if it settled now; fewer when it settles"
        self.init(
            sequence: sequence, units: quote.grant.units.units, valueFen: quote.grant.value.fen,
            netValueFen: quote.netValue.fen, price: price,
            breakEvenPrice: quote.breakEven?.text(rounded: .up) ?? "",
            exitPrice: quote.exit?.text(rounded: .up) ?? "",
            ordersToBreakEven: quote.ordersToBreakEven.text,
            ordersToExit: quote.ordersToExit.text, exits: UInt32(clamping: quote.exits.count),
            exitsPayoutFen: quote.exits.reduce(0) { $0 + $1.payout.fen },
            moreExits: quote.hasMoreExits, note: note)
    }
}

extension OrdersNeeded {
    /// Empty for never.
    var text: String {
        switch self {
        case .none: "0"
        case .about(let orders): String(orders)
        case .never: ""
        }
    }
}
