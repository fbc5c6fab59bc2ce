internal import Wire

/// Products and stock added up again from a catalog's journal: prices and parts of a
/// reservation are those of the product, and nothing is sold that is not there.
struct PlainStock: Sendable {
    struct Holding: Sendable {
        var product: Product
        var onHand: Int64
        var reserved: Int64
        var sold: Int64
    }

    private(set) var holdings: [UInt64: Holding] = [:]
    var campaigns = PlainCampaigns()
    /// The order service's clock, as the catalog has heard of it.
    var clock = PlainClock()
    /// The open reservations: pieces by product, and when they end by themselves.
    private var reservations: [UInt64: Reserved] = [:]
    /// Pieces that sold orders have and may give back.
    private var sold: [UInt64: [(product: UInt64, pieces: Int64)]] = [:]

    private struct Reserved: Sendable {
        var lines: [(product: UInt64, pieces: Int64)]
        var expiresUs: Int64
        var member: UInt64
        /// Of the lines that have a campaign's price.
        var campaigns: [(campaign: UInt64, pieces: Int64)]
    }

    mutating func put(_ event: ProductPut, at place: EntryPlace, _ sheet: inout ViolationSheet) {
        guard let product = event.product else {
            sheet.note(
                .stock, place, "a product is put without a product", expected: "a product",
                found: "none")
            return
        }
        let known = holdings[product.product]
        let expected = (known?.onHand ?? product.onHand, known?.reserved ?? 0, known?.sold ?? 0)
        let found = (product.onHand, product.reserved, product.sold)
        if found != expected || found.0 < 0 {
            sheet.note(
                .stock, place, "stock of product \(product.product) is not what was moved",
                expected: "on hand \(expected.0), reserved \(expected.1), sold \(expected.2)",
                found: "on hand \(found.0), reserved \(found.1), sold \(found.2)")
        }
        let parts = PlainWaterfall(product.waterfall)
        if !product.openPrice, !parts.isWithinBounds || parts.total != Int128(product.priceFen) {
            sheet.note(
                .waterfall, place, "the parts of product \(product.product) are not its price",
                expected: "\(product.priceFen) fen", found: parts.sentence)
        }
        holdings[product.product] = Holding(
            product: product, onHand: expected.0, reserved: expected.1, sold: expected.2)
    }

    mutating func adjust(
        _ event: StockAdjusted, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        guard var holding = holdings[event.product] else {
            return unknown(event.product, at: place, &sheet)
        }
        holding.onHand = clamped(holding.onHand, event.by)
        holdings[event.product] = holding
        compare(holding, at: place, &sheet)
    }

    /// Whether price, parts and stock of the reservation are right.
    mutating func reserve(
        _ event: StockReserved, _ entry: AuditedEntry, _ sheet: inout ViolationSheet
    ) -> Bool {
        let place = entry.place
        let before = sheet.count
        for line in event.lines {
            guard var holding = holdings[line.product] else {
                unknown(line.product, at: place, &sheet)
                continue
            }
            holding.reserved = clamped(holding.reserved, Int64(line.quantity))
            holdings[line.product] = holding
            compare(holding, at: place, &sheet)
            campaigns.take(
                line, by: event.member, of: holding.product,
                at: clock.businessUs(entry.timeMicroseconds), entry.place, &sheet)
            check(line, of: holding.product, at: place, &sheet)
        }
        reservations[event.order] = Reserved(
            lines: event.lines.map { ($0.product, Int64($0.quantity)) },
            expiresUs: event.expiresUs, member: event.member,
            campaigns: event.lines.filter { $0.campaign != 0 }
                .map { ($0.campaign, Int64($0.quantity)) })
        return sheet.count == before
    }

    /// Takes what was reserved, so it cannot take what is not there.
    mutating func commit(_ event: StockCommitted) {
        let lines = reservations.removeValue(forKey: event.order)?.lines ?? []
        sold[event.order] = lines
        for (product, pieces) in lines {
            guard var holding = holdings[product] else { continue }
            holding.reserved = clamped(holding.reserved, -pieces)
            holding.sold = clamped(holding.sold, pieces)
            if !holding.product.stockUnlimited { holding.onHand = clamped(holding.onHand, -pieces) }
            holdings[product] = holding
        }
    }

    mutating func release(_ order: UInt64) {
        guard let reserved = reservations.removeValue(forKey: order) else { return }
        for (product, pieces) in reserved.lines {
            guard var holding = holdings[product] else { continue }
            holding.reserved = clamped(holding.reserved, -pieces)
            holdings[product] = holding
        }
        for (campaign, pieces) in reserved.campaigns {
            campaigns.giveBack(pieces, of: campaign, by: reserved.member)
        }
    }

