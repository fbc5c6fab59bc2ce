import Domain
import Wire

@testable import Services

/// Pieces that come back after settlement, written the way the services write them.
extension AuditScenario {
    /// One refund, from asking to the shelf. `rest` is what was left of the order before it.
    mutating func reclaim(_ rest: inout Rest, pieces: UInt32) throws {
        rest.number += 1
        let before = rest.order
        rest.left -= pieces
        let parts = PlainWaterfall(price).times(rest.left) ?? PlainWaterfall(nil)
        rest.order.parts = parts
        rest.order.paid = parts.parts.reduce(0, +)
        (rest.order.rows, rest.order.unallocated) = rewards(
            of: before.member, base: rest.order.paid, budget: parts.commission)
        let fen = before.paid - rest.order.paid
        let changes = Self.changes(from: before.rows, to: rest.order.rows)
        let claim = ReturnClaim(
            order: before.order, paidBackFen: fen,
            contributionBackFen: before.parts.contribution - parts.contribution,
            back: Sources(providerFen: fen),
            reversed: ReversedParts(
                costFen: before.parts.cost - parts.cost,
                platformFen: before.parts.platform - parts.platform,
                unallocatedFen: before.unallocated - rest.order.unallocated),
            rewards: changes.map {
                ReversedReward(payee: $0.payee, amountFen: 0 - $0.amountFen)
            }, proceeds: .deducted, reason: "broken")
        let made = try clawBack(claim, of: before, isAll: rest.left == 0)
        rest.refund += 1
        var outcome = made.outcome ?? ClawbackOutcome()
        outcome.refund = rest.refund
        write(claim, made, outcome, changes, rest, pieces: pieces)
    }

    private mutating func write(
        _ claim: ReturnClaim, _ made: ClawedBack, _ outcome: ClawbackOutcome,
        _ changes: [Wire.RewardChange], _ rest: Rest, pieces: UInt32
    ) {
        let (id, number) = (claim.order, rest.number)
        let left = [PiecesLeft(line: 1, left: rest.left, pieces: rest.pieces)]
        let back = outcome.back ?? Sources()
        var clawedBack = made
        clawedBack.outcome = outcome
        add(
            .order,
            RefundAsked(
                order: id, number: number, member: rest.order.member,
                lines: [ReturnLine(line: 1, quantity: pieces)], products: [1], left: left,
                claim: claim, rows: rest.order.rows, unallocatedFen: rest.order.unallocated,
                outcome: outcome, atUs: now))
        add(.order, ReturnApproved(order: id, number: number))
        add(
            .referral,
            RewardsRecomputed(
                order: id, number: number, left: left, rows: rest.order.rows,
                unallocatedFen: rest.order.unallocated, changes: changes))
        add(
            .order,
            ReturnRecomputed(
                order: id, number: number, rows: rest.order.rows,
                unallocatedFen: rest.order.unallocated))
        add(.pool, clawedBack)
        add(
            .order,
            ReturnRefunded(order: id, number: number, refund: rest.refund, back: back),
            ProviderRefundRequested(
                refund: "o\(id)-\(rest.refund)-1", provider: "sandbox", payment: "p\(id)",
                amountFen: back.providerFen))
        add(
            .catalog,
            StockRestocked(order: id, lines: [RestockLine(product: 1, quantity: pieces)]))
        add(.order, ReturnRestocked(order: id, number: number))
    }

    /// The pool's entry: what burns and returns is the rules', what nothing covers the operator's.
    private mutating func clawBack(
        _ claim: ReturnClaim, of order: SettlingOrder, isAll: Bool
    ) throws -> ClawedBack {
        let lot = lots[Int(order.order) - 1]
        let events = try pool.execute(
            .clawback(
                lot: LotID(rawValue: lot), paidBack: Money(fen: claim.paidBackFen),
                contributionBack: Money(fen: claim.contributionBackFen)))
        guard case .clawedBack(let burnt) = events[0].change else {
            preconditionFailure("clawing back makes a clawback")
        }
        let reversed = claim.reversed ?? ReversedParts()
        var amounts: [String: Int64] = [
            "reserve": burnt.returned.fen, "merchant_payable": reversed.costFen,
            "platform_income": reversed.platformFen,
            "commission_unallocated": reversed.unallocatedFen,
        ]
        for row in claim.rewards { amounts["wallet:\(row.payee)"] = row.amountFen }
        let operatorFen = claim.paidBackFen - amounts.values.reduce(0, +)
        amounts["operator_loss"] = operatorFen
        amounts["psp_clearing"] = -claim.paidBackFen
        amounts["lot:\(lot)"] = -burnt.units.units
        amounts["issued"] = burnt.units.units
        return ClawedBack(
            claim: claim,
            outcome: ClawbackOutcome(
                member: order.member, lot: lot, burntUnits: burnt.units.units,
                returnedFen: burnt.returned.fen, back: claim.back, operatorFen: operatorFen),
            lotPaidBackFen: claim.paidBackFen, lines: Self.lines(amounts),
            reserveFen: events[0].reserve.fen, supplyUnits: events[0].supply.units)
    }
}
