import Testing
import Wire

@testable import Domain
@testable import Services

/// Orders that coins of a legacy claim pay a part of.
@Suite("The audit of what coins pay")
struct CoinAuditTests {
    static func plan(_ coinShareBps: UInt32 = 3_000) -> Plan {
        var plan = ReturnViolationTests.plan
        plan.coinShareBps = coinShareBps
        return plan
    }

    static func begun(_ plan: Plan) throws -> AuditScenario {
        var scenario = try AuditScenario(plan: plan)
        for member in 1...3 { scenario.join(UInt64(member), inviter: UInt64(member - 1)) }
        scenario.claimCoins(150_000, of: 3)
        return scenario
    }

    /// Order 1 loses a piece and settles with two, order 2 settles with rewards that coins cut,
    /// order 3 is paid, and order 4 is received and loses a piece.
    static func correct() throws -> AuditScenario {
        var scenario = try begun(plan())
        let first = scenario.receivedOrder(by: 3, pieces: 3, coins: 80_000)
        let second = scenario.receivedOrder(by: 3, pieces: 1, coins: 30_000)
        var one = AuditScenario.Rest(first, pieces: 3)
        scenario.giveBack(&one, pieces: 1)
        scenario.pass(microseconds: 8 * 86_400_000_000)
        try scenario.settle([one.order, second])
        _ = scenario.sharedOrder(by: 3, coins: 20_000)
        var four = AuditScenario.Rest(
            scenario.receivedOrder(by: 3, pieces: 3, coins: 10_000), pieces: 3)
        scenario.giveBack(&four, pieces: 1)
        return scenario
    }

    @Test("what is in order is found to be, however the journals arrive", arguments: 0..<8)
    func sound(seed: UInt64) throws {
        let scenario = try Self.correct()
        #expect(scenario.violations() == [])
        var random = SeededGenerator(seed: seed)
        #expect(scenario.violations(mixedBy: &random) == [])
        var reader = ScenarioReader()
        reader.take(scenario)
        #expect(reader.finished() == [])
        #expect(reader.audit.orders.checked == 2)
        #expect(reader.audit.orders.records.keys.sorted() == [3, 4])
        let coins = reader.audit.ledger.others.filter { $0.value != 0 }
        #expect(
            coins.filter { $0.key.contains("coin") } == [
                "coin_issued": 150_000, "coin_spent": -110_001, "legacy_coin:3": -39_999,
            ])
    }

    typealias Planted = PlantedViolationTests.Planted

    static let planted: [Planted] = [
        Planted("coins beyond the plan's share of the price", .coinShare, "order") {
            try $0.change(.pool, PlatformCreated.self) { $0.platform?.plan?.coinShareBps = 2_999 }
        },
        Planted("coins by a version that is not in force yet", .coinShare, "order") {
            try $0.change(.order, PartsAsked.self, nth: 1) { $0.planVersion = 2 }
        },
        Planted("coins by no version", .coinShare, "order") {
            try $0.change(.order, PartsAsked.self, nth: 1) { $0.planVersion = 0 }
        },
        Planted("coins of which the pool holds fewer", .hopDiffers, "pool") {
            try $0.change(.pool, Held.self, nth: 4) {
                $0.coins -= 1
                $0.lines = AuditScenario.lines(["legacy_coin:3": 19_999, "coin_spent": -19_999])
            }
        },
        Planted("a provider that brings what coins paid", .hopDiffers, "order") {
            try $0.change(.order, Paid.self, nth: 2) { $0.paidFen += 20_000 }
        },
        Planted("a budget that coins had taken", .budget, "referral") {
            try $0.change(.referral, Shared.self, nth: 2) {
                $0.lines[0].budgetFen += 10_000
                $0.unallocatedFen += 10_000
            }
            try $0.change(.order, RewardsShared.self, nth: 2) { $0.unallocatedFen += 10_000 }
        },
        Planted("rewards of what coins paid", .budget, "referral") {
            try $0.change(.referral, Shared.self, nth: 2) {
                $0.lines[0].baseFen += 20_000
                $0.rows[0].amountFen += 2_000
                $0.rows[1].amountFen += 1_000
                $0.unallocatedFen -= 3_000
            }
            try $0.change(.order, RewardsShared.self, nth: 2) {
                $0.rows[0].amountFen += 2_000
                $0.rows[1].amountFen += 1_000
                $0.unallocatedFen -= 3_000
            }
        },
        Planted("a platform that keeps a part which coins took", .settlement, "pool") {
            try $0.change(.pool, Settled.self, nth: 1) { event in
                for index in event.lines.indices
                where event.lines[index].account == "merchant_payable" {
                    event.lines[index].amount += 100
                }
                event.lines += AuditScenario.lines(["platform_income": -100])
            }
        },
        Planted("a piece that gives back money for a coin", .refundPath, "order") {
            let id = "4"
            try $0.change(.order, ReturnRefunded.self, nth: 1) {
                $0.back?.coins -= 1
                $0.back?.providerFen += 1
            }
            try $0.change(.order, ProviderRefundRequested.self, nth: 1) { $0.amountFen += 1 }
            try $0.change(.pool, Refunded.self, nth: 1) {
                $0.back?.coins -= 1
                $0.back?.providerFen += 1
                let back = $0.back ?? Sources()
                $0.lines = AuditScenario.lines([
                    "order_held:\(id)": back.providerFen, "psp_clearing": -back.providerFen,
                    "legacy_coin:3": -back.coins, "coin_spent": back.coins,
                ])
            }
        },
    ]

    @Test("a planted violation gives exactly its finding", arguments: planted)
    func violation(_ planted: Planted) throws {
        try planted.expectAlone(in: try Self.correct())
    }

    @Test(
        "coins leave what cost, tax, fee and contribution take, to the fen",
        arguments: [(39_999, []), (40_000, []), (40_001, [.coinShare])] as [(Int64, [AuditRule])])
    func room(coins: Int64, rules: [AuditRule]) throws {
        var scenario = try Self.begun(Self.plan(10_000))
        let order = scenario.nextOrder
        scenario.wait(by: 3)
        scenario.holdCoins(coins, for: order, of: 3)
        scenario.add(
            .order,
            Paid(
                order: order, provider: "sandbox", payment: "p", paidFen: 100_000 - coins,
                atUs: scenario.now,
                rates: RewardRates(planVersion: 1, directBps: 1_000, indirectBps: 500)))
        #expect(scenario.violations().map(\.rule) == rules)
    }
}

