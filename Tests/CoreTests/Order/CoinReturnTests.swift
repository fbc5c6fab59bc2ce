import Testing

@testable import Domain

/// Orders of some lines that coins, and at times a subsidy, pay a part of, beside an account of
/// them that counts fen by fen.
@Suite("Orders: pieces that coins paid come back")
struct CoinReturnTests {
    private static let id = OrderID(rawValue: 1)

    @Test("three pieces give 33, 33 and 34 of 100 coins back, and the money beside them")
    func remainder() throws {
        var world = OrderWorld()
        try world.run(.place(MemberID(rawValue: 1), lines: [OrderLine(1, 3)]))
        let line = ReservedLine(
            product: ProductID(rawValue: 1), quantity: 3,
            waterfall: try .seed(yuan: 10).multiplied(by: 3), delivery: .pickedUp)
        try world.run(.recordReserved(Self.id, lines: [line]))
        try world.run(CoinPartsTests.ask(Self.id, coins: 100))
        try world.run(.parts(Self.id, .recordHeld))
        try world.goOn(Self.id)
        try world.run(.receive(Self.id, returnDays: 7))
        var backs: [PaymentSources] = []
        for number in 1...3 { backs.append(try Self.giveBack([1], number, &world).back) }
        #expect(backs.map(\.coins) == [33, 33, 34])
        #expect(backs.map(\.provider.fen) == [967, 967, 966])
        #expect(world.stage(1) == nil)
        #expect(try world.rebuilt() == world.book)
    }

    /// Asks, approves, and takes every step; gives what went back and what is then held.
    static func giveBack(
        _ pieces: [Int64], _ number: Int, _ world: inout OrderWorld
    ) throws -> (back: PaymentSources, held: Waterfall) {
        try world.run(.askReturn(id, lines(pieces), reason: "too small"))
        try world.run(.approveReturn(id, number: number))
        var made = (back: PaymentSources.zero, held: Waterfall.zero)
        while case .returning(let order) = world.book.orders[id], order.nextStep != nil {
            made = (order.back, order.waterfall)
            try world.run(try #require(try world.answer(id)))
        }
        return made
    }

    static func lines(_ pieces: [Int64]) -> [ReturnLine] {
        pieces.enumerated().filter { $0.element > 0 }.map {
            ReturnLine(line: $0.offset + 1, quantity: $0.element)
        }
    }

    // MARK: - Chance

    @Test(
        "coins, money and a subsidy go back to the fen, and what is left settles, by chance",
        arguments: 0..<300 as Range<UInt64>)
    func chance(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var account = try CountedOrder(random: &random)
        var world = try account.world(random: &random)
        // Some pieces before the settlement, the others after it.
        var number = 0
        while Bool.random(using: &random), account.left.contains(where: { $0 > 0 }) {
            let pieces = account.some(random: &random)
            number += 1
            let made = try Self.giveBack(pieces, number, &world)
            account.take(pieces, back: made.back)
            guard account.left.contains(where: { $0 > 0 }) else { break }
            account.expectCovered(made.held)
        }
        #expect(try world.rebuilt() == world.book)
        guard account.left.contains(where: { $0 > 0 }) else {
            #expect(world.stage(1) == nil)
            return account.expectNothingLeft()
        }
        try Self.settle(&world)
        try Self.reclaim(&world, &account, random: &random)
        account.expectNothingLeft()
    }

    static func settle(_ world: inout OrderWorld) throws {
        let order = try #require(world.book.orders[id]?.received)
        world.now = order.windowEnd
        try world.run(.makeDue(atMost: 1))
        try world.run(.recordSettled(firstNumber: 1, try world.answers(1)))
        try world.run(.recordConfirmed(firstNumber: 1))
    }

    /// The rest comes back after the settlement: never more than it settled for, in the end all.
    private static func reclaim(
        _ world: inout OrderWorld, _ account: inout CountedOrder, random: inout SeededGenerator
    ) throws {
        var settled: Waterfall?
        var taken = ReversibleParts.zero
        var contribution: Int64 = 0
        while account.left.contains(where: { $0 > 0 }) {
            let pieces = account.some(random: &random)
            let events = world.events.filter { $0.order == id }
            let (order, refunds) = try #require(OrderProgress.settled(events))
            if settled == nil { settled = order.due.received.waterfall }
            let wish = try order.claim(
                lines(pieces), after: refunds.filter(\.isDone).map(\.request),
                number: order.due.received.rest.returns + refunds.count + 1,
                proceeds: .deducted, reason: "broken")
            account.take(pieces, back: wish.claim.back)
            #expect(wish.claim.paidBack == wish.claim.back.money)
            #expect(account.coins == 0 || wish.claim.contributionBack <= wish.claim.paidBack)
            for name in ReversibleParts.Name.allCases {
                #expect(wish.claim.reversed[name] >= .zero)
            }
            taken.add(wish.claim.reversed)
            contribution += wish.claim.contributionBack.fen
            try world.run(.askRefund(wish))
            try world.run(.approveReturn(id, number: wish.number))
            try world.run(
                .recordRecomputed(id, rewards: wish.rewards, unallocated: wish.unallocated))
            try world.run(.recordReturnRefunded(id, number: 1, back: wish.claim.back))
            try world.run(.recordReturnRestocked(id))
        }
        let all = try #require(settled)
        #expect(taken.cost == all.cost && taken.tax == all.tax)
        #expect(taken.platform == all.platform)
        #expect(taken.unallocated == all.commission, "nobody invited the buyer")
        #expect(contribution == all.contribution.fen)
    }
}

/// What is known of one order without the rules that are tested: fen are counted one by one.
private struct CountedOrder {
    let lines: [ReservedLine]
    let grant: Int64
    let coins: Int64
    let spentCoins: [Int64]
    let granted: [Int64]
    var left: [Int64]
    /// Fen by source that did not go back.
    var money: Int64
    var coinsLeft: Int64
    var grantLeft: Int64

