import Domain
import Transport
import Wire

extension Domain.RewardRates {
    init(_ message: Wire.RewardRates?) throws(RPCError) {
        guard let message else {
            throw RPCError.malformed("rates", "rates are missing; state those of the plan version")
        }
        self.init(
            planVersion: message.planVersion, direct: BasisPoints(Int(message.directBps)),
            indirect: BasisPoints(Int(message.indirectBps)))
    }

    var message: Wire.RewardRates {
        Wire.RewardRates(
            planVersion: planVersion, directBps: UInt32(clamping: direct.rawValue),
            indirectBps: UInt32(clamping: indirect.rawValue))
    }
}

extension Domain.ShareLine {
    init(_ message: Wire.ShareLine) {
        self.init(
            line: Int(message.line), base: Money(fen: message.baseFen),
            budget: Money(fen: message.budgetFen))
    }

    var message: Wire.ShareLine {
        Wire.ShareLine(line: UInt32(clamping: line), baseFen: base.fen, budgetFen: budget.fen)
    }
}

extension Domain.RewardRule {
    init(_ message: Wire.RewardRule) throws(RPCError) {
        switch message {
        case .direct: self = .direct
        case .indirect: self = .indirect
        case .unspecified:
            throw RPCError.malformed("rule", "rule is missing; state direct or indirect")
        }
    }

    var message: Wire.RewardRule {
        switch self {
        case .direct: .direct
        case .indirect: .indirect
        }
    }
}

extension Domain.RewardRow {
    init(_ message: Wire.RewardRow) throws(RPCError) {
        self.init(
            line: Int(message.line), rule: try Domain.RewardRule(message.rule),
            payee: try MemberID(message.payee, field: "payee"),
            generation: Int(message.generation), amount: Money(fen: message.amountFen),
            isCapped: message.capped, explanation: message.explanation)
    }

    var message: Wire.RewardRow {
        Wire.RewardRow(
            line: UInt32(clamping: line), rule: rule.message, payee: payee.rawValue,
            generation: UInt32(clamping: generation), amountFen: amount.fen, capped: isCapped,
            explanation: explanation)
    }
}

extension OrderRewards {
    init(_ message: Shared) throws {
        self.init(
            order: try OrderID(message.order, field: "order"),
            buyer: try MemberID(message.buyer, field: "buyer"),
            rates: try Domain.RewardRates(message.rates),
            lines: message.lines.map { Domain.ShareLine($0) },
            rows: try message.rows.map { row throws in try Domain.RewardRow(row) },
            unallocated: Money(fen: message.unallocatedFen))
    }

    var message: Shared {
        Shared(
            order: order.rawValue, buyer: buyer.rawValue, rates: rates.message,
            lines: lines.map(\.message), rows: rows.map(\.message),
            unallocatedFen: unallocated.fen)
    }
}

extension Domain.MemberStatus {
    var message: Wire.MemberStatus {
        switch self {
        case .active: .active
        case .frozen: .frozen
        }
    }
}

extension MemberTree {
    /// Nil for who never joined.
    func message(of member: MemberID) -> Member? {
        guard let depth = depth(of: member), let status = status(of: member) else { return nil }
        return Member(
            member: member.rawValue, inviter: inviter(of: member)?.rawValue ?? 0,
            depth: UInt32(clamping: depth), status: status.message)
    }
}
