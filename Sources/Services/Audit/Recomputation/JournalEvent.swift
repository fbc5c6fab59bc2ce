internal import Wire

/// What an entry of one of the four journals records.
enum JournalEvent: Sendable {
    case productPut(ProductPut)
    case stockAdjusted(StockAdjusted)
    case stockReserved(StockReserved)
    case stockCommitted(StockCommitted)
    case stockReleased(StockReleased)
    case reservationExpired(ReservationExpired)
    case stockRestocked(StockRestocked)
    case campaignOpened(CampaignOpened)
    case campaignEnded(CampaignEnded)
    case clockFollowed(ClockFollowed)

    case placed(Placed)
    case reserved(Reserved)
    case refused(Refused)
    case cancelled(Cancelled)
    case released(Released)
    case paid(Paid)
    case moneyHeld(MoneyHeld)
    case committed(Committed)
    case rewardsShared(RewardsShared)
    case shipped(Shipped)
    case delivered(Delivered)
    case received(Received)
    case due(Due)
    case orderSettled(OrderSettled)
    case batchConfirmed(BatchConfirmed)
    case stuck(Stuck)
    case retried(Retried)
    case paymentForged(PaymentForged)
    case payment(PaymentEntry)
    case parts(PartsEntry)
    case orderTime(OrderTimeEvent)
    case orderRefund(OrderRefundEvent)
    case orderReturn(OrderReturnEvent)

    case platformCreated(PlatformCreated)
    case held(Held)
    case settled(Settled)
    case sold(Sold)
    case exited(Exited)
    case split(Split)
    case seriesClosed(SeriesClosed)
    case legacy(LegacyRecord)
    case shares(SharesRecord)
    case withdrawal(WithdrawalEntry)
    case custody(CustodyEntry)
    case unmatched(UnmatchedEntry)
    case refunded(Refunded)
    case refundRedirected(RefundRedirected)
    case clawedBack(ClawedBack)
    case subsidyReceived(SubsidyReceived)
    case sliceAnnounced(SliceAnnounced)
    case sliceInjected(SliceInjected)
    case couponGranted(CouponGranted)
    case payoutsFrozen(PayoutsFrozen)
    case thawed(Thawed)
    case controlProposed(ControlProposed)
    case controlConfirmed(ControlConfirmed)
    case woundUp(WoundUp)
    case woundDown(WoundDown)
    case planAdopted(PlanAdopted)
    case planInForce(PlanInForce)
    case operatorMoved(OperatorMoved)
    case balanceOpened(BalanceOpened)
    case stateDigest(StateDigest)

    case joined(Joined)
    case membersImported(MembersImported)
    case memberFrozen(MemberFrozen)
    case shared(Shared)
    case confirmed(Confirmed)
    case rewardsCancelled(RewardsCancelled)
    case rewardsRecomputed(RewardsRecomputed)

    /// Nil for a kind that the service's journals do not hold.
    init?(_ service: AuditedService, kind: String, _ bytes: [UInt8]) throws(WireError) {
        guard let (kind, bytes) = PlainVersions.current.today(service, kind, bytes) else {
            return nil
        }
        var event: JournalEvent? =
            switch service {
            case .catalog: try Self.catalog(kind, bytes)
            case .order: try Self.order(kind, bytes)
            case .pool: try Self.pool(kind, bytes)
            case .referral: try Self.referral(kind, bytes)
            }
        if event == nil, service == .pool { event = try Self.poolFamily(kind, bytes) }
        if event == nil, service == .order {
            event = try Self.orderSettlement(kind, bytes)
            if event == nil { event = try PaymentEntry(kind: kind, bytes).map { .payment($0) } }
        }
        if event == nil, service == .order { event = try Self.orderAside(kind, bytes) }
        guard let event else { return nil }
        self = event
    }

    private static func catalog(
        _ kind: String, _ bytes: [UInt8]
    ) throws(WireError) -> JournalEvent? {
        switch kind {
        case "product_put": .productPut(try ProductPut(decoding: bytes))
        case "stock_adjusted": .stockAdjusted(try StockAdjusted(decoding: bytes))
        case "stock_reserved": .stockReserved(try StockReserved(decoding: bytes))
        case "stock_committed": .stockCommitted(try StockCommitted(decoding: bytes))
        case "stock_released": .stockReleased(try StockReleased(decoding: bytes))
        case "reservation_expired":
            .reservationExpired(try ReservationExpired(decoding: bytes))
        case "stock_restocked": .stockRestocked(try StockRestocked(decoding: bytes))
        case "campaign_opened": .campaignOpened(try CampaignOpened(decoding: bytes))
        case "campaign_ended": .campaignEnded(try CampaignEnded(decoding: bytes))
        case "clock_followed": .clockFollowed(try ClockFollowed(decoding: bytes))
        default: nil
        }
    }