    mutating func open(
        _ event: CampaignOpened, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        guard let campaign = event.campaign, holdings[campaign.product] != nil else {
            return unknown(event.campaign?.product ?? 0, at: place, &sheet)
        }
        campaigns.open(campaign, at: place, &sheet)
    }

    /// What expires was to expire, and not before its time.
    mutating func expire(
        _ event: ReservationExpired, _ entry: AuditedEntry, _ sheet: inout ViolationSheet
    ) {
        let end = reservations[event.order]?.expiresUs ?? 0
        let now = clock.businessUs(entry.timeMicroseconds)
        if end == 0 || end > now {
            sheet.note(
                .stock, entry.place,
                "the reservation of order \(event.order) expires before its time",
                expected: end == 0
                    ? "no reservation that expires"
                    : "not before \(ShanghaiTime.text(microseconds: end))",
                found: ShanghaiTime.text(microseconds: now))
        }
        release(event.order)
    }

    /// What comes back was sold to the order, and comes back once.
    mutating func restock(
        _ event: StockRestocked, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        for line in event.lines {
            var rest = Int64(line.quantity)
            var lines = sold[event.order] ?? []
            for index in lines.indices where lines[index].product == line.product {
                let taken = min(rest, lines[index].pieces)
                lines[index].pieces -= taken
                rest -= taken
            }
            sold[event.order] = lines
            if rest > 0 || line.quantity == 0 {
                sheet.note(
                    .stock, place,
                    "order \(event.order) gives back more of product \(line.product) than it has",
                    expected: "at most \(Int64(line.quantity) - rest)",
                    found: "\(line.quantity)")
            }
            guard var holding = holdings[line.product] else { continue }
            holding.sold = clamped(holding.sold, -Int64(line.quantity))
            if !holding.product.stockUnlimited {
                holding.onHand = clamped(holding.onHand, Int64(line.quantity))
            }
            holdings[line.product] = holding
        }
    }

    // MARK: - Checks

    private func clamped(_ one: Int64, _ other: Int64) -> Int64 {
        let (sum, overflow) = one.addingReportingOverflow(other)
        return overflow ? one : sum
    }

    private func unknown(
        _ product: UInt64, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        sheet.note(
            .stock, place, "stock moves of a product that was never put",
            expected: "a product", found: "product \(product)")
    }

    /// Stock on hand covers what is reserved, and nothing is below zero.
    private func compare(
        _ holding: Holding, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        let isShort = !holding.product.stockUnlimited && holding.onHand < holding.reserved
        guard isShort || holding.reserved < 0 || holding.onHand < 0 else { return }
        sheet.note(
            .stock, place, "product \(holding.product.product) is sold beyond its stock",
            expected: "at most \(holding.onHand) reserved", found: "\(holding.reserved)")
    }

    private func check(
        _ line: ReservedLine, of product: Product, at place: EntryPlace,
        _ sheet: inout ViolationSheet
    ) {
        let found = PlainWaterfall(line.waterfall)
        let expected =
            product.openPrice
            ? Self.parts(of: line.paidFen, product.rates)
            : (campaigns.parts(of: line) ?? PlainWaterfall(product.waterfall))
                .times(line.quantity)
        guard let expected, found == expected, found.total == Int128(line.paidFen),
            found.isWithinBounds, line.quantity > 0, line.delivery == product.delivery
        else {
            sheet.note(
                .waterfall, place,
                "a line is reserved at another price or with other parts than "
                    + "product \(product.product) has",
                expected: expected?.sentence ?? "a price within the bounds",
                found: "\(line.quantity) for \(line.paidFen): \(found.sentence)")
            return
        }
    }

    /// Parts in basis points: each floored, the rest to platform, to cost where platform has
    /// no rate (money.md §2).
    static func parts(of price: Int64, _ rates: WaterfallRates?) -> PlainWaterfall? {
        guard let rates, (0...PlainPool.amountMax).contains(price) else { return nil }
        // 40 + 32 bits: in full width, and back to 64 where the rate is at most 10,000.
        func part(_ bps: UInt32) -> Int64 {
            Int64(clamping: Int128(price) * Int128(bps) / 10_000)
        }
        var parts = PlainWaterfall(nil)
        parts.cost = part(rates.costBps)
        parts.commission = part(rates.commissionBps)
        parts.platform = part(rates.platformBps)
        parts.tax = part(rates.taxBps)
        parts.fee = part(rates.paymentFeeBps)
        parts.contribution = part(rates.contributionBps)
        let rest = Int64(clamping: Int128(price) - parts.total)
        guard rest >= 0 else { return nil }
        if rates.platformBps == 0 { parts.cost += rest } else { parts.platform += rest }
        return parts
    }
}
