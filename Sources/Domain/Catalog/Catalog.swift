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

    package mutating func apply(_ events: [CatalogEvent]) throws(ReplayFault) {
        for event in events { try apply(event) }
    }

    /// O(lines). Throws only for events that `decide` did not give.
    package mutating func apply(_ event: CatalogEvent) throws(ReplayFault) {
        switch event {
        case .productPut(let product):
            guard product.id.rawValue <= lastProduct || product.id.rawValue == lastProduct + 1,
                product.stock.isSound
            else { throw ReplayFault("product \(product.id) is out of turn or its stock unsound") }
            lastProduct = max(lastProduct, product.id.rawValue)
            products[product.id] = product
        case .stockAdjusted(let product, let pieces, _):
            try change(product) { $0.move(onHand: pieces) }
        case .stockReserved(let reservation): try add(reservation)
        case .stockCommitted(let order):
            for line in try remove(order) {
                try change(line.product) { $0.commit(line.quantity) }
            }
            committed.insert(order.rawValue)
        case .stockReleased(let order), .reservationExpired(let order):
            for line in try remove(order) {
                try change(line.product) { $0.move(reserved: -line.quantity) }
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
    private mutating func add(_ reservation: Reservation) throws(ReplayFault) {
        guard state(of: reservation.order) == .none else {
            throw ReplayFault("order \(reservation.order) is reserved twice")
        }
        for line in reservation.lines {
            guard (1...CatalogLimits.quantityMax).contains(line.quantity) else {
                throw ReplayFault("order \(reservation.order) reserves \(line.quantity) pieces")
            }
            try change(line.product) { $0.move(reserved: line.quantity) }
        }
        reservations[reservation.order] = reservation
        unpaid[reservation.member, default: 0] += 1
        if let at = reservation.expiresAt {
            expiries.insert(Expiry(at: at, order: reservation.order))
        }
    }

    /// Removes an open reservation and returns its lines.
    private mutating func remove(_ order: OrderID) throws(ReplayFault) -> [ReservedLine] {
        guard let reservation = reservations.removeValue(forKey: order) else {
            throw ReplayFault("order \(order) has no open reservation")
        }
        let left = unpaid[reservation.member, default: 1] - 1
        unpaid[reservation.member] = left == 0 ? nil : left
        while let next = expiries.smallest, reservations[next.order] == nil {
            expiries.removeSmallest()
        }
        return reservation.lines
    }

    private mutating func change(
        _ product: ProductID, _ change: (inout Stock) -> Bool
    ) throws(ReplayFault) {
        guard var stock = products[product]?.stock, change(&stock), stock.isSound else {
            throw ReplayFault("product \(product) does not have the stock that an event moves")
        }
        products[product]?.stock = stock
    }
}

extension Stock {
    /// Stock is never negative, and what is reserved is there.
    fileprivate var isSound: Bool {
        onHand >= 0 && reserved >= 0 && sold >= 0 && (isUnlimited || onHand >= reserved)
    }

    /// False if a figure leaves 64 bits.
    fileprivate mutating func move(
        onHand pieces: Int64 = 0, reserved more: Int64 = 0, sold gone: Int64 = 0
    ) -> Bool {
        let sums = [
            onHand.addingReportingOverflow(pieces), reserved.addingReportingOverflow(more),
            sold.addingReportingOverflow(gone),
        ]
        onHand = sums[0].partialValue
        reserved = sums[1].partialValue
        sold = sums[2].partialValue
        return !sums.contains { $0.overflow }
    }

    fileprivate mutating func commit(_ pieces: Int64) -> Bool {
        move(onHand: isUnlimited ? 0 : -pieces, reserved: -pieces, sold: pieces)
    }
}
