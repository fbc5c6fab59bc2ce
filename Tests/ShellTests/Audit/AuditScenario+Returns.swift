import Wire

@testable import Services

/// Pieces that come back, written the way the services write them.
extension AuditScenario {
    /// An order that was received and can still be returned.
    mutating func receivedOrder(
        by member: UInt64, pieces: UInt32, coins: Int64 = 0, grant: Int64 = 0,
        byLine: Bool = true
    ) -> SettlingOrder {
        var order = sharedOrder(
            by: member, pieces: pieces, coins: coins, grant: grant, byLine: byLine)
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
        /// Of the whole order: what coins and a subsidy paid, and the budget of its rewards.
        var coins: Int64 = 0
        var grant: Int64 = 0
        var budget: Int64 = 0

        /// As it was received.
        init(_ order: SettlingOrder, pieces: UInt32) {
            self.order = order
            self.pieces = pieces
            left = pieces
            coins = order.coins
            grant = order.grant
            budget = order.parts.commission
        }

        /// ⌊all · left ÷ pieces⌋.
        func part(_ all: Int64) -> Int64 { all * Int64(left) / Int64(pieces) }
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
        giveMoneyBack(&rest, pieces: pieces)
        shelve(rest, pieces: pieces)
        add(.order, ReturnRestocked(order: rest.order.order, number: rest.number))
    }

    /// A piece's return that is stuck before its goods are on the shelf: all that is held goes
    /// back, and what came back with the return is put there.
    mutating func giveUp(_ rest: inout Rest, pieces: UInt32) {
        giveMoneyBack(&rest, pieces: pieces)
        let id = rest.order.order
        add(.order, Stuck(order: id, step: "restock", status: 9, sentence: "no room"))
        add(.order, RefundBegun(order: id, reason: "no more of it"))
        add(.referral, RewardsCancelled(order: id))
        add(.order, RewardsUndone(order: id))
        let back = refund(
            &rest, fen: rest.order.paid, coins: rest.order.coins, subsidy: rest.order.grant)
        add(
            .order, MoneyReturned(order: id, refund: rest.refund, back: back),
            providerRefund(rest, fen: rest.order.paid))
        shelve(rest, pieces: pieces)
        add(.order, GoodsReturned(order: id))
    }

    private mutating func shelve(_ rest: Rest, pieces: UInt32) {
        add(
            .catalog,
            StockRestocked(
                order: rest.order.order, lines: [RestockLine(product: 1, quantity: pieces)]))
    }

    private mutating func giveMoneyBack(_ rest: inout Rest, pieces: UInt32) {
        ask(&rest, pieces: pieces)
        let id = rest.order.order
        add(.order, ReturnApproved(order: id, number: rest.number))
        rest.left -= pieces
        let before = rest.order
        var parts = PlainWaterfall(price).times(rest.left) ?? PlainWaterfall(nil)
        rest.order.coins =
            rest.coins - rest.coins * Int64(rest.pieces - rest.left) / Int64(rest.pieces)
        rest.order.grant =
            rest.grant - rest.grant * Int64(rest.pieces - rest.left) / Int64(rest.pieces)
        rest.order.paid = parts.parts.reduce(0, +) - rest.order.coins - rest.order.grant
        parts.take(rest.order.coins, budget: rest.part(rest.budget))
        rest.order.parts = parts
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
        let fen = before.paid - rest.order.paid
        let back = refund(
            &rest, fen: fen, coins: before.coins - rest.order.coins,
            subsidy: before.grant - rest.order.grant)
        add(
            .order,
            ReturnRefunded(order: id, number: rest.number, refund: rest.refund, back: back),
            providerRefund(rest, fen: fen))
    }

    /// The pool's side of the next refund.
    private mutating func refund(
        _ rest: inout Rest, fen: Int64, coins: Int64, subsidy: Int64
    ) -> Sources {
        rest.refund += 1
        let id = rest.order.order
        let back = Sources(providerFen: fen, coins: coins, subsidyFen: subsidy)
        add(
            .pool,
            Refunded(
                order: id, member: rest.order.member, refund: rest.refund, back: back,
                reason: "too small",
                lines: Self.lines([
                    "order_held:\(id)": fen + subsidy, "psp_clearing": -fen,
                    "subsidy:advertising": -subsidy,
                    "legacy_coin:\(rest.order.member)": -coins, "coin_spent": coins,
                ])))
        return back
    }

    private func providerRefund(_ rest: Rest, fen: Int64) -> ProviderRefundRequested {
        let id = rest.order.order
        return ProviderRefundRequested(
            refund: "o\(id)-\(rest.refund)-1", provider: "sandbox", payment: "p\(id)",
            amountFen: fen)
    }

    static func changes(
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
