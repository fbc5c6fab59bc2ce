internal import Wire

// What catalog, referral and order service record.
extension PlatformAudit {
    // MARK: - Catalog and referral

    mutating func applyCatalog(_ entry: AuditedEntry, _ sheet: inout ViolationSheet) {
        let place = entry.place
        switch entry.event {
        case .productPut(let event): stock.put(event, at: place, &sheet)
        case .stockAdjusted(let event): stock.adjust(event, at: place, &sheet)
        case .stockReserved(let event):
            let isRight = stock.reserve(event, entry, &sheet)
            hop(event.order, .stockReserved, entry, isFaulty: !isRight, &sheet) {
                $0.stockReserved = event
            }
        case .stockCommitted(let event):
            stock.commit(event)
            hop(event.order, .stockCommitted, entry, &sheet) { _ in }
        case .stockReleased(let event):
            stock.release(event.order)
            hop(event.order, .stockReleased, entry, &sheet) { _ in }
        case .reservationExpired(let event):
            stock.expire(event, entry, &sheet)
            hop(event.order, .stockReleased, entry, &sheet) { _ in }
        case .stockRestocked(let event):
            let before = sheet.count
            stock.restock(event, at: place, &sheet)
            orders.shelved(event, isFaulty: sheet.count > before, &sheet)
        case .campaignOpened(let event): stock.open(event, at: place, &sheet)
        case .campaignEnded(let event): stock.campaigns.end(event)
        case .clockFollowed(let event):
            stock.clock.follow(event, at: place, &sheet)
            orders.clock.wasFollowed(to: event.aheadUs, at: place, &sheet)
        default: break
        }
    }

    mutating func applyReferral(_ entry: AuditedEntry, _ sheet: inout ViolationSheet) {
        let place = entry.place
        switch entry.event {
        case .joined(let event):
            tree.join(event, at: place, &sheet)
            compliance.join(event, at: place, &sheet)
        case .membersImported(let event): tree.take(event, at: place, &sheet)
        case .memberFrozen(let event): tree.freeze(event, at: place, &sheet)
        case .shared(let event):
            let before = sheet.count
            tree.check(event, at: place, &sheet)
            hop(event.order, .rewardsComputed, entry, isFaulty: sheet.count > before, &sheet) {
                $0.rewards = event
            }
        case .confirmed(let event):
            tree.confirm(event.order)
            hop(event.order, .rewardsConfirmed, entry, &sheet) { _ in }
        case .rewardsRecomputed(let event):
            let isRight = tree.check(event, at: place, &sheet)
            orders.recomputed(event, isFaulty: !isRight, at: place, &sheet)
        case .rewardsCancelled(let event):
            tree.end(event.order)
            hop(event.order, .rewardsCancelled, entry, &sheet) { _ in }
        default: break
        }
    }

    // MARK: - Orders

    mutating func applyOrders(
        _ group: [AuditedEntry], _ sheet: inout ViolationSheet
    ) {
        var due: [(event: Due, place: EntryPlace, timeUs: Int64)] = []
        for entry in group {
            if case .payment(.arrived(let event)) = entry.event {
                orders.checkStray(event, entry, &sheet)
                if orders.givesUp(event) { payments.giveUp(event) }
            }
            payments.apply(entry, &sheet)
            if case .due(let event) = entry.event {
                due.append((event, entry.place, entry.timeMicroseconds))
            } else {
                applyOrder(entry, &sheet)
                applyOrderEnd(entry, &sheet)
            }
        }
        payments.checkAsked(group, &sheet)
        orders.checkPutAside(group, &sheet)
        orders.becameDue(due, &sheet)
    }

    private mutating func applyOrder(_ entry: AuditedEntry, _ sheet: inout ViolationSheet) {
        switch entry.event {
        case .placed(let event):
            let queue = orders.queue
            hop(event.order, .placed, entry, &sheet) {
                $0.placed = event
                $0.queueAtPlacing = queue
            }
        case .reserved(let event):
            hop(event.order, .reserved, entry, &sheet) { $0.reserved = event }
        case .refused(let event):
            hop(event.order, .refused, entry, &sheet) { $0.isCancelled = true }
        case .released(let event): hop(event.order, .released, entry, &sheet) { _ in }
        case .cancelled(let event):
            hop(event.order, .cancelled, entry, &sheet) { $0.isCancelled = true }
        case .parts(let event): applyParts(event, entry, &sheet)
        case .paid(let event):
            let before = sheet.count
            orders.checkPayment(event, entry, &sheet)
            hop(event.order, .paid, entry, isFaulty: sheet.count > before, &sheet) {
                $0.paid = event
            }
        case .moneyHeld(let event): hop(event.order, .moneyHeld, entry, &sheet) { _ in }
        case .committed(let event): hop(event.order, .committed, entry, &sheet) { _ in }
        case .rewardsShared(let event):
            hop(event.order, .rewardsShared, entry, &sheet) { $0.shared = event }
        default: break
        }
    }

    private mutating func applyOrderEnd(_ entry: AuditedEntry, _ sheet: inout ViolationSheet) {
        switch entry.event {
        case .shipped(let event): hop(event.order, .shipped, entry, &sheet) { _ in }
        case .delivered(let event):
            hop(event.order, .delivered, entry, &sheet) { $0.deliveredUs = event.atUs }
        case .orderTime(let event): applyOrderTime(event, entry, &sheet)
        case .orderRefund(let event): applyOrderRefund(event, entry, &sheet)
        case .orderReturn(let event): orders.take(event, entry, &sheet)
        case .received(let event):
            let queue = orders.queue
            let before = sheet.count
            orders.checkReceipt(event, entry, &sheet)
            hop(event.order, .received, entry, isFaulty: sheet.count > before, &sheet) {
                $0.received = event
                $0.windowEndUs = event.windowEndUs
                $0.queueAtReceipt = queue
            }
        case .orderSettled(let event):
            guard let result = event.result else { return }
            guard result.outcome != .skipped else {
                return orders.skipped(result, at: entry.place, &sheet)
            }
            hop(result.order, .orderSettled, entry, &sheet) { $0.result = result }
        case .batchConfirmed(let event): orders.confirmed(event, at: entry.place, &sheet)
        case .retried(let event):
            orders.retried(event.order)
            orders.reclaims.stick(event.order, false)
        case .stuck(let event): orders.reclaims.stick(event.order, true)
        // Of an order that waits, and of a forged payment, nothing else is to be checked.
        default: break
        }
    }
}
