import Testing

@testable import Domain

/// Books of a platform with orders of known parts: paid = 40 % cost, 30 % commission of which a
/// sixth is a reward of member 9, 30 % contribution.
struct RefundWorld {
    var books: PoolBooks
    var events: [BookEvent] = []
    private let plan: PoolPlan

    init(plan: PoolPlan = .seed) {
        self.plan = plan
        books = PoolBooks(plan: plan)
    }

    static func order(_ number: UInt64) -> OrderID { OrderID(rawValue: number) }
    static func member(_ number: UInt64) -> MemberID { MemberID(rawValue: number) }

    static func provider(_ fen: Int64) -> PaymentSources {
        PaymentSources(provider: Money(fen: fen))
    }

    mutating func hold(
        _ number: UInt64, by member: UInt64 = 7, _ sources: PaymentSources,
        payment: String? = nil
    ) throws {
        let named = sources.provider > .zero ? "p\(number)" : ""
        events += try books.hold(
            Self.order(number), member: Self.member(member), sources,
            payment: payment ?? named)
    }

    mutating func refund(_ number: UInt64, _ back: PaymentSources?) throws {
        events += try books.refund(Self.order(number), back, reason: "returned")
    }

    mutating func settle(
        _ number: UInt64, by member: UInt64 = 7, paid: Int64, contribution: Int64? = nil
    ) throws {
        let reward = RewardCredit(
            payee: Self.member(9), amount: Money(fen: paid / 20), isPending: false)
        let settled = try books.settle(
            firstNumber: books.nextNumber,
            [
                try PoolBooksTests.order(
                    number, member: member, paid: paid, contribution: contribution,
                    rewards: paid < 20 ? [] : [reward])
            ])
        events += settled
        guard case .settled(let settlement) = settled.first else { return }
        #expect(!settlement.isSkipped, "\(settlement.outcome)")
    }

    @discardableResult
    mutating func clawback(_ claim: ClawbackClaim) throws -> BookClawback {
        let quoted = try books.quoteClawback(claim)
        let made = try books.clawback(claim)
        events += made
        guard case .refunds(.clawedBack(let clawback)) = made.first else {
            throw Unexpected(events: made)
        }
        #expect(clawback == quoted, "a quote is the outcome")
        return clawback
    }

    /// A member's wallet is filled by redeeming all that the member has.
    mutating func redeemAll(of member: UInt64 = 7) throws {
        let lots = books.pool.openLots(of: Self.member(member))
        let has = lots.reduce(Int64(0)) { $0 + (books.pool.lot($1)?.units.units ?? 0) }
        events += try books.redeem(
            Self.member(member), points: Points(units: has), minimumPayout: .zero)
    }

    /// The events of the books rebuild them.
    func expectReplay(_ location: SourceLocation = #_sourceLocation) throws {
        var copy = PoolBooks(plan: plan)
        for event in events {
            copy = try Saved.again(copy)
            try copy.apply(event)
        }
        #expect(copy == books, sourceLocation: location)
    }

    func balance(_ account: Account) -> Int64 { books.ledger.balance(account) }

    struct Unexpected: Error {
        var events: [BookEvent]
    }
}

extension ClawbackClaim {
    /// All of an order of `paid` fen as `RefundWorld` settles it, or of `pieces` of `of` pieces.
    static func pieces(
        _ pieces: Int64 = 1, of: Int64 = 1, order: UInt64 = 1, paid: Int64 = 100_000,
        back: PaymentSources? = nil, reversed: ReversibleParts? = nil,
        rewards: [RewardReversal]? = nil, proceeds: Proceeds = .deducted
    ) -> ClawbackClaim {
        func part(_ whole: Int64) -> Money { Money(fen: whole * pieces / of) }
        let commission = paid * 3 / 10
        return ClawbackClaim(
            order: OrderID(rawValue: order), paidBack: part(paid),
            contributionBack: part(paid * 3 / 10),
            back: back ?? PaymentSources(provider: part(paid)),
            reversed: reversed
                ?? ReversibleParts(
                    cost: part(paid - 2 * commission),
                    unallocated: part(commission - paid / 20)),
            rewards: rewards
                ?? [RewardReversal(payee: MemberID(rawValue: 9), amount: part(paid / 20))],
            proceeds: proceeds, reason: "returned")
    }
}