    init(random: inout SeededGenerator) throws {
        lines = try (1...Int.random(in: 1...4, using: &random)).map { index in
            func part(_ most: Int64) -> Money {
                Money(fen: Int64.random(in: 0...most, using: &random))
            }
            let piece = try Waterfall(
                cost: part(60), commission: part(40), platform: part(20), tax: part(3),
                paymentFee: part(2), contribution: part(30))
            let quantity = Int64.random(in: 1...5, using: &random)
            return ReservedLine(
                product: ProductID(rawValue: UInt64(index)), quantity: quantity,
                waterfall: try piece.multiplied(by: quantity), delivery: .pickedUp)
        }
        left = lines.map(\.quantity)
        let price = lines.reduce(Int64(0)) { $0 + $1.price.fen }
        // What leaves every line twice what its member must bring is a grant for sure.
        let least = lines.map { line in
            let kept = max(line.waterfall.commission.fen, line.waterfall.contribution.fen)
            return line.price.fen == 0
                ? Int64.max : (line.price.fen - kept) * price / line.price.fen
        }
        let most = max(0, min(price, least.min() ?? 0))
        grant =
            Bool.random(using: &random) || price == 0
            ? 0 : Int64.random(in: 0...most, using: &random)
        granted = Self.dealt(grant, by: lines.map(\.price.fen))
        let rooms = Self.rooms(lines, grant: grant, price: price)
        let room = min(rooms.reduce(0, +), price - grant)
        coins = room == 0 ? 0 : Int64.random(in: 1...room, using: &random)
        spentCoins = Self.dealt(coins, by: rooms)
        money = price - grant - coins
        (coinsLeft, grantLeft) = (coins, grant)
    }

    private static func rooms(_ lines: [ReservedLine], grant: Int64, price: Int64) -> [Int64] {
        lines.map { line in
            let parts = line.waterfall
            let room = parts.platform.fen + parts.commission.fen
            guard grant > 0 else { return room }
            var granted: Int64 = 0
            while granted * price < grant * line.price.fen { granted += 1 }
            return max(0, min(room, line.price.fen - granted - parts.contribution.fen))
        }
    }

    /// Fen by fen: each to the first line whose weights so far earn it.
    private static func dealt(_ amount: Int64, by weights: [Int64]) -> [Int64] {
        var parts = weights.map { _ in Int64(0) }
        let all = weights.reduce(0, +)
        guard all > 0, amount > 0 else { return parts }
        for fen in 1...amount {
            var sum: Int64 = 0
            for index in weights.indices {
                sum += weights[index]
                // ⌊amount · sum ÷ all⌋ ≥ fen
                guard amount * sum >= fen * all else { continue }
                parts[index] += 1
                break
            }
        }
        return parts
    }