    private static func order(
        _ kind: String, _ bytes: [UInt8]
    ) throws(WireError) -> JournalEvent? {
        switch kind {
        case "placed": .placed(try Placed(decoding: bytes))
        case "reserved": .reserved(try Reserved(decoding: bytes))
        case "refused": .refused(try Refused(decoding: bytes))
        case "cancelled": .cancelled(try Cancelled(decoding: bytes))
        case "released": .released(try Released(decoding: bytes))
        case "paid": .paid(try Paid(decoding: bytes))
        case "money_held": .moneyHeld(try MoneyHeld(decoding: bytes))
        case "committed": .committed(try Committed(decoding: bytes))
        case "rewards_shared": .rewardsShared(try RewardsShared(decoding: bytes))
        case "shipped": .shipped(try Shipped(decoding: bytes))
        case "delivered": .delivered(try Delivered(decoding: bytes))
        default: nil
        }
    }

    private static func orderSettlement(
        _ kind: String, _ bytes: [UInt8]
    ) throws(WireError) -> JournalEvent? {
        switch kind {
        case "received": .received(try Received(decoding: bytes))
        case "due": .due(try Due(decoding: bytes))
        case "order_settled": .orderSettled(try OrderSettled(decoding: bytes))
        case "batch_confirmed": .batchConfirmed(try BatchConfirmed(decoding: bytes))
        case "stuck": .stuck(try Stuck(decoding: bytes))
        case "retried": .retried(try Retried(decoding: bytes))
        case "payment_forged": .paymentForged(try PaymentForged(decoding: bytes))
        default: nil
        }
    }

    private static func orderAside(
        _ kind: String, _ bytes: [UInt8]
    ) throws(WireError) -> JournalEvent? {
        if let event = try OrderTimeEvent(kind: kind, bytes) { return .orderTime(event) }
        if let entry = try PartsEntry(kind: kind, bytes) { return .parts(entry) }
        if let event = try OrderReturnEvent(kind: kind, bytes) { return .orderReturn(event) }
        return try OrderRefundEvent(kind: kind, bytes).map { .orderRefund($0) }
    }

    private static func pool(
        _ kind: String, _ bytes: [UInt8]
    ) throws(WireError) -> JournalEvent? {
        switch kind {
        case "platform_created": .platformCreated(try PlatformCreated(decoding: bytes))
        case "held": .held(try Held(decoding: bytes))
        case "settled": .settled(try Settled(decoding: bytes))
        case "sold": .sold(try Sold(decoding: bytes))
        case "exited": .exited(try Exited(decoding: bytes))
        case "split": .split(try Split(decoding: bytes))
        case "series_closed": .seriesClosed(try SeriesClosed(decoding: bytes))
        case "refunded": .refunded(try Refunded(decoding: bytes))
        case "refund_redirected": .refundRedirected(try RefundRedirected(decoding: bytes))
        case "clawed_back": .clawedBack(try ClawedBack(decoding: bytes))
        default: try poolFamily(kind, bytes)
        }
    }

    private static func poolFamily(
        _ kind: String, _ bytes: [UInt8]
    ) throws(WireError) -> JournalEvent? {
        if let record = try LegacyRecord(kind: kind, bytes) { return .legacy(record) }
        if let record = try SharesRecord(kind: kind, bytes) { return .shares(record) }
        if let entry = try WithdrawalEntry(kind: kind, bytes) { return .withdrawal(entry) }
        if let entry = try UnmatchedEntry(kind: kind, bytes) { return .unmatched(entry) }
        if let entry = try CustodyEntry(kind: kind, bytes) { return .custody(entry) }
        return switch kind {
        case "subsidy_received": .subsidyReceived(try SubsidyReceived(decoding: bytes))
        case "slice_announced": .sliceAnnounced(try SliceAnnounced(decoding: bytes))
        case "slice_injected": .sliceInjected(try SliceInjected(decoding: bytes))
        case "coupon_granted": .couponGranted(try CouponGranted(decoding: bytes))
        case "payouts_frozen": .payoutsFrozen(try PayoutsFrozen(decoding: bytes))
        case "thawed": .thawed(try Thawed(decoding: bytes))
        case "control_proposed": .controlProposed(try ControlProposed(decoding: bytes))
        case "control_confirmed": .controlConfirmed(try ControlConfirmed(decoding: bytes))
        case "wound_up": .woundUp(try WoundUp(decoding: bytes))
        case "wound_down": .woundDown(try WoundDown(decoding: bytes))
        case "plan_adopted": .planAdopted(try PlanAdopted(decoding: bytes))
        case "plan_in_force": .planInForce(try PlanInForce(decoding: bytes))
        case "operator_moved": .operatorMoved(try OperatorMoved(decoding: bytes))
        case "balance_opened": .balanceOpened(try BalanceOpened(decoding: bytes))
        case "state_digest": .stateDigest(try StateDigest(decoding: bytes))
        default: nil
        }
    }

