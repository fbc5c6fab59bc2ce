import Testing

@testable import Domain

/// Orders that a subsidy and no coin pays a part of: each piece gives back what paid for it, line
/// by line, and the pool that holds the money agrees.
@Suite("Orders: pieces that a subsidy paid come back")
struct SubsidyReturnTests {
    private static let id = OrderID(rawValue: 1)
    private static let member = MemberID(rawValue: 1)

    private static func line(
        _ product: UInt64, _ quantity: Int64, _ piece: Waterfall
    ) throws -> ReservedLine {
        ReservedLine(
            product: ProductID(rawValue: product), quantity: quantity,
            waterfall: try piece.multiplied(by: quantity), delivery: .pickedUp)
    }

    /// Placed, paid with the subsidy, and received.
    private static func received(
        _ lines: [ReservedLine], grant fen: Int64, _ returns: OrderGrant.Returns = .byLine
    ) throws -> OrderWorld {
        var world = OrderWorld()
        try world.run(
            .place(
                member, lines: lines.map { OrderLine(product: $0.product, quantity: $0.quantity) }))
        try world.run(.recordReserved(id, lines: lines))
        let grant = OrderGrant(
            source: .advertising, amount: Money(fen: fen), returns: returns)
        try world.run(.parts(id, .ask(.ofSubsidy(grant), .none)))
        try world.run(.parts(id, .recordHeld))
        try world.goOn(id)
        try world.run(.receive(id, returnDays: 7))
        return world
    }

    /// What each return gives back, and that all of it is back in the end.
    private static func backs(
        _ returns: [[Int64]], _ world: inout OrderWorld
    ) throws -> [PaymentSources] {
        let backs = try returns.enumerated().map { index, pieces in
            try CoinReturnTests.giveBack(pieces, index + 1, &world).back
        }
        #expect(world.stage(1) == nil)
        #expect(try world.rebuilt() == world.book)
        return backs
    }

    @Test(
        "three pieces give 33, 33 and 34 of 100 fen back; a grant of before 34, 33 and 33",
        arguments: [
            (.byLine, [33, 33, 34], [967, 967, 966]), (.byOrder, [34, 33, 33], [966, 967, 967]),
        ] as [(OrderGrant.Returns, [Int64], [Int64])])
    func remainder(returns: OrderGrant.Returns, subsidy: [Int64], provider: [Int64]) throws {
        let line = try Self.line(1, 3, .seed(yuan: 10))
        var world = try Self.received([line], grant: 100, returns)
        let backs = try Self.backs([[1], [1], [1]], &world)
        #expect(backs.map(\.subsidy.fen) == subsidy)
        #expect(backs.map(\.provider.fen) == provider)
    }

    @Test("a subsidy pays one line of two: pieces of the other give none of it back")
    func oneLine() throws {
        let lines = [try Self.line(1, 3, .seed(yuan: 10)), try Self.line(2, 2, .zero)]
        var world = try Self.received(lines, grant: 100)
        let backs = try Self.backs([[0, 1], [1, 0], [1, 1], [1, 0]], &world)
        #expect(backs.map(\.subsidy.fen) == [0, 33, 33, 34])
        #expect(backs.map(\.provider.fen) == [0, 967, 967, 966])
    }

    @Test("pieces of one line give back nothing that another line's rounding left")
    func twoLines() throws {
        // 300 fen pay of the first line, 71 of the second: ⌊371 · 3,000 ÷ 3,700⌋, and the rest.
        let lines = [try Self.line(1, 3, .seed(yuan: 10)), try Self.line(2, 7, .seed(yuan: 1))]
        var world = try Self.received(lines, grant: 371)
        let payments = try #require(world.book.orders[Self.id]?.created?.payments)
        #expect(payments.map(\.subsidy.fen) == [300, 71])
        let second = Array(repeating: [0, 1] as [Int64], count: 7)
        let backs = try Self.backs(second + [[3, 0]], &world)
        #expect(backs.map(\.subsidy.fen) == [10, 10, 10, 10, 10, 10, 11, 300])
        #expect(backs.map(\.provider.fen) == [90, 90, 90, 90, 90, 90, 89, 2_700])
    }

