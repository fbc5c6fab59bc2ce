import Domain
import Journal
import Wire

@testable import Services

/// A pool's journal with refunds, written by the books; other journals are silent.
struct RefundScenario {
    var audit: AuditScenario
    var books: PoolBooks
    private var size: UInt64 = 1
    private var clock: Int64 = 1_900_000_000_000_000

    init(plan: Wire.Plan = AuditScenario.seedPlan) throws {
        audit = try AuditScenario(plan: plan)
        audit.journals[.catalog] = nil
        books = PoolBooks(plan: try PoolPlan(plan))
    }

    /// One command as one group; false when it is refused.
    @discardableResult
    mutating func run(
        _ command: (inout PoolBooks) throws(BooksRejection) -> [BookEvent]
    ) -> Bool {
        let events: [BookEvent]
        do throws(BooksRejection) {
            events = try command(&books)
        } catch {
            return false
        }
        clock += 1_000
        let group = events.enumerated().map { index, event in
            let draft = event.entry()
            size += 1
            return JournalEntry(
                sequence: size, timeUs: clock, kind: draft.kind, event: draft.event,
                keys: draft.keys, caller: index == 0 ? "service/order" : "",
                requestID: index == 0 ? "r\(size)" : "",
                groupLeft: UInt32(events.count - index - 1),
                method: index == 0 ? "/tidemark.test/Do" : "")
        }
        audit.journals[.pool, default: []].append(group)
        return true
    }

    static func order(_ number: UInt64) -> OrderID { OrderID(rawValue: number) }

    @discardableResult
    mutating func hold(
        _ order: UInt64, by member: UInt64, _ sources: PaymentSources
    ) -> Bool {
        run { books throws(BooksRejection) in
            try books.hold(
                Self.order(order), member: MemberID(rawValue: member), sources,
                payment: sources.provider > .zero ? "p\(order)" : "")
        }
    }

    /// Settles what is held: 40 % cost, 30 % commission with 5 % for member 9, 30 % into the
    /// reserve.
    mutating func settle(_ order: UInt64) throws {
        guard case .held(let member, let paid) = books.booking(of: Self.order(order)) else {
            return
        }
        let third = paid.fen * 3 / 10
        let reward = paid.fen / 20
        let settlement = Domain.Settlement(
            order: Self.order(order), member: member, paid: paid,
            waterfall: try Domain.Waterfall(
                cost: Money(fen: paid.fen - 2 * third), commission: Money(fen: third),
                platform: .zero, tax: .zero, paymentFee: .zero,
                contribution: Money(fen: third)),
            rewards: reward == 0
                ? []
                : [
                    RewardCredit(
                        payee: MemberID(rawValue: 9), amount: Money(fen: reward),
                        isPending: false)
                ],
            unallocated: Money(fen: third - reward), planVersion: 1)
        run { books throws(BooksRejection) in
            try books.settle(firstNumber: books.nextNumber, [settlement])
        }
    }

    @discardableResult
    mutating func redeem(_ member: UInt64, share: Int64 = 1) -> Bool {
        let owner = MemberID(rawValue: member)
        let has = books.pool.openLots(of: owner).reduce(Int64(0)) {
            $0 + (books.pool.lot($1)?.units.units ?? 0)
        }
        return run { books throws(BooksRejection) in
            try books.redeem(owner, points: Points(units: has / share), minimumPayout: .zero)
        }
    }

    /// One of `parts` of what is left of a settled order.
    @discardableResult
    mutating func clawback(
        _ order: UInt64, parts: Int64 = 1, proceeds: ClawbackClaim.Proceeds = .deducted
    ) -> Bool {
        run { books throws(BooksRejection) in
            let money = try books.money(of: Self.order(order))
            guard case .settled(let left) = money.state else { return [] }
            func part(_ money: Money) -> Money { Money(fen: money.fen / parts) }
            let provider = min(
                part(left.paid).fen, money.paid.provider.fen - money.back.provider.fen)
            let wallet = min(
                part(left.paid).fen - provider, money.paid.wallet.fen - money.back.wallet.fen)
            let rewards = left.rewards.map {
                RewardReversal(payee: $0.payee, amount: part($0.amount))
            }
            return try books.clawback(
                ClawbackClaim(
                    order: Self.order(order), paidBack: part(left.paid),
                    contributionBack: part(left.contribution),
                    back: PaymentSources(
                        provider: Money(fen: provider), wallet: Money(fen: wallet)),
                    reversed: ReversibleParts(
                        cost: part(left.parts.cost), unallocated: part(left.parts.unallocated)),
                    rewards: rewards.filter { $0.amount > .zero }, proceeds: proceeds,
                    reason: "returned"))
        }
    }
}