// MARK: - One order, explained

extension CoinAuditTests {
    @Test("the arithmetic of an order that coins paid a part of holds", arguments: [1, 2])
    func explained(order: UInt64) throws {
        let scenario = try Self.correct()
        let record = OrderRecord(reading: try scenario.entries(about: order))
        let equations = record.equations(Self.plan())
        #expect(equations.count >= 5)
        #expect(equations.filter { !$0.holds }.isEmpty, "\(equations)")
        var spoiled = scenario
        try spoiled.change(.pool, Settled.self, nth: Int(order) - 1) { $0.lines[0].amount += 1 }
        let other = OrderRecord(reading: try spoiled.entries(about: order))
        #expect(!other.equations(Self.plan()).filter { !$0.holds }.isEmpty)
    }

    @Test("what a subsidy had back before the settlement does not settle")
    func subsidyExplained() {
        let place = EntryPlace(journal: "pool/demo", sequence: 1)
        let events: [JournalEvent] = [
            .couponGranted(
                CouponGranted(order: 1, member: 3, source: "game", amountFen: 60_000)),
            .refunded(Refunded(order: 1, refund: 1, back: Sources(subsidyFen: 20_000))),
        ]
        let record = OrderRecord(
            reading: events.map { AuditedEntry(place: place, timeMicroseconds: 1, event: $0) })
        #expect(record.couponFen == 40_000)
    }
}

extension AuditScenario {
    /// What every journal says of one order.
    fileprivate func entries(about order: UInt64) throws -> [AuditedEntry] {
        try AuditedService.allCases.flatMap { service in
            try (journals[service] ?? []).joined().filter { $0.keys.contains("order:\(order)") }
                .compactMap { entry in
                    let event = try JournalEvent(service, kind: entry.kind, entry.event)
                    let place = EntryPlace(
                        journal: "\(service.rawValue)/demo", sequence: entry.sequence)
                    return event.map {
                        AuditedEntry(place: place, timeMicroseconds: entry.timeUs, event: $0)
                    }
                }
        }
    }
}

// MARK: - Two workings-out

