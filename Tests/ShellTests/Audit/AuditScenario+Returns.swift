import Wire

@testable import Services

/// Pieces that come back, written the way the services write them.
extension AuditScenario {
    /// An order that was received and can still be returned.
    mutating func receivedOrder(by member: UInt64, pieces: UInt32) -> SettlingOrder {
        var order = sharedOrder(by: member, pieces: pieces)
        add(.order, Shipped(order: order.order))
        add(.order, Delivered(order: order.order, atUs: now))
        let end = OrderChecks.windowEnd(of: now, returnDays: plan.returnDays)
        add(.order, Received(order: order.order, atUs: now, windowEndUs: end))
        order.windowEndUs = end
        return order
    }

    /// What is left of an order.
    struct Rest {
        var order: SettlingOrder
        var pieces: UInt32
        var left: UInt32
        var number: UInt32 = 0
        var refund: UInt32 = 0
    }

    mutating func ask(_ rest: inout Rest, pieces: UInt32) {
        rest.number += 1
        add(
            .order,
            ReturnAsked(
                order: rest.order.order, number: rest.number,
                lines: [ReturnLine(line: 1, quantity: pieces)], reason: "too small", atUs: now))
    }

    mutating func reject(_ rest: Rest) {
        add(
            .order,
            ReturnRejected(order: rest.order.order, number: rest.number, reason: "worn"))
    }

    /// Rewards, money and goods of an approved return.
    mutating func giveBack(_ rest: inout Rest, pieces: UInt32) {
        ask(&rest, pieces: pieces)
        let id = rest.order.order
        add(.order, ReturnApproved(order: id, number: rest.number))
        rest.left -= pieces
        let before = rest.order
        let parts = PlainWaterfall(price).times(rest.left) ?? PlainWaterfall(nil)
        rest.order.parts = parts
        rest.order.paid = parts.parts.reduce(0, +)
        (rest.order.rows, rest.order.unallocated) = rewards(
            of: before.member, base: rest.order.paid, budget: parts.commission)
        add(
            .referral,
            RewardsRecomputed(
                order: id, number: rest.number,
                left: [PiecesLeft(line: 1, left: rest.left, pieces: rest.pieces)],
                rows: rest.order.rows, unallocatedFen: rest.order.unallocated,
                changes: Self.changes(from: before.rows, to: rest.order.rows)))
        add(
            .order,
            ReturnRecomputed(
                order: id, number: rest.number, rows: rest.order.rows,
                unallocatedFen: rest.order.unallocated))
        rest.refund += 1
        let fen = before.paid - rest.order.paid
        let back = Sources(providerFen: fen)
        add(
            .pool,
            Refunded(
                order: id, member: before.member, refund: rest.refund, back: back,
                reason: "too small",
                lines: Self.lines(["order_held:\(id)": fen, "psp_clearing": -fen])))
        add(
            .order,
            ReturnRefunded(order: id, number: rest.number, refund: rest.refund, back: back),
            ProviderRefundRequested(
                refund: "o\(id)-\(rest.refund)-1", provider: "sandbox", payment: "p\(id)",
                amountFen: fen))
        add(
            .catalog,
            StockRestocked(order: id, lines: [RestockLine(product: 1, quantity: pieces)]))
        add(.order, ReturnRestocked(order: id, number: rest.number))
    }

    private static func changes(
        from before: [RewardRow], to after: [RewardRow]
    ) -> [RewardChange] {
        before.compactMap { row in
            let now = after.first { $0.rule == row.rule }?.amountFen ?? 0
            guard now != row.amountFen else { return nil }
            return RewardChange(
                line: row.line, rule: row.rule, payee: row.payee, generation: row.generation,
                amountFen: now - row.amountFen)
        }
    }
}
