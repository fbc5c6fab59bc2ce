import Testing
import Wire

@testable import Services

/// The order's, referral's, pool's and catalog's word on one refund after settlement.
@Suite("The audit of refunds after settlement")
struct ReclaimAuditTests {
    struct Told: Sendable {
        var asked: RefundAsked
        var approved = ReturnApproved(order: 1, number: 1)
        var recomputed: ReturnRecomputed
        var refunded: ReturnRefunded
        var restocked: ReturnRestocked? = ReturnRestocked(order: 1, number: 1)
        var rewards: RewardsRecomputed?
        var clawback: ClawedBack?
        var shelved: [UInt64: Int64]? = [5: 1]
        var isSettled = true
        var settled = ReclaimAuditTests.settled
    }

    /// One of three pieces; member 2 had 300 of 3,000 yuan.
    static func told() -> Told {
        let left = [PiecesLeft(line: 1, left: 2, pieces: 3)]
        let row = RewardRow(
            line: 1, rule: .direct, payee: 2, generation: 1, amountFen: 20_000,
            explanation: "10 %")
        let claim = ReturnClaim(
            order: 1, paidBackFen: 100_000, contributionBackFen: 30_000,
            back: Sources(providerFen: 100_000),
            reversed: ReversedParts(costFen: 30_000, platformFen: 10_000, unallocatedFen: 20_000),
            rewards: [ReversedReward(payee: 2, amountFen: 10_000)], proceeds: .deducted,
            reason: "broken")
        let outcome = ClawbackOutcome(
            refund: 1, member: 1, lot: 1, burntUnits: 9, back: Sources(providerFen: 100_000))
        return Told(
            asked: RefundAsked(
                order: 1, number: 1, member: 1, lines: [ReturnLine(line: 1, quantity: 1)],
                products: [5], left: left, claim: claim, rows: [row], unallocatedFen: 40_000,
                outcome: outcome, atUs: 7),
            recomputed: ReturnRecomputed(order: 1, number: 1, rows: [row], unallocatedFen: 40_000),
            refunded: ReturnRefunded(
                order: 1, number: 1, refund: 1, back: Sources(providerFen: 100_000)),
            rewards: RewardsRecomputed(
                order: 1, number: 1, left: left, rows: [row], unallocatedFen: 40_000,
                changes: [
                    RewardChange(
                        line: 1, rule: .direct, payee: 2, generation: 1, amountFen: -10_000)
                ]),
            clawback: ClawedBack(claim: claim, outcome: outcome))
    }

    /// Three pieces at 1,000 yuan each, of which member 2 had 10 %.
    static let settled: OrderRecord = {
        let rates = RewardRates(planVersion: 1, directBps: 1_000)
        let row = RewardRow(line: 1, rule: .direct, payee: 2, generation: 1, amountFen: 30_000)
        var record = OrderRecord()
        record.paid = Paid(order: 1, paidFen: 300_000, rates: rates)
        record.shared = RewardsShared(order: 1, rows: [row], unallocatedFen: 60_000)
        record.reserved = Reserved(
            order: 1,
            lines: [
                ReservedLine(
                    product: 5, quantity: 3, paidFen: 300_000,
                    waterfall: Waterfall(
                        costFen: 90_000, commissionFen: 90_000, platformFen: 30_000,
                        contributionFen: 90_000))
            ], toPayFen: 300_000)
        return record
    }()

