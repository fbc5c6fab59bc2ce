import Domain
import Journal
import Services
import Wire

/// The orders that every measurement settles: 1,000 yuan each, two rewards, 300 into the reserve.
enum PoolLoad {
    static let paidFen: Int64 = 100_000
    static let contributionFen: Int64 = 30_000
    static let journal = JournalName(service: "pool", platform: "bench")

    /// The seed plan; `exitMultipleBps` may be raised so that no lot leaves.
    static func plan(exitMultipleBps: UInt32) -> Plan {
        Plan(
            openingPriceFen: 100, grantBps: 7_000, retentionBps: 2_000,
            exitMultipleBps: exitMultipleBps, splitPriceMultiple: 1_000, legacyReleaseBps: 0,
            directBps: 1_000, indirectBps: 500, returnDays: 0, unallocated: .platform)
    }

    static func member(of order: UInt64, among members: UInt64) -> UInt64 {
        // A multiplier without a common divisor with 2^64 spreads the orders over the members.
        (order &* 0x9E37_79B9_7F4A_7C15 >> 20) % members + 1
    }

    static func order(_ order: UInt64, members: UInt64) throws -> Domain.Settlement {
        let member = member(of: order, among: members)
        return Domain.Settlement(
            order: OrderID(rawValue: order), member: MemberID(rawValue: member),
            paid: Money(fen: paidFen),
            waterfall: try Domain.Waterfall(
                cost: Money(fen: 30_000), commission: Money(fen: 30_000),
                platform: Money(fen: 10_000), tax: .zero, paymentFee: .zero,
                contribution: Money(fen: contributionFen)),
            rewards: [
                RewardCredit(
                    payee: MemberID(rawValue: (member + 1) / 2), amount: Money(fen: 10_000),
                    isPending: false),
                RewardCredit(
                    payee: MemberID(rawValue: (member + 3) / 4), amount: Money(fen: 5_000),
                    isPending: false),
            ], unallocated: Money(fen: 15_000), planVersion: 1)
    }

    /// The same order as a message.
    static func message(_ order: UInt64, members: UInt64) -> Wire.Settlement {
        let member = member(of: order, among: members)
        return Wire.Settlement(
            order: order, member: member, paidFen: paidFen,
            waterfall: Wire.Waterfall(
                costFen: 30_000, commissionFen: 30_000, platformFen: 10_000,
                contributionFen: contributionFen),
            rewards: [
                RewardRow(payee: (member + 1) / 2, amountFen: 10_000),
                RewardRow(payee: (member + 3) / 4, amountFen: 5_000),
            ], unallocatedFen: 15_000, planVersion: 1)
    }
}

extension PoolBooks {
    /// Holds an order as its payment would.
    mutating func hold(_ order: Domain.Settlement) throws(BooksRejection) -> [BookEvent] {
        try hold(order.order, member: order.member, paid: order.paid, payment: "bench")
    }
}
