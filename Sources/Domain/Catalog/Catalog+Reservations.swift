// Stock that is set aside, sold, freed and taken back.

extension Catalog {
    /// What has expired is freed first, whether or not anybody has recorded it yet.
    func reserve(
        _ wish: ReserveOrder, at now: Instant
    ) throws(CatalogRejection) -> [CatalogEvent] {
        let over = expired(atMost: CatalogLimits.expiriesPerReserveMax, at: now)
        let reservation = try reservation(of: wish, at: now, freeing: Freed(over, of: self))
        return over.map { .reservationExpired($0) } + [.stockReserved(reservation)]
    }

    private func reservation(
        of wish: ReserveOrder, at now: Instant, freeing freed: Freed
    ) throws(CatalogRejection) -> Reservation {
        guard (1...CatalogLimits.linesMax).contains(wish.lines.count) else {
            throw .linesOutOfRange(wish.lines.count)
        }
        for line in wish.lines {
            guard (1...CatalogLimits.quantityMax).contains(line.quantity) else {
                throw .quantityOutOfRange(line.product, line.quantity)
            }
        }
        guard state(of: wish.order) == .none else { throw .orderAlreadyReserved(wish.order) }
        if let expiresAt = wish.expiresAt, expiresAt <= now {
            throw .expiryIsPast(wish.order)
        }
        var lines: [ReservedLine] = []
        var totalFen: Int64 = 0
        var isImport = true
        for line in wish.lines {
            guard let product = products[line.product] else {
                throw .productNotFound(line.product)
            }
            let reserved = try priced(line, as: product, at: now)
            lines.append(reserved)
            isImport = isImport && product.pricing.isOpen
            // 64 lines of at most 2^40 fen each fit 64 bits.
            totalFen += reserved.price.fen
        }
        guard totalFen <= Money.amountMax.fen else { throw .orderTotalOutOfRange }
        try checkStock(of: wish, freeing: freed)
        try checkCampaigns(of: lines, by: wish.member, freeing: freed)
        let open = unpaid[wish.member, default: 0] - freed.reservations[wish.member, default: 0]
        guard isImport || open < CatalogLimits.unpaidPerMemberMax
        else { throw .tooManyUnpaidReservations(wish.member) }
        // Orders of the past are committed as they are imported, and take no stock from anybody.
        let usual = isImport ? nil : now.advanced(by: CatalogLimits.reservationMicroseconds)
        return Reservation(
            order: wish.order, member: wish.member, lines: lines,
            expiresAt: wish.expiresAt ?? usual)
    }

    private func priced(
        _ line: OrderLine, as product: Product, at now: Instant
    ) throws(CatalogRejection) -> ReservedLine {
        guard product.status == .onSale else {
            throw .productNotOnSale(product.id, product.status)
        }
        let campaign = product.pricing.isOpen ? nil : campaign(of: product.id, at: now)
        return ReservedLine(
            product: product.id, quantity: line.quantity,
            waterfall: try waterfall(of: line, as: product, in: campaign),
            delivery: product.delivery, campaign: campaign?.id)
    }

    private func waterfall(
        of line: OrderLine, as product: Product, in campaign: Campaign?
    ) throws(CatalogRejection) -> Waterfall {
        do throws(WaterfallRejection) {
            switch (product.pricing, line.openPrice) {
            case (.fixed(_, let piece), nil):
                let piece = campaign?.terms.waterfall ?? piece
                return try piece.multiplied(by: line.quantity)
            case (.open(let rates), let price?):
                guard let total = price.multiplied(by: line.quantity) else {
                    throw .totalOutOfRange
                }
                return try rates.applied(to: total)
            case (.fixed, .some), (.open, nil): break
            }
        } catch { throw .priceOutOfRange(product.id, error) }
        throw product.pricing.isOpen
            ? .openPriceMissing(product.id) : .priceIsFixed(product.id)
    }

