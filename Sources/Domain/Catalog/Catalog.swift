/// The products of one platform and their stock: the fold of its events.
///
/// Stock never gets negative and is never sold twice: what is reserved counts as gone at once.
package struct Catalog: Equatable, Sendable {
    package private(set) var products: [ProductID: Product] = [:]
    /// The reservations that are neither committed nor released.
    package private(set) var reservations: [OrderID: Reservation] = [:]

    private var lastProduct: UInt64 = 0
    private var committed = NumberSet()
    private var released = NumberSet()
    /// Reservations by member. Those of imports are counted, but never refused by the count.
    private var unpaid: [MemberID: Int] = [:]
    /// Reservations by expiry; those committed or released stay in it until it is their turn.
    private var expiries = MinHeap<Expiry>()

    package init() {}

    /// What `command` does at `now`, which `apply` then makes true. Refuses without a change.
    package func decide(
        _ command: CatalogCommand, at now: Instant
    ) throws(CatalogRejection) -> [CatalogEvent] {
        switch command {
        case .put(let draft): [.productPut(try product(from: draft))]
        case .adjustStock(let product, let pieces, let reason):
            try adjustStock(product, by: pieces, reason: reason)
        case .reserve(let wish): [.stockReserved(try reservation(of: wish))]
        case .commit(let order): try commit(order)
        case .release(let order): try release(order)
        case .expire(let count): expire(atMost: count, at: now)
        }
    }

    package mutating func apply(_ events: [CatalogEvent]) {
        for event in events { apply(event) }
    }

    /// O(lines).
    package mutating func apply(_ event: CatalogEvent) {
        switch event {
        case .productPut(let product):
            lastProduct = max(lastProduct, product.id.rawValue)
            products[product.id] = product
        case .stockAdjusted(let product, let pieces, _):
            products[product]?.stock.onHand += pieces
        case .stockReserved(let reservation): add(reservation)
        case .stockCommitted(let order):
            for line in remove(order) {
                products[line.product]?.stock.commit(line.quantity)
            }
            committed.insert(order.rawValue)
        case .stockReleased(let order), .reservationExpired(let order):
            for line in remove(order) {
                products[line.product]?.stock.reserved -= line.quantity
            }
            released.insert(order.rawValue)
        }
    }

    private struct Expiry: Comparable, Sendable {
        let at: Instant
        let order: OrderID

        static func < (one: Expiry, other: Expiry) -> Bool {
            (one.at, one.order) < (other.at, other.order)
        }
    }
}

// MARK: - Products

extension Catalog {
    private func product(from draft: ProductDraft) throws(CatalogRejection) -> Product {
        var stock = Stock(onHand: draft.openingStock, isUnlimited: draft.stockIsUnlimited)
        if let id = draft.id {
            guard let product = products[id] else { throw .productNotFound(id) }
            stock = product.stock
            stock.isUnlimited = draft.stockIsUnlimited
        }
        let titleBytes = draft.title.utf8.count
        guard (1...CatalogLimits.titleBytesMax).contains(titleBytes) else {
            throw .titleOutOfRange(bytes: titleBytes)
        }
        switch draft.pricing {
        case .fixed(let price, let waterfall):
            guard price == waterfall.total else {
                throw .waterfallDoesNotSum(price: price, sum: waterfall.total)
            }
        case .open:
            guard draft.stockIsUnlimited else { throw .openPriceNeedsUnlimitedStock }
        }
        let least = stock.isUnlimited ? 0 : stock.reserved
        guard (least...CatalogLimits.stockMax).contains(stock.onHand) else {
            throw .stockOutOfRange(stock.onHand)
        }
        guard draft.id != nil || products.count < CatalogLimits.productsMax else {
            throw .tooManyProducts
        }
        return Product(
            id: draft.id ?? ProductID(rawValue: lastProduct + 1), title: draft.title,
            delivery: draft.delivery, status: draft.status, pricing: draft.pricing,
            stock: stock)
    }

    private func adjustStock(
        _ id: ProductID, by pieces: Int64, reason: String
    ) throws(CatalogRejection) -> [CatalogEvent] {
        guard let stock = products[id]?.stock else { throw .productNotFound(id) }
        guard pieces != 0 else { throw .adjustmentMustNotBeZero }
        guard (1...CatalogLimits.reasonBytesMax).contains(reason.utf8.count) else {
            throw .reasonOutOfRange(bytes: reason.utf8.count)
        }
        guard !stock.isUnlimited else { throw .stockIsUnlimited(id) }
        let (onHand, overflow) = stock.onHand.addingReportingOverflow(pieces)
        guard !overflow, onHand <= CatalogLimits.stockMax else {
            throw .stockOutOfRange(overflow ? pieces : onHand)
        }
        guard onHand >= stock.reserved else {
            throw .insufficientStock(
                id, asked: Int64(clamping: pieces.magnitude), available: stock.available)
        }
        return [.stockAdjusted(id, by: pieces, reason: reason)]
    }
}