    /// The order placed, paid with its parts, shared and received.
    func world(random: inout SeededGenerator) throws -> OrderWorld {
        let id = OrderID(rawValue: 1)
        var world = OrderWorld()
        try world.run(
            .place(
                MemberID(rawValue: 1),
                lines: lines.map { OrderLine(product: $0.product, quantity: $0.quantity) }))
        try world.run(.recordReserved(id, lines: lines))
        if grant > 0 {
            try world.run(CoinPartsTests.grant(id, grant))
            try world.run(.parts(id, .recordHeld))
        }
        let terms = CoinTerms(planVersion: 1, share: .whole)
        let room = coins + 1
        if coins > 0 {
            let wallet = Bool.random(using: &random) ? money / 2 : 0
            try world.run(CoinPartsTests.ask(id, coins: coins, wallet: wallet, terms))
            try world.run(.parts(id, .recordHeld))
        } else {
            let refusal = world.refusal(CoinPartsTests.ask(id, coins: room, terms))
            #expect(refusal != nil, "no room is left for a coin")
        }
        let created = try #require(world.book.orders[id]?.created)
        expectPayments(created.payments)
        try world.goOn(id)
        try world.run(.receive(id, returnDays: 7))
        return world
    }

    private func expectPayments(_ payments: [LinePayment]) {
        #expect(payments.map(\.coins) == spentCoins)
        #expect(payments.map { $0.subsidy.fen } == granted)
        for (payment, line) in zip(payments, lines) {
            let parts = line.waterfall
            let own = line.price.fen - payment.coins - payment.subsidy.fen
            #expect(payment.own.fen == own)
            #expect(own >= parts.contribution.fen || coins == 0)
            // referral.md §2: published, own money, and what money leaves of the price.
            let kept = parts.cost.fen + parts.tax.fen + parts.paymentFee.fen
            let rest = own + payment.subsidy.fen - kept - parts.contribution.fen
            #expect(payment.budget.fen == min(parts.commission.fen, own, rest))
            #expect(payment.budget >= .zero)
        }
    }

    func some(random: inout SeededGenerator) -> [Int64] {
        while true {
            let pieces = left.map { Int64.random(in: 0...$0, using: &random) }
            if pieces.contains(where: { $0 > 0 }) { return pieces }
        }
    }

    mutating func take(_ pieces: [Int64], back: PaymentSources) {
        var price: Int64 = 0
        for (index, line) in lines.enumerated() {
            left[index] -= pieces[index]
            price += line.price.fen / line.quantity * pieces[index]
        }
        #expect(back.money.fen + back.coins + back.subsidy.fen == price)
        for name in PaymentSources.Name.allCases { #expect(back[name] >= 0) }
        money -= back.money.fen
        coinsLeft -= back.coins
        grantLeft -= back.subsidy.fen
        #expect(money >= 0 && grantLeft >= 0)
        guard coins > 0 else { return }
        // Counted up: the least coins that are no less than the part of the pieces left.
        var expected: Int64 = 0
        for (index, line) in lines.enumerated() {
            var kept: Int64 = 0
            while kept * line.quantity < spentCoins[index] * left[index] { kept += 1 }
            expected += kept
        }
        #expect(coinsLeft == expected)
        if grant == 0 { #expect(money == ownLeft) } else { #expect(money >= ownLeft) }
    }

    /// What the member's money pays of the pieces that are left, each line rounded down.
    private var ownLeft: Int64 {
        var sum: Int64 = 0
        for (index, line) in lines.enumerated() {
            let own = line.price.fen - spentCoins[index] - granted[index]
            sum += own * left[index] / line.quantity
        }
        return sum
    }

    /// What is held is what settles, with all that money must cover.
    func expectCovered(_ held: Waterfall) {
        #expect(held.total.fen == money + grantLeft)
        guard coins > 0 else { return }
        #expect(held.contribution.fen <= money)
    }

    func expectNothingLeft() {
        #expect(money == 0 && coinsLeft == 0 && grantLeft == 0)
    }
}
