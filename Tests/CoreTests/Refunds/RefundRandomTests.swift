import Testing

@testable import Domain

/// What one order's money did, kept by hand: no code of the books.
struct PlainOrderMoney {
    var member: UInt64
    var provider: Int64 = 0
    var wallet: Int64 = 0
    var providerBack: Int64 = 0
    var walletBack: Int64 = 0
    var isSettled = false
    /// Settled: what is left of it.
    var paidLeft: Int64 = 0
    var contributionLeft: Int64 = 0
    var costLeft: Int64 = 0
    var rewardLeft: Int64 = 0
    var unallocatedLeft: Int64 = 0

    var held: Int64 { isSettled ? 0 : provider + wallet - providerBack - walletBack }
}

@Suite("Refunds: random life")
struct RefundRandomTests {
    typealias World = RefundWorld

    @Test(
        "books and a plain count agree, and the events rebuild the books", arguments: UInt64(1)...32
    )
    func life(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        let plan = try PoolPlan(
            openingPrice: Money(fen: 100), grant: BasisPoints(7_000),
            retention: BasisPoints(seed % 3 == 0 ? 0 : 2_000),
            exitMultiple: BasisPoints([0, 10_001, 15_000, 30_000][Int(seed % 4)]),
            splitPriceMultiple: [0, 2, 10][Int(seed % 3)],
            legacyRelease: BasisPoints(seed % 5 == 0 ? 5_000 : 0))
        var script = Script(plan: plan)
        for _ in 0..<160 { try script.step(&chance) }
        try script.world.expectReplay()
        #expect(script.made > 40, "the script does something: \(script.made)")
    }

    private struct Script {
        var world: World
        var orders: [UInt64: PlainOrderMoney] = [:]
        var made = 0
        private var last: UInt64 = 0

        init(plan: PoolPlan) { world = World(plan: plan) }

        mutating func step(_ chance: inout SeededGenerator) throws {
            let before = world.books
            let seen = world.events.count
            var order = orders.randomElement(using: &chance)?.key ?? 0
            do {
                switch Int.random(in: 0..<10, using: &chance) {
                case 0...2:
                    last += 1
                    order = last
                    try hold(&chance)
                case 3, 4: try refund(order, &chance)
                case 5, 6: try settle(order)
                case 7: try world.redeemAll(of: UInt64.random(in: 1...3, using: &chance))
                default: try clawback(order, &chance)
                }
                made += 1
            } catch is BooksRejection {
                #expect(world.books == before, "a refusal changes nothing")
                #expect(world.events.count == seen)
            }
            expectAgreement()
        }

        private mutating func hold(_ chance: inout SeededGenerator) throws {
            var plain = PlainOrderMoney(member: UInt64.random(in: 1...3, using: &chance))
            plain.provider = Int64.random(in: 1...100_000, using: &chance)
            plain.wallet = Int64.random(in: 0...1, using: &chance) * plain.provider / 9
            try world.hold(
                last, by: plain.member,
                PaymentSources(
                    provider: Money(fen: plain.provider), wallet: Money(fen: plain.wallet)))
            orders[last] = plain
        }

        private mutating func refund(
            _ order: UInt64, _ chance: inout SeededGenerator
        ) throws {
            let plain = orders[order] ?? PlainOrderMoney(member: 1)
            let provider = Int64.random(
                in: -1...plain.provider - plain.providerBack + 1, using: &chance)
            let wallet = Int64.random(in: 0...plain.wallet - plain.walletBack, using: &chance)
            try world.refund(
                order, PaymentSources(provider: Money(fen: provider), wallet: Money(fen: wallet)))
            #expect(!plain.isSettled && provider >= 0 && provider + wallet > 0)
            #expect(provider <= plain.provider - plain.providerBack)
            orders[order]?.providerBack += provider
            orders[order]?.walletBack += wallet
        }

        private mutating func settle(_ order: UInt64) throws {
            guard var plain = orders[order], !plain.isSettled, plain.held > 0 else { return }
            let paid = plain.held
            try world.settle(order, by: plain.member, paid: paid)
            plain.isSettled = true
            plain.paidLeft = paid
            plain.contributionLeft = paid * 3 / 10
            plain.costLeft = paid - 2 * (paid * 3 / 10)
            plain.rewardLeft = paid / 20
            plain.unallocatedLeft = paid * 3 / 10 - paid / 20
            orders[order] = plain
        }

