import Testing

@testable import Domain

@Suite("Withdrawals: what has to wait")
struct WithdrawalWaitTests {
    private typealias World = WithdrawalWorld

    private static func reason(_ body: () throws -> Void) -> String {
        do {
            try body()
            return ""
        } catch {
            return (error as? BooksRejection)?.reason ?? "\(error)"
        }
    }

    @Test("a changed payout account waits 72 hours, to the microsecond; the first does not")
    func account() throws {
        var world = World()
        try world.reward(1, 1_000_000)
        #expect(Self.reason { try world.request(1, 100) } == "payout_account_not_found")
        try world.register(1, 1)
        let old = try world.request(1, 100)
        try world.register(1, 1, at: World.at(1))
        #expect(Self.reason { try world.request(1, 100, at: World.at(1)) } == "")
        try world.register(1, 2, at: World.at(2))
        #expect(
            Self.reason { try world.request(1, 100, at: World.at(2)) } == "payout_account_waits")
        #expect(
            Self.reason { try world.request(1, 100, at: World.at(74, plus: -1)) }
                == "payout_account_waits")
        let new = try world.request(1, 100, at: World.at(74))
        let withdrawals = world.books.withdrawals
        #expect(withdrawals.withdrawal(old)?.account == World.reference(1))
        #expect(withdrawals.withdrawal(new)?.account == World.reference(2))
        // The same account by another channel is another account; back to the old one, too.
        try world.register(1, 2, .alipay, at: World.at(80))
        #expect(
            Self.reason { try world.request(1, 100, at: World.at(81)) } == "payout_account_waits")
        try world.register(1, 1, at: World.at(82))
        #expect(
            Self.reason { try world.request(1, 100, at: World.at(153)) } == "payout_account_waits")
        try world.request(1, 100, at: World.at(154))
    }

    @Test("rewards wait 7 × 24 hours from their posting, to the microsecond")
    func rewards() throws {
        var world = World()
        try world.reward(1, 1_000, at: World.at(-200))
        try world.register(1)
        try world.reward(1, 500, at: World.at(0))
        try world.reward(1, 300, at: World.at(24))
        func withdrawable(_ at: Instant) -> Int64 {
            world.books.withdrawals.withdrawable(
                MemberID(rawValue: 1), at: at, in: world.books.ledger
            ).fen
        }
        #expect(withdrawable(World.at(24)) == 1_000)
        #expect(withdrawable(World.at(168, plus: -1)) == 1_000)
        #expect(withdrawable(World.at(168)) == 1_500)
        #expect(withdrawable(World.at(192, plus: -1)) == 1_500)
        #expect(withdrawable(World.at(192)) == 1_800)
        #expect(
            Self.reason { try world.request(1, 1_001, at: World.at(25)) }
                == "exceeds_withdrawable")
        try world.request(1, 1_000, at: World.at(25))
        #expect(withdrawable(World.at(26)) == 0)
        #expect(
            Self.reason { try world.request(1, 100, at: World.at(168, plus: -1)) }
                == "exceeds_withdrawable")
        try world.request(1, 500, at: World.at(168))
    }

    @Test("a reward that was reversed is held no longer, and one of another order still is")
    func reversals() {
        var hold = RewardHold()
        let member = MemberID(rawValue: 1)
        func order(_ number: UInt64) -> OrderID { OrderID(rawValue: number) }
        hold.credit(member, Money(fen: 700), order: order(1), at: World.at(0))
        hold.credit(member, Money(fen: 300), order: order(2), at: World.at(1))
        hold.reverse(member, Money(fen: 200), order: order(1))
        #expect(hold.held(member, at: World.at(2)).fen == 800)
        hold.reverse(member, Money(fen: 900), order: order(1))
        #expect(hold.held(member, at: World.at(2)).fen == 300)
        hold.reverse(member, Money(fen: 900), order: order(9))
        hold.reverse(MemberID(rawValue: 2), Money(fen: 900), order: order(2))
        #expect(hold.held(member, at: World.at(2)).fen == 300)
        #expect(hold.held(member, at: World.at(169)).fen == 0)
    }

    @Test("old rewards are forgotten, and what is held stays right", arguments: UInt64(1)...8)
    func manyRewards(seed: UInt64) {
        var chance = SeededGenerator(seed: seed)
        var hold = RewardHold()
        let member = MemberID(rawValue: 1)
        var credits: [(order: UInt64, at: Int64, fen: Int64)] = []
        var hour: Int64 = 0
        for order in UInt64(1)...300 {
            hour += Int64.random(in: 0...4, using: &chance)
            let fen = Int64.random(in: 0...9, using: &chance)
            hold.credit(
                member, Money(fen: fen), order: OrderID(rawValue: order), at: World.at(hour))
            credits.append((order, hour, fen))
            if Int.random(in: 0..<4, using: &chance) == 0 {
                let index = Int.random(in: 0..<credits.count, using: &chance)
                let taken = Int64.random(in: 0...credits[index].fen, using: &chance)
                hold.reverse(
                    member, Money(fen: taken), order: OrderID(rawValue: credits[index].order))
                credits[index].fen -= taken
            }
            let now = hour + Int64.random(in: 0...200, using: &chance)
            let expected = credits.reduce(0) { now - $1.at < 168 ? $0 + $1.fen : $0 }
            #expect(hold.held(member, at: World.at(now)).fen == expected)
        }
    }

    @Test("a clock that runs back changes no day and shortens no wait")
    func clock() throws {
        var world = World()
        try world.reward(1, 20_000_000)
        try world.register(1)
        try world.request(1, 5_000_000, at: World.at(25))
        #expect(
            Self.reason { try world.request(1, 100, at: World.at(1)) } == "exceeds_day_limit")
        try world.reward(1, 500, at: World.at(2))
        #expect(
            world.books.withdrawals.rewards.held(MemberID(rawValue: 1), at: World.at(190)).fen
                == 500)
    }
}
