import Testing

@testable import Domain

/// Books with money in wallets and in custody, and the people of the tests.
struct WithdrawalWorld {
    static let requester = Person("operator/rae")
    static let ann = Person("operator/ann")
    static let bob = Person("operator/bob")
    /// 2026-03-05 00:00 in Shanghai.
    static let midnight = Instant(microseconds: 1_772_640_000_000_000)
    static let hour: Int64 = 3_600_000_000

    var books = PoolBooks(plan: .seed)
    /// All that was recorded, with the posting time of each.
    private(set) var events: [(event: BookEvent, at: Instant)] = []
    private var orders: UInt64 = 0

    static func reference(_ number: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 64 - digits.utf8.count) + digits
    }

    static func at(_ hours: Int64, plus microseconds: Int64 = 0) -> Instant {
        Instant(microseconds: midnight.microseconds + hours * hour + microseconds)
    }

    mutating func run(
        at: Instant = Self.midnight,
        _ command: (inout PoolBooks) throws(BooksRejection) -> [BookEvent]
    ) throws(BooksRejection) {
        let before = books
        do throws(BooksRejection) {
            events += try command(&books).map { ($0, at) }
        } catch {
            #expect(books == before, "a refusal changes nothing")
            throw error
        }
    }

    /// Credits a wallet by a reward of an order that settles at `at`.
    mutating func reward(
        _ member: UInt64, _ fen: Int64, at: Instant = Self.at(-24 * 30)
    ) throws {
        orders += 1
        let order = try PoolBooksTests.order(
            orders, member: 99, paid: max(1_000, fen * 4),
            rewards: [
                RewardCredit(
                    payee: MemberID(rawValue: member), amount: Money(fen: fen), isPending: false)
            ])
        try run(at: at) { books throws(BooksRejection) in
            try books.hold(
                order.order, member: order.member, paid: order.paid, payment: "p\(order.order)")
        }
        try run(at: at) { books throws(BooksRejection) in
            try books.settle(firstNumber: books.nextNumber, [order], at: at)
        }
    }

    mutating func register(
        _ member: UInt64, _ number: Int = 1, _ channel: PayoutChannel = .bank,
        at: Instant = Self.midnight
    ) throws {
        try run(at: at) { books throws(BooksRejection) in
            try books.registerPayoutAccount(
                Self.reference(number), channel, of: MemberID(rawValue: member), by: Self.requester,
                at: at)
        }
    }

    @discardableResult
    mutating func request(
        _ member: UInt64, _ fen: Int64, at: Instant = Self.midnight
    ) throws(BooksRejection) -> WithdrawalID {
        try run(at: at) { books throws(BooksRejection) in
            try books.requestWithdrawal(
                Money(fen: fen), of: MemberID(rawValue: member), by: Self.requester, at: at)
        }
        return WithdrawalID(rawValue: UInt64(books.withdrawals.withdrawals.count))
    }

    mutating func approve(
        _ id: WithdrawalID, by person: Person = Self.ann, at: Instant = Self.midnight
    ) throws(BooksRejection) {
        try run(at: at) { books throws(BooksRejection) in
            try books.approveWithdrawal(id, by: person, at: at)
        }
    }

    mutating func send(
        _ ids: [WithdrawalID], _ channel: PayoutChannel = .bank, at: Instant = Self.midnight
    ) throws(BooksRejection) {
        try run(at: at) { books throws(BooksRejection) in
            try books.sendWithdrawals(ids, by: channel, sender: Self.ann, at: at)
        }
    }

    mutating func callback(
        _ id: WithdrawalID, _ fen: Int64, _ outcome: PayoutCallback.Outcome = .paid,
        _ channel: PayoutChannel = .bank, at: Instant = Self.midnight
    ) throws(BooksRejection) {
        try run(at: at) { books throws(BooksRejection) in
            try books.payoutCallback(
                PayoutCallback(
                    id: id, amount: Money(fen: fen), channel: channel, outcome: outcome),
                by: Self.ann, at: at)
        }
    }

    mutating func cancel(
        _ id: WithdrawalID, of member: UInt64, at: Instant = Self.midnight
    ) throws(BooksRejection) {
        try run(at: at) { books throws(BooksRejection) in
            try books.cancelWithdrawal(
                id, of: MemberID(rawValue: member), by: Self.requester, at: at)
        }
    }

    mutating func refuse(
        _ id: WithdrawalID, at: Instant = Self.midnight
    ) throws(BooksRejection) {
        try run(at: at) { books throws(BooksRejection) in
            try books.refuseWithdrawal(id, reason: "unclear", by: Self.ann, at: at)
        }
    }

    /// The provider pays out what it collected: custody has it then.
    mutating func fundCustody(_ fen: Int64) throws {
        let reference = "psp-\(events.count)"
        try run { books throws(BooksRejection) in
            try books.settleProvider(
                received: Money(fen: fen), fee: .zero, reference: reference, by: Self.ann,
                at: Self.midnight)
        }
    }

    /// A withdrawal that was requested, approved by as many as it needs, and sent.
    mutating func sent(_ member: UInt64, _ fen: Int64) throws -> WithdrawalID {
        let id = try request(member, fen)
        try approve(id)
        if state(id) == .requested { try approve(id, by: Self.bob) }
        try send([id])
        return id
    }

    func state(_ id: WithdrawalID) -> Withdrawal.State.Name? {
        books.withdrawals.withdrawal(id)?.state.name
    }

    func wallet(_ member: UInt64) -> Int64 { books.wallet(of: MemberID(rawValue: member)).fen }

    func pending(_ member: UInt64) -> Int64 {
        -books.ledger.balance(.withdrawalPending(MemberID(rawValue: member)))
    }
}