        private mutating func clawback(
            _ order: UInt64, _ chance: inout SeededGenerator
        ) throws {
            let plain = orders[order] ?? PlainOrderMoney(member: 1)
            let parts = Int64.random(in: 1...3, using: &chance)
            func part(_ left: Int64) -> Int64 { parts == 1 ? left : left / parts }
            let providerLeft = plain.provider - plain.providerBack
            let provider = min(part(plain.paidLeft), providerLeft)
            let wallet = min(
                part(plain.paidLeft) - provider, plain.wallet - plain.walletBack)
            let reward = part(plain.rewardLeft)
            let claim = ClawbackClaim(
                order: World.order(order), paidBack: Money(fen: part(plain.paidLeft)),
                contributionBack: Money(fen: part(plain.contributionLeft)),
                back: PaymentSources(
                    provider: Money(fen: provider), wallet: Money(fen: wallet)),
                reversed: ReversibleParts(
                    cost: Money(fen: part(plain.costLeft)),
                    unallocated: Money(fen: part(plain.unallocatedLeft))),
                rewards: reward == 0
                    ? [] : [RewardReversal(payee: World.member(9), amount: Money(fen: reward))],
                proceeds: Bool.random(using: &chance) ? .owed : .deducted, reason: "r")
            let pool = world.books.pool
            let made = try world.clawback(claim)
            #expect(plain.isSettled)
            expectTight(made, claim, pool)
            orders[order]?.providerBack += made.back.provider.fen
            orders[order]?.walletBack += made.back.wallet.fen
            orders[order]?.paidLeft -= claim.paidBack.fen
            orders[order]?.contributionLeft -= claim.contributionBack.fen
            orders[order]?.costLeft -= claim.reversed.cost.fen
            orders[order]?.rewardLeft -= reward
            orders[order]?.unallocatedLeft -= claim.reversed.unallocated.fen
        }

        /// Floors and ceilings by multiplying back.
        private func expectTight(_ made: BookClawback, _ claim: ClawbackClaim, _ pool: Pool) {
            guard let id = made.lot, let lot = pool.lot(id), lot.isOpen,
                claim.contributionBack > .zero
            else {
                #expect(made.burnt == nil)
                return
            }
            guard let burnt = made.burnt else {
                Issue.record("an open lot burns")
                return
            }
            let (granted, back) = (
                lot.granted, UInt128(claim.contributionBack.fen)
            )
            let whole = UInt128(lot.contribution.fen)
            let units = UInt128(burnt.units.units)
            let isAllOfLot = burnt.units == lot.units
            #expect(
                isAllOfLot
                    ? units * whole <= granted * back + whole - 1 : units * whole >= granted * back)
            #expect(isAllOfLot || (units - 1) * whole < granted * back)
            let worth = units * UInt128(pool.reserve.fen) / UInt128(pool.supply.units)
            #expect(UInt128(burnt.returned.fen) == min(worth, back))
            #expect(made.proceeds <= lot.received)
            if !isAllOfLot { #expect(made.proceeds == .zero) }
        }

        private func expectAgreement() {
            let (pool, ledger) = (world.books.pool, world.books.ledger)
            #expect(pool.brokenInvariant() == nil)
            #expect(ledger.balance(.reserve) == -pool.reserve.fen)
            #expect(ledger.balance(.issued) == -pool.supply.units)
            var clearing: Int64 = 0
            for (number, plain) in orders {
                #expect(ledger.balance(.orderHeld(World.order(number))) == -plain.held)
                #expect(plain.providerBack <= plain.provider)
                #expect(plain.walletBack <= plain.wallet)
                clearing += plain.provider - plain.providerBack
            }
            #expect(ledger.balance(.pspClearing) == clearing)
            for number in 0..<UInt64(pool.lotCount) {
                let lot = LotID(rawValue: number + 1)
                #expect(ledger.balance(.lot(lot)) == pool.lot(lot)?.units.units)
            }
            _ = ledger.trialBalance()
        }
    }
}
