package import Domain
package import Journal
import Transport
package import Wire

/// The catalog of one platform as its journal tells it.
package struct CatalogBook: JournalState {
    package private(set) var catalog = Catalog()
    package private(set) var index = ProductIndex()

    package init(journal: JournalName) {}

    /// Decides `command`, makes it true in memory and returns the events.
    mutating func run(_ command: CatalogCommand, at time: Int64) throws -> [CatalogEvent] {
        let events = try refusing { () throws(CatalogRejection) in
            try catalog.decide(command, at: catalog.clock.instant(atWall: time))
        }
        for event in events { try take(event) }
        return events
    }

    package static func event(of entry: JournalEntry) throws -> CatalogEvent {
        try CatalogEvent(try EventUpcasts.catalog.today(entry))
    }

    package mutating func apply(_ event: CatalogEvent, at stamp: EntryStamp) throws {
        try take(event)
    }

    private mutating func take(_ event: CatalogEvent) throws {
        guard case .productPut(let product) = event else { return try catalog.apply(event) }
        let old = catalog.products[product.id]
        try catalog.apply(event)
        index.put(product, replacing: old)
    }
}

extension CatalogEvent {
    init(_ entry: JournalEntry) throws {
        switch entry.kind {
        case "product_put":
            let event = try ProductPut(decoding: entry.event)
            self = .productPut(try Domain.Product(event.product ?? Wire.Product()))
        case "stock_adjusted":
            let event = try StockAdjusted(decoding: entry.event)
            self = .stockAdjusted(
                try ProductID(event.product, field: "product"), by: event.by,
                reason: event.reason)
        case "stock_reserved":
            let event = try StockReserved(decoding: entry.event)
            self = .stockReserved(
                Reservation(
                    order: try OrderID(event.order, field: "order"),
                    member: try MemberID(event.member, field: "member"),
                    lines: try event.lines.map { line throws in try Domain.ReservedLine(line) },
                    expiresAt: event.expiresUs == 0
                        ? nil : Instant(microseconds: event.expiresUs)))
        case "stock_committed":
            let event = try StockCommitted(decoding: entry.event)
            self = .stockCommitted(try OrderID(event.order, field: "order"))
        case "stock_released":
            let event = try StockReleased(decoding: entry.event)
            self = .stockReleased(try OrderID(event.order, field: "order"))
        case "reservation_expired":
            let event = try ReservationExpired(decoding: entry.event)
            self = .reservationExpired(try OrderID(event.order, field: "order"))
        case "stock_restocked":
            let event = try StockRestocked(decoding: entry.event)
            self = .stockRestocked(
                try OrderID(event.order, field: "order"),
                lines: try event.lines.map { line throws in try Domain.RestockLine(line) })
        case "campaign_opened":
            let event = try CampaignOpened(decoding: entry.event)
            self = .campaignOpened(try Domain.Campaign(event.campaign ?? Wire.Campaign()))
        case "campaign_ended":
            let event = try CampaignEnded(decoding: entry.event)
            self = .campaignEnded(
                try CampaignID(event.campaign, field: "campaign"),
                at: Instant(microseconds: event.atUs))
        case "clock_followed":
            let event = try ClockFollowed(decoding: entry.event)
            self = .clockFollowed(aheadMicroseconds: event.aheadUs)
        default: throw UnreadableEntry.unknownKind(entry)
        }
    }

    var entry: EntryDraft {
        switch self {
        case .productPut(let product):
            EntryDraft(ProductPut(product: product.message), keys: ["product:\(product.id)"])
        case .stockAdjusted(let product, let pieces, let reason):
            EntryDraft(
                StockAdjusted(product: product.rawValue, by: pieces, reason: reason),
                keys: ["product:\(product)"])
        case .stockReserved(let reservation):
            EntryDraft(
                StockReserved(
                    order: reservation.order.rawValue, member: reservation.member.rawValue,
                    lines: reservation.lines.map(\.message),
                    expiresUs: reservation.expiresAt?.microseconds ?? 0),
                keys: ["order:\(reservation.order)", "member:\(reservation.member)"])
        case .stockCommitted(let order):
            EntryDraft(StockCommitted(order: order.rawValue), keys: ["order:\(order)"])
        case .stockReleased(let order):
            EntryDraft(StockReleased(order: order.rawValue), keys: ["order:\(order)"])
        case .reservationExpired(let order):
            EntryDraft(ReservationExpired(order: order.rawValue), keys: ["order:\(order)"])
        case .campaignOpened(let campaign):
            EntryDraft(
                CampaignOpened(campaign: campaign.message),
                keys: ["product:\(campaign.terms.product)", "campaign:\(campaign.id)"])
        case .campaignEnded(let campaign, let end):
            EntryDraft(
                CampaignEnded(campaign: campaign.rawValue, atUs: end.microseconds),
                keys: ["campaign:\(campaign)"])
        case .stockRestocked(let order, let lines):
            EntryDraft(
                StockRestocked(order: order.rawValue, lines: lines.map(\.message)),
                keys: ["order:\(order)"])
        case .clockFollowed(let ahead): EntryDraft(ClockFollowed(aheadUs: ahead), keys: [])
        }
    }
}