    /// `ordersFirst`: the order's journal is read before the others, or after them.
    static func rules(_ told: Told, ordersFirst: Bool) -> [AuditRule] {
        var sheet = ViolationSheet()
        var reclaims = PlainReclaims()
        func place(_ sequence: UInt64) -> EntryPlace {
            EntryPlace(journal: "order/demo", sequence: sequence)
        }
        func others() {
            if let rewards = told.rewards { reclaims.note(rewards, isFaulty: false, &sheet) }
            if let clawback = told.clawback { reclaims.note(clawback, &sheet) }
            if let shelved = told.shelved { reclaims.shelve(1, shelved, &sheet) }
        }
        reclaims.settle(1, PlainSettledOrder(told.settled), &sheet)
        if !ordersFirst { others() }
        let asked = OrderReturnEvent.refundAsked(told.asked)
        let entry = AuditedEntry(
            place: place(1), timeMicroseconds: 7, event: .orderReturn(asked))
        reclaims.ask(told.asked, entry, nowUs: 7, isSettled: told.isSettled, &sheet)
        reclaims.take(.approved(told.approved), at: place(2), &sheet)
        reclaims.take(.recomputed(told.recomputed), at: place(3), &sheet)
        reclaims.take(.refunded(told.refunded), at: place(4), &sheet)
        if let restocked = told.restocked {
            reclaims.take(.restocked(restocked), at: place(5), &sheet)
        }
        if ordersFirst { others() }
        return sheet.take().map(\.rule) + reclaims.outstanding().map { _ in .hopMissing }
    }

    struct Planted: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var rule: AuditRule
        var spoil: @Sendable (inout Told) -> Void

