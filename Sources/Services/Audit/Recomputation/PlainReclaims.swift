internal import Wire

/// One refund after settlement, as the order's journal tells it.
struct PlainReclaim: Sendable {
    var asked: RefundAsked
    /// The entry that asks for it.
    var place: EntryPlace
    var state = PlainReturn.State.asked
    var refunded: ReturnRefunded?
    var givenUp: ReturnGivenUp?
    /// A step of it was refused: it may be given up.
    var isStuck = false
    /// The entries that other services must answer for.
    var places: [OrderHop: EntryPlace] = [:]
    var compared: Set<OrderHop> = []
    var claim = Claim.unknown

    /// What the claim is, held against the order as it settled.
    enum Claim: Sendable {
        case unknown
        case right
        /// Reported; nothing else is held against it.
        case wrong
    }

    var isOpen: Bool { state != .done && state != .rejected }

    /// Whether it is stuck before its money, and rejected by the event.
    func isGivenUp(by event: OrderReturnEvent) -> Bool {
        guard case .rejected = event, isStuck else { return false }
        return state == .approved || state == .recomputed
    }

    /// By line, before it.
    var leftBefore: [PiecesLeft] {
        asked.left.map { line in
            var before = line
            for back in asked.lines where back.line == line.line {
                before.left &+= back.quantity
            }
            return before
        }
    }

    /// Pieces by product.
    var goods: [UInt64: Int64] {
        asked.lines.reduce(into: [:]) { sums, line in
            let index = Int(line.line) - 1
            guard asked.products.indices.contains(index) else { return }
            sums[asked.products[index], default: 0] += Int64(line.quantity)
        }
    }
}

/// Refunds after settlement: the member's recorded request comes first, then rewards, points and
/// money, and goods, each of exactly what was asked. Kept for orders of which something was asked
/// back; the others have left memory.
struct PlainReclaims: Sendable {
    struct Order: Sendable {
        var list: [PlainReclaim] = []
        /// Referral's answers, by the return's number.
        var rewards: [UInt32: (event: RewardsRecomputed, isFaulty: Bool)] = [:]
        /// Those of refunds that were given up.
        var restored: [UInt32: RewardsRecomputed] = [:]
        /// The pool's, by the refund's number.
        var clawbacks: [UInt32: ClawedBack] = [:]
        /// What the catalog put on the shelf after the order settled, in its order.
        var shelved: [[UInt64: Int64]?] = []
        var claimed: [(pieces: [UInt64: Int64], place: EntryPlace)] = []
        var shelvesCompared = 0
        var givenUp: Set<OrderReturns.Answer> = []

        var open: PlainReclaim? { list.last.flatMap { $0.isOpen ? $0 : nil } }
    }

    private(set) var orders: [UInt64: Order] = [:]
    /// Every order that settled, as it did.
    private var settled = PackedRecords()

    mutating func put(_ order: Order, _ id: UInt64) { orders[id] = order }

    func isOpen(_ order: UInt64) -> Bool { orders[order]?.open != nil }

    /// Known once all journals have told of its settlement.
    func isSettled(_ order: UInt64) -> Bool { settled.contains(order) }

    func settlement(of order: UInt64) -> PlainSettledOrder? {
        settled[order].map { PlainSettledOrder($0) }
    }

    /// The order is over in every journal. Nil for one whose parts no journal tells.
    mutating func settle(
        _ order: UInt64, _ settlement: PlainSettledOrder?, _ sheet: inout ViolationSheet
    ) {
        guard let settlement else { return }
        settled.put(settlement.packed, of: order)
        compare(order, &sheet)
    }

    // MARK: - The order's side