    private static func referral(
        _ kind: String, _ bytes: [UInt8]
    ) throws(WireError) -> JournalEvent? {
        switch kind {
        case "joined": .joined(try Joined(decoding: bytes))
        case "members_imported": .membersImported(try MembersImported(decoding: bytes))
        case "member_frozen": .memberFrozen(try MemberFrozen(decoding: bytes))
        case "shared": .shared(try Shared(decoding: bytes))
        case "confirmed": .confirmed(try Confirmed(decoding: bytes))
        case "rewards_cancelled": .rewardsCancelled(try RewardsCancelled(decoding: bytes))
        case "rewards_recomputed": .rewardsRecomputed(try RewardsRecomputed(decoding: bytes))
        default: nil
        }
    }
}

extension JournalEvent {
    /// The event in the JSON form of its message.
    var json: String { message.json() }

    private var message: any Message {
        switch self {
        case .productPut(let event): event
        case .stockAdjusted(let event): event
        case .stockReserved(let event): event
        case .stockCommitted(let event): event
        case .stockReleased(let event): event
        case .reservationExpired(let event): event
        case .stockRestocked(let event): event
        case .campaignOpened(let event): event
        case .campaignEnded(let event): event
        case .clockFollowed(let event): event
        case .placed(let event): event
        case .reserved(let event): event
        case .refused(let event): event
        case .cancelled(let event): event
        case .released(let event): event
        case .paid(let event): event
        case .moneyHeld(let event): event
        case .committed(let event): event
        case .rewardsShared(let event): event
        case .shipped(let event): event
        case .delivered(let event): event
        case .received(let event): event
        case .due(let event): event
        case .orderSettled(let event): event
        case .batchConfirmed(let event): event
        case .stuck(let event): event
        case .retried(let event): event
        case .paymentForged(let event): event
        case .payment(let entry): entry.message
        case .parts(let entry): entry.message
        case .orderTime(let event): event.message
        case .orderRefund(let event): event.message
        case .orderReturn(let event): event.message
        case .platformCreated(let event): event
        case .held(let event): event
        case .settled(let event): event
        case .sold(let event): event
        case .exited(let event): event
        case .split(let event): event
        case .seriesClosed(let event): event
        case .legacy(let record): record.message
        case .shares(let record): record.message
        case .withdrawal(let entry): entry.message
        case .custody(let entry): entry.message
        case .unmatched(let entry): entry.message
        case .refunded(let event): event
        case .refundRedirected(let event): event
        case .clawedBack(let event): event
        case .subsidyReceived(let event): event
        case .sliceAnnounced(let event): event
        case .sliceInjected(let event): event
        case .couponGranted(let event): event
        case .payoutsFrozen(let event): event
        case .thawed(let event): event
        case .controlProposed(let event): event
        case .controlConfirmed(let event): event
        case .woundUp(let event): event
        case .woundDown(let event): event
        case .planAdopted(let event): event
        case .planInForce(let event): event
        case .operatorMoved(let event): event
        case .balanceOpened(let event): event
        case .stateDigest(let event): event
        case .joined(let event): event
        case .membersImported(let event): event
        case .memberFrozen(let event): event
        case .shared(let event): event
        case .confirmed(let event): event
        case .rewardsCancelled(let event): event
        case .rewardsRecomputed(let event): event
        }
    }
}

/// The services whose journals the audit follows.
enum AuditedService: String, CaseIterable, Comparable, Sendable {
    case catalog, order, pool, referral

    static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}

/// An entry that was read, with what it records.
struct AuditedEntry: Sendable {
    var place: EntryPlace
    var timeMicroseconds: Int64
    var event: JournalEvent
    /// Who asked for the group; empty for an entry that is not its first.
    var caller = ""
}
