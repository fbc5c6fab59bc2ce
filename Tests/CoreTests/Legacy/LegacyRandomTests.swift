import Testing

@testable import Domain

/// A second, plain account of claims and trust, held against the books in random lives.
@Suite("Claims and trust: random life")
struct LegacyRandomTests {
    @Test("books, pool, ledger and a plain account agree", arguments: UInt64(1)...40)
    func life(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        var world = try LegacyWorld(
            grant: [1, 5_000, 7_000, 9_999][Int(seed % 4)],
            retention: [0, 2_000, 5_000][Int(seed % 3)],
            exit: [0, 10_001, 15_000, 30_000][Int(seed / 2 % 4)],
            split: [0, 2, 10][Int(seed / 3 % 3)], release: [1, 5_000, 10_000][Int(seed / 5 % 3)])
        var owed: [UInt64: Int64] = [:]
        var coins: [UInt64: Int64] = [:]
        for step in 0..<80 {
            let member = UInt64.random(in: 1...6, using: &chance)
            switch Int.random(in: 0..<10, using: &chance) {
            case 0, 1:
                let fen = Int64.random(in: 1...40_000, using: &chance)
                let row = LegacyWorld.row(member, fen, "E\(step)")
                let made = try world.books.importClaims(
                    [row], file: LegacyWorld.file, firstLine: 2)
                try world.follow(made.events)
                owed[member, default: 0] += fen
            case 2:
                let fen = Int64.random(in: 1...20_000, using: &chance)
                let id = MemberID(rawValue: member)
                guard let events = try? world.books.convertClaim(of: id, Money(fen: fen)) else {
                    #expect(fen > owed[member] ?? 0)
                    continue
                }
                try world.follow(events)
                owed[member, default: 0] -= fen
                coins[member, default: 0] += fen
            case 3: try allot(step, &owed, &world)
            case 4, 5: try redeem(member, &chance, &world)
            default:
                let paid = Int64.random(in: 100...200_000, using: &chance)
                let part = Int64.random(in: 1...paid, using: &chance)
                try world.order(by: member, paid: paid, contribution: min(part, paid - paid / 2))
            }
            expectAgreement(world.books, owed, coins)
        }
    }

    private func redeem(
        _ member: UInt64, _ chance: inout SeededGenerator, _ world: inout LegacyWorld
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

    private func allot(
        _ step: Int, _ owed: inout [UInt64: Int64], _ world: inout LegacyWorld
    ) throws {
        let before = world.books
        let isFinal = step % 2 == 0
        guard (try? world.books.allot("P\(step)", isFinal: isFinal)) != nil else {
            #expect(world.books == before)
            return
        }
        world.books = before
        let expected = plainShares(before, owed)
        let events = try world.allot("P\(step)", isFinal: isFinal)
        let shares = LegacyWorld.shares(events)
        #expect(
            shares.map { [Int64($0.member.rawValue), $0.units.units, $0.value.fen] } == expected)
        for share in shares {
            owed[share.member.rawValue, default: 0] -= share.value.fen
            let most = Self.worth(share.units.units, before.pool)
            #expect(share.value.fen <= most, "no claim is served above the price")
        }
        if isFinal { #expect(world.books.pool.trust == .zero) }
    }

    /// What redeeming the units would pay, on paper.
    private static func worth(_ units: Int64, _ pool: Pool) -> Int64 {
        let kept = 10_000 - Int64(pool.plan.retention.rawValue)
        let dividend = PlainNumber(units) * PlainNumber(pool.reserve.fen) * PlainNumber(kept)
        let divisor = PlainNumber(pool.supply.units) * PlainNumber(10_000)
        return dividend.divided(by: divisor).quotient.asInt64 ?? .max
    }

    /// By member: id, units, fen. Nobody gets more than is owed; all is given or, once everybody
    /// has enough, kept back.
    private func plainShares(_ books: PoolBooks, _ owed: [UInt64: Int64]) -> [[Int64]] {
        let members = owed.keys.filter { owed[$0] ?? 0 > 0 }.sorted()
        let trust = books.pool.trust.units
        let enough = members.map { member -> Int64 in
            // The smallest number of units that is worth the claim, found by halving.
            let claim = owed[member] ?? 0
            var (low, high) = (Int64(0), books.pool.supply.units)
            while low < high {
                let middle = low + (high - low) / 2
                if Self.worth(middle, books.pool) >= claim {
                    high = middle
                } else {
                    low = middle + 1
                }
            }
            return Self.worth(low, books.pool) >= claim ? low : .max / 8
        }
        let total = members.reduce(Int64(0)) { $0 + (owed[$1] ?? 0) }
        var units = enough
        if enough.reduce(Int128(0), { $0 + Int128($1) }) > Int128(trust) {
            units = members.map { Int64(Int128(trust) * Int128(owed[$0] ?? 0) / Int128(total)) }
            let rest = members.map { Int128(trust) * Int128(owed[$0] ?? 0) % Int128(total) }
            let order = members.indices.sorted {
                rest[$0] != rest[$1] ? rest[$0] > rest[$1] : $0 < $1
            }
            for index in order.prefix(Int(trust - units.reduce(0, +))) { units[index] += 1 }
        }
        return zip(members, units).map { member, units in
            [Int64(member), units, min(owed[member] ?? 0, Self.worth(units, books.pool))]
        }.filter { $0[2] > 0 }
    }

    private func expectAgreement(
        _ books: PoolBooks, _ owed: [UInt64: Int64], _ coins: [UInt64: Int64]
    ) {
        let (pool, ledger) = (books.pool, books.ledger)
        #expect(pool.brokenInvariant() == nil)
        #expect(ledger.balance(.reserve) == -pool.reserve.fen)
        #expect(ledger.balance(.issued) == -pool.supply.units)
        #expect(ledger.balance(.legacyTrust) == pool.trust.units)
        for number in 0..<UInt64(pool.lotCount) {
            let lot = LotID(rawValue: number + 1)
            #expect(ledger.balance(.lot(lot)) == pool.lot(lot)?.units.units)
        }
        for member in UInt64(1)...6 {
            let id = MemberID(rawValue: member)
            #expect(books.legacy.claim(of: id).fen == owed[member] ?? 0)
            #expect(books.coins(of: id) == coins[member] ?? 0)
        }
        #expect(books.legacy.owed.fen == owed.values.reduce(0, +))
        #expect(ledger.trialBalance().allSatisfy { $0.amount != 0 })
    }
}
