@testable import Domain

/// Referral that keeps its events and shows that they alone rebuild it.
struct ReferralWorld {
    private(set) var referral = Referral()
    private(set) var events: [ReferralEvent] = []

    /// Members 1, 2, 3, …, each invited by the one before.
    static func chain(_ length: Int) throws -> ReferralWorld {
        var world = ReferralWorld()
        for id in 1...UInt64(length) {
            try world.run(.join(id, under: id == 1 ? nil : id - 1))
        }
        return world
    }

    @discardableResult
    mutating func run(_ command: ReferralCommand) throws -> [ReferralEvent] {
        let made = try referral.decide(command)
        try referral.apply(made)
        events += made
        return made
    }

    func rebuilt() throws -> Referral {
        var copy = Referral()
        try copy.apply(events)
        return copy
    }

    func refusal(_ command: ReferralCommand) -> ReferralRejection? {
        do throws(ReferralRejection) {
            _ = try referral.decide(command)
            return nil
        } catch { return error }
    }

    /// The rewards of an order of one line.
    mutating func share(
        _ order: UInt64 = 1, buyer: UInt64, base: Int64, budget: Int64, direct: Int = 1_000,
        indirect: Int = 500
    ) throws -> OrderRewards? {
        let line = ShareLine(line: 1, base: Money(fen: base), budget: Money(fen: budget))
        try run(.share(order, buyer: buyer, [line], direct: direct, indirect: indirect))
        return referral.pending[OrderID(rawValue: order)]
    }
}

extension ReferralCommand {
    static func join(_ member: UInt64, under inviter: UInt64?) -> ReferralCommand {
        .join(
            MemberID(rawValue: member), inviter: inviter.map { MemberID(rawValue: $0) })
    }

    static func share(
        _ order: UInt64, buyer: UInt64, _ lines: [ShareLine], direct: Int = 1_000,
        indirect: Int = 500
    ) -> ReferralCommand {
        .share(
            ShareOrder(
                order: OrderID(rawValue: order), buyer: MemberID(rawValue: buyer),
                rates: RewardRates(
                    planVersion: 1, direct: BasisPoints(direct),
                    indirect: BasisPoints(indirect)),
                lines: lines))
    }

    static func freeze(_ member: UInt64) -> ReferralCommand {
        .setStatus(MemberID(rawValue: member), .frozen, reason: "asked by the court")
    }
}