    @Test(
        "the member's last fen goes with the last of the price",
        arguments: [
            (297, [99, 99, 99]), (298, [99, 100, 99]), (299, [100, 100, 99]),
            (300, [100, 100, 100]),
        ] as [(Int64, [Int64])])
    func lastFen(grant: Int64, subsidy: [Int64]) throws {
        let piece = try Waterfall(
            cost: Money(fen: 100), commission: .zero, platform: .zero, tax: .zero,
            paymentFee: .zero, contribution: .zero)
        var world = try Self.received([try Self.line(1, 3, piece)], grant: grant)
        let backs = try Self.backs([[1], [1], [1]], &world)
        #expect(backs.map(\.subsidy.fen) == subsidy)
        #expect(backs.map(\.money.fen) == subsidy.map { 100 - $0 })
    }

    // MARK: - Chance

    @Test(
        "a subsidy and its member have back to the fen what they paid of each line, by chance",
        arguments: 0..<300 as Range<UInt64>)
    func chance(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let most = try #require(([2, 40, 300] as [Int64]).randomElement(using: &random))
        let lines = try (1...Int.random(in: 1...4, using: &random)).map { index in
            func part() -> Money { Money(fen: Int64.random(in: 0...most, using: &random)) }
            let isPlain = Bool.random(using: &random)
            let piece = try Waterfall(
                cost: part(), commission: isPlain ? .zero : part(), platform: part(), tax: part(),
                paymentFee: .zero, contribution: isPlain ? .zero : part())
            return try Self.line(
                UInt64(index), Int64.random(in: 1...6, using: &random), piece)
        }
        guard let grant = try Self.grant(of: lines, random: &random) else { return }
        var world = try Self.received(lines, grant: grant)
        var account = CountedSubsidy(lines, grant: grant)
        var pool = try Pool(account)
        var number = 0
        while Bool.random(using: &random), !account.isEmpty {
            let pieces = account.some(random: &random)
            number += 1
            let made = try CoinReturnTests.giveBack(pieces, number, &world)
            account.take(pieces, made.back)
            #expect(made.held.contribution.fen <= account.money)
            #expect(account.isEmpty || made.held.total.fen == account.money + account.subsidy)
            try pool.refund(made.back)
        }
        #expect(try world.rebuilt() == world.book)
        // What a subsidy alone paid has no money by which the pool could tell its last pieces.
        guard !account.isEmpty, account.own > 0 else { return account.expectEnd() }
        try pool.settle(world)
        try CoinReturnTests.settle(&world)
        while !account.isEmpty {
            let claim = try Self.reclaim(account.some(random: &random), &account, &world)
            try pool.clawback(claim)
        }
        account.expectEnd()
    }

    /// The first that is not refused, of ever smaller ones.
    private static func grant(
        of lines: [ReservedLine], random: inout SeededGenerator
    ) throws -> Int64? {
        var world = OrderWorld()
        try world.run(
            .place(
                member, lines: lines.map { OrderLine(product: $0.product, quantity: $0.quantity) }))
        try world.run(.recordReserved(id, lines: lines))
        let price = lines.reduce(Int64(0)) { $0 + $1.price.fen }
        guard price > 0 else { return nil }
        var fen = Int64.random(in: max(1, price - 3)...price, using: &random)
        if Bool.random(using: &random) { fen = Int64.random(in: 1...price, using: &random) }
        while fen > 0, world.refusal(CoinPartsTests.grant(id, fen)) != nil { fen = fen * 9 / 10 }
        return fen > 0 ? fen : nil
    }

    /// Some pieces after the settlement.
    private static func reclaim(
        _ pieces: [Int64], _ account: inout CountedSubsidy, _ world: inout OrderWorld
    ) throws -> ClawbackClaim {
        let events = world.events.filter { $0.order == id }
        let (order, refunds) = try #require(OrderProgress.settled(events))
        let wish = try order.claim(
            CoinReturnTests.lines(pieces), after: refunds.filter(\.isDone).map(\.request),
            number: order.due.received.rest.returns + refunds.count + 1, proceeds: .deducted,
            reason: "broken")
        account.take(pieces, wish.claim.back)
        try world.run(.askRefund(wish))
        try world.run(.approveReturn(id, number: wish.number))
        try world.run(.recordRecomputed(id, rewards: wish.rewards, unallocated: wish.unallocated))
        try world.run(.recordReturnRefunded(id, number: 1, back: wish.claim.back))
        try world.run(.recordReturnRestocked(id))
        return wish.claim
    }

