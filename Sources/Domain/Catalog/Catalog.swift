/// The products of one platform and their stock: the fold of its events.
///
/// Stock never gets negative and is never sold twice: what is reserved counts as gone at once.
package struct Catalog: Equatable, Sendable {
    package private(set) var products: [ProductID: Product] = [:]
    /// The reservations that are neither committed nor released.
    package private(set) var reservations: [OrderID: Reservation] = [:]

    /// Products are numbered from 1 without holes, and never go away.
    package private(set) var lastProduct: UInt64 = 0
    private var committed = NumberSet()
    private var released = NumberSet()
    /// Reservations by member. Those of imports are counted, but never refused by the count.
    private(set) var unpaid: [MemberID: Int] = [:]
    /// Pieces that members hold unpaid.
    private(set) var held: [Holding: Int64] = [:]
    /// Pieces of committed orders that came back; only orders with returns are in it.
    private(set) var returned: [OrderID: [ProductID: Int64]] = [:]
    package private(set) var campaigns: [CampaignID: Campaign] = [:]
    private(set) var campaignsOfProducts: [ProductID: [CampaignID]] = [:]
    /// Pieces that members have ordered in campaigns; what they return stays counted.
    private(set) var bought: [Purchase: Int64] = [:]
    /// Reservations by expiry; those committed or released stay in it until it is their turn.
    private var expiries = MinHeap<Expiry>()
    /// What expiries and campaigns go by.
    package private(set) var clock = BusinessClock()

    package init() {}

    /// What `command` does at `now`, in business time, which `apply` then makes true. Refuses
    /// without a change.
    package func decide(
        _ command: CatalogCommand, at now: Instant
    ) throws(CatalogRejection) -> [CatalogEvent] {
        switch command {
        case .put(let draft): [.productPut(try product(from: draft))]
        case .adjustStock(let product, let pieces, let reason):
            try adjustStock(product, by: pieces, reason: reason)
        case .reserve(let wish): try reserve(wish, at: now)
        case .commit(let order): try commit(order)
        case .release(let order): try release(order)
        case .expire(let count): expired(atMost: count, at: now).map { .reservationExpired($0) }
        case .restock(let wish): try restock(wish)
        case .openCampaign(let terms, let price): try open(terms, price: price, at: now)
        case .endCampaign(let campaign): try end(campaign, at: now)
        case .followClock(let ahead):
            clock.following(ahead) == nil ? [] : [.clockFollowed(aheadMicroseconds: ahead)]
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
            let member = reservations[order]?.member
            for line in try remove(order) {
                try change(line.product) { $0.move(reserved: -line.quantity) }
                guard let campaign = line.campaign, let member else { continue }
                count(-line.quantity, Purchase(campaign: campaign, member: member))
            }
            released.insert(order.rawValue)
        case .stockRestocked(let order, let lines): try takeBack(lines, of: order)
        case .campaignOpened(let campaign): try add(campaign)
        case .campaignEnded(let campaign, let end):
            guard campaigns[campaign] != nil else {
                throw ReplayFault("campaign \(campaign) ends, but was never opened")
            }
            campaigns[campaign]?.ends = end
        case .clockFollowed(let ahead):
            guard let followed = clock.following(ahead) else {
                throw ReplayFault("the clock goes back to \(ahead) µs ahead of wall time")
            }
            clock = followed
        }
    }

    /// What one member has ordered in one campaign.
    struct Purchase: Hashable, Sendable {
        let campaign: CampaignID
        let member: MemberID
    }

    /// What one member holds of one product.
    struct Holding: Hashable, Sendable {
        let member: MemberID
        let product: ProductID
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
        try draft.details.check()
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
            details: draft.details, delivery: draft.delivery, status: draft.status,
            pricing: draft.pricing,
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

// MARK: - The state of orders

extension Catalog {
    /// The open reservations whose time is over: at most `count`, oldest first. O(count · log
    /// count), however many there are.
    func expired(atMost count: Int, at now: Instant) -> [OrderID] {
        expiries.prefix(count) { $0.at <= now }
            .filter { state(of: $0.order) == .reserved }
            .map(\.order)
    }

    enum ReservationState {
        case none
        case reserved
        case committed
        case released
    }

    func state(of order: OrderID) -> ReservationState {
        if reservations[order] != nil { return .reserved }
        if committed.contains(order.rawValue) { return .committed }
        return released.contains(order.rawValue) ? .released : .none
    }
}

extension Reservation {
    fileprivate func holding(_ line: ReservedLine) -> Catalog.Holding {
        Catalog.Holding(member: member, product: line.product)
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
            guard let campaign = line.campaign else { continue }
            guard campaigns[campaign]?.terms.product == line.product else {
                throw ReplayFault("campaign \(campaign) is none of product \(line.product)")
            }
            count(line.quantity, Purchase(campaign: campaign, member: reservation.member))
        }
        reservations[reservation.order] = reservation
        unpaid[reservation.member, default: 0] += 1
        for line in reservation.lines {
            held[reservation.holding(line), default: 0] += line.quantity
        }
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
        for line in reservation.lines {
            let rest = held[reservation.holding(line), default: 0] - line.quantity
            held[reservation.holding(line)] = rest == 0 ? nil : rest
        }
        while let next = expiries.smallest, reservations[next.order] == nil {
            expiries.removeSmallest()
        }
        return reservation.lines
    }

    private mutating func add(_ campaign: Campaign) throws(ReplayFault) {
        guard campaign.id.rawValue == UInt64(campaigns.count) + 1,
            products[campaign.terms.product] != nil
        else { throw ReplayFault("campaign \(campaign.id) is out of turn or of no product") }
        campaigns[campaign.id] = campaign
        campaignsOfProducts[campaign.terms.product, default: []].append(campaign.id)
    }

    private mutating func count(_ pieces: Int64, _ purchase: Purchase) {
        let sum = bought[purchase, default: 0] + pieces
        bought[purchase] = sum == 0 ? nil : sum
    }

    private mutating func takeBack(
        _ lines: [RestockLine], of order: OrderID
    ) throws(ReplayFault) {
        guard committed.contains(order.rawValue) else {
            throw ReplayFault("order \(order) returns what it never bought")
        }
        for line in lines {
            guard (1...CatalogLimits.quantityMax).contains(line.quantity) else {
                throw ReplayFault("order \(order) returns \(line.quantity) pieces")
            }
            try change(line.product) { $0.takeBack(line.quantity) }
            returned[order, default: [:]][line.product, default: 0] += line.quantity
        }
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

    fileprivate mutating func takeBack(_ pieces: Int64) -> Bool {
        move(onHand: isUnlimited ? 0 : pieces, sold: -pieces)
    }
}
