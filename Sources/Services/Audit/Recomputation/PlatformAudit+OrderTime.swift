internal import Wire

// Time and refunds of orders.
extension PlatformAudit {
    mutating func applyOrderTime(
        _ event: OrderTimeEvent, _ entry: AuditedEntry, _ sheet: inout ViolationSheet
    ) {
        switch event {
        case .clockMoved(let event): orders.clock.move(event, at: entry.place, &sheet)
        case .expired(let event): orders.expired(event, entry, &sheet)
        }
    }

    mutating func applyOrderRefund(
        _ event: OrderRefundEvent, _ entry: AuditedEntry, _ sheet: inout ViolationSheet
    ) {
        switch event {
        case .begun(let event): hop(event.order, .refundBegun, entry, &sheet) { _ in }
        case .rewardsUndone(let event): hop(event.order, .rewardsUndone, entry, &sheet) { _ in }
        case .moneyReturned(let event):
            hop(event.order, .moneyReturned, entry, &sheet) { $0.moneyReturned = event }
        case .goodsReturned(let event):
            hop(event.order, .goodsReturned, entry, &sheet) { record in
                guard record.hops[.committed] != nil else { return }
                let pieces = record.returns.open.map { record.goods(of: $0) }
                record.returns.claimed.append((pieces ?? record.allGoods, entry.place))
            }
        }
    }

    /// The pool's side: the first refund of an order is compared with the order's.
    mutating func noteRefund(
        _ event: Refunded, _ entry: AuditedEntry, _ sheet: inout ViolationSheet
    ) {
        guard event.refund == 1 else { return orders.refunded(event, &sheet) }
        hop(event.order, .refunded, entry, &sheet) { $0.returns.refunds[1] = event }
    }
}