    mutating func ask(
        _ event: RefundAsked, _ entry: AuditedEntry, nowUs: Int64, isSettled: Bool,
        _ sheet: inout ViolationSheet
    ) {
        let before = orders[event.order] ?? Order()
        let reported = sheet.count
        let last = before.list.last { $0.state == .done }?.asked.left
        let pieces = event.left.indices.map { index in
            event.lines.filter { Int($0.line) == index + 1 }
                .reduce(Int64(0)) { $0 + Int64($1.quantity) }
        }
        let fits =
            !event.lines.isEmpty && event.products.count == event.left.count
            && event.left.enumerated().allSatisfy { index, line in
                let most = last.map { Int64($0[index].left) } ?? Int64(line.pieces)
                return Int64(line.left) + pieces[index] <= most
                    && (last == nil || Int64(line.left) + pieces[index] == most)
            }
        if !isSettled || before.open != nil || event.number <= before.list.last?.asked.number ?? 0 {
            sheet.note(
                .hopOrder, entry.place,
                "refund \(event.number) of order \(event.order) is asked for out of turn",
                expected: "a settled order without an open return",
                found: "refund \(event.number)")
        } else if event.atUs != nowUs {
            sheet.note(
                .deadline, entry.place,
                "a refund of order \(event.order) is asked for at another time than it is recorded",
                expected: nowUs, found: event.atUs)
        } else if !fits {
            sheet.note(
                .refundPath, entry.place,
                "refund \(event.number) of order \(event.order) has pieces that it does not have",
                expected: "what leaves \(last?.map(\.left) ?? event.left.map(\.pieces))",
                found: "\(pieces), which leave \(event.left.map(\.left))")
        } else if event.outcome == nil || event.claim?.order != event.order {
            sheet.note(
                .refundPath, entry.place,
                "refund \(event.number) of order \(event.order) does not show what is given up",
                expected: "a claim on this order and its outcome", found: event.json())
        }
        var item = PlainReclaim(asked: event, place: entry.place)
        if sheet.count > reported { item.claim = .wrong }
        orders[event.order, default: Order()].list.append(item)
        compare(event.order, &sheet)
    }

    mutating func take(
        _ event: OrderReturnEvent, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        let (id, number) = event.subject
        guard var order = orders[id], var item = order.open else { return }
        let isGivingUp = item.isGivenUp(by: event)
        if item.asked.number != number || !(isGivingUp || item.state == event.needed) {
            sheet.note(
                .hopOrder, place, "refund \(number) of order \(id) is out of turn",
                expected: "refund \(item.asked.number), \(event.needed) before it",
                found: event.message.json())
        }
        switch event {
        case .asked, .refundAsked: break
        case .rejected: item.state = isGivingUp ? .givenUp : .rejected
        case .givenUp(let made):
            item.state = .rejected
            item.givenUp = made
            item.places[.rewardsRestored] = place
        case .approved: item.state = .approved
        case .recomputed(let made):
            item.state = .recomputed
            item.places[.rewardsRecomputed] = place
            if made.rows != item.asked.rows || made.unallocatedFen != item.asked.unallocatedFen {
                sheet.note(
                    .hopDiffers, place, "order \(id) has other rewards left than were shown",
                    expected: PlainTree.sentence(item.asked.rows.map(PlainTree.Row.init)),
                    found: PlainTree.sentence(made.rows.map(PlainTree.Row.init)))
            }
        case .refunded(let made):
            item.state = .refunded
            item.refunded = made
            item.places[.refunded] = place
        case .restocked:
            item.state = .done
            order.claimed.append((item.goods, place))
        }
        order.list[order.list.count - 1] = item
        orders[id] = order
        compare(id, &sheet)
    }

    /// A step was refused, or is tried again.
    mutating func stick(_ id: UInt64, _ isStuck: Bool) {
        guard var order = orders[id], order.open != nil else { return }
        order.list[order.list.count - 1].isStuck = isStuck
        orders[id] = order
    }

    // MARK: - The other services' side

    mutating func shelve(_ order: UInt64, _ pieces: [UInt64: Int64]?, _ sheet: inout ViolationSheet)
    {
        orders[order, default: Order()].shelved.append(pieces)
        compare(order, &sheet)
    }

    mutating func note(
        _ event: RewardsRecomputed, isFaulty: Bool, _ sheet: inout ViolationSheet
    ) {
        if event.givenUp {
            orders[event.order, default: Order()].restored[event.number] = event
        } else {
            orders[event.order, default: Order()].rewards[event.number] = (event, isFaulty)
        }
        compare(event.order, &sheet)
    }

    mutating func note(_ event: ClawedBack, _ sheet: inout ViolationSheet) {
        guard let id = event.claim?.order, let refund = event.outcome?.refund else { return }
        orders[id, default: Order()].clawbacks[refund] = event
        compare(id, &sheet)
    }
}