    /// One product may stand in several lines: their quantities count together.
    private func checkStock(
        of wish: ReserveOrder, freeing freed: Freed
    ) throws(CatalogRejection) {
        var asked: [ProductID: Int64] = [:]
        for line in wish.lines {
            guard let stock = products[line.product]?.stock, !stock.isUnlimited else { continue }
            asked[line.product, default: 0] += line.quantity
            let sum = asked[line.product, default: 0]
            let available = stock.available + freed.pieces[line.product, default: 0]
            guard sum <= available else {
                throw .insufficientStock(line.product, asked: sum, available: available)
            }
            let holding = Holding(member: wish.member, product: line.product)
            let unpaid = held[holding, default: 0] - freed.held[holding, default: 0]
            guard unpaid + sum <= stock.heldPerMemberMax else {
                throw .heldByOneMember(
                    line.product, asked: sum, held: unpaid, most: stock.heldPerMemberMax)
            }
        }
    }

    func commit(_ order: OrderID) throws(CatalogRejection) -> [CatalogEvent] {
        switch state(of: order) {
        case .none: throw .reservationNotFound(order)
        case .reserved: [.stockCommitted(order)]
        case .committed: throw .reservationIsCommitted(order)
        case .released: throw .reservationIsReleased(order)
        }
    }

    /// What is released or expired already needs no event: the caller's wish is true.
    func release(_ order: OrderID) throws(CatalogRejection) -> [CatalogEvent] {
        switch state(of: order) {
        case .none: throw .reservationNotFound(order)
        case .reserved: [.stockReleased(order)]
        case .committed: throw .reservationIsCommitted(order)
        case .released: []
        }
    }

    /// Pieces of a sold order come back: at most those that it bought.
    func restock(_ wish: RestockOrder) throws(CatalogRejection) -> [CatalogEvent] {
        guard (1...CatalogLimits.linesMax).contains(wish.lines.count) else {
            throw .linesOutOfRange(wish.lines.count)
        }
        guard state(of: wish.order) == .committed else { throw .orderIsNotSold(wish.order) }
        var back = returned[wish.order] ?? [:]
        for line in wish.lines {
            guard (1...CatalogLimits.quantityMax).contains(line.quantity) else {
                throw .quantityOutOfRange(line.product, line.quantity)
            }
            guard let stock = products[line.product]?.stock else {
                throw .productNotFound(line.product)
            }
            let left = wish.sold[line.product, default: 0] - back[line.product, default: 0]
            guard line.quantity <= left else {
                throw .moreThanSold(line.product, asked: line.quantity, left: left)
            }
            guard stock.isUnlimited || stock.onHand <= CatalogLimits.stockMax - line.quantity
            else { throw .stockOutOfRange(stock.onHand) }
            back[line.product, default: 0] += line.quantity
        }
        return [.stockRestocked(wish.order, lines: wish.lines)]
    }
}

/// What reservations that are over give back, before their events are applied.
struct Freed {
    var pieces: [ProductID: Int64] = [:]
    var reservations: [MemberID: Int] = [:]
    var held: [Catalog.Holding: Int64] = [:]
    var bought: [Catalog.Purchase: Int64] = [:]

    init(_ orders: [OrderID], of catalog: Catalog) {
        for order in orders {
            guard let reservation = catalog.reservations[order] else { continue }
            reservations[reservation.member, default: 0] += 1
            for line in reservation.lines {
                let holding = Catalog.Holding(
                    member: reservation.member, product: line.product)
                pieces[line.product, default: 0] += line.quantity
                held[holding, default: 0] += line.quantity
                guard let campaign = line.campaign else { continue }
                let purchase = Catalog.Purchase(campaign: campaign, member: reservation.member)
                bought[purchase, default: 0] += line.quantity
            }
        }
    }
}

extension Stock {
    /// Pieces that one member may hold unpaid: half of what is in the house, of a single piece
    /// that one.
    fileprivate var heldPerMemberMax: Int64 { max(1, onHand / 2) }
}