        init(
            _ name: String, _ rule: AuditRule, _ spoil: @escaping @Sendable (inout Told) -> Void
        ) {
            testDescription = name
            self.rule = rule
            self.spoil = spoil
        }
    }

    static let planted: [Planted] = [
        Planted("an order that did not settle", .hopOrder) { $0.isSettled = false },
        Planted("another time than it is recorded", .deadline) { $0.asked.atUs = 8 },
        Planted("more pieces than there are", .refundPath) {
            $0.asked.left[0].left = 3
            $0.rewards?.left[0].left = 3
        },
        Planted("a request that does not show the outcome", .refundPath) {
            $0.asked.outcome = nil
        },
        Planted("goods of another product than the line's", .refundPath) {
            $0.asked.products = [6]
            $0.shelved = [6: 1]
        },
        Planted("a part of the piece's price that nobody gives back", .refundPath) {
            $0.asked.claim?.reversed?.costFen -= 1
            $0.clawback?.claim?.reversed?.costFen -= 1
        },
        Planted("another source than paid", .refundPath) {
            $0.asked.claim?.back = Sources(walletFen: 100_000)
            $0.clawback?.claim?.back = Sources(walletFen: 100_000)
        },
        Planted("pieces that came back before settlement", .refundPath) {
            let back = Sources(providerFen: 200_000)
            $0.settled.returns.list = [
                PlainReturn(
                    asked: ReturnAsked(
                        order: 1, number: 1, lines: [ReturnLine(line: 1, quantity: 2)]),
                    state: .done, refunded: ReturnRefunded(order: 1, number: 1, back: back))
            ]
            $0.asked.lines[0].quantity = 2
            $0.asked.left[0].left = 0
            $0.rewards?.left[0].left = 0
            $0.shelved = [5: 2]
        },
        Planted("a step of another refund", .hopOrder) { $0.approved.number = 2 },
        Planted("rewards that referral never took back", .hopMissing) { $0.rewards = nil },
        Planted("a clawback that the pool never made", .hopMissing) { $0.clawback = nil },
        Planted("goods that are not on the shelf", .hopMissing) { $0.shelved = nil },
        Planted("other goods on the shelf", .hopDiffers) { $0.shelved = [5: 2] },
        Planted("another claim than the member asked for", .refundPath) {
            $0.clawback?.claim?.reversed?.costFen = 0
        },
        Planted("another sum back than the pool gave", .refundPath) {
            $0.refunded.back?.providerFen -= 1
        },
        Planted("a reward taken back that was not claimed", .hopDiffers) {
            $0.rewards?.changes[0].amountFen = -9_999
        },
        Planted("other rewards left than were shown", .hopDiffers) {
            $0.recomputed.unallocatedFen += 1
        },
    ]

    @Test(
        "what the services say of a refund agrees, whoever is read first", arguments: [true, false])
    func sound(ordersFirst: Bool) {
        #expect(Self.rules(Self.told(), ordersFirst: ordersFirst) == [])
    }

    @Test("a planted violation gives exactly its finding", arguments: planted, [true, false])
    func violation(_ planted: Planted, ordersFirst: Bool) {
        var told = Self.told()
        planted.spoil(&told)
        #expect(Self.rules(told, ordersFirst: ordersFirst) == [planted.rule])
    }

    // MARK: - Given up

    /// What the journals say of the refund when it is stuck at the pool and given up.
    struct GivenUp: Sendable {
        var isStuck = true
        var rejected = ReturnRejected(order: 1, number: 1, reason: "the pool will not")
        var restored: RewardsRecomputed?
        var ended: ReturnGivenUp

        init() {
            let row = RewardRow(
                line: 1, rule: .direct, payee: 2, generation: 1, amountFen: 30_000,
                explanation: "10 %")
            restored = RewardsRecomputed(
                order: 1, number: 1, left: [PiecesLeft(line: 1, left: 3, pieces: 3)],
                rows: [row], unallocatedFen: 60_000,
                changes: [
                    RewardChange(
                        line: 1, rule: .direct, payee: 2, generation: 1, amountFen: 10_000)
                ], givenUp: true)
            ended = ReturnGivenUp(order: 1, number: 1, rows: [row], unallocatedFen: 60_000)
        }
    }

    private static func rules(_ end: GivenUp, ordersFirst: Bool) -> [AuditRule] {
        let told = told()
        var sheet = ViolationSheet()
        var reclaims = PlainReclaims()
        func place(_ sequence: UInt64) -> EntryPlace {
            EntryPlace(journal: "order/demo", sequence: sequence)
        }
        func others() {
            if let rewards = told.rewards { reclaims.note(rewards, isFaulty: false, &sheet) }
            if let restored = end.restored { reclaims.note(restored, isFaulty: false, &sheet) }
        }
        reclaims.settle(1, PlainSettledOrder(told.settled), &sheet)
        if !ordersFirst { others() }
        let asked = AuditedEntry(
            place: place(1), timeMicroseconds: 7,
            event: .orderReturn(.refundAsked(told.asked)))
        reclaims.ask(told.asked, asked, nowUs: 7, isSettled: true, &sheet)
        reclaims.take(.approved(told.approved), at: place(2), &sheet)
        reclaims.take(.recomputed(told.recomputed), at: place(3), &sheet)
        if end.isStuck { reclaims.stick(1, true) }
        reclaims.take(.rejected(end.rejected), at: place(4), &sheet)
        #expect(reclaims.isOpen(1) == end.isStuck)
        reclaims.take(.givenUp(end.ended), at: place(5), &sheet)
        if ordersFirst { others() }
        #expect(!reclaims.isOpen(1))
        return sheet.take().map(\.rule) + reclaims.outstanding().map { _ in .hopMissing }
    }

    @Test(
        "a refund that is given up takes nothing, and what does not fit is found",
        arguments: [true, false])
    func givenUp(ordersFirst: Bool) {
        #expect(Self.rules(GivenUp(), ordersFirst: ordersFirst) == [])
        var kept = GivenUp()
        kept.restored?.changes[0].amountFen = 9_999
        #expect(Self.rules(kept, ordersFirst: ordersFirst) == [.hopDiffers])
        var other = GivenUp()
        other.ended.unallocatedFen -= 1
        #expect(Self.rules(other, ordersFirst: ordersFirst) == [.hopDiffers])
        var silent = GivenUp()
        silent.restored = nil
        #expect(Self.rules(silent, ordersFirst: ordersFirst) == [.hopMissing])
        var going = GivenUp()
        going.isStuck = false
        #expect(Self.rules(going, ordersFirst: ordersFirst) == [.hopOrder], "not stuck")
    }
}
