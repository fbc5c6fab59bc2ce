import Testing

@testable import Domain

@Suite("Withdrawals: random life")
struct WithdrawalRandomTests {
    private typealias World = WithdrawalWorld

    private static let people = ["rae", "ann", "bob", "cy"]

    private struct Life {
        var world = WithdrawalWorld()
        var plain = PlainWithdrawals()
        var chance: SeededGenerator
        var hour = 0
        var accepted = 0
        var refused = 0

        var at: Instant { WithdrawalWorld.at(Int64(hour)) }

        mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &chance) }

        /// Runs one command in both; `plainly` says whether the plain one did it.
        mutating func run(
            _ plainly: Bool,
            _ command: (inout PoolBooks, Instant) throws(BooksRejection) -> [BookEvent]
        ) {
            let at = at
            do throws(BooksRejection) {
                try world.run(at: at) { books throws(BooksRejection) in try command(&books, at) }
                #expect(plainly, "the rules do what the plain model refuses")
                accepted += 1
            } catch {
                #expect(!plainly, "the rules refuse: \(error.sentence)")
                refused += 1
            }
        }
    }

    @Test("rules and plain model agree on every command and figure", arguments: UInt64(1)...40)
    func life(seed: UInt64) throws {
        var life = Life(chance: SeededGenerator(seed: seed))
        for member in 1...3 {
            try life.world.reward(UInt64(member), 3_000_000, at: World.at(-200))
            life.plain.reward(member, 3_000_000, -200)
        }
        for _ in 0..<250 {
            life.hour += life.pick(3)
            try Self.step(&life)
            Self.compare(life)
        }
        #expect(life.accepted > 20)
        #expect(life.refused > 20)
        var copy = PoolBooks(plan: .seed)
        for (index, (event, at)) in life.world.events.enumerated() {
            if index % 5 == 0 { copy = try Saved.again(copy) }
            try copy.apply(event, at: at)
        }
        #expect(copy == life.world.books)
    }

    private static func step(_ life: inout Life) throws {
        let member = life.pick(3) + 1
        let id = MemberID(rawValue: UInt64(member))
        let person = people[life.pick(people.count)]
        let by = Person("operator/\(person)")
        let index = life.pick(max(1, life.plain.rows.count + 1))
        let withdrawal = WithdrawalID(rawValue: UInt64(index) + 1)
        let fen = [99, 100, 900_000, 2_000_000, 5_000_000][life.pick(5)] + Int64(life.pick(2))
        switch life.pick(12) {
        case 0:
            try life.world.reward(UInt64(member), fen, at: life.at)
            life.plain.reward(member, fen, life.hour)
        case 1 where life.pick(6) == 0 || life.plain.accounts[member] == nil:
            let account = life.pick(3) + 1
            life.plain.register(member, account, life.hour)
            try life.world.register(UInt64(member), account, at: life.at)
        case 2 where life.pick(3) == 0:
            let isLinked = !(life.plain.links[person]?.contains(member) ?? false)
            if isLinked {
                life.plain.links[person, default: []].insert(member)
            } else {
                life.plain.links[person]?.remove(member)
            }
            life.run(true) { books, at throws(BooksRejection) in
                try books.linkOperator(
                    person, to: id, isLinked: isLinked, by: Person("operator/zoe"), at: at)
            }
        case 3:
            try life.world.fundCustody(fen / 2)
            life.plain.custody += fen / 2
        case 4, 5, 6:
            let done = life.plain.request(member, fen, by: person, life.hour)
            life.run(done) { books, at throws(BooksRejection) in
                try books.requestWithdrawal(Money(fen: fen), of: id, by: by, at: at)
            }
        case 7, 8:
            let done = life.plain.approve(index, by: person)
            life.run(done) { books, at throws(BooksRejection) in
                try books.approveWithdrawal(withdrawal, by: by, at: at)
            }
        default: stepAfterApproval(&life, index, withdrawal, by)
        }
    }

    private static func stepAfterApproval(
        _ life: inout Life, _ index: Int, _ withdrawal: WithdrawalID, _ by: Person
    ) {
        let rows = life.plain.rows
        switch life.pick(4) {
        case 0:
            var indices = rows.indices.filter { rows[$0].state == "approved" }
            if life.pick(4) == 0 { indices.append(index) }
            let done = life.plain.send(indices)
            life.run(done) { books, at throws(BooksRejection) in
                try books.sendWithdrawals(
                    indices.map { WithdrawalID(rawValue: UInt64($0) + 1) }, by: .bank, sender: by,
                    at: at)
            }
        case 1:
            let done = life.plain.end(index, "cancelled", from: ["requested", "approved"])
            let member = rows.indices.contains(index) ? rows[index].member : 1
            life.run(done) { books, at throws(BooksRejection) in
                try books.cancelWithdrawal(
                    withdrawal, of: MemberID(rawValue: UInt64(member)), by: by, at: at)
            }
        default:
            let sent = rows.indices.filter { rows[$0].state == "sent" }
            let target = sent.isEmpty || life.pick(3) == 0 ? index : sent[life.pick(sent.count)]
            let fen =
                (rows.indices.contains(target) ? rows[target].fen : 7)
                + (life.pick(5) == 0 ? 1 : 0)
            let isPaid = life.pick(2) == 0
            life.plain.callback(target, fen, isPaid: isPaid)
            let callback = PayoutCallback(
                id: WithdrawalID(rawValue: UInt64(target) + 1), amount: Money(fen: fen),
                channel: .bank, outcome: isPaid ? .paid : .failed(code: "AC01"))
            life.run(true) { books, at throws(BooksRejection) in
                try books.payoutCallback(callback, by: by, at: at)
            }
        }
    }

    private static func compare(_ life: Life) {
        let (books, plain) = (life.world.books, life.plain)
        #expect(books.withdrawals.withdrawals.map(\.state.name.rawValue) == plain.rows.map(\.state))
        #expect(books.ledger.balance(.custody) == plain.custody)
        for member in 1...3 {
            let id = MemberID(rawValue: UInt64(member))
            #expect(books.wallet(of: id).fen == plain.wallets[member, default: 0])
            let ofMember = plain.rows.filter {
                $0.member == member && ["requested", "approved", "sent"].contains($0.state)
            }
            #expect(life.world.pending(UInt64(member)) == ofMember.reduce(0) { $0 + $1.fen })
            #expect(
                books.withdrawals.withdrawable(id, at: life.at, in: books.ledger).fen
                    == plain.withdrawable(member, life.hour))
            #expect(books.withdrawals.asked(id, at: life.at).fen == plain.asked(member, life.hour))
        }
        let refused = life.world.events.count { event, _ in
            if case .withdrawal(.callbackRefused) = event { true } else { false }
        }
        #expect(refused == plain.refusedCallbacks)
    }
}