extension CoinAuditTests {
    @Test(
        "the audit works out the lines and what they give back as the rules do, by itself",
        arguments: 0..<300 as Range<UInt64>)
    func agreement(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let lines = try (1...Int.random(in: 1...6, using: &random)).map { index in
            func part(_ most: Int64) -> Money {
                Money(fen: Int64.random(in: 0...most, using: &random))
            }
            let piece = try Domain.Waterfall(
                cost: part(40_000), commission: part(30_000), platform: part(10_000),
                tax: part(999), paymentFee: part(600), contribution: part(30_000))
            let pieces = Int64.random(in: 1...9, using: &random)
            return Domain.ReservedLine(
                product: ProductID(rawValue: UInt64(index)), quantity: pieces,
                waterfall: try piece.multiplied(by: pieces), delivery: .shipped)
        }
        let placed = PlacedOrder(
            id: OrderID(rawValue: 1), member: MemberID(rawValue: 1),
            lines: lines.map { Domain.OrderLine(product: $0.product, quantity: $0.quantity) },
            at: Instant(microseconds: 0))
        var order = try #require(CreatedOrder(placed: placed, lines: lines))
        if Bool.random(using: &random) {
            let most = order.toPay.fen / 10
            order.parts.grant = OrderGrant(
                source: .game, amount: Money(fen: Int64.random(in: 0...most, using: &random)))
        }
        let grant = order.parts.grant?.amount ?? .zero
        let messages = lines.map(\.message)
        let rooms = PlainLinePayment.rooms(of: messages, beside: grant.fen)
        let room = order.coinRoom(beside: grant)
        #expect(rooms.reduce(0, +) == room)
        order.parts.held = PaymentSources(coins: Int64.random(in: 0...room, using: &random))
        if order.parts.grant != nil, Bool.random(using: &random) { order.parts.held = .zero }
        let plain = PlainLinePayment.lines(
            messages, grant: grant.fen, coins: order.parts.held.coins)
        #expect(plain.map(\.own) == order.payments.map(\.own.fen))
        #expect(plain.map(\.coins) == order.payments.map(\.coins))
        #expect(plain.map(\.subsidy) == order.payments.map(\.subsidy.fen))
        // Where a grant alone would pass what rewards leave, no order has it.
        if order.payments.allSatisfy({ $0.budget >= .zero }) {
            #expect(plain.map(\.budget) == order.payments.map(\.budget.fen))
        }
        var left = PaymentSources(
            provider: Money(fen: order.rest.fen), coins: order.parts.held.coins, subsidy: grant)
        var pieces = lines.map(\.quantity)
        while pieces.contains(where: { $0 > 0 }) {
            let after = pieces.map { Int64.random(in: 0...$0, using: &random) }
            let back = order.back(from: pieces, to: after, of: left)
            let expected = plain.back(from: pieces, to: after, subsidyLeft: left.subsidy.fen)
            #expect((back.coins, back.subsidy.fen, back.money.fen) == expected)
            (pieces, left) = (after, left.minus(back))
        }
        #expect(left == .zero)
    }
}

// MARK: - After settlement

extension CoinAuditTests {
    /// One of three pieces of 1,000 yuan, of which coins paid 800; a fen does not divide. Money is
    /// 2,200 yuan, of which member 2 had 10 %, and 400 are left for rewards.
    static func told() -> ReclaimAuditTests.Told {
        var told = ReclaimAuditTests.told()
        let back = Sources(providerFen: 73_334, coins: 26_666)
        let claim = ReturnClaim(
            order: 1, paidBackFen: 73_334, contributionBackFen: 30_000, back: back,
            reversed: ReversedParts(costFen: 30_000, unallocatedFen: 6_000),
            rewards: [ReversedReward(payee: 2, amountFen: 7_334)], proceeds: .deducted,
            reason: "broken")
        var row = RewardRow(line: 1, rule: .direct, payee: 2, generation: 1, amountFen: 22_000)
        told.settled.shared = RewardsShared(order: 1, rows: [row], unallocatedFen: 18_000)
        told.settled.paid?.paidFen = 220_000
        told.settled.parts.held.coins = 80_000
        row.amountFen = 14_666
        told.asked.claim = claim
        (told.asked.rows, told.asked.unallocatedFen) = ([row], 12_000)
        told.asked.outcome?.back = back
        (told.recomputed.rows, told.recomputed.unallocatedFen) = ([row], 12_000)
        told.rewards?.rows = [row]
        told.rewards?.unallocatedFen = 12_000
        told.rewards?.changes[0].amountFen = -7_334
        told.refunded.back = back
        told.clawback?.claim = claim
        told.clawback?.outcome?.back = back
        return told
    }

    @Test("a refund after settlement claims the pieces' coins", arguments: [true, false])
    func reclaimed(ordersFirst: Bool) {
        #expect(ReclaimAuditTests.rules(Self.told(), ordersFirst: ordersFirst) == [])
    }