// MARK: - Reservations

extension Catalog {
    private func reservation(of wish: ReserveOrder) throws(CatalogRejection) -> Reservation {
        guard (1...CatalogLimits.linesMax).contains(wish.lines.count) else {
            throw .linesOutOfRange(wish.lines.count)
        }
        for line in wish.lines {
            guard (1...CatalogLimits.quantityMax).contains(line.quantity) else {
                throw .quantityOutOfRange(line.product, line.quantity)
            }
        }
        guard state(of: wish.order) == .none else { throw .orderAlreadyReserved(wish.order) }
        var lines: [ReservedLine] = []
        var totalFen: Int64 = 0
        var isImport = true
        for line in wish.lines {
            guard let product = products[line.product] else {
                throw .productNotFound(line.product)
            }
            let reserved = try priced(line, as: product)
            lines.append(reserved)
            isImport = isImport && product.pricing.isOpen
            // 64 lines of at most 2^40 fen each fit 64 bits.
            totalFen += reserved.price.fen
        }
        guard totalFen <= Money.amountMax.fen else { throw .orderTotalOutOfRange }
        try checkStock(of: wish.lines)
        guard isImport || unpaid[wish.member, default: 0] < CatalogLimits.unpaidPerMemberMax
        else { throw .tooManyUnpaidReservations(wish.member) }
        return Reservation(
            order: wish.order, member: wish.member, lines: lines, expiresAt: wish.expiresAt)
    }

    private func priced(
        _ line: OrderLine, as product: Product
    ) throws(CatalogRejection) -> ReservedLine {
        guard product.status == .onSale else {
            throw .productNotOnSale(product.id, product.status)
        }
        return ReservedLine(
            product: product.id, quantity: line.quantity,
            waterfall: try waterfall(of: line, as: product),
            delivery: product.delivery)
    }

    private func waterfall(
        of line: OrderLine, as product: Product
    ) throws(CatalogRejection) -> Waterfall {
        do throws(WaterfallRejection) {
            switch (product.pricing, line.openPrice) {
            case (.fixed(_, let piece), nil):
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
    private func checkStock(of lines: [OrderLine]) throws(CatalogRejection) {
        var asked: [ProductID: Int64] = [:]
        for line in lines {
            asked[line.product, default: 0] += line.quantity
            let available = products[line.product]?.stock.available ?? 0
            let sum = asked[line.product, default: 0]
            guard sum <= available else {
                throw .insufficientStock(line.product, asked: sum, available: available)
            }
        }
    }

    private func commit(_ order: OrderID) throws(CatalogRejection) -> [CatalogEvent] {
        switch state(of: order) {
        case .none: throw .reservationNotFound(order)
        case .reserved: [.stockCommitted(order)]
        case .committed: throw .reservationIsCommitted(order)
        case .released: throw .reservationIsReleased(order)
        }
    }

    /// What is released or expired already needs no event: the caller's wish is true.
    private func release(_ order: OrderID) throws(CatalogRejection) -> [CatalogEvent] {
        switch state(of: order) {
        case .none: throw .reservationNotFound(order)
        case .reserved: [.stockReleased(order)]
        case .committed: throw .reservationIsCommitted(order)
        case .released: []
        }
    }

    private func expire(atMost count: Int, at now: Instant) -> [CatalogEvent] {
        expiries.prefix(count) { $0.at <= now }
            .filter { state(of: $0.order) == .reserved }
            .map { .reservationExpired($0.order) }
    }

    private enum ReservationState {
        case none
        case reserved
        case committed
        case released
    }

    private func state(of order: OrderID) -> ReservationState {
        if reservations[order] != nil { return .reserved }
        if committed.contains(order.rawValue) { return .committed }
        return released.contains(order.rawValue) ? .released : .none
    }
}

// MARK: - Applying

extension Catalog {
    private mutating func add(_ reservation: Reservation) {
        for line in reservation.lines {
            products[line.product]?.stock.reserved += line.quantity
        }
        reservations[reservation.order] = reservation
        unpaid[reservation.member, default: 0] += 1
        if let at = reservation.expiresAt {
            expiries.insert(Expiry(at: at, order: reservation.order))
        }
    }

    /// Removes an open reservation and returns its lines.
    private mutating func remove(_ order: OrderID) -> [ReservedLine] {
        guard let reservation = reservations.removeValue(forKey: order) else {
            preconditionFailure("order \(order) has no open reservation, yet an event says so")
        }
        let left = unpaid[reservation.member, default: 1] - 1
        unpaid[reservation.member] = left == 0 ? nil : left
        while let next = expiries.smallest, reservations[next.order] == nil {
            expiries.removeSmallest()
        }
        return reservation.lines
    }
}

extension Stock {
    fileprivate mutating func commit(_ pieces: Int64) {
        if !isUnlimited { onHand -= pieces }
        reserved -= pieces
        sold += pieces
        precondition(
            reserved >= 0 && (isUnlimited || onHand >= reserved), "stock was sold twice")
    }
}