    /// The pool that holds the order's money.
    private struct Pool {
        private var books: PoolBooks

        init(_ account: CountedSubsidy) throws {
            books = PoolBooks(plan: .seed, isSandbox: false)
            let granted = Money(fen: account.subsidy)
            _ = try books.receive(granted, from: .advertising, reference: "granted")
            _ = try books.grantCoupon(granted, of: .advertising, for: id, member: member)
            guard account.money > 0 else { return }
            _ = try books.hold(id, member: member, paid: Money(fen: account.money), payment: "p")
        }

        /// Gives back what is stated, and no more.
        mutating func refund(_ back: PaymentSources) throws {
            guard !back.isZero else { return }
            let made = try books.refund(id, back, reason: "too small")
            guard case .refunds(.refunded(let refund))? = made.first else {
                Issue.record("\(made)")
                return
            }
            #expect(refund.back == back)
        }

        mutating func settle(_ world: OrderWorld) throws {
            let order = try #require(world.book.orders[id]?.received)
            let made = try books.settle(
                firstNumber: books.nextNumber,
                [
                    Settlement(
                        order: id, member: member, paid: order.paidLeft,
                        waterfall: order.waterfall, rewards: [],
                        unallocated: order.waterfall.commission, planVersion: 1)
                ])
            guard case .settled(let settled)? = made.first else {
                Issue.record("\(made)")
                return
            }
            #expect(!settled.isSkipped, "\(settled.outcome)")
        }

        mutating func clawback(_ claim: ClawbackClaim) throws {
            guard !claim.back.isZero else { return }
            let quote = try books.quoteClawback(claim)
            #expect(quote.claim.back == claim.back)
            _ = try books.clawback(claim)
        }
    }
}

/// What is known of one order without the rules that are tested: fen are counted one by one.
private struct CountedSubsidy {
    let lines: [ReservedLine]
    private let granted: [Int64]
    /// Of the member, in all.
    let own: Int64
    private(set) var left: [Int64]
    /// Fen that did not go back.
    private(set) var money: Int64
    private(set) var subsidy: Int64

    init(_ lines: [ReservedLine], grant: Int64) {
        self.lines = lines
        left = lines.map(\.quantity)
        let price = lines.reduce(Int64(0)) { $0 + $1.price.fen }
        // Each fen to the first line up to which the prices have earned it.
        var (granted, upTo, given) = ([Int64](), Int64(0), Int64(0))
        for line in lines {
            upTo += line.price.fen
            var part: Int64 = 0
            while (given + part + 1) * price <= grant * upTo { part += 1 }
            granted.append(part)
            given += part
        }
        self.granted = granted
        own = price - grant
        (money, subsidy) = (own, grant)
    }

    var isEmpty: Bool { left.allSatisfy { $0 == 0 } }

    func some(random: inout SeededGenerator) -> [Int64] {
        while true {
            let pieces = left.map { Int64.random(in: 0...$0, using: &random) }
            if pieces.contains(where: { $0 > 0 }) { return pieces }
        }
    }

    mutating func take(_ pieces: [Int64], _ back: PaymentSources) {
        var (price, priceLeft, kept) = (Int64(0), Int64(0), Int64(0))
        for (index, line) in lines.enumerated() {
            left[index] -= pieces[index]
            let piece = line.price.fen / line.quantity
            price += piece * pieces[index]
            priceLeft += piece * left[index]
            var part: Int64 = 0
            while part * line.quantity < granted[index] * left[index] { part += 1 }
            kept += part
        }
        #expect(back.money.fen + back.subsidy.fen == price)
        #expect(back.money >= .zero && back.subsidy >= .zero && back.coins == 0)
        money -= back.money.fen
        subsidy -= back.subsidy.fen
        // A fen of the member's stays until nothing does.
        let isKept = own > 0 && priceLeft > 0 && kept == priceLeft
        #expect(subsidy == kept - (isKept ? 1 : 0))
        #expect(money == priceLeft - kept + (isKept ? 1 : 0))
    }

    func expectEnd() {
        guard isEmpty else { return }
        #expect(money == 0 && subsidy == 0)
    }
}