    @Test(
        "other coins, other money, and a subsidy that did not pay are found",
        arguments: [(-1, 1, 0), (1, -1, 0), (0, 1, 0), (0, -1, 1)] as [(Int64, Int64, Int64)],
        [true, false])
    func reclaimedOtherwise(change: (Int64, Int64, Int64), ordersFirst: Bool) {
        var told = Self.told()
        var claim = told.asked.claim ?? ReturnClaim()
        claim.back?.coins += change.0
        claim.back?.providerFen += change.1
        claim.back?.subsidyFen += change.2
        claim.paidBackFen += change.1
        told.asked.claim = claim
        told.clawback?.claim = claim
        #expect(ReclaimAuditTests.rules(told, ordersFirst: ordersFirst) == [.refundPath])
    }

    @Test("pieces that coins and a subsidy paid alone come back one by one, the subsidy with them")
    func withoutMoney() throws {
        var scenario = try BooksScenario(Self.plan(10_000))
        let (order, member) = (OrderID(rawValue: 1), MemberID(rawValue: 3))
        try scenario.run { books in
            try books.importClaims(
                [Domain.ClaimRow(member: member, amount: Money(fen: 100), evidence: "E")],
                file: [UInt8](repeating: 1, count: 32), firstLine: 2
            ).events
        }
        try scenario.run { try $0.convertClaim(of: member, Money(fen: 100)) }
        try scenario.run {
            try $0.receive(Money(fen: 50), from: .game, reference: "bank-1")
        }
        try scenario.run {
            try $0.hold(order, member: member, PaymentSources(coins: 100), payment: "")
        }
        try scenario.run {
            try $0.grantCoupon(Money(fen: 50), of: .game, for: order, member: member)
        }
        let waterfall = try Domain.Waterfall(
            cost: Money(fen: 50), commission: .zero, platform: .zero, tax: .zero,
            paymentFee: .zero, contribution: .zero)
        try scenario.run { books in
            try books.settle(
                firstNumber: 1,
                [
                    Domain.Settlement(
                        order: order, member: member, paid: .zero, waterfall: waterfall,
                        rewards: [], unallocated: .zero, planVersion: 1)
                ])
        }
        for _ in 0..<2 {
            try scenario.run { books in
                try books.clawback(
                    ClawbackClaim(
                        order: order, paidBack: .zero, contributionBack: .zero,
                        back: PaymentSources(coins: 50, subsidy: Money(fen: 25)),
                        reversed: ReversibleParts(cost: Money(fen: 25)), rewards: [],
                        proceeds: .deducted, reason: "broken"))
            }
        }
        #expect(scenario.violations() == [])
        #expect(scenario.books.ledger.balance(.subsidy(.game)) == -50)
        #expect(scenario.books.coins(of: member) == 100)
        try scenario.change(ClawedBack.self, nth: 1) { event in
            event.claim?.back?.subsidyFen = 24
            event.outcome?.back?.subsidyFen = 24
        }
        #expect(scenario.violations().map(\.rule).contains(.clawback))
    }
}

extension AuditScenario {
    /// A claim of a member, all of which becomes coins.
    mutating func claimCoins(_ coins: Int64, of member: UInt64) {
        add(
            .pool,
            LegacyClaimed(
                member: member, amountFen: coins, evidence: "E1",
                fileSHA256: [UInt8](repeating: 1, count: 32), line: 2, leftFen: coins))
        add(
            .pool,
            LegacyConverted(
                member: member, amountFen: coins, leftFen: 0, coins: coins,
                lines: Self.lines(["coin_issued": coins, "legacy_coin:\(member)": -coins])))
    }

    /// Coins that the order asks the pool to hold.
    mutating func holdCoins(_ coins: Int64, for order: UInt64, of member: UInt64) {
        add(
            .order,
            PartsAsked(order: order, asking: 1, sources: Sources(coins: coins), planVersion: 1))
        add(
            .pool,
            Held(
                order: order, member: member,
                lines: Self.lines(["legacy_coin:\(member)": coins, "coin_spent": -coins]),
                coins: coins))
        add(.order, PartsHeld(order: order))
    }
}

extension PlainWaterfall {
    /// What coins pay is taken from the platform's part, then from the rewards' budget.
    mutating func take(_ coins: Int64, budget: Int64? = nil) {
        guard coins > 0 else { return }
        let shared = platform + commission - coins
        commission = budget ?? min(commission, shared)
        platform = shared - commission
    }
}
