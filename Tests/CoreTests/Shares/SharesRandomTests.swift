import Testing

@testable import Domain

@Suite("Shares: random life")
struct SharesRandomTests {
    @Test(
        "books, pool, ledger and a plain account of the register agree", arguments: UInt64(1)...32)
    func life(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        var world = try SharesWorld(
            retention: [0, 2_000, 5_000][Int(seed % 3)],
            exit: [0, 10_001, 15_000, 30_000][Int(seed % 4)], split: [0, 2, 10][Int(seed / 2 % 3)])
        // By member: shares of the running issue, and fen paid for them; shares held for good.
        var pending: [UInt64: (shares: Int64, fen: Int64)] = [:]
        var held: [UInt64: Int64] = [:]
        var price: Int64 = 0
        for step in 0..<70 {
            let member = UInt64.random(in: 1...5, using: &chance)
            let at = Int64(step) * 10
            switch Int.random(in: 0..<12, using: &chance) {
            case 0 where world.books.shares.openProgramme == nil:
                price = Int64.random(in: 1...2_000, using: &chance)
                try world.open(
                    SharesWorld.terms(price: price, shares: 500, opens: at, closes: at + 300))
            case 1 where world.books.shares.openProgramme != nil:
                let isSuccessful = Bool.random(using: &chance)
                try world.close(isSuccessful, at: at)
                if isSuccessful {
                    for (member, sum) in pending { held[member, default: 0] += sum.shares }
                }
                pending = [:]
            case 2...5:
                let lots = world.books.pool.openLots(of: MemberID(rawValue: member))
                guard let lot = lots.randomElement(using: &chance) else { continue }
                let shares = Int64.random(in: 1...12, using: &chance)
                let before = world.books
                guard
                    let events = try? world.books.subscribe(
                        UInt64(world.books.shares.programmes.count), MemberID(rawValue: member),
                        lot: lot, shares: shares, at: Instant(microseconds: at))
                else {
                    #expect(world.books == before)
                    continue
                }
                try world.follow(events)
                let sum = pending[member] ?? (0, 0)
                pending[member] = (sum.shares + shares, sum.fen + shares * price)
            case 6: try redeem(member, &chance, &world)
            default:
                try world.order(by: member, paid: Int64.random(in: 1_000...300_000, using: &chance))
            }
            expectAgreement(world.books, pending, held, at: at)
        }
    }

    private func redeem(
        _ member: UInt64, _ chance: inout SeededGenerator, _ world: inout SharesWorld
    ) throws {
        let id = MemberID(rawValue: member)
        let has = world.books.pool.openLots(of: id)
            .reduce(Int64(0)) { $0 + (world.books.pool.lot($1)?.units.units ?? 0) }
        let points = Points(units: Int64.random(in: 0...max(1, has), using: &chance))
        guard
            let events = try? world.books.redeem(id, points: points, minimumPayout: .zero)
        else { return }
        try world.follow(events)
    }

    private func expectAgreement(
        _ books: PoolBooks, _ pending: [UInt64: (shares: Int64, fen: Int64)],
        _ held: [UInt64: Int64], at: Int64
    ) {
        let (pool, ledger) = (books.pool, books.ledger)
        #expect(pool.brokenInvariant() == nil)
        #expect(ledger.balance(.reserve) == -pool.reserve.fen)
        #expect(ledger.balance(.orphanReserve) == -pool.orphan.fen)
        #expect(ledger.balance(.issued) == -pool.supply.units)
        for number in 0..<UInt64(pool.lotCount) {
            let lot = LotID(rawValue: number + 1)
            #expect(ledger.balance(.lot(lot)) == pool.lot(lot)?.units.units)
        }
        let payable = pending.values.reduce(0) { $0 + $1.fen }
        #expect(ledger.balance(.shareSubscriptionPayable) == -payable)
        let register = books.shares.register(at: Instant(microseconds: at))
        let expected = held.filter { $0.value > 0 }.sorted { $0.key < $1.key }
        #expect(register.map(\.member.rawValue) == expected.map(\.key))
        #expect(register.map(\.shares) == expected.map(\.value))
        for member in UInt64(1)...5 {
            let shares = (held[member] ?? 0) + (pending[member]?.shares ?? 0)
            #expect(ledger.balance(.share(MemberID(rawValue: member))) == shares)
        }
        #expect(ledger.trialBalance().allSatisfy { $0.amount != 0 })
    }
}
